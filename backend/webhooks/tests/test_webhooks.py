"""Web hooks as their owner keeps them: create, change, rotate the secret, delete, log, replay."""

import json
from datetime import UTC, datetime, timedelta

import jsonschema_rs
import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from receipts.history import Kind
from tests.answers import hold_against_schema
from webhooks.models import WebhookDelivery, WebhookEndpoint
from webhooks.services.endpoints import MAX_ENDPOINTS
from webhooks.tests.conftest import URL
from webhooks.tests.endpoint_server import answering

pytestmark = pytest.mark.django_db

PUBLIC = "https://hooks.example.com/in"


def detail(hook):
    return f"{URL}{hook['id']}/"


# --- Whether there are any


def test_where_the_operator_has_not_switched_them_on_all_calls_are_503(api, hook, settings):
    settings.WEBHOOKS = False

    for answer in (api.get(URL), api.post(URL, {"url": PUBLIC}), api.delete(detail(hook))):
        assert (answer.status_code, answer.json()["code"]) == (503, "webhooks_not_configured")
    assert WebhookEndpoint.objects.count() == 1


def test_a_plan_without_them_is_403(api, hook, plan):
    plan.delete()

    answer = api.post(URL, {"url": PUBLIC})

    assert (answer.status_code, answer.json()["code"]) == (403, "plan_required")
    assert answer.json()["plan"] == "premium"
    assert WebhookEndpoint.objects.count() == 1


def test_without_billing_the_operators_plan_counts(api, plan, settings):
    plan.delete()
    settings.SELF_HOSTED_PLAN = "platinum"

    assert api.post(URL, {"url": PUBLIC}).status_code == 201


# --- Keeping them


def test_a_new_one_shows_its_secret_once_and_is_told_of_everything(api, create):
    made = create(PUBLIC)

    assert made["secret"].startswith("whsec_")
    assert made["kinds"] == [kind.value for kind in Kind]
    assert made["is_active"] is True
    shown = api.get(f"{URL}{made['id']}/")
    assert shown.json() == {name: made[name] for name in made if name != "secret"}
    assert api.get(URL).json()["results"] == [shown.json()]


def test_the_secret_is_not_readable_in_the_database(create):
    made = create(PUBLIC)

    assert made["secret"] not in str(WebhookEndpoint.objects.values().get())


@pytest.mark.parametrize(
    "url",
    [
        "ftp://hooks.example.com/",
        "https://",
        "https:///path",
        "not an address",
        "https://user:password@hooks.example.com/",
        "https://hooks.example.com/#part",
        "https://hooks.example.com:99999/",
        "https://hooks.example.com/a\r\nX-Injected: 1",
        "https://hööks.example.com/",
        "https://a..b/",
        "https://[::1/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_is_400_and_makes_nothing(api, url):
    answer = api.post(URL, {"url": url})

    assert answer.status_code == 400
    assert answer.json()["url"]
    assert not WebhookEndpoint.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/",
        "https://hooks.example.com:22/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest/meta-data/",
    ],
)
def test_without_allowed_networks_only_https_to_public_addresses_is_accepted(api, url, settings):
    settings.WEBHOOK_ALLOWED_NETWORKS = []

    answer = api.post(URL, {"url": url})

    assert answer.status_code == 400
    assert answer.json()["url"]
    assert not WebhookEndpoint.objects.exists()


@pytest.mark.parametrize("kinds", [[], ["red"], "read", [1], None, ["read", ["read"]]])
def test_kinds_that_there_are_not_are_400(api, kinds):
    answer = api.post(URL, {"url": PUBLIC, "kinds": kinds})

    assert answer.status_code == 400
    assert "kinds" in answer.json()
    assert not WebhookEndpoint.objects.exists()


def test_kinds_in_any_case_and_order_count_once(create):
    assert create(PUBLIC, kinds=["READ", "uploaded", "read"])["kinds"] == ["uploaded", "read"]


def test_there_is_a_limit_to_their_number(api, create):
    for _ in range(MAX_ENDPOINTS):
        create(PUBLIC)

    answer = api.post(URL, {"url": PUBLIC})

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_webhooks")
    assert WebhookEndpoint.objects.count() == MAX_ENDPOINTS


