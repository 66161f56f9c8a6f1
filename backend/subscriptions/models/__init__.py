"""Models of billing: what an account may do, has used and paid, and what Stripe told us."""

from subscriptions.models.payment import Payment
from subscriptions.models.quota import QuotaPeriod, QuotaUse
from subscriptions.models.stripe_event import StripeEvent
from subscriptions.models.subscription import Subscription, SubscriptionEvent

__all__ = [
    "Payment",
    "QuotaPeriod",
    "QuotaUse",
    "StripeEvent",
    "Subscription",
    "SubscriptionEvent",
]
