"""Fixtures of the subscriptions' tests."""

from collections.abc import Iterator

import pytest

from subscriptions.models import Subscription
from subscriptions.tests.stripe_server import SECRET_KEY, StripeServer
from subscriptions.tests.stripe_state import WEBHOOK_SECRET


@pytest.fixture
def stripe(settings) -> Iterator[StripeServer]:
    """A Stripe to talk to, with nothing in it."""
    server = StripeServer()
    server.start()
    settings.STRIPE_SECRET_KEY = SECRET_KEY
    settings.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET
    settings.STRIPE_API_BASE = server.address
    yield server
    server.stop()


@pytest.fixture
def customer(stripe, user):
    """The user's customer at Stripe."""
    customer_id = stripe.create_customer(user.email)
    Subscription.objects.create(owner=user, stripe_customer_id=customer_id)
    return customer_id
