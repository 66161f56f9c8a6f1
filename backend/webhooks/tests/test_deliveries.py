"""Deliveries: what an endpoint is sent, and what is done where it does not arrive."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from standardwebhooks.webhooks import Webhook

from accounts.models import OutgoingMail
from accounts.services.mail import write_mail
from receipts.history import events_recorded
from receipts.models import Receipt
from webhooks.models import WebhookDelivery, WebhookEndpoint
from webhooks.services.deliveries import RETRIES, deliver_to, endpoints_with_work
from webhooks.tasks import queue_due_deliveries
from webhooks.tests.conftest import URL
from webhooks.tests.endpoint_server import answering, dying, lying, stalling, trickling

pytestmark = pytest.mark.django_db

RECEIPTS = "/api/v1/receipts/"


def verify(api, receipt):
    assert api.post(f"{RECEIPTS}{receipt.pk}/verify/").status_code == 200


def at(moment, send):
    with time_machine.travel(moment, tick=True):
        send()


# --- What is sent


def test_an_event_comes_signed_with_ids_kind_and_version_and_no_values(
    hook, receipt, verified, send, server
):
    send()

    [received] = server.received
    event = receipt.events.get(kind="verified")
    assert received.line == "POST /hooks?key=1 HTTP/1.1"
    assert received.headers["content-type"] == "application/json"
    assert received.headers["host"] == f"127.0.0.1:{server.port}"
    assert Webhook(hook["secret"]).verify(received.body, received.headers) == {
        "type": "receipt.verified",
        "timestamp": event.created_at.isoformat().replace("+00:00", "Z"),
        "data": {
            "event": event.pk,
            "kind": "verified",
            "receipt": receipt.pk,
            "entry": receipt.transaction.pk,
            "version": Receipt.objects.get(pk=receipt.pk).version,
        },
    }
    verified.refresh_from_db()
    assert (verified.status, verified.response_status) == ("completed", 204)


def test_an_entry_without_a_receipt_comes_as_one(api, hook, endpoint, send, server):
    entry = {"total": "5.00", "purchased_on": "2026-04-03"}
    pk = api.post(f"{RECEIPTS}transactions/", entry).json()["id"]

    send()

    payload = json.loads(server.received[0].body)
    assert payload["type"] == "entry.created"
    assert (payload["data"]["receipt"], payload["data"]["entry"]) == (None, pk)
    assert payload["data"]["version"] == 1
    assert b"5.00" not in server.received[0].body


def test_what_is_gone_has_no_version(api, receipt, verified, send, server):
    Receipt.objects.all().delete()

    send()

    assert json.loads(server.received[0].body)["data"]["version"] is None


def test_each_web_hook_gets_its_kinds_alone(api, create, receipt, server):
    chosen, other = create(server.url, kinds=["verified"]), create(server.url, kinds=["read"])

    verify(api, receipt)

    owed = WebhookDelivery.objects.values_list("endpoint", "kind")
    assert list(owed) == [(chosen["id"], "verified")]
    assert other["id"] != chosen["id"]


def test_somebody_elses_web_hook_hears_nothing(api, other_user, receipt, endpoint):
    endpoint.owner = other_user
    endpoint.save()

    verify(api, receipt)

    assert not WebhookDelivery.objects.exists()


def test_one_that_is_off_is_told_nothing(api, receipt, hook):
    api.patch(f"{URL}{hook['id']}/", {"is_active": False})

    verify(api, receipt)

    assert not WebhookDelivery.objects.exists()


def test_after_a_rollback_nothing_is_owed(api, receipt, endpoint):
    def crash(**kwargs):
        raise RuntimeError("another listener is broken")

    endpoint.deliveries.all().delete()
    events_recorded.connect(crash)
    try:
        with pytest.raises(RuntimeError):
            api.post(f"{RECEIPTS}{receipt.pk}/verify/")
    finally:
        events_recorded.disconnect(crash)

    assert not receipt.events.filter(kind="verified").exists()
    assert not WebhookDelivery.objects.exists()


def test_where_web_hooks_are_off_an_event_asks_nothing_of_the_database(
    api, receipt, settings, endpoint
):
    settings.WEBHOOKS = False
    with CaptureQueriesContext(connection) as queries:
        verify(api, receipt)

    assert not [query for query in queries if "webhooks_" in query["sql"]]
    assert not WebhookDelivery.objects.exists()
    assert queue_due_deliveries() == 0


def test_where_they_are_on_an_event_asks_one_question_more(api, receipt, endpoint):
    WebhookEndpoint.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        verify(api, receipt)

    assert len([query for query in queries if "webhooks_" in query["sql"]]) == 1


@pytest.mark.django_db(transaction=True)
def test_it_is_sent_after_the_commit_without_a_sweep(api, hook, receipt, server):
    server.received.clear()

    verify(api, receipt)

    assert [json.loads(one.body)["type"] for one in server.received] == ["receipt.verified"]


# --- What does not arrive


def test_it_is_tried_again_over_days_and_then_given_up(endpoint, verified, send, server):
    server.behaves = [answering(500)]
    begin = now = timezone.now()
    for _ in range(RETRIES.max_attempts - 1):
        at(now, send)
        verified.refresh_from_db()
        assert verified.status == "pending"
        now = verified.not_before + timedelta(seconds=1)
    assert timedelta(days=3) < now - begin < timedelta(days=4)

    at(now, send)

    verified.refresh_from_db()
    assert (verified.status, verified.failure_code) == ("failed", "refused")
    assert len(server.received) == RETRIES.max_attempts
    assert len({one.headers["webhook-id"] for one in server.received}) == 1


def test_a_redirect_is_not_followed(verified, send, server):
    server.behaves = [answering(302, headers=f"Location: {server.url}\r\n")]

    send()

    verified.refresh_from_db()
    assert (verified.failure_code, verified.response_status) == ("redirected", 302)
    assert len(server.received) == 1


def test_one_that_answers_refuses_only_what_it_refuses(endpoint, verified, send, server):
    another = WebhookDelivery.objects.values().get() | {"id": None, "event_id": 0}
    WebhookDelivery.objects.create(**another)
    server.behaves = [answering(400), answering(204)]

    send()

    statuses = endpoint.deliveries.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["pending", "completed"]


@pytest.mark.parametrize("behaviour", [dying, stalling, trickling, lying, answering(503)])
def test_one_that_is_away_rests_and_keeps_nobody_waiting(
    endpoint, verified, send, server, settings, behaviour
):
    settings.WEBHOOK_TIMEOUT_SECONDS = 1
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(**(WebhookDelivery.objects.values().get() | {"id": None, "event_id": -n}))
        for n in range(1, 6)
    )
    server.behaves = [behaviour, answering(204)]
    now = timezone.now()

    at(now, send)

    assert len(server.received) == 1
    assert queue_due_deliveries() == 0
    assert sorted(endpoint.deliveries.values_list("attempts", flat=True)) == [0, 0, 0, 0, 0, 1]
    at(now + timedelta(minutes=2), send)
    assert not endpoint.deliveries.exclude(status="completed").exists()
    endpoint.refresh_from_db()
    assert (endpoint.failing_since, endpoint.rests_until) == (None, None)


def test_its_own_wish_is_heeded(endpoint, verified, send, server):
    server.behaves = [answering(429, headers="Retry-After: 1200\r\n")]
    now = timezone.now()

    at(now, send)

    endpoint.refresh_from_db()
    verified.refresh_from_db()
    for moment in (endpoint.rests_until, verified.not_before):
        assert moment - now >= timedelta(seconds=1190)


@pytest.mark.parametrize("wish", ["-5", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "9" * 400, "٣"])
def test_an_odd_wish_is_no_wish(endpoint, verified, send, server, wish):
    server.behaves = [answering(503, headers=f"Retry-After: {wish}\r\n")]

    send()

    verified.refresh_from_db()
    assert (verified.status, verified.response_status) == ("pending", 503)
    assert verified.not_before - timezone.now() < timedelta(hours=2)


def test_after_days_without_a_success_it_is_switched_off_and_its_owner_told(
    api, hook, endpoint, verified, send, server, user
):
    server.behaves = [answering(500)]
    now = timezone.now()
    at(now, send)
    endpoint.refresh_from_db()
    assert endpoint.failing_since is not None
    waiting = endpoint.deliveries.values().get() | {"id": None, "event_id": 0}
    WebhookDelivery.objects.create(**waiting | {"not_before": now + timedelta(days=9)})

    at(now + timedelta(days=5, minutes=1), send)

    shown = api.get(f"{URL}{hook['id']}/").json()
    assert (shown["is_active"], shown["switched_off"]) == (False, "failing")
    failures = endpoint.deliveries.order_by("pk").values_list("status", "failure_code")
    assert list(failures) == [("failed", "refused"), ("failed", "webhook_off")]
    mail = OutgoingMail.objects.get(template="webhooks/email/switched_off")
    assert (mail.recipient, mail.user) == (user.email, user)
    text = write_mail(mail).body
    assert "127.0.0.1" in text
    assert "5 days" in text
    assert "key=1" not in text


def test_its_owner_switches_it_on_again_and_replays_what_it_missed(
    api, hook, endpoint, verified, send, server
):
    now = timezone.now()
    WebhookEndpoint.objects.update(failing_since=now - timedelta(days=6))
    server.behaves = [answering(500), answering(204)]
    send()
    endpoint.refresh_from_db()
    assert not endpoint.is_active

    on = api.patch(f"{URL}{hook['id']}/", {"is_active": True})
    since = (now - timedelta(days=7)).isoformat()
    replayed = api.post(f"{URL}{hook['id']}/replay/", {"failed_since": since})

    assert (on.json()["switched_off"], on.json()["failing_since"]) == ("", None)
    assert replayed.json() == {"queued": 1}
    send()
    assert endpoint.deliveries.get().status == "completed"
    assert len(server.received) == 2


def test_one_that_says_it_is_gone_is_off_at_once(api, hook, endpoint, verified, send, server):
    server.behaves = [answering(410)]

    send()

    shown = api.get(f"{URL}{hook['id']}/").json()
    assert (shown["is_active"], shown["switched_off"]) == (False, "gone")
    assert endpoint.deliveries.get().status == "failed"
    assert "gone for good" in write_mail(OutgoingMail.objects.get()).body


def test_a_plan_that_ends_ends_them_too(verified, plan, send, server):
    plan.delete()

    send()

    verified.refresh_from_db()
    assert (verified.status, verified.failure_code) == ("failed", "plan_required")
    assert server.received == []


def test_nothing_is_sent_for_an_account_that_is_not_active(user, verified, send, server):
    user.is_active = False
    user.save()

    send()

    verified.refresh_from_db()
    assert (verified.status, verified.failure_code) == ("failed", "webhook_off")
    assert server.received == []


def test_what_is_owed_to_nobody_is_never_due(verified, send):
    """An endpoint that was deleted while an event was being written."""
    WebhookDelivery.objects.update(endpoint=999_999_999)

    assert queue_due_deliveries() == 0
    deliver_to(999_999_999)
    assert WebhookDelivery.objects.get().status == "pending"
    WebhookDelivery.objects.all().delete()


def test_the_whole_account_can_be_deleted(api, user, verified):
    answer = api.delete("/api/v1/accounts/me/", {"password": "correct horse battery staple"})

    assert answer.status_code == 204
    assert not WebhookEndpoint.objects.exists()
    assert not WebhookDelivery.objects.exists()


def test_a_killed_senders_delivery_is_sent_again(verified, send, server):
    now = timezone.now()
    assert WebhookDelivery.objects.claim(verified.pk, now=now, lease=timedelta(minutes=5))

    send()
    assert server.received == []
    at(now + timedelta(minutes=6), send)

    assert len(server.received) == 1


def test_the_sweep_hands_out_whose_delivery_has_waited_the_longest_first(
    create, endpoint, verified, server
):
    later = create(server.url)["id"]
    values = WebhookDelivery.objects.values().get()
    WebhookDelivery.objects.create(**values | {"id": None, "endpoint_id": later})
    WebhookDelivery.objects.create(**values | {"id": None, "event_id": 0})
    now = timezone.now()

    assert endpoints_with_work(now=now, limit=9) == [endpoint.pk, later]
    assert endpoints_with_work(now=now, limit=1) == [endpoint.pk]
    WebhookDelivery.objects.filter(pk=verified.pk).delete()
    assert endpoints_with_work(now=now, limit=9) == [later, endpoint.pk]
