"""Readings of e-invoices: what one says, in the contract of the readers. Pure.

Nothing was recognised, so nothing is unsure: where the rules hold, each value is what was written.
"""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from receipts.services.einvoices.invoice import EInvoice, InvoiceLine, TaxTotal, six_places
from receipts.services.einvoices.rules import is_vat_number
from receipts.services.einvoices.texts import PartyTexts
from receipts.services.extraction import (
    ExtractedReceipt,
    ReadField,
    ReadLineItem,
    ReadTaxLine,
    TextLine,
    Usage,
)

# UNTDID 4461, as far as ways to pay have a word here.
_PAYMENT_METHODS = {
    "10": "cash",
    "20": "cheque",
    "21": "cheque",
    "30": "bank_transfer",
    "31": "bank_transfer",
    "42": "bank_transfer",
    "58": "bank_transfer",
    "48": "card",
    "54": "card",
    "55": "card",
    "49": "direct_debit",
    "59": "direct_debit",
}


def reading_of(
    invoice: EInvoice, *, lines: tuple[TextLine, ...] = (), is_own: bool = False
) -> ExtractedReceipt:
    """`lines`: what the page that people look at shows. `is_own`: the account has issued it."""
    texts = invoice.texts
    return ExtractedReceipt(
        engine="xml",
        usage=Usage(model=invoice.profile.name if invoice.profile else ""),
        document_kind=_said(invoice.kind),
        vendor=_said(texts.seller.name or texts.seller.trading_name),
        purchased_on=_said(texts.issued_on),
        total=_amount(invoice.total),
        subtotal=_amount(_first(invoice.line_total, invoice.net_total)),
        discount=_amount(invoice.allowance_total or None),
        tax=_amount(invoice.tax_total),
        currency=_said(texts.currency),
        transaction_type=_said("income" if is_own else "expense"),
        payment_method=_said(_PAYMENT_METHODS.get(texts.payment_means, "")),
        receipt_number=_said(texts.number),
        charges=(f"{invoice.charge_total:f}",) if invoice.charge_total else (),
        tax_lines=tuple(map(_tax_line, invoice.taxes)),
        items=tuple(map(_item, invoice.lines)),
        lines=lines,
    )


def _said(text: str) -> ReadField | None:
    return ReadField(value=text, source="xml", origin="xml", confidence=1.0) if text else None


def _amount(amount: Decimal | None) -> ReadField | None:
    return None if amount is None else _said(f"{amount:f}")


def _first(*amounts: Decimal | None) -> Decimal | None:
    return next((amount for amount in amounts if amount is not None), None)


def _tax_line(tax: TaxTotal) -> ReadTaxLine:
    return ReadTaxLine(rate=_written(tax.rate), net=_written(tax.net), tax=_written(tax.tax))


def _item(line: InvoiceLine) -> ReadLineItem:
    return ReadLineItem(
        description=line.said,
        quantity=_written(_rounded(line.quantity)),
        unit_price=_written(_rounded(line.price)),
        amount=_written(line.amount),
    )


def _rounded(number: Decimal | None) -> Decimal | None:
    return number and six_places(number)


def _written(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def facts_of(invoice: EInvoice) -> dict[str, Any]:
    """What an entry has no place for, to be kept with the reading: texts and amounts as strings."""
    texts = invoice.texts
    return {
        "syntax": texts.syntax,
        "profile": invoice.profile.name if invoice.profile else texts.profile,
        "seller": _party(texts.seller),
        "buyer": _party(texts.buyer),
        "due_on": invoice.due_on.isoformat() if invoice.due_on else None,
        "delivered_on": invoice.delivered_on.isoformat() if invoice.delivered_on else None,
        "payment_reference": texts.payment_reference,
        "iban": "".join(texts.iban.split()),
        "net_total": _written_money(invoice.net_total),
        "prepaid": _written_money(invoice.prepaid),
        "rounding": _written_money(invoice.rounding),
        "due": _written_money(invoice.due),
        "adjustments": [
            {"is_charge": one.is_charge, "amount": _written_money(one.amount), "reason": one.reason}
            for one in invoice.adjustments
        ],
        "line_count": len(invoice.lines),
    }


def _party(party: PartyTexts) -> dict[str, Any]:
    is_valid = is_vat_number(party.vat_number) if party.vat_number else None
    return asdict(party) | {"is_vat_number_valid": is_valid}


def _written_money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
