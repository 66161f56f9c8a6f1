"""Customers at Stripe: one for an account, made when it is needed first, and forgotten when it is
deleted there."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import User
from subscriptions.errors import BillingRefusedError
from subscriptions.models import Subscription, SubscriptionEvent
from subscriptions.plans import BASIC
from subscriptions.services.stripe.client import idempotency_key, stripe_api


def subscription_with_customer(owner: User, *, now: datetime) -> Subscription:
    """The account's row with a customer. Two at once get the same one: Stripe answers the same
    key with the same customer, and only the first is written."""
    subscription, _ = Subscription.objects.get_or_create(owner=owner)
    if subscription.stripe_customer_id:
        return subscription
    # Tried again after the old one was deleted at Stripe, the key must be a new one.
    key = idempotency_key(
        "customer", owner.pk, owner.email, owner.get_full_name(), subscription.look_applied, now=now
    )
    with stripe_api() as client:
        customer = client.v1.customers.create(
            {
                "email": owner.email,
                "name": owner.get_full_name() or owner.email,
                "metadata": {"account": str(owner.pk)},
            },
            {"idempotency_key": key},
        )
    Subscription.objects.filter(pk=subscription.pk, stripe_customer_id="").update(
        stripe_customer_id=customer.id, updated_at=now
    )
    subscription.refresh_from_db()
    return subscription


def is_deleted(customer_id: str) -> bool:
    """Stripe says so. One that it does not know at all is not: the key may be a wrong one."""
    try:
        with stripe_api() as client:
            customer = client.v1.customers.retrieve(customer_id).to_dict()
    except BillingRefusedError:
        return False
    return bool(customer.get("deleted"))


def forget_customer(pk: int, *, customer_id: str, now: datetime) -> None:
    """The customer was deleted at Stripe, for good: all subscriptions ended with it."""
    with transaction.atomic():
        ticket = Subscription.objects.take_ticket(pk)
        if not Subscription.objects.claim_outcome(pk, customer_id=customer_id, ticket=ticket):
            return
        subscription = Subscription.objects.get(pk=pk)
        values = values_without_subscription()
        if subscription.stripe_subscription_id:
            values["status"] = Subscription.Status.CANCELED
        Subscription.objects.filter(pk=pk).update(
            **values, stripe_customer_id="", checkout_session_id="", updated_at=now
        )
        SubscriptionEvent.objects.create(
            subscription=subscription,
            kind=SubscriptionEvent.Kind.CUSTOMER_DELETED,
            data={"customer": customer_id},
            created_at=now,
        )


def values_without_subscription() -> dict[str, Any]:
    return {
        "stripe_subscription_id": "",
        "plan": BASIC.code,
        "status": Subscription.Status.ACTIVE,
        "amount": Decimal(0),
        "currency": BASIC.currency,
        "current_period_start": None,
        "current_period_end": None,
        "cancel_at_period_end": False,
        "past_due_since": None,
    }
