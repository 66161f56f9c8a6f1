"""Content match: whether two readings are of one purchase, of two, or do not tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from receipts.models import DocumentKind, Transaction
from receipts.services.spelling.vendor_names import (
    SIMILAR_VENDOR,
    is_part_of,
    vendor_key,
    vendor_similarity,
)

# What tells two receipts of one shop apart. A total is one only with its currency.
_TELLING = ("purchased_on", "total", "receipt_number")

# A card is charged on the day, or when the goods are sent.
_NEAR = timedelta(days=3)
# Of the invoice: what a reminder of it costs, with interest.
_HIGHEST_FEE = Decimal("0.15")
# Of a value that tells two purchases apart by itself.
_SURE = 0.95


@dataclass(frozen=True)
class _Value:
    value: object
    is_sure: bool


def is_content_match(entry: Transaction, other: Transaction) -> bool:
    """Both say the same date, total and currency; their numbers, where both have one, are the
    same, and so is the vendor, by another spelling perhaps. Without a vendor on one of them only
    the number can tell."""
    if entry.total is None or entry.purchased_on is None:
        return False
    if (entry.purchased_on, entry.total, entry.currency) != (
        other.purchased_on,
        other.total,
        other.currency,
    ):
        return False
    number, other_number = _plain(entry.receipt_number), _plain(other.receipt_number)
    if number and other_number and number != other_number:
        return False
    if entry.vendor and other.vendor:
        return _is_same_vendor(entry.vendor, other.vendor)
    return bool(number) and number == other_number


def may_be_beside(paper: Transaction, *, kind: str) -> Q:
    """Of the purchases that a slip or a reminder may belong to; the database narrows them."""
    if paper.total is None or paper.purchased_on is None:
        return _has_number_of(paper)
    money = Q(currency=paper.currency)
    if kind == DocumentKind.CARD_SLIP:
        near = Q(purchased_on__range=(paper.purchased_on - _NEAR, paper.purchased_on + _NEAR))
        totals = [paper.total, paper.total - (paper.tip or 0)]
        return money & near & (Q(total__in=totals) | Q(tip__gt=0))
    least = paper.total / (1 + _HIGHEST_FEE)
    before = Q(purchased_on__lte=paper.purchased_on)
    return (money & before & Q(total__range=(least, paper.total))) | _has_number_of(paper)


def may_have_beside(purchase: Transaction) -> Q:
    """Of the slips and reminders that may belong to a purchase; the database narrows them."""
    if purchase.total is None or purchase.purchased_on is None:
        return _has_number_of(purchase)
    money, day = Q(currency=purchase.currency), purchase.purchased_on
    slips = Q(receipt__document_kind=DocumentKind.CARD_SLIP)
    most = purchase.total * (1 + _HIGHEST_FEE)
    return (
        (slips & money & Q(purchased_on__range=(day - _NEAR, day + _NEAR)))
        | (~slips & money & Q(purchased_on__gte=day, total__range=(purchase.total, most)))
        | _has_number_of(purchase)
    )


def _has_number_of(entry: Transaction) -> Q:
    number = entry.receipt_number
    return Q(receipt_number=number) if number else Q(pk__in=[])


def is_beside(paper: Transaction, purchase: Transaction, *, kind: str) -> bool:
    """`paper` is the slip of the card that paid for the purchase, or a reminder of its invoice."""
    is_of = _is_slip_of if kind == DocumentKind.CARD_SLIP else _is_reminder_of
    return is_of(paper, purchase)


def _is_slip_of(slip: Transaction, purchase: Transaction) -> bool:
    """The tip may be on one of the two only: it is written on the slip."""
    days = _days_between(purchase, slip)
    if days is None or slip.total is None or purchase.total is None:
        return False
    totals = {slip.total, slip.total - (slip.tip or 0)}
    if slip.currency != purchase.currency or not totals & {
        purchase.total,
        purchase.total - (purchase.tip or 0),
    }:
        return False
    vendors, is_same_vendor = _compare_vendors(slip, purchase)
    return abs(days) <= (_NEAR.days if is_same_vendor else 0) and vendors == is_same_vendor


def _is_reminder_of(reminder: Transaction, invoice: Transaction) -> bool:
    """By the number, or by the vendor and a total to which a fee may have been added."""
    vendors, is_same_vendor = _compare_vendors(reminder, invoice)
    number = _plain(reminder.receipt_number)
    if number and number == _plain(invoice.receipt_number):
        return vendors == is_same_vendor
    days = _days_between(invoice, reminder)
    if days is None or days < 0 or reminder.total is None or invoice.total is None:
        return False
    fee = reminder.total - invoice.total
    is_fee = reminder.currency == invoice.currency and 0 <= fee <= invoice.total * _HIGHEST_FEE
    return is_fee and is_same_vendor


def _compare_vendors(one: Transaction, other: Transaction) -> tuple[bool, bool]:
    """Whether both have one, and whether both have the same."""
    both = bool(one.vendor and other.vendor)
    return both, both and _is_same_vendor(one.vendor, other.vendor)


def _days_between(purchase: Transaction, paper: Transaction) -> int | None:
    if purchase.purchased_on is None or paper.purchased_on is None:
        return None
    return (paper.purchased_on - purchase.purchased_on).days


def contradict(entry: Transaction, other: Transaction) -> bool:
    """They are of two purchases: a date, total or number differs that both are sure of, or two of
    them differ, however unsure. One that is unsure may be misread."""
    differing = list(_differing(entry, other))
    return any(differing) or len(differing) > 1


def agree(entry: Transaction, other: Transaction) -> bool:
    """A date, a total or a number is the same, and nothing contradicts."""
    pairs = zip(_telling_values(entry), _telling_values(other), strict=True)
    return any(one.value and one.value == two.value for one, two in pairs)


def _differing(entry: Transaction, other: Transaction) -> Iterator[bool]:
    """For each value that both have and that differs: are both sure of it?"""
    for one, two in zip(_telling_values(entry), _telling_values(other), strict=True):
        if one.value and two.value and one.value != two.value:
            yield one.is_sure and two.is_sure


def _telling_values(entry: Transaction) -> Iterator[_Value]:
    for name in _TELLING:
        yield _Value(_comparable(entry, name), _is_sure(entry, name))


def _comparable(entry: Transaction, name: str) -> object:
    match getattr(entry, name):
        case str(text):
            return _plain(text)
        case None:
            return None
        case value:
            return (value, entry.currency) if name == "total" else value


def _is_sure(entry: Transaction, name: str) -> bool:
    if entry.verified_at is not None or name in entry.corrected_fields:
        return True
    reading: dict[str, Any] = (entry.receipt.reading if entry.receipt else None) or {}
    confidence = (reading.get(name) or {}).get("confidence", 0.0)
    return bool(confidence >= _SURE)


def _plain(number: str) -> str:
    """Printed "No. 00-117" and "no 00117" are one number."""
    plain = "".join(letter for letter in number.casefold() if letter.isalnum())
    return plain.removeprefix("no").lstrip("0")


def _is_same_vendor(one: str, other: str) -> bool:
    ours, theirs = vendor_key(one), vendor_key(other)
    return is_part_of(ours, theirs) or vendor_similarity(ours, theirs) >= SIMILAR_VENDOR