def test_it_can_be_changed_and_an_old_version_is_412(api, hook):
    etag = api.get(detail(hook)).headers["ETag"]
    changed = api.patch(
        detail(hook), {"url": PUBLIC, "kinds": ["read"]}, headers={"If-Match": etag}
    )

    assert changed.status_code == 200
    assert (changed.json()["url"], changed.json()["kinds"]) == (PUBLIC, ["read"])
    again = api.patch(detail(hook), {"kinds": ["failed"]}, headers={"If-Match": etag})
    assert again.status_code == 412
    gone = api.delete(detail(hook), headers={"If-Match": etag})
    assert gone.status_code == 412
    assert WebhookEndpoint.objects.get().kinds == ["read"]


def test_read_only_keys_sent_back_are_accepted_and_changed_ones_refused(api, hook):
    shown = api.get(detail(hook)).json()

    assert api.patch(detail(hook), shown).status_code == 200
    answer = api.patch(detail(hook), {"failing_since": "2026-11-30T00:00:00Z"})
    assert (answer.status_code, answer.json()["code"]) == (400, "read_only")


def test_it_is_deleted_with_its_log(api, hook, verified):
    assert api.delete(detail(hook)).status_code == 204

    assert not WebhookEndpoint.objects.exists()
    assert not WebhookDelivery.objects.exists()


# --- The secret


def test_for_a_day_after_it_was_rotated_both_secrets_sign(
    api, hook, verified, send, server, settings
):
    answer = api.post(f"{detail(hook)}rotate-secret/")
    old, new = hook["secret"], answer.json()["secret"]

    assert answer.status_code == 200
    assert old != new
    assert answer.json()["old_secret_until"] is not None
    send()
    for secret in (old, new):
        Webhook(secret).verify(server.received[-1].body, server.received[-1].headers)

    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=True):
        WebhookDelivery.objects.all().requeue(now=timezone.now())
        send()
        Webhook(new).verify(server.received[-1].body, server.received[-1].headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(old).verify(server.received[-1].body, server.received[-1].headers)


def test_a_secret_of_a_lost_key_fails_in_words(verified, send, settings, server):
    settings.SECRET_KEY = "another-long-enough-key-for-signing-things-0123456789"

    send()

    verified.refresh_from_db()
    assert (verified.status, verified.failure_code) == ("failed", "secret_unreadable")
    assert server.received == []


# --- Log and replay


def test_the_log_says_what_came_of_each(api, hook, verified, send, server):
    server.behaves = [answering(500), answering(200)]
    send()

    [line] = api.get(f"{detail(hook)}deliveries/").json()["results"]
    assert (line["status"], line["attempts"], line["response_status"]) == ("pending", 1, 500)
    assert line["failure"] == {"code": "refused", "message": "It answered 500."}
    assert line["next_try_at"] is not None
    assert line["duration_ms"] >= 0

    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=True):
        send()
    [line] = api.get(f"{detail(hook)}deliveries/", {"status": "completed"}).json()["results"]
    assert (line["attempts"], line["response_status"], line["failure"]) == (2, 200, None)
    assert line["message_id"] == server.received[0].headers["webhook-id"]
    assert api.get(f"{detail(hook)}deliveries/", {"status": "failed"}).json()["count"] == 0


def test_the_number_of_queries_does_not_grow_with_the_log(
    api, hook, endpoint, verified, django_assert_max_num_queries
):
    values = WebhookDelivery.objects.values().get()
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(**{**values, "id": None, "event_id": values["event_id"] + n})
        for n in range(1, 50)
    )

    with django_assert_max_num_queries(8):
        assert len(api.get(f"{detail(hook)}deliveries/?page_size=50").json()["results"]) == 50


def test_one_of_the_log_is_replayed_with_the_same_id(api, hook, verified, send, server):
    send()

    answer = api.post(f"{detail(hook)}replay/", {"deliveries": [verified.pk]})

    assert (answer.status_code, answer.json()) == (200, {"queued": 1})
    send()
    first, second = server.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body


