"""POST webhook/: what Stripe tells us is believed by its signature, kept once, worked on later."""

import json

import pytest

from subscriptions.models import Payment, StripeEvent, Subscription, SubscriptionEvent
from subscriptions.tests.deliveries import deliver, deliver_all, post, states, work_off
from subscriptions.tests.stripe_state import sign, signed
from tests.tasks import NO_ENGINE

NESTED = b"[" * 4000 + b"]" * 4000


@pytest.fixture
def paid(stripe, customer):
    """The event of a subscription that was paid."""
    stripe.subscribe(customer, "price_premium")
    return stripe.take_events()[0]


def plan() -> str:
    return Subscription.objects.get().plan


def test_an_event_gives_the_plan(paid):
    response = deliver(paid)
    work_off()

    assert response.status_code == 200
    assert plan() == "premium"
    assert states() == ["applied"]
    assert Payment.objects.get().status == "paid"


@pytest.mark.django_db(transaction=True)
def test_the_work_runs_in_the_task_engine_and_not_in_the_answer(paid, stripe, settings):
    settings.TASKS = NO_ENGINE
    stripe.requests.clear()

    assert deliver(paid).status_code == 200

    assert states() == ["pending"]
    assert not stripe.requests
    work_off()
    assert plan() == "premium"


@pytest.mark.django_db(transaction=True)
def test_the_task_engine_does_the_work(paid):
    deliver(paid)

    assert states() == ["applied"]
    assert plan() == "premium"


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "t=1,v1=00",
        "nonsense",
        "t=,v1=",
        "t=99999999999999999999,v1=00",
    ],
)
def test_a_wrong_signature_is_refused_and_nothing_kept(paid, signature):
    response = post(json.dumps(paid).encode(), signature)

    assert (response.status_code, response.json()["code"]) == (400, "invalid_signature")
    assert not StripeEvent.objects.exists()
    assert plan() == "basic"


def test_a_changed_body_is_refused(paid):
    body, signature = signed(paid)

    assert post(body.replace(b"premium", b"PREMIUM"), signature).status_code == 400
    assert not StripeEvent.objects.exists()


def test_another_secrets_signature_is_refused(paid):
    body, signature = sign(json.dumps(paid).encode(), secret="whsec_other")

    assert post(body, signature).status_code == 400


def test_an_old_recording_is_refused(paid):
    body, signature = sign(json.dumps(paid).encode(), age=301)

    assert post(body, signature).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b'{"type": "invoice.paid"}',
        b'{"type": "invoice.paid", "data": {"object": 7}}',
        b'{"type": "invoice.paid", "data": {"object": {}}, "created": "soon"}',
        b'{"type": "invoice.paid", "data": {"object": {}}, "created": 1e99}',
        b'{"type": "invoice.paid", "data": {"object": {}}, "id": ["x"]}',
        b'{"type": "invoice.paid\\u0000", "data": {"object": {}}, "id": "evt_\\u0000"}',
        b'{"type": "invoice.paid", "data": {"object": {}}, "id": "evt_\\ud800"}',
        b'{"type": "invoice.paid", "data": {"object": {"customer": "cus_\\udfff"}}, "id": "evt_1"}',
        b'{"type": "\\ud800", "data": {"object": {}}, "id": "evt_1"}',
        b'{"data": ' + b"[" * 200_000,
        b'{"type": "invoice.paid", "data": {"object": {"id": %s}}, "id": "evt_1"}' % NESTED,
        b'{"type": "refund.created", "data": {"object": {"charge": {"id": %s}}}}' % NESTED,
        b"\xff\xfe",
    ],
    ids=lambda body: repr(body[-24:]),
)
def test_a_signed_body_that_is_no_event_is_400(stripe, db, body):
    try:
        _, signature = sign(body)
    except UnicodeDecodeError:
        signature = "t=1,v1=0"

    assert post(body, signature).status_code == 400
    assert not StripeEvent.objects.exists()


def test_what_an_event_says_beyond_what_is_read_of_it_does_not_matter(paid):
    about = paid["data"]["object"]

    assert deliver(paid | {"data": {"object": about | {"note": "\ud800"}}}).status_code == 200
    assert states() == ["pending"]


def test_without_a_secret_nothing_is_processed(paid, settings):
    settings.STRIPE_WEBHOOK_SECRET = ""

    response = post(*sign(json.dumps(paid).encode(), secret=""))

    assert (response.status_code, response.json()["code"]) == (503, "billing_not_configured")
    assert not StripeEvent.objects.exists()


def test_only_post_is_taken(client, db):
    assert client.get("/api/v1/subscriptions/webhook/").status_code == 405


def test_an_event_counts_once(paid, stripe):
    deliver_all([paid])
    stripe.requests.clear()
    deliver_all([paid, paid])

    assert states() == ["applied"]
    assert not stripe.requests
    assert SubscriptionEvent.objects.count() == 1


def test_an_event_without_an_id_counts_once_by_its_bytes(paid):
    del paid["id"]

    deliver_all([paid, paid])

    assert states() == ["applied"]


def test_an_unknown_kind_is_200_and_ignored(paid, stripe):
    stripe.requests.clear()
    paid["type"] = "entitlements.active_entitlement_summary.updated"

    response = deliver(paid)
    work_off()

    assert response.status_code == 200
    assert states() == ["ignored"]
    assert not stripe.requests
    assert plan() == "basic"


def test_an_unknown_customer_is_kept_and_200(stripe, customer):
    stranger = stripe.create_customer("stranger@example.com")
    stripe.subscribe(stranger, "price_platinum")
    event = stripe.take_events()[0]
    stripe.requests.clear()

    response = deliver(event)
    work_off()

    assert response.status_code == 200
    assert states() == ["unknown_customer"]
    assert plan() == "basic"
    assert not stripe.requests
