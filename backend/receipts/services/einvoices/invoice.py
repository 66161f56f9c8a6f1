"""An e-invoice with typed values, by the business terms of EN 16931. Pure.

What cannot be read is None and named in `unreadable`; nothing is guessed in its place.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Literal

from receipts.services.einvoices.profiles import Profile, profile_of
from receipts.services.einvoices.texts import (
    AdjustmentTexts,
    InvoiceTexts,
    LineTexts,
    PartyTexts,
    TaxTexts,
)

# Of xs:decimal, and no more digits than the sums of a state have.
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
# Of the columns, and of what is told: no amount to the cent depends on more.
_SIX_PLACES = Decimal("0.000001")
# A price is divided, and multiplied again: of all digits that both may have.
_WIDE = Context(prec=100)
_FLAGS = {"true": True, "1": True, "false": False, "0": False}

# UNTDID 1001, the codes of EN 16931's lists for invoices and credit notes (release 2025-11).
_CREDIT_NOTES = frozenset({"81", "83", "261", "262", "296", "308", "381", "396", "420", "458"})
_CREDIT_NOTES |= {"502", "503", "532"}
_INVOICES = frozenset({"71", "80", "82", "84", "102", "130", "202", "203", "204", "211", "218"})
_INVOICES |= {"219", "295", "326", "331", "380", "382", "383", "384", "385", "386", "387", "388"}
_INVOICES |= {"389", "390", "393", "394", "395", "456", "457", "471", "472", "473", "500", "501"}
_INVOICES |= {"527", "553", "575", "623", "633", "751", "780", "817", "870", "875", "876", "877"}
_INVOICES |= {"935"}
_PRO_FORMA = "325"
_REMINDERS = frozenset({"1002"})
_TYPES = _CREDIT_NOTES | _INVOICES | _REMINDERS | {_PRO_FORMA}


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    is_charge: bool
    amount: Decimal | None
    reason: str

    @property
    def signed(self) -> Decimal:
        """What it adds."""
        amount = self.amount or Decimal(0)
        return amount if self.is_charge else -amount


@dataclass(frozen=True, kw_only=True)
class TaxTotal:
    """`rate` in percent, None where the category has none."""

    category: str
    rate: Decimal | None
    net: Decimal | None
    tax: Decimal | None


@dataclass(frozen=True, kw_only=True)
class InvoiceLine:
    """`price` of one piece, as exact as a division can be."""

    number: str
    name: str
    description: str
    quantity: Decimal | None
    unit: str
    price: Decimal | None
    amount: Decimal | None
    tax_category: str
    rate: Decimal | None
    adjustments: tuple[Adjustment, ...]

    @property
    def said(self) -> str:
        """What was bought, in one row."""
        return ": ".join(dict.fromkeys(filter(None, (self.name, self.description))))


@dataclass(frozen=True, kw_only=True)
class EInvoice:
    """`unreadable`: what stands where a number or a day should, by its business term."""

    texts: InvoiceTexts
    profile: Profile | None
    issued_on: date | None
    due_on: date | None
    delivered_on: date | None
    line_total: Decimal | None
    allowance_total: Decimal | None
    charge_total: Decimal | None
    net_total: Decimal | None
    tax_total: Decimal | None
    total: Decimal | None
    prepaid: Decimal | None
    rounding: Decimal | None
    due: Decimal | None
    adjustments: tuple[Adjustment, ...]
    taxes: tuple[TaxTotal, ...]
    lines: tuple[InvoiceLine, ...]
    unreadable: dict[str, str]

    @property
    def seller(self) -> PartyTexts:
        return self.texts.seller

    @property
    def buyer(self) -> PartyTexts:
        return self.texts.buyer

    @property
    def kind(self) -> Literal["invoice", "credit_note", "pro_forma", "payment_reminder"]:
        """A corrected invoice (384) may have its amounts below nothing, and then takes back."""
        code = self.texts.type_code
        if code == _PRO_FORMA:
            return "pro_forma"
        if code in _REMINDERS:
            return "payment_reminder"
        is_back = self.is_credit_note_by_code or (self.total or Decimal(0)) < 0
        return "credit_note" if is_back else "invoice"

    @property
    def is_credit_note_by_code(self) -> bool:
        return self.texts.type_code in _CREDIT_NOTES


def six_places(number: Decimal) -> Decimal:
    return number.quantize(_SIX_PLACES, ROUND_HALF_EVEN, context=_WIDE)


def invoice_of(texts: InvoiceTexts) -> EInvoice:
    reader = _ValueReader()
    reader.look_at_type(texts.type_code)
    return EInvoice(
        texts=texts,
        profile=profile_of(texts.profile),
        issued_on=reader.day("BT-2", texts.issued_on),
        due_on=reader.day("BT-9", texts.due_on),
        delivered_on=reader.day("BT-72", texts.delivered_on),
        line_total=reader.number("BT-106", texts.line_total),
        allowance_total=reader.number("BT-107", texts.allowance_total),
        charge_total=reader.number("BT-108", texts.charge_total),
        net_total=reader.number("BT-109", texts.net_total),
        tax_total=reader.number("BT-110", texts.tax_total),
        total=reader.number("BT-112", texts.total),
        prepaid=reader.number("BT-113", texts.prepaid),
        rounding=reader.number("BT-114", texts.rounding),
        due=reader.number("BT-115", texts.due),
        adjustments=tuple(reader.adjustments("BG-20", texts.adjustments)),
        taxes=tuple(map(reader.tax, texts.taxes)),
        lines=tuple(map(reader.line, texts.lines)),
        unreadable=reader.unreadable,
    )


class _ValueReader:
    def __init__(self) -> None:
        self.unreadable: dict[str, str] = {}

    def look_at_type(self, code: str) -> None:
        """An order or a timesheet is written in the same elements."""
        if code and code not in _TYPES:
            self._tell("BT-3", code)

    def number(self, term: str, text: str) -> Decimal | None:
        if not text:
            return None
        if _NUMBER.fullmatch(text) is None:
            self._tell(term, text)
            return None
        return Decimal(text)

    def day(self, term: str, text: str) -> date | None:
        if not text:
            return None
        found = _DAY.fullmatch(text)
        with suppress(ValueError):  # a thirteenth month
            if found:
                return date(*map(int, found.groups()))
        self._tell(term, text)
        return None

    def adjustments(self, term: str, texts: tuple[AdjustmentTexts, ...]) -> Iterator[Adjustment]:
        for one in texts:
            is_charge = _FLAGS.get(one.is_charge.casefold())
            if is_charge is None:
                self._tell(term, one.is_charge)
                continue
            amount = self.number(term, one.amount)
            yield Adjustment(is_charge=is_charge, amount=amount, reason=one.reason)

    def tax(self, texts: TaxTexts) -> TaxTotal:
        return TaxTotal(
            category=texts.category,
            rate=self.number("BT-119", texts.rate),
            net=self.number("BT-116", texts.net),
            tax=self.number("BT-117", texts.tax),
        )

    def line(self, texts: LineTexts) -> InvoiceLine:
        price = self.number("BT-146", texts.price)
        pieces = self.number("BT-149", texts.price_quantity)
        return InvoiceLine(
            number=texts.number,
            name=texts.name,
            description=texts.description,
            quantity=self.number("BT-129", texts.quantity),
            unit=texts.unit,
            price=price / pieces if price is not None and pieces else price,
            amount=self.number("BT-131", texts.amount),
            tax_category=texts.tax_category,
            rate=self.number("BT-152", texts.rate),
            adjustments=tuple(self.adjustments("BG-27", texts.adjustments)),
        )

    def _tell(self, term: str, text: str) -> None:
        self.unreadable.setdefault(term, text)
