"""Readings of e-invoices, in place of step 4: what the file says itself, checked by the rules of
its standard and against the page that people see. No recogniser and no model takes part. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from receipts.services.currencies import (
    find_currency_mark,
    printed_minor_units,
    read_currency,
    valid_code,
)
from receipts.services.data_validator import validate_reading
from receipts.services.einvoices.found import FoundInvoice
from receipts.services.einvoices.invoice import EInvoice, invoice_of
from receipts.services.einvoices.reading import facts_of, reading_of
from receipts.services.einvoices.rules import check_rules
from receipts.services.extraction import ExtractedReceipt, ReadingContext, TextLine
from receipts.services.fields import FIELD
from receipts.services.offline.text import squeeze
from receipts.services.second_opinion.value_search import (
    amounts_shown,
    find_amount,
    find_date,
    find_name,
    shows_amounts,
)
from receipts.services.spelling.vendor_names import vendor_key
from receipts.services.validation.validated import Check, ValidatedReceipt

# As far as currencies are looked for in a line.
_MARKED = 200
_NUMBER = r"\d[\d.,'\s]*"
_UNREADABLE = "einvoice_unreadable"


@dataclass(frozen=True, kw_only=True)
class EInvoiceReading:
    """`facts`: what an entry has no place for."""

    reading: ExtractedReceipt
    validated: ValidatedReceipt
    facts: dict[str, Any]


def read_einvoice(found: FoundInvoice | None, *, context: ReadingContext) -> EInvoiceReading | None:
    """None: the document has none that can be read."""
    if found is None or found.texts is None:
        return None
    invoice = invoice_of(found.texts)
    page = _Page(found, invoice, context.today)
    is_own = _is_issued_by(context.company, invoice)
    reading = _with_places(reading_of(invoice, lines=found.lines, is_own=is_own), page)
    checks = (*check_rules(invoice), *_check_page(page), *_check_owner(invoice, is_own=is_own))
    validated = validate_reading(reading, context=context, found=checks)
    return EInvoiceReading(reading=reading, validated=validated, facts=facts_of(invoice))


def unreadable_check(found: FoundInvoice | None) -> Iterator[Check]:
    """For a document that was read from its pages although it brings an e-invoice."""
    if found is not None and found.texts is None:
        yield Check(
            code=_UNREADABLE,
            severity="error",
            message="The document brings an e-invoice that cannot be read, so its pages were.",
            values={"problem": found.problem},
        )


def _is_issued_by(company: str, invoice: EInvoice) -> bool:
    """The account's name is the seller's, and not the buyer's as well."""
    key = vendor_key(company)
    sellers = {vendor_key(name) for name in (invoice.seller.name, invoice.seller.trading_name)}
    return bool(key) and key in sellers and key != vendor_key(invoice.texts.buyer.name)


def _check_owner(invoice: EInvoice, *, is_own: bool) -> Iterator[Check]:
    """A name alone may be somebody else's, too."""
    if is_own:
        yield Check(
            code="einvoice_own",
            severity="error",
            message="The seller of this invoice has the name of your company. It is taken for"
            " income.",
            values={"transaction_type": "income", "seller": invoice.seller.name},
        )


