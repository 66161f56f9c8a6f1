"""Checkout: buying a plan on Stripe's own page, and coming back from it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from accounts.models import User
from subscriptions.errors import (
    BillingRefusedError,
    SessionNotFoundError,
    SubscriptionConflictError,
)
from subscriptions.models import Subscription
from subscriptions.plans import PLANS, Plan
from subscriptions.services.access import subscription_of
from subscriptions.services.customers import (
    forget_customer,
    is_deleted,
    subscription_with_customer,
)
from subscriptions.services.prices import price_of
from subscriptions.services.stripe.client import idempotency_key, require_billing, stripe_api
from subscriptions.services.sync import refresh_subscription

if TYPE_CHECKING:
    from stripe.params.checkout import SessionCreateParams

SESSION_PLACE = "{CHECKOUT_SESSION_ID}"


@dataclass(frozen=True, kw_only=True)
class Checkout:
    """`session_id` None: not a checkout, but the page on which to change what is bought already."""

    url: str
    session_id: str | None


def start_checkout(
    owner: User, *, plan: Plan, success_url: str, cancel_url: str, now: datetime
) -> Checkout:
    """Only the last session of an account stays open, so nobody pays in two tabs."""
    require_billing()
    subscription = subscription_with_customer(owner, now=now)
    _refuse_second(subscription)
    try:
        return _open_session(
            subscription, plan=plan, success_url=success_url, cancel_url=cancel_url, now=now
        )
    except BillingRefusedError:
        # Deleted at Stripe, and its event has not come yet.
        customer_id = subscription.stripe_customer_id
        if not is_deleted(customer_id):
            raise
        forget_customer(subscription.pk, customer_id=customer_id, now=now)
    subscription = subscription_with_customer(owner, now=now)
    return _open_session(
        subscription, plan=plan, success_url=success_url, cancel_url=cancel_url, now=now
    )


def _refuse_second(subscription: Subscription) -> None:
    if subscription.is_live:
        name = PLANS[subscription.plan].name
        raise SubscriptionConflictError(
            f"There is a {name} subscription already. Change or cancel it instead."
        )


def _open_session(
    subscription: Subscription, *, plan: Plan, success_url: str, cancel_url: str, now: datetime
) -> Checkout:
    _close_session(subscription.checkout_session_id)
    account = str(subscription.owner_id)
    params: SessionCreateParams = {
        "mode": "subscription",
        "customer": subscription.stripe_customer_id,
        "client_reference_id": account,
        "line_items": [{"price": price_of(plan), "quantity": 1}],
        "success_url": with_session_place(success_url),
        "cancel_url": cancel_url,
        "metadata": {"account": account, "plan": plan.code},
        "subscription_data": {"metadata": {"account": account}},
    }
    # The session before is part of the key: a repeat gets the same one, a new try a new one.
    key = idempotency_key("checkout", params, subscription.checkout_session_id, now=now)
    with stripe_api() as client:
        session = client.v1.checkout.sessions.create(params, {"idempotency_key": key})
    Subscription.objects.filter(pk=subscription.pk).update(
        checkout_session_id=session.id, updated_at=now
    )
    return Checkout(url=str(session.url), session_id=session.id)


def with_session_place(url: str) -> str:
    """Stripe puts the session's id where the place is; without one, nothing would tell it."""
    if SESSION_PLACE in url:
        return url
    parts = urlsplit(url)
    query = "&".join(filter(None, [parts.query, f"session_id={SESSION_PLACE}"]))
    return urlunsplit(parts._replace(query=query))


def _close_session(session_id: str) -> None:
    if not session_id:
        return
    try:
        with stripe_api() as client:
            client.v1.checkout.sessions.expire(session_id)
    except BillingRefusedError:
        # Paid, or run out by itself: it cannot be paid any more.
        return


def finish_checkout(owner: User, *, session_id: str, now: datetime) -> Subscription:
    """Back from Stripe's page: what was paid counts at once, also before the event comes.

    Raises SessionNotFoundError where the session is not the caller's.
    """
    subscription = subscription_of(owner)
    try:
        with stripe_api() as client:
            session = client.v1.checkout.sessions.retrieve(session_id).to_dict()
    except BillingRefusedError as error:
        if error.stripe_code == "resource_missing":
            raise _not_found() from error
        raise
    customer_id = session.get("customer")
    if not customer_id or customer_id != subscription.stripe_customer_id:
        raise _not_found()
    if session["status"] != "complete":
        raise SubscriptionConflictError("This checkout has not been paid.")
    refresh_subscription(subscription.pk, now=now)
    return subscription_of(owner)


def _not_found() -> SessionNotFoundError:
    return SessionNotFoundError("There is no such checkout.")
