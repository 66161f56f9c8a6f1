"""Webhooks of Stripe: events recorded fast and once, worked off later, as often as it takes."""

import hashlib
import json
import logging
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from common.errors import AppError
from common.lease.retries import Failure, Kind, RetryPolicy
from common.lease.run import Run, Work, run_leased
from common.text import is_storable
from subscriptions.errors import (
    BillingKeyRefusedError,
    BillingNotConfiguredError,
    BillingUnavailableError,
    SignatureError,
)
from subscriptions.models import StripeEvent, Subscription
from subscriptions.services.customers import forget_customer
from subscriptions.services.refunds import customer_of_charge, refresh_refund
from subscriptions.services.stripe.client import check_signature
from subscriptions.services.stripe.shapes import charge_of, customer_of, moment
from subscriptions.services.sync import refresh_subscription

logger = logging.getLogger(__name__)

# An event costs a few calls of at most STRIPE_TIMEOUT_SECONDS, twice each.
LEASE = timedelta(minutes=10)
RETRIES = RetryPolicy.exponential(
    max_attempts=10, first=timedelta(seconds=15), longest=timedelta(hours=2)
)

# As long as the columns are; Stripe's own ids and kinds are far shorter.
LONGEST_NAME = 255
# What a body raises that is no event: no JSON, or too deep, other types, a moment that is none.
_NO_EVENT = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)

# Whatever the event says: Stripe is away, or takes nothing from this server.
_OUTAGES = (BillingUnavailableError, BillingNotConfiguredError, BillingKeyRefusedError)

REFUNDS = frozenset({"charge.refunded", "refund.created", "refund.updated", "refund.failed"})
HANDLED = REFUNDS | {
    "checkout.session.async_payment_failed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.completed",
    "customer.deleted",
    "customer.subscription.created",
    "customer.subscription.deleted",
    "customer.subscription.paused",
    "customer.subscription.pending_update_applied",
    "customer.subscription.pending_update_expired",
    "customer.subscription.resumed",
    "customer.subscription.updated",
    "invoice.created",
    "invoice.finalized",
    "invoice.marked_uncollectible",
    "invoice.paid",
    "invoice.payment_action_required",
    "invoice.payment_failed",
    "invoice.payment_succeeded",
    "invoice.updated",
    "invoice.voided",
}


def record_event(*, payload: bytes, signature: str, now: datetime) -> StripeEvent | None:
    """Keep a signed event to work on. None: nothing is left to do for it.

    Raises SignatureError, and BillingNotConfiguredError; then nothing was kept.
    """
    check_signature(payload, signature)
    event = _read_event(payload, now=now)
    # One statement, so of two deliveries at once only one becomes a row.
    StripeEvent.objects.bulk_create([event], ignore_conflicts=True)
    return StripeEvent.objects.filter(
        event_id=event.event_id, status=StripeEvent.Status.PENDING
    ).first()


def _read_event(payload: bytes, *, now: datetime) -> StripeEvent:
    """Signed, but still only read for whom it is about."""
    try:
        data = json.loads(payload)
        about: dict[str, Any] = data["data"]["object"]
        kind = _text(data["type"])
        handled = kind in HANDLED
        about_id = charge_of(about) if kind in REFUNDS else about.get("id")
        return StripeEvent(
            # What is signed and has no id of its own is known by its bytes.
            event_id=_text(data.get("id") or f"sha256_{hashlib.sha256(payload).hexdigest()}"),
            type=kind,
            object_id=_text(about_id or ""),
            customer_id=_text(customer_of(about)),
            occurred_at=moment(data["created"]) if "created" in data else None,
            received_at=now,
            status=StripeEvent.Status.PENDING if handled else StripeEvent.Status.COMPLETED,
            outcome="" if handled else StripeEvent.Outcome.IGNORED,
        )
    except _NO_EVENT as error:
        raise SignatureError("The signed body is not an event.") from error


def _text(value: object) -> str:
    """A name that a column takes. Raises ValueError for anything else."""
    if not isinstance(value, str) or not is_storable(value) or len(value) > LONGEST_NAME:
        raise ValueError("not a name")
    return value


def process_event(event_pk: int) -> bool:
    """Work on one event, if it is due and nobody else has it. False: nothing was changed."""
    return run_leased(event_pk, _WORK)


def _apply(run: Run[StripeEvent]) -> bool:
    outcome = _act_on(run.row, now=timezone.now())
    return run.write(
        lambda: StripeEvent.objects.finish(
            run.row.pk,
            run.token,
            status=StripeEvent.Status.COMPLETED,
            now=timezone.now(),
            outcome=outcome,
        )
    )


def _act_on(event: StripeEvent, *, now: datetime) -> StripeEvent.Outcome:
    """Whatever the event says: make the account what Stripe has now."""
    is_refund = event.type in REFUNDS
    customer_id = event.customer_id
    if is_refund and not customer_id:
        customer_id = customer_of_charge(event.object_id)
    pk = _subscription_pk_of(customer_id)
    if pk is None:
        return StripeEvent.Outcome.UNKNOWN_CUSTOMER
    if event.type == "customer.deleted":
        forget_customer(pk, customer_id=customer_id, now=now)
        return StripeEvent.Outcome.APPLIED
    refresh_subscription(pk, now=now)
    if is_refund:
        refresh_refund(pk, charge_id=event.object_id)
    return StripeEvent.Outcome.APPLIED


def _subscription_pk_of(customer_id: str) -> int | None:
    if not customer_id:
        return None
    known = Subscription.objects.filter(stripe_customer_id=customer_id)
    return known.values_list("pk", flat=True).first()


def _failure_of(error: Exception) -> Failure | None:
    if not isinstance(error, AppError):
        return None
    is_outage = isinstance(error, _OUTAGES)
    return Failure(
        code=error.code,
        text=str(error),
        # What such an error says of a `retry_after` is for the callers of our API.
        retryable=is_outage,
        kind=Kind.OUTAGE if is_outage else Kind.ANSWER,
    )


def _fail(run: Run[StripeEvent], failure: Failure) -> bool:
    """An account may differ from what Stripe has: somebody must look."""
    event = run.row
    logger.error("Stripe event %s failed after %s attempts", event.event_id, event.attempts)
    return StripeEvent.objects.finish(
        event.pk,
        run.token,
        status=StripeEvent.Status.FAILED,
        now=timezone.now(),
        failure=failure,
    )


_WORK = Work(
    rows=StripeEvent.objects.all,
    lease=LEASE,
    retries=RETRIES,
    do=_apply,
    failure_of=_failure_of,
    fail=_fail,
    interrupted_text="Its runs were cut off again and again.",
    outage_text="Stripe was away for too long.",
)


def replay_events(events: QuerySet[StripeEvent]) -> list[int]:
    """Back to the queue; what is being worked on stays as it is. Returns which."""
    pks = list(events.values_list("pk", flat=True))
    StripeEvent.objects.filter(pk__in=pks).requeue(now=timezone.now())
    waiting = StripeEvent.objects.filter(pk__in=pks, status=StripeEvent.Status.PENDING)
    return list(waiting.values_list("pk", flat=True))
