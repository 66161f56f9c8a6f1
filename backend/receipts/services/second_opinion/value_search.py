"""Search for a value in printed lines: amounts and dates by meaning, names by similarity. Pure.

Lines come from a recogniser that loses spaces and takes letters for digits and back.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from rapidfuzz import fuzz

from receipts.services.extraction import DateOrder, TextLine
from receipts.services.offline.amounts.amount_tokens import find_amounts
from receipts.services.offline.dates.date_tokens import find_dates
from receipts.services.offline.text import squeeze_word
from receipts.services.spelling.vendor_names import (
    SAME_VENDOR,
    is_part_of,
    vendor_key,
    vendor_similarity,
)
from receipts.services.validation.amounts import amount_readings

# Of 100: a name of seven letters may have one misread.
_SIMILAR_ENOUGH = 85
# Shorter names turn up inside other words by chance ("AIR" in "STAIRS").
_SHORTEST_INSIDE = 5
_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy")


def shows_amounts(lines: Sequence[TextLine]) -> bool:
    """False: so little was seen that an amount which is missing says nothing."""
    return any(find_amounts(line.text) for line in lines)


def find_amount(
    amount: Decimal, lines: Sequence[TextLine], *, minor_units: int = 2
) -> TextLine | None:
    """The last line that shows it, whatever its sign: totals stand below what they add up."""
    for line in reversed(lines):
        if abs(amount) in _amounts_in(line.text, minor_units=minor_units):
            return line
    return None


def find_date(day: date, lines: Sequence[TextLine], *, today: date) -> TextLine | None:
    """The first line that shows it, with day and month either way round."""
    for line in lines:
        dates = (find_dates(line.text, order=order, today=today) for order in _ORDERS)
        if any(token.value == day for found in dates for token in found):
            return line
    return None


def amounts_shown(text: str, *, minor_units: int = 2) -> list[Decimal]:
    """From left to right, each with all that it may mean, the most likely first, and with its sign;
    no percentages."""
    found: list[Decimal] = []
    for token in find_amounts(text):
        if not token.is_percent:
            readings = amount_readings(token.printed, minor_units=minor_units)
            signed = (_signed(value, token.value) for value in readings)
            found += dict.fromkeys([*signed, token.value])
    return found


def dates_shown(text: str, *, order: DateOrder, today: date) -> list[date]:
    """In that order of day and month first, then in the other one."""
    orders = sorted(_ORDERS, key=lambda other: other != order)
    tokens = [token for one in orders for token in find_dates(text, order=one, today=today)]
    return list(dict.fromkeys(token.value for token in tokens))


def _signed(value: Decimal, like: Decimal) -> Decimal:
    return -abs(value) if like < 0 else abs(value)


def find_name(name: str, lines: Sequence[TextLine]) -> TextLine | None:
    """The first line that shows the name, alone, as part of a longer one, or with the next line."""
    sought = squeeze_word(name)
    if not sought:
        return None
    for line, text in _lines_and_pairs(lines):
        if is_same_name(name, text) or _is_inside(sought, squeeze_word(text)):
            return line
    return None


def is_same_name(one: str, other: str) -> bool:
    """Two spellings of one shop, or one with more words than the other."""
    keys = vendor_key(one), vendor_key(other)
    return all(keys) and (vendor_similarity(*keys) >= SAME_VENDOR or is_part_of(*keys))


def _amounts_in(text: str, *, minor_units: int) -> Iterator[Decimal]:
    for token in find_amounts(text):
        yield abs(token.value)
        yield from (abs(v) for v in amount_readings(token.printed, minor_units=minor_units))


def _lines_and_pairs(lines: Sequence[TextLine]) -> Iterator[tuple[TextLine, str]]:
    yield from ((line, line.text) for line in lines)
    yield from ((first, f"{first.text} {second.text}") for first, second in pairwise(lines))


def _is_inside(sought: str, text: str) -> bool:
    if sought == text:
        return True
    if len(sought) < _SHORTEST_INSIDE or len(text) < len(sought):
        return False
    return sought in text or fuzz.partial_ratio(sought, text) >= _SIMILAR_ENOUGH
