"""An account's customer at Stripe: made once, when it is needed first."""

from datetime import datetime

from accounts.models import User
from subscriptions.models import Subscription
from subscriptions.services.stripe_client import idempotency_key, stripe_api


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
