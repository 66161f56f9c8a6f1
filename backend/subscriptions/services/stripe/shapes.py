"""Stripe's objects, as far as we read them, as plain dicts. Pure.

Answers have the pinned API version's shape. Events have that of the webhook's endpoint, which may
be older: before 2025-03-31 an invoice named its subscription and its payment at the top, and a
subscription its period (docs.stripe.com/changelog/basil). Both are read.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from subscriptions.money import from_minor_units

_STATUSES = {
    "active": "active",
    "trialing": "trialing",
    "past_due": "past_due",
    "canceled": "canceled",
    "unpaid": "unpaid",
    "incomplete": "incomplete",
    "incomplete_expired": "canceled",
    "paused": "unpaid",
}
# Of several subscriptions the one that gives most counts.
STATUS_RANK = {
    "active": 4,
    "trialing": 4,
    "past_due": 3,
    "unpaid": 2,
    "incomplete": 1,
    "canceled": 0,
}


@dataclass(frozen=True, kw_only=True)
class StripeSubscription:
    """`price_ids` names its price, in both shapes; `price_key` and `price_plan` are the price's
    lookup key and its metadata `plan`."""

    id: str
    item_id: str
    status: str
    price_ids: tuple[str, ...]
    price_key: str
    price_plan: str
    amount: Decimal
    currency: str
    period_start: datetime
    period_end: datetime
    cancel_at_period_end: bool
    latest_invoice: str
    created: int


@dataclass(frozen=True, kw_only=True)
class StripeInvoice:
    """`status` as in `Payment`. `amount` is what was paid, else what is due."""

    id: str
    subscription_id: str
    payment_intent_id: str
    description: str
    amount: Decimal
    currency: str
    status: str
    is_open: bool
    created_at: datetime


def read_subscription(data: dict[str, Any]) -> StripeSubscription:
    item = data["items"]["data"][0]
    price = item.get("price") or {}
    plan = item.get("plan") or {}
    currency = str(price.get("currency") or plan.get("currency") or "").upper()
    amount = price.get("unit_amount", plan.get("amount")) or 0
    period = item if "current_period_start" in item else data
    return StripeSubscription(
        id=data["id"],
        item_id=item["id"],
        status=_STATUSES.get(data["status"], "incomplete"),
        price_ids=tuple(each["id"] for each in (price, plan) if each.get("id")),
        price_key=price.get("lookup_key") or "",
        price_plan=(price.get("metadata") or {}).get("plan", ""),
        amount=from_minor_units(int(amount) * int(item.get("quantity") or 1), currency),
        currency=currency,
        period_start=moment(period["current_period_start"]),
        period_end=moment(period["current_period_end"]),
        cancel_at_period_end=bool(data.get("cancel_at_period_end")),
        latest_invoice=_id_of(data.get("latest_invoice")),
        created=int(data["created"]),
    )


def read_invoice(data: dict[str, Any]) -> StripeInvoice | None:
    """None: a draft, which is not asked for yet."""
    if data["status"] == "draft":
        return None
    currency = str(data["currency"]).upper()
    is_paid = data["status"] == "paid"
    amount = int(data["amount_paid"] if is_paid else data["amount_due"])
    return StripeInvoice(
        id=data["id"],
        subscription_id=_subscription_of(data),
        payment_intent_id=_id_of(data.get("payment_intent")),
        description=_description(data),
        amount=from_minor_units(max(amount, 0), currency),
        currency=currency,
        status=_payment_status(data),
        is_open=data["status"] in {"open", "uncollectible"},
        created_at=moment(data["created"]),
    )


def _payment_status(invoice: dict[str, Any]) -> str:
    if invoice["status"] == "open":
        return "failed" if invoice.get("attempted") else "pending"
    return {"paid": "paid", "void": "cancelled", "uncollectible": "failed"}[invoice["status"]]


def _description(invoice: dict[str, Any]) -> str:
    lines = (invoice.get("lines") or {}).get("data") or [{}]
    text = invoice.get("description") or lines[-1].get("description") or "Subscription"
    return str(text)[:500]


def _subscription_of(data: dict[str, Any]) -> str:
    parent = (data.get("parent") or {}).get("subscription_details") or {}
    return _id_of(parent.get("subscription") or data.get("subscription"))


def read_invoice_payment(data: dict[str, Any]) -> str:
    """The payment intent of an invoice's payment, or ""."""
    return _id_of((data.get("payment") or {}).get("payment_intent"))


def customer_of(data: dict[str, Any]) -> str:
    """The customer that any object is about, or ""."""
    if data.get("object") == "customer":
        return str(data["id"])
    return _id_of(data.get("customer"))


def charge_of(data: dict[str, Any]) -> str:
    """The charge that a charge or a refund is about, or ""."""
    if data.get("object") == "charge":
        return str(data["id"])
    return _id_of(data.get("charge"))


def _id_of(value: Any) -> str:
    """A reference is an id, the object itself where it was expanded, or nothing."""
    return str(value["id"] if isinstance(value, dict) else value or "")


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
