"""Synchronisation of an account with Stripe: asked again each time, never added up from events.

So it does not matter in which order, how often or how late Stripe's events come. Two snapshots that
overtake one another are told apart by a ticket that is taken before each is asked for.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from common.task_engines.connections import release_connections
from subscriptions.errors import BillingRefusedError, UnknownPriceError
from subscriptions.models import Payment, Subscription, SubscriptionEvent
from subscriptions.plans import BASIC, PAID_PLANS, Plan
from subscriptions.services.customers import (
    forget_customer,
    is_deleted,
    values_without_subscription,
)
from subscriptions.services.stripe.client import stripe_api
from subscriptions.services.stripe.shapes import (
    STATUS_RANK,
    StripeInvoice,
    StripeSubscription,
    read_invoice,
    read_invoice_payment,
    read_subscription,
)

logger = logging.getLogger(__name__)

# By field, or invoice, what it was and what it becomes.
type Changes = dict[str, list[str]]

# Stripe's largest page. Monthly invoices: eight years.
PAGE = 100


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What Stripe held for a customer at one moment. `values` are the fields of Subscription."""

    values: dict[str, Any]
    invoices: list[StripeInvoice]


def refresh_subscription(pk: int, *, now: datetime, dry_run: bool = False) -> Changes:
    """Ask Stripe and write what is there. Returns what differed; nothing where a later snapshot
    has already been written.

    Raises what `stripe_api` raises, and UnknownPriceError; then nothing was changed.
    """
    customer_id = Subscription.objects.values_list("stripe_customer_id", flat=True).get(pk=pk)
    if not customer_id:
        return {}
    ticket = Subscription.objects.take_ticket(pk)
    release_connections()
    try:
        snapshot = _snapshot_of(customer_id)
    except BillingRefusedError:
        if dry_run or not is_deleted(customer_id):
            raise
        forget_customer(pk, customer_id=customer_id, now=now)
        return {"stripe_customer_id": [customer_id, ""]}
    if dry_run:
        return _changes(Subscription.objects.get(pk=pk), snapshot)
    return _write(pk, snapshot, customer_id=customer_id, ticket=ticket, now=now)


def _snapshot_of(customer_id: str) -> Snapshot:
    with stripe_api() as client:
        found = client.v1.subscriptions.list(
            {"customer": customer_id, "status": "all", "limit": PAGE}
        )
        listed = client.v1.invoices.list({"customer": customer_id, "limit": PAGE})
    subscriptions = [read_subscription(each.to_dict()) for each in found.data]
    read = [read_invoice(each.to_dict()) for each in listed.data]
    invoices = [invoice for invoice in read if invoice is not None]
    return Snapshot(values=_values(subscriptions, invoices), invoices=invoices)


def _values(
    subscriptions: list[StripeSubscription], invoices: list[StripeInvoice]
) -> dict[str, Any]:
    best = _best(subscriptions)
    if best is None:
        return values_without_subscription()
    plan = plan_of_price(best)
    if plan is None and best.status != "canceled":
        raise UnknownPriceError(f"Subscription {best.id} pays a price that belongs to no plan.")
    return {
        "stripe_subscription_id": best.id,
        "plan": plan.code if plan else BASIC.code,
        "status": best.status,
        "amount": best.amount,
        "currency": best.currency,
        "current_period_start": best.period_start,
        "current_period_end": best.period_end,
        "cancel_at_period_end": best.cancel_at_period_end,
        "past_due_since": _past_due_since(best, invoices),
    }


def _best(subscriptions: list[StripeSubscription]) -> StripeSubscription | None:
    """The one that gives most: by status, then plan, then the newest. Of ended ones, which give
    nothing, the newest."""
    live = [each for each in subscriptions if STATUS_RANK[each.status] > 1]
    if len(live) > 1:
        # Somebody pays twice; whoever runs this must end one of them.
        logger.error("A customer has several subscriptions: %s", [each.id for each in live])

    def worth(each: StripeSubscription) -> tuple[int, int, int, str]:
        plan = plan_of_price(each) if each in live else None
        return STATUS_RANK[each.status], plan.rank if plan else -1, each.created, each.id

    return max(subscriptions, key=worth, default=None)


