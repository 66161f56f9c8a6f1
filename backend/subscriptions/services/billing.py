"""Billing changes: another plan, the end, the customer's own pages at Stripe."""

from datetime import datetime
from typing import TYPE_CHECKING

from accounts.models import User
from subscriptions.errors import SubscriptionConflictError
from subscriptions.models import Subscription
from subscriptions.plans import Plan
from subscriptions.services.access import subscription_of
from subscriptions.services.prices import price_of
from subscriptions.services.stripe.client import idempotency_key, require_billing, stripe_api
from subscriptions.services.stripe.shapes import StripeSubscription, read_subscription
from subscriptions.services.sync import plan_of_price, refresh_subscription

if TYPE_CHECKING:
    from stripe.params import SubscriptionUpdateParams


def cancel_subscription(owner: User, *, immediate: bool, now: datetime) -> Subscription:
    """At the period's end, or now; what was paid for the rest is not given back."""
    subscription = _live_subscription(owner)
    with stripe_api() as client:
        if immediate:
            client.v1.subscriptions.cancel(subscription.stripe_subscription_id)
        else:
            client.v1.subscriptions.update(
                subscription.stripe_subscription_id, {"cancel_at_period_end": True}
            )
    return _refreshed(subscription, now=now)


def change_plan(owner: User, *, plan: Plan, now: datetime) -> Subscription:
    """More costs its share at once, and where the card says no nothing changes; less is credited
    on the next invoice. A cancellation that was planned is taken back."""
    subscription = _live_subscription(owner)
    with stripe_api() as client:
        current = read_subscription(
            client.v1.subscriptions.retrieve(subscription.stripe_subscription_id).to_dict()
        )
    if plan_of_price(current) == plan:
        _take_back_cancellation(current)
    else:
        _move_to(current, plan=plan, now=now)
    return _refreshed(subscription, now=now)


def _take_back_cancellation(current: StripeSubscription) -> None:
    if current.cancel_at_period_end:
        with stripe_api() as client:
            client.v1.subscriptions.update(current.id, {"cancel_at_period_end": False})


def _move_to(current: StripeSubscription, *, plan: Plan, now: datetime) -> None:
    before = plan_of_price(current)
    is_more = before is None or plan.rank > before.rank
    params: SubscriptionUpdateParams = {
        "items": [{"id": current.item_id, "price": price_of(plan)}],
        "cancel_at_period_end": False,
        "proration_behavior": "always_invoice" if is_more else "create_prorations",
        "payment_behavior": "error_if_incomplete",
    }
    # The last invoice is part of the key: up, down and up again are three changes.
    key = idempotency_key("change", params, current.latest_invoice, now=now)
    with stripe_api() as client:
        client.v1.subscriptions.update(current.id, params, {"idempotency_key": key})


def open_portal(owner: User, *, return_url: str, now: datetime) -> str:
    """The address of Stripe's own pages: cards, invoices, the end. Runs out after minutes."""
    require_billing()
    subscription = subscription_of(owner)
    if not subscription.stripe_customer_id:
        raise SubscriptionConflictError("Nothing has been bought yet, so there is nothing to show.")
    key = idempotency_key("portal", subscription.stripe_customer_id, return_url, now, now=now)
    with stripe_api() as client:
        session = client.v1.billing_portal.sessions.create(
            {"customer": subscription.stripe_customer_id, "return_url": return_url},
            {"idempotency_key": key},
        )
    return session.url


def _live_subscription(owner: User) -> Subscription:
    require_billing()
    subscription = subscription_of(owner)
    if not subscription.is_live:
        raise SubscriptionConflictError("There is no paid subscription.")
    return subscription


def _refreshed(subscription: Subscription, *, now: datetime) -> Subscription:
    refresh_subscription(subscription.pk, now=now)
    subscription.refresh_from_db()
    return subscription
