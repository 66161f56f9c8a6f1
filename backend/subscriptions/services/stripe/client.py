"""Stripe client: one for each process, its errors turned into ours."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

from subscriptions.errors import (
    BillingKeyRefusedError,
    BillingNotConfiguredError,
    BillingRefusedError,
    BillingUnavailableError,
    PaymentFailedError,
    SignatureError,
)

if TYPE_CHECKING:
    from stripe import StripeClient, StripeError

logger = logging.getLogger(__name__)

# What `shapes` reads. A new SDK brings a newer one; it changes here, after a look at
# docs.stripe.com/changelog.
API_VERSION = "2026-10-28.endive"
# No, or not this, whatever is asked: docs.stripe.com/api/errors.
_OF_THE_KEY = frozenset({401, 403})
CONNECT_SECONDS = 5
# How old a signed request may be: Stripe's own advice, docs.stripe.com/webhooks/signature.
SIGNATURE_SECONDS = 300
# Stripe forgets a key after a day; ours change sooner, so that a stored failure blocks nobody long.
KEY_SECONDS = 600


def require_billing() -> None:
    """Raises BillingNotConfiguredError. Billing calls ask first, so they all say the same."""
    if not settings.STRIPE_SECRET_KEY:
        raise BillingNotConfiguredError("Billing is not set up here, so nothing can be bought.")


@contextmanager
def stripe_api() -> Iterator["StripeClient"]:
    """The client. Raises BillingNotConfiguredError without a key, and inside the block
    PaymentFailedError, BillingRefusedError or BillingUnavailableError."""
    require_billing()
    import stripe  # noqa: PLC0415 - loading it takes 0.24 s and 13 MB

    client = _client(
        settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, settings.STRIPE_TIMEOUT_SECONDS
    )
    try:
        yield client
    except stripe.CardError as error:
        raise PaymentFailedError(error.user_message or "The payment was declined.") from error
    except (stripe.APIConnectionError, stripe.RateLimitError) as error:
        raise _unavailable(error) from error
    except stripe.StripeError as error:
        if (error.http_status or 500) >= 500:
            raise _unavailable(error) from error
        # Its text may name what it is about, such as an e-mail address, so the log gets the id.
        logger.error("Stripe refused request %s: %s", error.request_id, error.code)
        is_key = error.http_status in _OF_THE_KEY
        refusal = BillingKeyRefusedError if is_key else BillingRefusedError
        raise refusal(
            "Our billing service refused this. Nothing was changed.", stripe_code=error.code or ""
        ) from error


def _unavailable(error: "StripeError") -> BillingUnavailableError:
    logger.warning("Stripe is away: %s, request %s", type(error).__name__, error.request_id)
    return BillingUnavailableError("Our billing service does not answer.", retry_after=30)


@cache
def _client(key: str, api_base: str, timeout_seconds: float) -> "StripeClient":
    import stripe  # noqa: PLC0415 - see above

    return stripe.StripeClient(
        key,
        stripe_version=API_VERSION,
        base_addresses={"api": api_base},
        max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=(CONNECT_SECONDS, timeout_seconds)),
    )


def idempotency_key(*parts: object, now: datetime) -> str:
    """The same for the same request within some minutes, so that a repeat makes nothing twice.

    Depends on SECRET_KEY: two installations that share one Stripe account never share a key.
    """
    window = int(now.timestamp()) // KEY_SECONDS
    text = "\n".join(str(part) for part in (*parts, window))
    return salted_hmac("subscriptions.stripe", text, algorithm="sha256").hexdigest()


def check_signature(payload: bytes, header: str) -> None:
    """Raises SignatureError, and BillingNotConfiguredError where no secret could prove anything."""
    if not settings.STRIPE_WEBHOOK_SECRET:
        raise BillingNotConfiguredError("Billing is not set up here, so no event is taken.")
    import stripe  # noqa: PLC0415 - see above

    try:
        stripe.WebhookSignature.verify_header(
            payload, header, settings.STRIPE_WEBHOOK_SECRET, SIGNATURE_SECONDS
        )
    except (stripe.SignatureVerificationError, UnicodeDecodeError, ValueError) as error:
        raise SignatureError("The signature does not fit.") from error
