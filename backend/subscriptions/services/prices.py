"""Prices at Stripe, by the plan they are for."""

from django.conf import settings

from subscriptions.errors import BillingNotConfiguredError
from subscriptions.plans import Plan
from subscriptions.services.stripe.client import stripe_api


def price_of(plan: Plan) -> str:
    """The first of `STRIPE_PRICE_*`, else the active price with the plan's lookup key."""
    configured = settings.STRIPE_PRICES[plan.code]
    if configured:
        return str(configured[0])
    with stripe_api() as client:
        found = client.v1.prices.list({"lookup_keys": [plan.lookup_key], "active": True})
    if not found.data:
        raise BillingNotConfiguredError(f"The {plan.name} plan is not on sale here.")
    return found.data[0].id
