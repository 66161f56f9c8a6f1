"""Plausibility: can what was read be what a receipt says? Pure; it never changes a value."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from common.money import has_too_many_decimals
from receipts.services.currencies import bill_step, find_currency_mark
from receipts.services.fields import CREDIT_NOTE, FIELDS, PURCHASE_KINDS
from receipts.services.validation.amounts import parse_amount
from receipts.services.validation.arithmetic import MAX_TAX_SHARE
from receipts.services.validation.dates import read_date
from receipts.services.validation.signs import check_signs
from receipts.services.validation.validated import Check, ValidatedReceipt

_AMOUNTS = [field.name for field in FIELDS if field.kind == "amount"]
MAX_AGE_YEARS = 10  # tax law asks to keep receipts for ten years at most, so older ones are misread

# Of the total with it. Nobody gives as much as the meal costs.
MAX_TIP_SHARE = Decimal("0.5")

_PHONE = re.compile(r"[0-9\s()+./-]+")
_MIN_PHONE_DIGITS = 7
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules?|above|previous)\b"
    r"|\b(?:system prompt|you are (?:now|an?)|as an ai|respond with|mark (?:this|it) as)\b"
    r"|\bset (?:the )?(?:total|vendor|amount|category)\b",
    re.IGNORECASE,
)
# fmt: off
_HEADINGS = frozenset((
    "receipt", "sales receipt", "invoice", "tax invoice", "cash sale", "cash receipt", "bill",
    "total", "subtotal", "cash", "change", "thank you", "welcome", "customer copy",
    "merchant copy", "rechnung", "quittung", "kassenbon", "bon", "facture", "ticket", "factura",
    "recibo", "scontrino", "fattura",
))
# fmt: on
_NO_PURCHASES = {
    "card_slip": "This looks like the slip of a card payment, which belongs to a receipt.",
    "unpaid_bill": "This looks like a bill before it is paid.",
    "quotation": "This looks like a quotation, which is no purchase.",
    "pro_forma": "This looks like a pro forma invoice, which is no purchase.",
    "order_confirmation": "This looks like the confirmation of an order, which is no purchase.",
    "delivery_note": "This looks like a delivery note, which belongs to an invoice.",
    "payment_reminder": "This looks like a reminder of an invoice, which is a document of its own.",
    "bank_statement": "This looks like a statement of an account, which is no purchase.",
    "menu": "This looks like a menu, which is no purchase.",
    "price_tag": "This looks like a price tag, which is no purchase.",
    "gift_card": "This looks like a gift card, which is no purchase.",
    "cheque": "This looks like a cheque, which is no purchase.",
    "other": "This looks like something else than a receipt or an invoice.",
}


def check_plausibility(receipt: ValidatedReceipt, *, today: date) -> Iterator[Check]:
    yield from check_kind(receipt.document_kind.value)
    yield from _check_missing(receipt)
    yield from _check_vendor(receipt, today=today)
    yield from _check_date(receipt, today=today)
    yield from _check_decimals(receipt)
    yield from _check_sign(receipt)
    yield from _check_tax_share(receipt)
    yield from _check_tip(receipt)
    yield from _check_rounding(receipt)
    yield from _check_category(receipt)


def check_kind(kind: str | None) -> Iterator[Check]:
    if kind is None or kind in PURCHASE_KINDS:
        return
    yield Check(
        code="not_a_purchase",
        severity="error",
        message=_NO_PURCHASES[kind],
        values={"document_kind": kind},
    )


def _check_missing(receipt: ValidatedReceipt) -> Iterator[Check]:
    """Nobody reads for certain that something is not there: a person has emptied it."""
    for name, code, unread, emptied in (
        ("total", "total_missing", "No total could be read.", "There is no total."),
        ("vendor", "vendor_missing", "No vendor could be read.", "There is no vendor."),
        ("purchased_on", "date_missing", "No date could be read.", "There is no date."),
    ):
        field = getattr(receipt, name)
        if field.value is None:
            yield Check(
                code=code,
                severity="error",
                message=emptied if field.confidence == 1 else unread,
                values={name: field.text},
            )


def _check_vendor(receipt: ValidatedReceipt, *, today: date) -> Iterator[Check]:
    vendor = receipt.vendor.value
    if vendor is None:
        return
    for looks_like, message in _VENDOR_SUSPICIONS:
        if looks_like(vendor, today):
            yield Check(
                code="vendor_suspicious",
                severity="error",
                message=message,
                values={"vendor": vendor},
            )
            return


def _is_amount(text: str, _today: date) -> bool:
    """A number with one letter, which would be a tax class behind an amount, can be a name: 3M."""
    has_letters = any(character.isalpha() for character in text)
    return parse_amount(text) is not None and (
        not has_letters or find_currency_mark(text) is not None
    )


def _is_phone(text: str, _today: date) -> bool:
    has_digits = sum(character.isdecimal() for character in text) >= _MIN_PHONE_DIGITS
    return has_digits and _PHONE.fullmatch(text) is not None


def _is_date(text: str, today: date) -> bool:
    has_few_letters = sum(character.isalpha() for character in text) <= 12
    return has_few_letters and read_date(text, order="dmy", today=today) is not None


_VENDOR_SUSPICIONS: tuple[tuple[Callable[[str, date], bool], str], ...] = (
    (_is_amount, "The vendor looks like an amount."),
    (_is_phone, "The vendor looks like a phone number."),
    (_is_date, "The vendor looks like a date."),
    (
        lambda text, _: _INSTRUCTION.search(text) is not None,
        "The vendor looks like an instruction, not a name.",
    ),
    (
        lambda text, _: text.strip(" *:-.!").casefold() in _HEADINGS,
        "The vendor looks like a heading, not a name.",
    ),
    (
        lambda text, _: not any(character.isalpha() for character in text),
        "The vendor looks like something without a name.",
    ),
)


def _check_date(receipt: ValidatedReceipt, *, today: date) -> Iterator[Check]:
    purchased_on = receipt.purchased_on.value
    if purchased_on is None:
        return
    values = {"purchased_on": purchased_on.isoformat(), "today": today.isoformat()}
    # One day of grace: the till may stand in a time zone that is ahead.
    if (purchased_on - today).days > 1:
        yield Check(
            code="date_in_future",
            severity="error",
            message="The date has not come yet.",
            values=values,
        )
    years, is_before_its_day = today.year - purchased_on.year, _day(purchased_on) < _day(today)
    if years > MAX_AGE_YEARS or (years == MAX_AGE_YEARS and is_before_its_day):
        yield Check(
            code="date_too_old",
            severity="error",
            message=f"The date is more than {MAX_AGE_YEARS} years ago.",
            values=values,
        )


def _day(value: date) -> tuple[int, int]:
    return value.month, value.day


def _check_decimals(receipt: ValidatedReceipt) -> Iterator[Check]:
    currency = receipt.currency.value
    amounts = {name: receipt.field(name).value for name in _AMOUNTS}
    values = {
        name: f"{amount:f}"
        for name, amount in amounts.items()
        if currency and amount is not None and has_too_many_decimals(amount, currency)
    }
    if currency and values:
        yield Check(
            code="too_many_decimals",
            severity="error",
            message=f"An amount has more decimals than {currency} has.",
            values=values | {"currency": currency},
        )


def _check_sign(receipt: ValidatedReceipt) -> Iterator[Check]:
    total = receipt.total.value
    if total is None:
        return
    if total == 0:
        yield Check(
            code="zero_total",
            severity="note",
            message="The total is nothing.",
            values={"total": f"{total:f}"},
        )
    if total < 0 and receipt.document_kind.value != CREDIT_NOTE:
        yield Check(
            code="negative_total",
            severity="error",
            message="The total is less than nothing, and nothing else says that it is a refund.",
            values={"total": f"{total:f}"},
        )
    if total > 0 and receipt.document_kind.value == CREDIT_NOTE:
        yield Check(
            code="positive_credit_note",
            severity="error",
            message="It is a credit note, so its total should be less than nothing.",
            values={"total": f"{total:f}"},
        )
    yield from check_signs(receipt)


def _check_tax_share(receipt: ValidatedReceipt) -> Iterator[Check]:
    total, tax = receipt.total.value, receipt.tax.value
    if total is None or tax is None:
        return
    if abs(tax) > MAX_TAX_SHARE * (abs(total) - abs(tax)):
        yield Check(
            code="tax_too_high",
            severity="error",
            message=f"The tax is more than {MAX_TAX_SHARE:.0%} of the amount it is on.",
            values={"total": f"{total:f}", "tax": f"{tax:f}"},
        )


def _check_tip(receipt: ValidatedReceipt) -> Iterator[Check]:
    total, tip = receipt.total.value, receipt.tip.value
    if not total or not tip:
        return
    if abs(tip) > MAX_TIP_SHARE * abs(total):
        yield Check(
            code="tip_implausible",
            severity="error",
            message="The tip is no part of the total: it is more than half of it.",
            values={"total": f"{total:f}", "tip": f"{tip:f}"},
        )


def _check_rounding(receipt: ValidatedReceipt) -> Iterator[Check]:
    """No more than half of what it is rounded to."""
    total, rounding = receipt.total.value, receipt.rounding.value
    if total is None or not rounding:
        return
    if abs(rounding) > bill_step(receipt.currency.value) / 2:
        yield Check(
            code="rounding_implausible",
            severity="error",
            message="The rounding is more than half of the smallest coin that is paid with.",
            values={"total": f"{total:f}", "rounding": f"{rounding:f}"},
        )


def _check_category(receipt: ValidatedReceipt) -> Iterator[Check]:
    is_income = receipt.transaction_type.value == "income"
    category = receipt.category.value
    if category is not None and is_income != (category == "income"):
        yield Check(
            code="category_mismatch",
            severity="note",
            message="The category does not go with the type of the entry.",
            values={
                "category": category,
                "transaction_type": receipt.transaction_type.value or "",
            },
        )
