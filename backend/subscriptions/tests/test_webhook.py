"""POST webhook/: what Stripe tells us is believed by its signature, kept once, worked on later."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from subscriptions.models import Payment, StripeEvent, Subscription, SubscriptionEvent
from subscriptions.services.webhooks import MAX_ATTEMPTS
from subscriptions.tests import stripe_shapes
from subscriptions.tests.deliveries import deliver, deliver_all, post, states, work_off
from subscriptions.tests.stripe_state import sign, signed

DUMMY = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def paid(stripe, customer) -> dict:
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
    assert states() == ["processed"]
    assert Payment.objects.get().status == "paid"


@pytest.mark.django_db(transaction=True)
def test_the_work_runs_in_the_task_engine_and_not_in_the_answer(paid, stripe, settings):
    settings.TASKS = DUMMY
    stripe.requests.clear()

    assert deliver(paid).status_code == 200

    assert states() == ["received"]
    assert not stripe.requests
    work_off()
    assert plan() == "premium"


@pytest.mark.django_db(transaction=True)
def test_the_task_engine_does_the_work(paid):
    deliver(paid)

    assert states() == ["processed"]
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
        b"\xff\xfe",
    ],
)
def test_a_signed_body_that_is_no_event_is_400(stripe, db, body):
    try:
        _, signature = sign(body)
    except UnicodeDecodeError:
        signature = "t=1,v1=0"

    assert post(body, signature).status_code == 400
    assert not StripeEvent.objects.exists()


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

    assert states() == ["processed"]
    assert not stripe.requests
    assert SubscriptionEvent.objects.count() == 1


def test_an_event_without_an_id_counts_once_by_its_bytes(paid):
    del paid["id"]

    deliver_all([paid, paid])

    assert states() == ["processed"]


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


def test_a_late_event_brings_no_older_state_back(stripe, customer):
    subscription_id = stripe.subscribe(customer, "price_premium")
    stripe.end(subscription_id)
    begun, _, ended = stripe.take_events()

    deliver_all([ended, begun])

    assert Subscription.objects.get().status == "canceled"


def test_an_older_ended_subscription_takes_nothing_from_a_newer_one(stripe, customer):
    first = stripe.subscribe(customer, "price_premium")
    stripe.end(first)
    ended = stripe.take_events()[-1]
    second = stripe.subscribe(customer, "price_platinum")

    deliver_all([*stripe.take_events(), ended])

    subscription = Subscription.objects.get()
    assert (subscription.plan, subscription.stripe_subscription_id) == ("platinum", second)


def test_stripe_away_leaves_the_event_for_later(paid, stripe):
    stripe.is_away = True
    deliver(paid)
    work_off()
    assert states() == ["received"]
    assert StripeEvent.objects.get().error == "Our billing service does not answer."
    stripe.is_away = False
    work_off()
    assert plan() == "basic"

    with time_machine.travel(timezone.now() + timedelta(seconds=16)):
        work_off()

    assert plan() == "premium"
    assert StripeEvent.objects.get().attempts == 2
    assert StripeEvent.objects.get().error == ""


def test_an_event_fails_after_its_last_attempt_and_can_be_replayed(paid, stripe):
    stripe.is_away = True
    deliver(paid)
    StripeEvent.objects.update(attempts=MAX_ATTEMPTS - 1)
    work_off()
    assert states() == ["failed"]
    stripe.is_away = False

    assert StripeEvent.objects.all().replay() == 1
    work_off()

    assert states() == ["processed"]
    assert plan() == "premium"


def test_a_price_of_no_plan_fails_the_event_and_changes_nothing(paid, stripe, customer):
    deliver_all([paid])
    item = next(each for each in stripe.objects.values() if each["object"] == "subscription")
    item["items"]["data"][0]["price"] |= {"id": "price_strange", "lookup_key": None}
    stripe.tell("customer.subscription.updated", item["id"])

    deliver_all(stripe.take_events())

    assert states() == ["processed", "failed"]
    assert "unknown_price" in StripeEvent.objects.first().error
    assert plan() == "premium"


def test_a_lost_run_is_taken_up_when_its_lease_runs_out(paid):
    deliver(paid)
    now = timezone.now()
    event = StripeEvent.objects.get()
    StripeEvent.objects.claim(event.pk, now=now, lease=timedelta(minutes=10))
    work_off()
    assert states() == ["processing"]

    with time_machine.travel(now + timedelta(minutes=11)):
        work_off()

    assert states() == ["processed"]


def test_a_refund_shows_whichever_event_comes_first(api, stripe, customer):
    subscription_id = stripe.subscribe(customer, "price_premium")
    invoice_id = stripe.objects[subscription_id]["latest_invoice"]
    stripe.refund(invoice_id, amount=500)
    begun, paid, refunded, told = stripe.take_events()

    deliver_all([told, refunded, begun, paid])

    shown = api.get("/api/v1/subscriptions/api/payment-history/").json()["payments"]
    assert [payment["status"] for payment in shown] == ["refunded"]
    assert states() == ["processed"] * 4


def test_a_refund_in_part_is_still_a_payment(api, stripe, customer):
    subscription_id = stripe.subscribe(customer, "price_premium")
    stripe.refund(stripe.objects[subscription_id]["latest_invoice"], amount=200)

    deliver_all(stripe.take_events())

    assert str(Payment.objects.get().amount_refunded) == "2.000"
    assert not Payment.objects.get().is_refunded


def test_a_customer_deleted_at_stripe_is_basic_again(stripe, customer, paid):
    deliver_all([paid])
    stripe.delete_customer(customer)

    deliver_all(stripe.take_events())

    subscription = Subscription.objects.get()
    assert subscription.status == "canceled"
    assert subscription.stripe_customer_id == ""
    assert Payment.objects.count() == 1


def test_an_event_in_an_older_shape_is_understood(stripe, customer):
    """A webhook endpoint keeps the API version it was made with."""
    stripe.subscribe(customer, "price_premium")
    event = stripe_shapes.event(
        "evt_old",
        "invoice.payment_succeeded",
        {"id": "in_9", "object": "invoice", "customer": customer, "subscription": "sub_9"},
        created=1700000000,
    )

    deliver_all([event])

    assert plan() == "premium"
