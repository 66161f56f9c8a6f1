"""Webhooks of Stripe: events recorded fast and once, worked off later, as often as it takes."""

import hashlib
import json
import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from common.errors import AppError
from subscriptions.errors import (
    BillingNotConfiguredError,
    BillingUnavailableError,
    SignatureError,
)
from subscriptions.models import StripeEvent, Subscription
from subscriptions.services.customers import forget_customer
from subscriptions.services.refunds import customer_of_charge, refresh_refund
from subscriptions.services.stripe_client import check_signature
from subscriptions.services.stripe_shapes import charge_of, customer_of, moment
from subscriptions.services.sync import refresh_subscription

logger = logging.getLogger(__name__)

# An event costs a few calls of at most STRIPE_TIMEOUT_SECONDS, twice each.
LEASE = timedelta(minutes=10)
MAX_ATTEMPTS = 10
FIRST_RETRY = timedelta(seconds=15)
LAST_RETRY = timedelta(hours=2)

# As long as the columns are; Stripe's own ids and kinds are far shorter.
LONGEST_NAME = 255

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
        event_id=event.event_id, state=StripeEvent.State.RECEIVED
    ).first()


def _read_event(payload: bytes, *, now: datetime) -> StripeEvent:
    """Signed, but still only read for whom it is about."""
    try:
        data = json.loads(payload)
        about: dict[str, Any] = data["data"]["object"]
        kind = _text(data["type"])
        about_id = charge_of(about) if kind in REFUNDS else about.get("id")
        return StripeEvent(
            # What is signed and has no id of its own is known by its bytes.
            event_id=_text(data.get("id") or f"sha256_{hashlib.sha256(payload).hexdigest()}"),
            type=kind,
            object_id=_text(about_id or ""),
            customer_id=_text(customer_of(about)),
            occurred_at=moment(data["created"]) if "created" in data else None,
            received_at=now,
            state=StripeEvent.State.RECEIVED if kind in HANDLED else StripeEvent.State.IGNORED,
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise SignatureError("The signed body is not an event.") from error


def _text(value: object) -> str:
    """A name that a column takes. Raises ValueError for anything else."""
    if not isinstance(value, str) or "\0" in value or len(value) > LONGEST_NAME:
        raise ValueError("not a name")
    return value


def process_event(event_pk: int, *, now: datetime) -> None:
    """Work on one event, if it is due and nobody else has it."""
    token = StripeEvent.objects.claim(event_pk, now=now, lease=LEASE)
    if token is None:
        return
    event = StripeEvent.objects.get(pk=event_pk)
    if event.attempts > MAX_ATTEMPTS:
        _fail(event, token, "Its runs were cut off again and again.")
        return
    try:
        state = _act_on(event, now=now)
    except (BillingUnavailableError, BillingNotConfiguredError) as error:
        _retry_or_fail(event, token, str(error), now=now)
    except AppError as error:
        _fail(event, token, f"{error.code}: {error}")
    else:
        StripeEvent.objects.finish(event_pk, token, state=state, error="")


def _act_on(event: StripeEvent, *, now: datetime) -> StripeEvent.State:
    """Whatever the event says: make the account what Stripe has now."""
    is_refund = event.type in REFUNDS
    customer_id = event.customer_id
    if is_refund and not customer_id:
        customer_id = customer_of_charge(event.object_id)
    pk = _subscription_pk_of(customer_id)
    if pk is None:
        return StripeEvent.State.UNKNOWN_CUSTOMER
    if event.type == "customer.deleted":
        forget_customer(pk, customer_id=customer_id, now=now)
        return StripeEvent.State.PROCESSED
    refresh_subscription(pk, now=now)
    if is_refund:
        refresh_refund(pk, charge_id=event.object_id)
    return StripeEvent.State.PROCESSED


def _subscription_pk_of(customer_id: str) -> int | None:
    if not customer_id:
        return None
    known = Subscription.objects.filter(stripe_customer_id=customer_id)
    return known.values_list("pk", flat=True).first()


def _retry_or_fail(event: StripeEvent, token: UUID, reason: str, *, now: datetime) -> None:
    if event.attempts >= MAX_ATTEMPTS:
        _fail(event, token, reason)
        return
    wait = min(FIRST_RETRY * 2 ** (event.attempts - 1), LAST_RETRY)
    StripeEvent.objects.finish(
        event.pk,
        token,
        state=StripeEvent.State.RECEIVED,
        not_before=now + wait,
        error=reason[:300],
    )


def _fail(event: StripeEvent, token: UUID, reason: str) -> None:
    logger.error("Stripe event %s failed after %s attempts", event.event_id, event.attempts)
    StripeEvent.objects.finish(event.pk, token, state=StripeEvent.State.FAILED, error=reason[:300])


def due_event_pks(*, now: datetime, limit: int = 100) -> list[int]:
    """Events that wait with nobody working on them, such as after a restart."""
    due = StripeEvent.objects.due(now=now).order_by("received_at", "pk")
    return list(due.values_list("pk", flat=True)[:limit])


def replay_events(events: QuerySet[StripeEvent]) -> list[int]:
    """Back to the queue; what is being worked on stays as it is. Returns which."""
    pks = list(events.values_list("pk", flat=True))
    StripeEvent.objects.filter(pk__in=pks).replay()
    waiting = StripeEvent.objects.filter(pk__in=pks, state=StripeEvent.State.RECEIVED)
    return list(waiting.values_list("pk", flat=True))