def plan_of_price(subscription: StripeSubscription) -> Plan | None:
    """By `STRIPE_PRICE_*`, else the price's lookup key, else its metadata `plan`."""
    for plan in PAID_PLANS.values():
        if set(subscription.price_ids) & set(settings.STRIPE_PRICES[plan.code]):
            return plan
    for plan in PAID_PLANS.values():
        if subscription.price_key == plan.lookup_key or subscription.price_plan == plan.code:
            return plan
    return None


def _past_due_since(
    subscription: StripeSubscription, invoices: list[StripeInvoice]
) -> datetime | None:
    """The oldest open invoice, so a second month without a payment starts no second grace."""
    if subscription.status != "past_due":
        return None
    unpaid = [
        invoice.created_at
        for invoice in invoices
        if invoice.is_open and invoice.subscription_id == subscription.id
    ]
    return min(unpaid, default=subscription.period_start)


def _write(pk: int, snapshot: Snapshot, *, customer_id: str, ticket: int, now: datetime) -> Changes:
    payments = _payments(snapshot.invoices)
    with transaction.atomic():
        if not Subscription.objects.claim_outcome(pk, customer_id=customer_id, ticket=ticket):
            return {}
        subscription = Subscription.objects.get(pk=pk)
        changes = _changes(subscription, snapshot)
        if changes:
            Subscription.objects.filter(pk=pk).update(**snapshot.values, updated_at=now)
            _store_payments(payments, owner_id=subscription.owner_id)
            SubscriptionEvent.objects.create(
                subscription=subscription,
                kind=SubscriptionEvent.Kind.CHANGED,
                data=changes,
                created_at=now,
            )
    return changes


def _changes(subscription: Subscription, snapshot: Snapshot) -> Changes:
    fields = {
        field: [str(getattr(subscription, field)), str(value)]
        for field, value in snapshot.values.items()
        if getattr(subscription, field) != value
    }
    ids = [invoice.id for invoice in snapshot.invoices]
    stored = Payment.objects.filter(stripe_invoice_id__in=ids)
    known = {payment.stripe_invoice_id: payment for payment in stored}
    invoices = {
        invoice.id: [known[invoice.id].status if invoice.id in known else "", invoice.status]
        for invoice in snapshot.invoices
        if not _is_stored(invoice, known.get(invoice.id))
    }
    return fields | invoices


def _is_stored(invoice: StripeInvoice, payment: Payment | None) -> bool:
    return (
        payment is not None
        and payment.status == invoice.status
        and payment.amount == invoice.amount
    )


def _payments(invoices: list[StripeInvoice]) -> list[Payment]:
    known = dict(
        Payment.objects.filter(stripe_invoice_id__in=[each.id for each in invoices])
        .exclude(stripe_payment_intent_id="")
        .values_list("stripe_invoice_id", "stripe_payment_intent_id")
    )
    return [
        Payment(
            stripe_invoice_id=invoice.id,
            stripe_subscription_id=invoice.subscription_id,
            stripe_payment_intent_id=known.get(invoice.id) or _payment_intent_of(invoice),
            description=invoice.description,
            amount=invoice.amount,
            currency=invoice.currency,
            status=invoice.status,
            created_at=invoice.created_at,
        )
        for invoice in invoices
    ]


def _payment_intent_of(invoice: StripeInvoice) -> str:
    """What a refund will be told by. An invoice of nothing has none."""
    if invoice.payment_intent_id or invoice.status != "paid" or not invoice.amount:
        return invoice.payment_intent_id
    with stripe_api() as client:
        paid = client.v1.invoice_payments.list({"invoice": invoice.id, "status": "paid"})
    return next((read_invoice_payment(each.to_dict()) for each in paid.data), "")


def _store_payments(payments: list[Payment], *, owner_id: int | None) -> None:
    for payment in payments:
        payment.owner_id = owner_id
    Payment.objects.bulk_create(
        payments,
        update_conflicts=True,
        unique_fields=["stripe_invoice_id"],
        # Not the owner, nor what was refunded.
        update_fields=[
            "stripe_subscription_id",
            "stripe_payment_intent_id",
            "description",
            "amount",
            "currency",
            "status",
        ],
    )
