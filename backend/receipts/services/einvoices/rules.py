"""Rules of an e-invoice: is all there that its profile wants, and does it add up? Pure.

The sums are EN 16931's (BR-CO-10 to 17), to one minor unit, as that is how far rounded amounts may
be apart. Whatever breaks one is told and counted as written: nothing is mended.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from stdnum.eu import vat

from receipts.services.currencies import printed_minor_units, valid_code
from receipts.services.einvoices.invoice import EInvoice, InvoiceLine, TaxTotal, six_places
from receipts.services.validation.validated import Check

_NOTHING = Decimal(0)
_MOST_TOLD = 10
# Categories of UNCL 5305 that have a rate; a rate of the others is nothing.
_RATED = frozenset({"S", "L", "M"})
# As the field of a reading that a sum or a missing value is about.
_FIELD_OF_TERM = {
    "BT-1": "receipt_number",
    "BT-2": "purchased_on",
    "BT-3": "document_kind",
    "BT-5": "currency",
    "BT-27": "vendor",
    "BT-106": "subtotal",
    "BT-107": "discount",
    "BT-110": "tax",
    "BT-112": "total",
}


def check_rules(invoice: EInvoice) -> Iterator[Check]:
    yield from _check_profile(invoice)
    yield from _check_missing(invoice)
    yield from _check_unreadable(invoice)
    yield from _check_strangers(invoice)
    yield from _check_sign(invoice)
    yield from _check_sums(invoice)
    yield from _check_lines(invoice)
    yield from _check_vat_numbers(invoice)


def _check_profile(invoice: EInvoice) -> Iterator[Check]:
    if invoice.profile is None:
        yield Check(
            code="einvoice_profile_unknown",
            severity="error",
            message="The e-invoice names a profile that is not known, so what it must say is not"
            " known either.",
            values={"profile": invoice.texts.profile},
        )
    elif not invoice.profile.has_lines and not invoice.lines:
        yield Check(
            code="einvoice_without_lines",
            severity="note",
            message=f"E-invoices of the profile {invoice.profile.name} have no line items.",
            values={"profile": invoice.profile.name},
        )


def _check_missing(invoice: EInvoice) -> Iterator[Check]:
    missing = list(_missing_terms(invoice))
    if missing:
        yield Check(
            code="einvoice_incomplete",
            severity="error",
            message="The e-invoice lacks something that every one of its profile must say.",
            values={"missing": ", ".join(missing[:_MOST_TOLD])} | _fields_of(missing),
        )


def _missing_terms(invoice: EInvoice) -> Iterator[str]:
    """BR-01 to BR-15, by their terms. What only cannot be read is told by itself."""
    texts = invoice.texts
    for term, text in (
        ("BT-24", texts.profile),
        ("BT-1", texts.number),
        ("BT-2", texts.issued_on),
        ("BT-3", texts.type_code),
        ("BT-5", valid_code(texts.currency)),
        ("BT-27", texts.seller.name),
        ("BT-44", texts.buyer.name),
        ("BT-112", texts.total),
    ):
        if not text:
            yield term
    if invoice.profile and invoice.profile.is_complete:
        yield from _missing_in_complete(invoice)


def _missing_in_complete(invoice: EInvoice) -> Iterator[str]:
    """BR-12, BR-15, BR-16, BR-21 to BR-26, BR-45 to BR-48, BR-CO-18."""
    texts = invoice.texts
    for term, found in (
        ("BT-106", texts.line_total),
        ("BT-109", texts.net_total),
        ("BT-115", texts.due),
        ("BG-23", texts.taxes),
        ("BG-25", texts.lines),
    ):
        if not found:
            yield term
    yield from _missing_in_lists(invoice)


def _missing_in_lists(invoice: EInvoice) -> Iterator[str]:
    texts = invoice.texts
    wanted = (
        ("BT-126", "number"), ("BT-129", "quantity"), ("BT-130", "unit"), ("BT-131", "amount"),
        ("BT-153", "name"), ("BT-146", "price"), ("BT-151", "tax_category"),
    )  # fmt: skip
    for term, name in wanted:
        if any(not getattr(line, name) for line in texts.lines):
            yield term
    for term, name in (("BT-116", "net"), ("BT-117", "tax"), ("BT-118", "category")):
        if any(not getattr(tax, name) for tax in texts.taxes):
            yield term


def _check_unreadable(invoice: EInvoice) -> Iterator[Check]:
    if invoice.unreadable:
        told = dict(list(invoice.unreadable.items())[:_MOST_TOLD])
        yield Check(
            code="einvoice_value_unreadable",
            severity="error",
            message="A number or a day of the e-invoice is not written as one.",
            values=told | _fields_of(told),
        )


def _check_strangers(invoice: EInvoice) -> Iterator[Check]:
    """What stands where no reader looks for it may be what another reader goes by."""
    if invoice.texts.strangers:
        yield Check(
            code="einvoice_foreign_elements",
            severity="error",
            message="The e-invoice has elements that its syntax does not know, which were not"
            " read.",
            values={"elements": ", ".join(invoice.texts.strangers)},
        )


def _check_sign(invoice: EInvoice) -> Iterator[Check]:
    """By the standard it takes back a credit; most that write it so mean the credit itself."""
    if invoice.is_credit_note_by_code and (invoice.total or _NOTHING) < 0:
        yield Check(
            code="einvoice_sign_doubled",
            severity="error",
            message="It is a credit note of less than nothing: by its standard that takes a credit"
            " back.",
            values={"total": f"{invoice.total:f}"},
        )


def _check_lines(invoice: EInvoice) -> Iterator[Check]:
    """Quantity and price of each, by what BT-131 is defined as (PEPPOL-EN16931-R120)."""
    tolerance = _tolerance(invoice)
    wrong = {
        f"items[{place}].amount": f"{line.amount:f} ({_plain(wanted)})"
        for place, line in enumerate(invoice.lines)
        if line.amount is not None
        and (wanted := _amount_of(line)) is not None
        and abs(line.amount - wanted) > tolerance
    }
    if wrong:
        yield Check(
            code="einvoice_line_differs",
            severity="error",
            message="The amount of a line item is not its quantity times its price.",
            values=dict(list(wrong.items())[:_MOST_TOLD]),
        )


def _check_sums(invoice: EInvoice) -> Iterator[Check]:
    wrong = [
        (rule, term, found, wanted)
        for rule, term, found, wanted in _sums(invoice)
        if found is not None and wanted is not None and abs(found - wanted) > _tolerance(invoice)
    ]
    if wrong:
        values = {
            rule: f"{found:f} ({_plain(wanted)})" for rule, _, found, wanted in wrong[:_MOST_TOLD]
        }
        yield Check(
            code="einvoice_sums_differ",
            severity="error",
            message="The amounts of the e-invoice do not add up by the rules of its standard.",
            values=values | _fields_of(term for _, term, _, _ in wrong),
        )


def _tolerance(invoice: EInvoice) -> Decimal:
    return Decimal(1).scaleb(-printed_minor_units(valid_code(invoice.texts.currency)))


def _sums(
    invoice: EInvoice,
) -> Iterator[tuple[str, str, Decimal | None, Decimal | None]]:
    """The rule, the term that it is about, what stands there, and what should. None: it is not
    there, or part of it is not, which is told by itself."""
    allowances = sum((-one.signed for one in invoice.adjustments if not one.is_charge), _NOTHING)
    charges = sum((one.signed for one in invoice.adjustments if one.is_charge), _NOTHING)
    if invoice.lines:
        yield "BR-CO-10", "BT-106", invoice.line_total, _total([x.amount for x in invoice.lines])
    if not _is_summary(invoice):
        yield "BR-CO-11", "BT-107", invoice.allowance_total or _NOTHING, allowances
        yield "BR-CO-12", "BT-108", invoice.charge_total or _NOTHING, charges
    yield "BR-CO-13", "BT-109", invoice.net_total, _net(invoice)
    if invoice.taxes:
        wanted = _total([tax.tax for tax in invoice.taxes])
        yield "BR-CO-14", "BT-110", invoice.tax_total or _NOTHING, wanted
    yield "BR-CO-15", "BT-112", invoice.total, _plus(invoice.net_total, invoice.tax_total)
    if not _is_summary(invoice) or invoice.texts.prepaid:  # MINIMUM does not tell it
        yield "BR-CO-16", "BT-115", invoice.due, _due(invoice)
    for tax in invoice.taxes:
        yield " ".join(_named(tax)), "BT-110", tax.tax, _tax_of(tax)


def _is_summary(invoice: EInvoice) -> bool:
    """Its profile need not list what the sums are of."""
    return invoice.profile is not None and not invoice.profile.has_lines


def _net(invoice: EInvoice) -> Decimal | None:
    if invoice.line_total is None:
        return None
    taken_off = invoice.allowance_total or _NOTHING
    return invoice.line_total - taken_off + (invoice.charge_total or _NOTHING)


def _due(invoice: EInvoice) -> Decimal | None:
    if invoice.total is None:
        return None
    return invoice.total - (invoice.prepaid or _NOTHING) + (invoice.rounding or _NOTHING)


def _tax_of(tax: TaxTotal) -> Decimal | None:
    if tax.net is None:
        return None
    if tax.category and tax.category not in _RATED:
        return _NOTHING
    return None if tax.rate is None else tax.net * tax.rate / 100


def _amount_of(line: InvoiceLine) -> Decimal | None:
    if line.quantity is None or line.price is None:
        return None
    return line.quantity * line.price + sum((x.signed for x in line.adjustments), _NOTHING)


def _plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None else one + (other or _NOTHING)


def _total(amounts: list[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, _NOTHING) if len(known) == len(amounts) else None


def _plain(number: Decimal) -> str:
    return f"{six_places(number).normalize():f}"


def _named(tax: TaxTotal) -> Iterator[str]:
    yield "BR-CO-17"
    yield tax.category
    if tax.rate is not None:
        yield f"{tax.rate.normalize():f} %"


def _check_vat_numbers(invoice: EInvoice) -> Iterator[Check]:
    """By the check digits of their country, without asking anybody."""
    wrong = {
        role: party.vat_number
        for role, party in (("seller", invoice.seller), ("buyer", invoice.buyer))
        if party.vat_number and not is_vat_number(party.vat_number)
    }
    if wrong:
        yield Check(
            code="vat_number_invalid",
            severity="note",
            message="A VAT number of the e-invoice cannot be one: its digits do not fit.",
            values=wrong,
        )


def is_vat_number(text: str) -> bool:
    """Of a country of the European Union, or one that this knows nothing of."""
    return not _EU_PREFIXES.match(text.upper()) or bool(vat.is_valid(text))


# Greece writes EL, and Northern Ireland XI.
_EU_PREFIXES = re.compile(
    "AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI"
)


def _fields_of(terms: Iterable[str]) -> dict[str, str]:
    """So that what is in doubt is known by its field, and a correction of it settles that."""
    return {_FIELD_OF_TERM[term]: "" for term in terms if term in _FIELD_OF_TERM}