@dataclass(frozen=True)
class _Page:
    """What people see: drawn here, or the PDF's own page."""

    found: FoundInvoice
    invoice: EInvoice
    today: date

    def line_of(self, name: str) -> TextLine | None:
        """That shows the field. None: none does."""
        if self.found.is_drawn:
            place = self.found.places.get(name)
            return None if place is None else self.found.lines[place]
        return self._find(name)

    def shows(self, name: str) -> bool:
        """The tax may stand there by its rates alone, and the amounts without a currency."""
        if name == "currency":
            return self._has_currency(valid_code(self.invoice.texts.currency))
        if self.line_of(name) is not None:
            return True
        taxes = [tax.tax for tax in self.invoice.taxes if tax.tax] if name == "tax" else []
        return bool(taxes) and all(self._amount_line(tax) for tax in taxes)

    def _has_currency(self, code: str | None) -> bool:
        """Nowhere another one alone, beside an amount."""
        marks = set(filter(None, (self._mark_in(line.text) for line in self.found.lines)))
        read = [read_currency(mark) for mark in marks]
        return not read or any(found and code in found.candidates for found in read)

    def _mark_in(self, text: str) -> str | None:
        """Letters are a currency beside an amount of the invoice alone: a town has them as well,
        "FR 69001", a day, "Fr. 08.30", and an article, "KR3"."""
        mark = find_currency_mark(text)
        if mark is None or not mark.strip(".").isalpha():
            return mark
        beside = re.search(rf"(?:{_NUMBER}\s?)?{re.escape(mark)}\s?(?:{_NUMBER})?", text[:_MARKED])
        shown = set(amounts_shown(beside[0], minor_units=self._units)) if beside else set()
        return mark if shown & self._amounts else None

    @property
    def _amounts(self) -> set[Decimal | None]:
        invoice = self.invoice
        amounts = (invoice.total, invoice.due, invoice.net_total, invoice.tax_total)
        return {amount and abs(amount) for amount in amounts} - {None}

    @property
    def _units(self) -> int:
        return printed_minor_units(valid_code(self.invoice.texts.currency))

    def _find(self, name: str) -> TextLine | None:
        lines, invoice = self.found.lines, self.invoice
        if name == "vendor":
            return _name_in(lines, invoice) or _number_in(lines, invoice.seller.vat_number)
        if name == "receipt_number":
            return _text_in(lines, invoice.texts.number)
        if name == "purchased_on":
            day = invoice.issued_on
            return None if day is None else find_date(day, lines, today=self.today)
        amounts = {"total": invoice.total, "tax": invoice.tax_total}
        return self._amount_line(amounts.get(name))

    def _amount_line(self, amount: Decimal | None) -> TextLine | None:
        if amount is None:
            return None
        return find_amount(amount, self.found.lines, minor_units=self._units)


def _name_in(lines: Sequence[TextLine], invoice: EInvoice) -> TextLine | None:
    names = filter(None, (invoice.seller.name, invoice.seller.trading_name))
    found = (find_name(name, lines) for name in names)
    return next(filter(None, found), None)


def _number_in(lines: Sequence[TextLine], number: str) -> TextLine | None:
    """Whose name is a logo is told by its VAT number, however it is spaced."""
    sought = squeeze(number)
    return next((line for line in lines if sought and sought in squeeze(line.text)), None)


def _text_in(lines: Sequence[TextLine], text: str) -> TextLine | None:
    return next((line for line in lines if text and text in line.text), None)


def _with_places(reading: ExtractedReceipt, page: _Page) -> ExtractedReceipt:
    placed: dict[str, Any] = {}
    for name in FIELD:
        field, line = reading.field(name), page.line_of(name)
        if field is not None and line is not None:
            placed[name] = replace(field, box=line.box)
    return replace(reading, **placed)


def _check_page(page: _Page) -> Iterator[Check]:
    """Whoever pays by the page must pay what the file says."""
    if page.found.is_drawn:
        return
    if not shows_amounts(page.found.lines):
        yield Check(
            code="page_not_compared",
            severity="note",
            message="The pages have no text that the e-invoice could be compared with.",
            values={},
        )
        return
    differing = {name: text for name, text in _compared(page.invoice) if not page.shows(name)}
    if differing:
        yield Check(
            code="xml_differs_from_page",
            severity="error",
            message="The page does not show what the e-invoice in the file says.",
            values=differing,
        )


def _compared(invoice: EInvoice) -> Iterator[tuple[str, str]]:
    """What the file says, where it says something that a page would show."""
    if invoice.total is not None:
        yield "total", f"{invoice.total:f}"
    if invoice.issued_on is not None:
        yield "purchased_on", invoice.issued_on.isoformat()
    if invoice.seller.name:
        yield "vendor", invoice.seller.name
    if invoice.tax_total:
        yield "tax", f"{invoice.tax_total:f}"
    if valid_code(invoice.texts.currency):
        yield "currency", invoice.texts.currency
