"""Rows that stood in a queue when the queues got one lease, there and back."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("subscriptions", "0002_add_billing"), ("accounts", "0003_add_idempotency_keys")]
AFTER = [("subscriptions", "0003_share_the_lease"), ("accounts", "0004_share_the_lease")]
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)

# event, state, error; then status, outcome, failure_code, failure_text.
EVENTS = [
    (("a", "received", ""), ("pending", "", "", "")),
    (("b", "received", "It is away."), ("pending", "", "billing_unavailable", "It is away.")),
    (("c", "processed", ""), ("completed", "applied", "", "")),
    (("d", "ignored", ""), ("completed", "ignored", "", "")),
    (("e", "unknown_customer", ""), ("completed", "unknown_customer", "", "")),
    (
        ("f", "failed", "unknown_price: No plan has it."),
        ("failed", "", "unknown_price", "No plan has it."),
    ),
    (
        ("g", "failed", "Its runs were cut off again and again."),
        ("failed", "", "interrupted", "Its runs were cut off again and again."),
    ),
]


@pytest.fixture
def before(transactional_db, user):
    for app, name in BEFORE:
        call_command("migrate", app, name, verbosity=0)
    yield _models(BEFORE)
    call_command("migrate", verbosity=0)


def _migrate_on():
    for app, name in AFTER:
        call_command("migrate", app, name, verbosity=0)


def _models(targets):
    return MigrationExecutor(connection).loader.project_state(targets).apps.get_model


def test_events_and_mails_keep_what_they_waited_for(before, user):
    event, mail = before("subscriptions", "StripeEvent"), before("accounts", "OutgoingMail")
    for (name, state, error), _ in EVENTS:
        event.objects.create(event_id=name, type="x", received_at=NOW, state=state, error=error)
    to = {"recipient": "a@example.com", "user_id": user.pk, "not_before": NOW}
    mail.objects.create(**to, template="new")
    mail.objects.create(**to, template="lost", attempts=6, failure="OSError")

    _migrate_on()

    get_model = _models(AFTER)
    rows = get_model("subscriptions", "StripeEvent").objects.order_by("event_id")
    found = rows.values_list("status", "outcome", "failure_code", "failure_text")
    assert list(found) == [expected for _, expected in EVENTS]
    mails = get_model("accounts", "OutgoingMail").objects.order_by("pk")
    assert list(mails.values_list("status", "failure_code", "failure_text", "not_before")) == [
        ("pending", "", "", NOW),
        ("failed", "not_taken", "OSError", None),
    ]

    mails.filter(status="failed").update(failure_text="OSError" + " again" * 48)

    for app, name in BEFORE:
        call_command("migrate", app, name, verbosity=0)

    rows = event.objects.order_by("event_id").values_list("event_id", "state", "error")
    assert list(rows) == [former for former, _ in EVENTS]
    assert list(mail.objects.order_by("pk").values_list("attempts", "failure")) == [
        (0, ""),
        (6, ("OSError" + " again" * 48)[:200]),
    ]
    mail.objects.all().delete()
    event.objects.all().delete()
