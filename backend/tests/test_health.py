"""For whoever runs it: probes, metrics and the page of the staff."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from accounts.models import OutgoingMail
from receipts.models import ModelRequest, Receipt, ServiceCircuit
from tests.server import PROJECT
from webhooks.models import WebhookEndpoint

pytestmark = pytest.mark.django_db

TOKEN = "metrics-token-0123456789"
NOTHING = {"due": 0, "waiting": 0, "oldest_seconds": 0, "busy": 0, "stuck": 0}


@pytest.fixture
def now():
    """Noon: what was read two hours before was read on the same day."""
    with time_machine.travel(timezone.now().replace(hour=12)):
        yield timezone.now()


@pytest.fixture
def worked(user, now, settings):
    """Of each state of a receipt one or two, a mail that is owed, a service that is away."""
    settings.WORKERS = settings.WORKERS | {"reading": 3}
    minute, token = timedelta(minutes=1), {"lease_token": uuid4()}
    rows = [
        {"uploaded_at": now - 10 * minute},
        {"uploaded_at": now - 5 * minute},
        {"not_before": now + minute, "failure_code": "rate_limited"},
        {"status": "processing", "lease_until": now + minute, **token},
        {"status": "processing", "lease_until": now - minute, **token},
        {"status": "failed", "failure_code": "unreadable"},
        {"status": "failed", "failure_code": "unreadable", "updated_at": now - timedelta(days=2)},
        {"deleted_at": now},
    ]
    for cost, hours in (("0.25", 1), ("0.5", 2), ("8", 30)):
        read = {"reading": {}, "seconds": 2.0, "cost_usd": Decimal(cost)}
        moment = {"read_at": now - timedelta(hours=hours)}
        rows.append({"status": "completed", **read, **moment})
    for values in rows:
        Receipt.objects.create(
            **{
                "owner": user, "original_filename": "lunch.png", "sha256": "0" * 64,
                "uploaded_at": now, "updated_at": now, **values,
            }
        )  # fmt: skip
    for cost, days in (("1", 0), ("0.25", 0), ("4", 32)):
        ModelRequest.objects.create(
            owner=user, sent_at=now - timedelta(days=days), page_count=1, has_text=False,
            cost_usd=Decimal(cost),
        )  # fmt: skip
    endpoint = WebhookEndpoint.objects.create(
        owner=user, url="https://hooks.example.com/", kinds=["read"], encrypted_secret="none"
    )
    for number, moment in enumerate((None, now + minute)):
        endpoint.deliveries.create(
            event_id=number, kind="read", occurred_at=now, created_at=now, not_before=moment
        )
    OutgoingMail.objects.create(template="account/email/base", recipient="alice@example.com")
    ServiceCircuit.objects.create(
        service="api.example.com", faults=3, code="rate_limited", opened_at=now, open_until=now
    )


def scrape(client, token=TOKEN) -> dict[tuple[str, ...], float]:
    response = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert response.status_code == 200, response.content
    assert response["Content-Type"].startswith("text/plain")
    return {
        (sample.name.removeprefix("smart_accounting_"), *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def test_healthz_answers_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_readyz_says_what_it_checked(client, settings):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": "ok",
        "migrations": "ok",
        "storage": "ok",
        "queue_depth": 0,
        "work": {
            kind: NOTHING | {"workers": workers} for kind, workers in settings.WORKERS.items()
        },
    }


def test_readyz_says_how_much_work_there_is_and_nothing_about_anybody(client, worked):
    body = client.get("/readyz").json()

    assert body["queue_depth"] == 3
    reading = body["work"]["reading"]
    assert 600 <= reading.pop("oldest_seconds") < 700
    assert reading == {"due": 3, "waiting": 1, "busy": 1, "workers": 3, "stuck": 1}
    assert body["work"]["mail"]["due"] == 1
    hooks = body["work"]["webhooks"]
    assert (hooks["due"], hooks["waiting"]) == (1, 1)
    assert "rate_limited" not in str(body)


def test_metrics_are_what_the_database_says(client, settings, worked):
    settings.METRICS_TOKEN = TOKEN

    found = scrape(client)

    assert 600 <= found.pop(("work_oldest_seconds", "reading")) < 700
    assert found["workers", "reading"] == 3
    assert found["work_due", "reading"] == 2
    assert found["work_waiting", "reading"] == 1
    assert found["work_busy", "reading"] == 1
    assert found["work_stuck", "reading"] == 1
    assert found["work_failed", "reading"] == 2
    assert found["work_due", "mail"] == found["work_due", "webhooks"] == 1
    assert found["work_due", "billing"] == found["work_due", "exports"] == 0
    assert found["receipts_failed_last_day", "unreadable"] == 1
    assert found["receipts_waiting", "rate_limited"] == 1
    assert found["readings_last_day",] == 2
    assert found["reading_seconds_last_day",] == 2
    assert found["reading_cost_usd_last_day",] == 0.75
    assert found["model_cost_usd_this_month",] == 1.25
    assert found["circuit_open", "api.example.com"] == 1


def test_metrics_are_there_before_anything_has_happened(client, settings):
    settings.METRICS_TOKEN = TOKEN

    found = scrape(client)

    assert found["work_due", "reading"] == 0
    assert found["readings_last_day",] == 0
    assert ("reading_cost_usd_last_day",) not in found
    assert ("model_cost_usd_this_month",) not in found


def test_every_metric_stands_in_the_guide_for_operators(client, settings, worked):
    settings.METRICS_TOKEN = TOKEN
    guide = (PROJECT / "docs" / "operations.md").read_text()

    for name, *_ in scrape(client):
        assert f"| `{name}" in guide, name


def test_metrics_take_a_fixed_number_of_queries(
    client, settings, worked, django_assert_max_num_queries
):
    settings.METRICS_TOKEN = TOKEN

    with django_assert_max_num_queries(22):
        scrape(client)


@pytest.mark.parametrize(
    "header", [None, "", TOKEN, f"Bearer {TOKEN}x", "Bearer", "Bearer ", "Bearer Ünïcode"]
)
def test_without_the_token_there_are_no_metrics(client, settings, header):
    settings.METRICS_TOKEN = TOKEN

    response = client.get("/metrics", headers={"Authorization": header} if header else {})

    assert response.status_code == 404
    assert b"smart_accounting" not in response.content


@pytest.mark.parametrize("header", ["Bearer ", "Bearer", f"Bearer {TOKEN}"])
def test_without_a_token_in_the_settings_there_are_no_metrics_for_anybody(client, header):
    assert client.get("/metrics", headers={"Authorization": header}).status_code == 404


def test_staff_see_one_page_of_it_and_find_it_from_the_index(admin_client, worked):
    index = admin_client.get("/admin/")
    page = admin_client.get("/admin/health/")

    assert 'href="/admin/health/"' in index.text
    assert page.status_code == 200
    for text in ("unreadable", "rate_limited", "api.example.com", "0:10:0", "0.7500"):
        assert text in page.text
    assert "alice@example.com" not in page.text
    # The policy for scripts and styles permits none within a page.
    assert "<style" not in page.text
    assert "style=" not in page.text


def test_the_page_is_there_before_anything_has_happened(admin_client):
    assert "No service has failed so far." in admin_client.get("/admin/health/").text


def test_only_staff_see_the_page(client, user):
    assert client.get("/admin/health/").status_code == 302
    client.force_login(user)
    assert client.get("/admin/health/").status_code == 302
