"""Stripe's objects as its API answers them in version 2026-10-28.endive, shortened to the fields
that a client of this kind reads or must not trip over."""

from typing import Any

type Shape = dict[str, Any]

PRICES = {
    "price_premium": {"plan": "premium", "unit_amount": 500},
    "price_platinum": {"plan": "platinum", "unit_amount": 1000},
}


def price(price_id: str) -> Shape:
    known = PRICES[price_id]
    return {
        "id": price_id,
        "object": "price",
        "active": True,
        "billing_scheme": "per_unit",
        "currency": "gbp",
        "livemode": False,
        "lookup_key": f"{known['plan']}_monthly",
        "metadata": {},
        "nickname": None,
        "product": f"prod_{known['plan']}",
        "recurring": {"interval": "month", "interval_count": 1, "usage_type": "licensed"},
        "type": "recurring",
        "unit_amount": known["unit_amount"],
        "unit_amount_decimal": str(known["unit_amount"]),
    }


def customer(customer_id: str, *, email: str, created: int) -> Shape:
    return {
        "id": customer_id,
        "object": "customer",
        "created": created,
        "email": email,
        "livemode": False,
        "metadata": {},
    }


def checkout_session(session_id: str, *, customer_id: str, base: str, created: int) -> Shape:
    return {
        "id": session_id,
        "object": "checkout.session",
        "created": created,
        "currency": "gbp",
        "customer": customer_id,
        "livemode": False,
        "mode": "subscription",
        "payment_status": "unpaid",
        "status": "open",
        "subscription": None,
        "url": f"{base}/c/pay/{session_id}",
    }


def subscription(subscription_id: str, *, customer_id: str, price_id: str, start: int) -> Shape:
    return {
        "id": subscription_id,
        "object": "subscription",
        "billing_cycle_anchor": start,
        "cancel_at": None,
        "cancel_at_period_end": False,
        "canceled_at": None,
        "collection_method": "charge_automatically",
        "created": start,
        "currency": "gbp",
        "customer": customer_id,
        "ended_at": None,
        "items": {
            "object": "list",
            "data": [
                {
                    "id": f"si_{subscription_id}",
                    "object": "subscription_item",
                    "created": start,
                    "current_period_end": start + 30 * 86400,
                    "current_period_start": start,
                    "price": price(price_id),
                    "quantity": 1,
                    "subscription": subscription_id,
                }
            ],
            "has_more": False,
            "url": f"/v1/subscription_items?subscription={subscription_id}",
        },
        "latest_invoice": None,
        "livemode": False,
        "metadata": {},
        "status": "active",
    }


def invoice(
    invoice_id: str, *, customer_id: str, subscription_id: str, amount: int, created: int
) -> Shape:
    return {
        "id": invoice_id,
        "object": "invoice",
        "amount_due": amount,
        "amount_paid": 0,
        "amount_remaining": amount,
        "attempt_count": 0,
        "attempted": False,
        "created": created,
        "currency": "gbp",
        "customer": customer_id,
        "description": None,
        "lines": {
            "object": "list",
            "data": [{"id": f"il_{invoice_id}", "description": "1 x Premium (at £5.00 / month)"}],
            "has_more": False,
        },
        "livemode": False,
        "parent": {
            "type": "subscription_details",
            "quote_details": None,
            "subscription_details": {"metadata": {}, "subscription": subscription_id},
        },
        "status": "open",
        "total": amount,
    }


def invoice_payment(invoice_id: str, *, amount: int) -> Shape:
    return {
        "id": f"inpay_{invoice_id}",
        "object": "invoice_payment",
        "amount_paid": amount,
        "amount_requested": amount,
        "currency": "gbp",
        "invoice": invoice_id,
        "is_default": True,
        "payment": {"type": "payment_intent", "payment_intent": f"pi_{invoice_id}"},
        "status": "paid",
    }


def charge(invoice_id: str, *, customer_id: str, amount: int) -> Shape:
    return {
        "id": f"ch_{invoice_id}",
        "object": "charge",
        "amount": amount,
        "amount_refunded": 0,
        "currency": "gbp",
        "customer": customer_id,
        "livemode": False,
        "payment_intent": f"pi_{invoice_id}",
        "refunded": False,
        "status": "succeeded",
    }


def refund(charge_id: str, *, amount: int) -> Shape:
    """Names its charge, not its customer."""
    return {
        "id": f"re_{charge_id}",
        "object": "refund",
        "amount": amount,
        "charge": charge_id,
        "currency": "gbp",
        "payment_intent": charge_id.replace("ch_", "pi_", 1),
        "status": "succeeded",
    }


def event(event_id: str, kind: str, about: Shape, *, created: int) -> Shape:
    return {
        "id": event_id,
        "object": "event",
        "api_version": "2026-10-28.endive",
        "created": created,
        "data": {"object": about},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }


def listing(data: list[Shape]) -> Shape:
    return {"object": "list", "data": data, "has_more": False, "url": "/v1/list"}


def error(kind: str, *, code: str = "", message: str = "Refused.") -> Shape:
    return {"error": {"type": kind, "code": code, "message": message}}