def test_all_that_failed_are_replayed_from_a_moment_on(api, hook, verified, send, server):
    values = {"status": "failed", "failure_code": "refused"}
    WebhookDelivery.objects.update(**values)
    old = WebhookDelivery.objects.values().get() | {"id": None, "event_id": 0}
    old["occurred_at"] = datetime(2026, 1, 1, tzinfo=UTC)
    WebhookDelivery.objects.create(**old)
    yesterday = (timezone.now() - timedelta(days=1)).isoformat()

    answer = api.post(f"{detail(hook)}replay/", {"failed_since": yesterday})

    assert answer.json() == {"queued": 1}
    send()
    assert len(server.received) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        *({"deliveries": ids} for ids in ([], [0], ["x"], [2**70], [999_999_999], None)),
        {"failed_since": "yesterday"},
        {"deliveries": [1], "failed_since": "2026-11-30T00:00:00Z"},
        {"deliverys": [1]},
    ],
)
def test_a_replay_of_nothing_is_400(api, hook, verified, body):
    WebhookDelivery.objects.update(status="failed", failure_code="refused")

    assert api.post(f"{detail(hook)}replay/", body).status_code == 400
    assert WebhookDelivery.objects.get().status == "failed"


def test_nothing_is_replayed_to_one_that_is_off(api, hook, verified):
    api.patch(detail(hook), {"is_active": False})

    answer = api.post(f"{detail(hook)}replay/", {"deliveries": [verified.pk]})

    assert (answer.status_code, answer.json()["code"]) == (409, "webhook_off")
    assert WebhookDelivery.objects.get().status == "failed"


def test_somebody_elses_log_cannot_be_replayed(api, create, hook, verified, server):
    mine = create(server.url)

    answer = api.post(f"{detail(mine)}replay/", {"deliveries": [verified.pk]})

    assert answer.status_code == 400
    assert "deliveries" in answer.json()


def test_a_log_goes_after_thirty_days(verified, capsys):
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        call_command("cleanup_receipts")
    assert WebhookDelivery.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        call_command("cleanup_receipts", dry_run=True)
        assert "1 old webhook deliveries would be dropped." in capsys.readouterr().out
        assert WebhookDelivery.objects.exists()
        call_command("cleanup_receipts")
    assert not WebhookDelivery.objects.exists()


# --- The schema


def test_the_schema_says_what_an_endpoint_is_sent(client, verified, send, server):
    schema = json.loads(client.get("/api/schema/", {"format": "json"}).content)
    sent = schema["webhooks"]["event"]["post"]
    content = sent["requestBody"]["content"]["application/json"]
    send()

    [received] = server.received
    validator = jsonschema_rs.validator_for(content["schema"])
    assert validator.is_valid(json.loads(received.body))
    assert validator.is_valid(content["example"])
    assert not validator.is_valid({})
    assert {one["name"] for one in sent["parameters"]} <= received.headers.keys()


@pytest.mark.parametrize("is_active", [True, False])
def test_the_schema_says_what_is_answered(api, hook, verified, is_active):
    api.patch(detail(hook), {"is_active": is_active})

    for path in ("", "{id}/", "{id}/deliveries/"):
        shown = api.get(f"{URL}{path}".replace("{id}", str(hook["id"])))
        hold_against_schema(shown, f"{URL}{path}")
        assert shown.json().get("count", 1) > 0


def test_the_schema_says_what_a_call_may_be_refused_for(client):
    paths = json.loads(client.get("/api/schema/", {"format": "json"}).content)["paths"]

    def refusals(method, path):
        answers = paths[f"/api/v1/webhooks/{path}"][method]["responses"]
        return {int(code) for code in answers if code.isdecimal() and int(code) >= 400}

    assert refusals("get", "") == {400, 401, 403, 404, 503}
    assert refusals("post", "") == {400, 401, 403, 409, 413, 415, 503}
    assert refusals("patch", "{id}/") == {400, 401, 403, 404, 412, 413, 415, 503}
    assert refusals("post", "{id}/replay/") == {400, 401, 403, 404, 409, 413, 415, 503}
