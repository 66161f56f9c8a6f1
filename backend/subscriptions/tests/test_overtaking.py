"""Two looks at Stripe that overtake one another: the one that began later counts."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections
from django.utils import timezone

from subscriptions.models import Payment, Subscription
from subscriptions.services.refunds import refresh_refund
from subscriptions.services.sync import refresh_subscription

pytestmark = pytest.mark.django_db(transaction=True)


def overtake(stripe, look: Callable[[], object], change: Callable[[], object]) -> None:
    """A look gets its answer only after something has changed and been looked at again."""

    def slow_look() -> None:
        look()
        connections.close_all()

    stripe.answered.clear()
    stripe.held.clear()
    slow = threading.Thread(target=slow_look)
    slow.start()
    assert stripe.answered.wait(10)
    held, stripe.held = stripe.held, threading.Event()
    stripe.held.set()
    change()
    look()
    held.set()
    slow.join()


def test_a_slow_answer_does_not_bring_back_an_ended_subscription(stripe, customer):
    subscription_id = stripe.subscribe(customer, "price_premium")
    pk = Subscription.objects.get().pk

    overtake(
        stripe,
        lambda: refresh_subscription(pk, now=timezone.now()),
        lambda: stripe.end(subscription_id),
    )

    assert Subscription.objects.get().status == "canceled"


def test_a_slow_answer_does_not_take_a_refund_back(stripe, customer):
    subscription_id = stripe.subscribe(customer, "price_premium")
    invoice_id = stripe.objects[subscription_id]["latest_invoice"]
    pk = Subscription.objects.get().pk
    refresh_subscription(pk, now=timezone.now())
    stripe.refund(invoice_id, amount=200)

    overtake(
        stripe,
        lambda: refresh_refund(pk, charge_id=f"ch_{invoice_id}"),
        lambda: stripe.refund(invoice_id, amount=300),
    )

    assert Payment.objects.get().is_refunded
