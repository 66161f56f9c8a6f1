"""Content match: whether two readings are of one purchase, of two, or do not tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from receipts.models import DocumentKind, Transaction
from receipts.services.vendor_names import (
    SIMILAR_VENDOR,
    is_part_of,
    vendor_key,
    vendor_similarity,
)

# What tells two receipts of one shop apart. A total is one only with its currency.
_TELLING = ("purchased_on", "total", "receipt_number")

# A card is charged on the day, or when the goods are sent.
_NEAR = timedelta(days=3)


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
    if kind != DocumentKind.CARD_SLIP:
        return has_total_or_number_of(paper)
    if paper.total is None or paper.purchased_on is None:
        return Q(pk__in=[])
    first, last = paper.purchased_on - _NEAR, paper.purchased_on + _NEAR
    return has_total_or_number_of(paper) & Q(purchased_on__range=(first, last))


def has_total_or_number_of(entry: Transaction) -> Q:
    """Of the entries that may belong to it at all; the database narrows them."""
    same = Q(pk__in=[])
    if entry.total is not None and entry.purchased_on is not None:
        same = Q(total=entry.total, currency=entry.currency)
    return same | Q(receipt_number=entry.receipt_number) if entry.receipt_number else same


def is_beside(paper: Transaction, purchase: Transaction, *, kind: str) -> bool:
    """`paper` is the slip of the card that paid for the purchase, or a reminder of its invoice."""
    is_same_total = paper.total is not None and (paper.total, paper.currency) == (
        purchase.total,
        purchase.currency,
    )
    days = _days_between(purchase, paper)
    vendors = bool(paper.vendor and purchase.vendor)
    is_same_vendor = vendors and _is_same_vendor(paper.vendor, purchase.vendor)
    if kind == DocumentKind.CARD_SLIP:
        near = _NEAR.days if is_same_vendor else 0
        return (
            is_same_total and days is not None and abs(days) <= near and vendors == is_same_vendor
        )
    number = _plain(paper.receipt_number)
    if number and number == _plain(purchase.receipt_number):
        return vendors == is_same_vendor
    return is_same_total and is_same_vendor and days is not None and days >= 0


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
    return bool(confidence >= settings.AUTO_APPROVE_CONFIDENCE)


def _plain(number: str) -> str:
    """Printed "No. 00-117" and "no 00117" are one number."""
    plain = "".join(letter for letter in number.casefold() if letter.isalnum())
    return plain.removeprefix("no").lstrip("0")


def _is_same_vendor(one: str, other: str) -> bool:
    ours, theirs = vendor_key(one), vendor_key(other)
    return is_part_of(ours, theirs) or vendor_similarity(ours, theirs) >= SIMILAR_VENDOR
