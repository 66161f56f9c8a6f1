"""Whatever order events come in, however often and however late: the end is always the same."""

import random

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from accounts.models import User
from subscriptions.models import Payment, StripeEvent, Subscription
from subscriptions.tests.deliveries import deliver_all
from subscriptions.tests.stripe_server import StripeServer
from subscriptions.tests.stripe_shapes import Shape

pytestmark = pytest.mark.django_db

BEGINNING = 1_790_000_000
HAPPENINGS = ["renew", "decline", "settle", "end", "change", "refund"]


class Life:
    """One account at Stripe, to which the same things happen as to another."""

    def __init__(self, stripe: StripeServer, name: str) -> None:
        self.stripe = stripe
        self.owner = User.objects.create_user(f"{name}@example.com")
        self.customer = stripe.create_customer(self.owner.email)
        Subscription.objects.create(owner=self.owner, stripe_customer_id=self.customer)
        self.subscription = ""
        self.invoice = ""

    def happen(self, what: str) -> list[Shape]:
        """What cannot happen now does not. Returns the events."""
        if what == "subscribe" and self._status() not in {"active", "past_due"}:
            self.subscription = self.stripe.subscribe(self.customer, "price_premium")
            self.invoice = self.stripe.objects[self.subscription]["latest_invoice"]
        elif self._status() in {"active", "past_due"}:
            getattr(self, f"_{what}", lambda: None)()
        return self.stripe.take_events()

    def _renew(self) -> None:
        if self._status() == "active":
            self.invoice = self.stripe.renew(self.subscription)

    def _decline(self) -> None:
        self.invoice = self.stripe.renew(self.subscription, declined=True)

    def _settle(self) -> None:
        if self.stripe.objects[self.invoice]["status"] == "open":
            self.stripe.settle(self.invoice)

    def _end(self) -> None:
        self.stripe.end(self.subscription)

    def _change(self) -> None:
        self.stripe.post_subscription(self.subscription, {"items[0][price]": "price_platinum"})

    def _refund(self) -> None:
        charge = self.stripe.objects.get(f"ch_{self.invoice}")
        if charge is not None and not charge["refunded"]:
            self.stripe.refund(self.invoice, amount=charge["amount"])

    def _status(self) -> str:
        return self.stripe.objects[self.subscription]["status"] if self.subscription else ""

    def at_stripe(self) -> tuple:
        """What it is there: the last subscription, as the others have ended, and what was paid."""
        about = self.stripe.objects[self.subscription]
        charges = [
            each
            for each in self.stripe.objects.values()
            if each["object"] == "charge" and each["customer"] == self.customer
        ]
        return (
            about["items"]["data"][0]["price"]["id"],
            about["status"],
            sorted((each["amount"], each["amount_refunded"]) for each in charges),
        )

    def here(self) -> tuple:
        """The same, as we have it."""
        bought = Subscription.objects.get(owner=self.owner)
        paid = Payment.objects.filter(owner=self.owner, status="paid")
        return (
            f"price_{bought.plan}",
            bought.status,
            sorted((each.amount * 100, each.amount_refunded * 100) for each in paid),
        )

    def outcome(self) -> tuple:
        fields = ("plan", "status", "amount", "current_period_start", "current_period_end")
        bought = Subscription.objects.filter(owner=self.owner)
        paid = Payment.objects.filter(owner=self.owner)
        return (
            bought.values_list(*fields, "cancel_at_period_end", "past_due_since").get(),
            sorted(paid.values_list("created_at", "amount", "amount_refunded", "status")),
        )


@settings(
    max_examples=20,
    deadline=None,
    # Each step is HTTP, so looking for the smallest failure would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    first=st.lists(st.sampled_from(HAPPENINGS), max_size=4),
    second=st.lists(st.sampled_from(HAPPENINGS), max_size=3),
    chance=st.randoms(use_true_random=False),
)
# Two that have ended, the older one for the better plan.
@example(first=["change"], second=["end"], chance=random.Random(1))
def test_shuffled_doubled_and_delayed_events_end_as_in_order(stripe, first, second, chance):
    for model in (Payment, StripeEvent, Subscription, User):
        model.objects.all().delete()
    moment = BEGINNING
    stripe.now = lambda: moment
    ordered, messy = Life(stripe, "ordered"), Life(stripe, "messy")
    waiting: list[Shape] = []
    again = ["end", "subscribe", *second] if second else []
    for what in ["subscribe", *first, *again]:
        moment += 3600
        deliver_all(ordered.happen(what))
        waiting += messy.happen(what)
        waiting = _deliver_some(waiting, chance)
    late = waiting + chance.sample(waiting, k=len(waiting) // 2)
    chance.shuffle(late)
    deliver_all(late)

    assert messy.outcome() == ordered.outcome()
    assert messy.here() == messy.at_stripe()


def _deliver_some(waiting: list[Shape], chance: random.Random) -> list[Shape]:
    """A few of them come now, in any order; some of these will come once more. Returns what
    is still to come."""
    now = chance.sample(waiting, k=chance.randint(0, len(waiting)))
    deliver_all(now)
    again = [event for event in now if chance.random() < 0.3]
    return [event for event in waiting if event not in now] + again
