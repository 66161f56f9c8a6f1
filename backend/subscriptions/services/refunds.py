"""Refunds: Stripe tells them by the charge, and not by the invoice."""

from typing import Any

from subscriptions.models import Payment, Subscription
from subscriptions.money import from_minor_units
from subscriptions.services.stripe.client import stripe_api
from subscriptions.services.stripe.shapes import customer_of


def refresh_refund(pk: int, *, charge_id: str) -> None:
    """Ask again how much of a charge was given back. Its payment must be stored already."""
    ticket = Subscription.objects.take_ticket(pk)
    charge = _charge(charge_id)
    intent = charge.get("payment_intent") or ""
    currency = str(charge["currency"]).upper()
    Payment.objects.filter(stripe_payment_intent_id=intent, refund_look__lt=ticket).exclude(
        stripe_payment_intent_id=""
    ).update(
        amount_refunded=from_minor_units(charge["amount_refunded"], currency), refund_look=ticket
    )


def customer_of_charge(charge_id: str) -> str:
    """A refund does not name its customer. Returns "" where there is none."""
    return customer_of(_charge(charge_id))


def _charge(charge_id: str) -> dict[str, Any]:
    with stripe_api() as client:
        charge: dict[str, Any] = client.v1.charges.retrieve(charge_id).to_dict()
    return charge
