"""Errors of plans and billing that are expected."""

from common.errors import AppError, ConflictError, ServiceUnavailableError


class QuotaExceededError(AppError):
    """The account has no document left in this period."""

    code = "quota_exceeded"
    status = 402


class TooManyFailedReadsError(AppError):
    """Too much of this period was read without becoming a document: the free reads are used up."""

    code = "too_many_failed_reads"
    status = 429


class PlanRequiredError(AppError):
    """The account's plan does not include it; `plan` is the smallest that does."""

    code = "plan_required"
    status = 403


class PaymentFailedError(AppError):
    """The bank or the card said no. Nothing was changed."""

    code = "payment_failed"
    status = 402


class SessionNotFoundError(AppError):
    """No such checkout session, or somebody else's."""

    code = "not_found"
    status = 404


class SubscriptionConflictError(ConflictError):
    """The subscription is in a state in which this cannot be done."""


class BillingNotConfiguredError(ServiceUnavailableError):
    code = "billing_not_configured"


class BillingUnavailableError(ServiceUnavailableError):
    """Stripe is away or answers nonsense; a later try may work."""

    code = "billing_unavailable"


class BillingRefusedError(ServiceUnavailableError):
    """Stripe refuses what we ask: a wrong key, a price or a setting that is not there.

    `stripe_code` is Stripe's own, such as `resource_missing`. The same request fails again.
    """

    code = "billing_refused"

    def __init__(self, message: str, *, stripe_code: str) -> None:
        super().__init__(message)
        self.stripe_code = stripe_code


class BillingKeyRefusedError(BillingRefusedError):
    """Not this request: Stripe takes nothing from this server, until an operator mends its key."""


class UnknownPriceError(AppError):
    """A subscription pays a price that belongs to no plan. An operator must name it."""

    code = "unknown_price"
    status = 503


class SignatureError(AppError):
    """The request is not Stripe's, or is a replay of an old one."""

    code = "invalid_signature"
    status = 400
