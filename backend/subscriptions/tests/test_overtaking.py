"""Two looks at Stripe that overtake one another: the later one counts."""

import threading

import pytest
from django.db import connections
from django.utils import timezone

from subscriptions.models import Subscription
from subscriptions.services.sync import refresh_subscription


@pytest.mark.django_db(transaction=True)
def test_a_slow_answer_does_not_bring_back_what_it_saw(stripe, customer):
    subscription_id = stripe.subscribe(customer, "price_premium")
    pk = Subscription.objects.get().pk

    def look() -> None:
        refresh_subscription(pk, now=timezone.now())
        connections.close_all()

    stripe.answered.clear()
    stripe.held.clear()
    slow = threading.Thread(target=look)
    slow.start()
    assert stripe.answered.wait(10)
    held, stripe.held = stripe.held, threading.Event()
    stripe.held.set()
    stripe.end(subscription_id)
    refresh_subscription(pk, now=timezone.now())
    held.set()
    slow.join()

    assert Subscription.objects.get().status == "canceled"
