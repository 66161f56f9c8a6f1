"""Working on events: late, lost, out of order, in vain, and once more."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from subscriptions.models import Payment, StripeEvent, Subscription
from subscriptions.services.webhooks import process_event
from subscriptions.tests import stripe_shapes
from subscriptions.tests.deliveries import deliver, deliver_all, states, work_off


@pytest.fixture
def paid(stripe, customer):
    """The event of a subscription that was paid."""
    stripe.subscribe(customer, "price_premium")
    return stripe.take_events()[0]


def plan() -> str:
    return Subscription.objects.get().plan


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
    assert states() == ["pending"]
    assert StripeEvent.objects.get().failure_text == "Our billing service does not answer."
    stripe.is_away = False
    process_event(StripeEvent.objects.get().pk)
    assert plan() == "basic"

    with time_machine.travel(timezone.now() + timedelta(seconds=16)):
        work_off()

    assert plan() == "premium"
    event = StripeEvent.objects.get()
    assert (event.attempts, event.outage_since, event.failure_text) == (1, None, "")


def test_an_event_fails_when_stripe_stays_away_and_can_be_replayed(paid, stripe, settings):
    settings.OUTAGE_MAX_HOURS = 24
    stripe.is_away = True
    deliver(paid)
    work_off()
    StripeEvent.objects.update(outage_since=timezone.now() - timedelta(hours=24), not_before=None)
    work_off()
    assert states() == ["failed"]
    stripe.is_away = False

    assert StripeEvent.objects.all().requeue(now=timezone.now()) == 1
    work_off()

    assert states() == ["applied"]
    assert plan() == "premium"


def test_a_botched_key_costs_no_event(paid, settings):
    deliver(paid)
    key, settings.STRIPE_SECRET_KEY = settings.STRIPE_SECRET_KEY, "sk_test_botched"
    work_off()
    event = StripeEvent.objects.get()
    assert (event.status, event.attempts, event.failure_code) == ("pending", 0, "billing_refused")
    settings.STRIPE_SECRET_KEY = key

    StripeEvent.objects.update(not_before=None)
    work_off()

    assert states() == ["applied"]


def test_a_second_unpaid_month_starts_no_second_grace(stripe, customer):
    subscription_id = stripe.subscribe(customer, "price_premium")
    first = stripe.renew(subscription_id, declined=True)
    stripe.renew(subscription_id, declined=True)

    deliver_all(stripe.take_events())

    begun = datetime.fromtimestamp(stripe.objects[first]["created"], UTC)
    assert Subscription.objects.get().past_due_since == begun


def test_a_price_of_no_plan_fails_the_event_and_changes_nothing(paid, stripe, customer):
    deliver_all([paid])
    item = next(each for each in stripe.objects.values() if each["object"] == "subscription")
    item["items"]["data"][0]["price"] |= {"id": "price_strange", "lookup_key": None}
    stripe.tell("customer.subscription.updated", item["id"])

    deliver_all(stripe.take_events())

    assert states() == ["applied", "failed"]
    assert StripeEvent.objects.first().failure_code == "unknown_price"
    assert plan() == "premium"


def test_a_lost_run_is_taken_up_when_its_lease_runs_out(paid):
    deliver(paid)
    now = timezone.now()
    event = StripeEvent.objects.get()
    StripeEvent.objects.claim(event.pk, now=now, lease=timedelta(minutes=10))
    process_event(event.pk)
    assert states() == ["processing"]

    with time_machine.travel(now + timedelta(minutes=11)):
        work_off()

    assert states() == ["applied"]


def test_a_refund_shows_whichever_event_comes_first(api, stripe, customer):
    subscription_id = stripe.subscribe(customer, "price_premium")
    invoice_id = stripe.objects[subscription_id]["latest_invoice"]
    stripe.refund(invoice_id, amount=500)
    begun, paid, refunded, told = stripe.take_events()

    deliver_all([told, refunded, begun, paid])

    shown = api.get("/api/v1/subscriptions/api/payment-history/").json()["payments"]
    assert [payment["status"] for payment in shown] == ["refunded"]
    assert states() == ["applied"] * 4


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
