"""Dates as printed, to dates. Pure: what day it is arrives as an argument.

Month names of the languages below come from CLDR, by way of Babel; no name means two months.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.core import Locale

from common.text import fold_accents
from receipts.services.currencies import currency_of_country
from receipts.services.extraction import DateOrder
from receipts.services.texts import fold_typography

# fmt: off
_LANGUAGES = (
    "en", "de", "fr", "es", "it", "nl", "pt", "ms", "id", "sv", "da", "nb", "fi", "pl", "cs", "tr",
    "ro", "hu", "et",
)
# fmt: on
# Printed by tills, but not among CLDR's names.
_OTHER_NAMES = {
    "mrz": 3,
    "maerz": 3,
    "agt": 8,
    "agst": 8,
    "okto": 10,
    "nop": 11,
    "peb": 2,
    "sept": 9,
}

_MAX_CHARACTERS = 100
FIRST_YEAR = 1950  # older dates are misread: no till printed them
_FIRST_SHORT_YEAR = 70  # 70 to 99 are the last century's; POSIX strptime draws the line at 69
_BUDDHIST_OFFSET = 543  # Thai receipts count the years from 543 before ours
_FIRST_BUDDHIST_YEAR = FIRST_YEAR + _BUDDHIST_OFFSET

_YEAR4 = r"(?P<year>(?:19|20|25)[0-9]{2})(?!\s?:[0-9])(?![0-9](?![0-9]?:[0-9]))"
# A time may follow without a space, but an hour is no year: "19 Mar 18:30" has none.
_YEAR2 = r"(?P<year>[0-9]{2})(?!\s?[:h][0-9])(?![0-9](?![0-9]?:[0-9]))"
_YEAR = rf"'?(?:{_YEAR4.replace('year', 'year4')}|{_YEAR2.replace('year', 'year2')})"
_START = r"(?<![0-9])(?<![0-9][./:-])"
_ORDINAL = r"(?:st|nd|rd|th|er|[oa])?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)?"  # "ThuAug09"
_GAP = r"[\s./,'-]{0,3}(?:de[l]?\s+|of\s+)?"

_ORIENTAL = re.compile(
    rf"{_YEAR4}\s?[年\ub144]\s?(?P<month>[0-9]{{1,2}})\s?[月\uc6d4]\s?(?P<day>[0-9]{{1,2}})(?![0-9])"
)
_YEAR_FIRST = re.compile(
    rf"{_START}{_YEAR4}\s?(?P<mark>[-./ ])\s?(?P<month>[0-9]{{1,2}})\s?(?P=mark)\s?"
    r"(?P<day>[0-9]{1,2})(?![0-9](?![0-9]?:[0-9]))"
)
_NUMERIC = re.compile(
    rf"{_START}(?P<first>[0-9]{{1,2}})\s?(?P<mark>[-./' ])\s?(?P<second>[0-9]{{1,2}})"
    rf"\s?(?:(?P=mark)|[-./'])\s?{_YEAR}"
)
_COMPACT = re.compile(r"(?<![0-9])(?P<digits>[0-9]{8})(?=(?:[0-9]{4}|[0-9]{6})?(?![0-9]))")

# "02.03.2026": with dots no country writes the month first (CLDR's short dates).
_DOTTED = re.compile(r"(?<!\d)\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?\d{2,4}")
# CLDR's short dates begin with the month in the United States and where they were adopted; tills of
# the Philippines and of Canada print both.
_BOTH_ORDERS = frozenset({"CA", "PH"})
_MONTH_FIRST_CURRENCIES = frozenset({"USD", "CAD", "PHP"})


@dataclass(frozen=True, kw_only=True)
class DateReading:
    """`alternative` is the other date that the same text may mean, for instance month first.

    `is_against_order`: the order that was asked for gives the alternative, which has not come yet.
    """

    value: date
    alternative: date | None = None
    is_against_order: bool = False


def date_order(
    text: str,
    *,
    account: DateOrder | None,
    country: str | None,
    currency: str | None,
    is_printed: bool,
) -> tuple[DateOrder, bool]:
    """Which of day and month comes first, and whether that is settled: by dots between the numbers,
    unless the account says otherwise of its own money, by the account, by a currency of which all
    countries write alike, or by the account's own country where the receipt is from there.
    `is_printed`: the currency is the receipt's own."""
    printed = currency if is_printed else None
    if _DOTTED.search(text):
        is_foreign = printed is not None and printed not in _MONTH_FIRST_CURRENCIES
        return "dmy", account != "mdy" or is_foreign
    if account:
        return account, True
    home = (country or "").strip().upper()
    if printed and printed not in _MONTH_FIRST_CURRENCIES:
        return "dmy", True
    if home == "US":
        return "mdy", True
    is_home = printed in (None, currency_of_country(home))
    if home and is_home and home not in _BOTH_ORDERS:
        return "dmy", True
    return ("mdy" if currency == "USD" else "dmy"), False


def read_date(text: str, *, order: DateOrder, today: date) -> DateReading | None:
    """The first date of a text. None: there is none, or no calendar has it.

    `order` says which of day and month comes first where both are possible; a date that would not
    have come yet gives way to one that has.
    """
    folded = _fold(text)
    for read in (_read_year_first, _read_named_month, _read_compact, _read_numeric):
        readings = read(folded, order)
        if readings is not None:
            return _choose(readings, today=today)
    return None


def _choose(readings: list[date | None], *, today: date) -> DateReading | None:
    dates = list(dict.fromkeys(reading for reading in readings if reading is not None))
    # A till's clock may be a time zone ahead, hence the one day.
    if not dates:
        return None
    possible = [value for value in dates if (value - today).days <= 1] or dates
    is_against_order = possible[0] != dates[0]
    others = dates[:1] if is_against_order else possible[1:]
    return DateReading(
        value=possible[0],
        alternative=others[0] if others else None,
        is_against_order=is_against_order,
    )


def _read_year_first(text: str, _order: DateOrder) -> list[date | None] | None:
    match = _ORIENTAL.search(text) or _YEAR_FIRST.search(text)
    return [_date(match["year"], match["month"], match["day"])] if match else None


def _read_named_month(text: str, _order: DateOrder) -> list[date | None] | None:
    for pattern in _named_patterns():
        match = pattern.search(text)
        if match:
            parts = match.groupdict()
            year = parts.get("year") or parts.get("year4") or parts["year2"]
            return [_date(year, str(_months()[match["name"]]), match["day"])]
    return None


def _read_compact(text: str, order: DateOrder) -> list[date | None] | None:
    """Eight digits: year first where that is a date, else in the given order."""
    match = _COMPACT.search(text)
    if not match:
        return None
    digits = match["digits"]
    year_first = _date(digits[:4], digits[4:6], digits[6:])
    if year_first:
        return [year_first]
    return list(_both_orders(digits[:2], digits[2:4], digits[4:], order))


def _read_numeric(text: str, order: DateOrder) -> list[date | None] | None:
    """Two short numbers and a year; with a short year it may also have come first."""
    match = _NUMERIC.search(text)
    if not match:
        return None
    first, second = match["first"], match["second"]
    readings = list(_both_orders(first, second, match["year4"] or match["year2"], order))
    # Year first with two digits is usual in East Asia; it counts where nothing else is possible.
    if match["year2"] and not any(readings) and len(first) == 2:
        readings.append(_date(first, second, match["year2"]))
    return readings


def _both_orders(first: str, second: str, year: str, order: DateOrder) -> Iterator[date | None]:
    day_first, month_first = _date(year, second, first), _date(year, first, second)
    yield from (day_first, month_first) if order == "dmy" else (month_first, day_first)


def _date(year: str, month: str, day: str) -> date | None:
    """None: no calendar has this day, or the year is before all tills."""
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= _FIRST_SHORT_YEAR else 2000
    if number >= _FIRST_BUDDHIST_YEAR:
        number -= _BUDDHIST_OFFSET
    if number < FIRST_YEAR:
        return None
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


@cache
def _named_patterns() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    name = rf"(?<![^\W\d_]){_WEEKDAY}(?P<name>{names})(?![^\W\d_])"
    day = rf"(?P<day>[0-9]{{1,2}}){_ORDINAL}"
    return (
        re.compile(rf"{_START}{_YEAR4}{_GAP}{name}{_GAP}{day}(?![0-9])"),
        re.compile(rf"(?<![0-9]){day}{_GAP}{name}{_GAP}{_YEAR}"),
        re.compile(rf"{name}{_GAP}{day}[\s./,'-]{{1,3}}{_YEAR}"),
        # Without a space: two digits, or an ordinal, show where the day ends.
        re.compile(rf"{name}{_GAP}(?P<day>[0-9]{{2}}|[0-9](?=st|nd|rd|th)){_ORDINAL},?{_YEAR4}"),
    )


@cache
def _months() -> dict[str, int]:
    """Folded name to month, for long and short names in all languages."""
    months = dict(_OTHER_NAMES)
    for language in _LANGUAGES:
        for forms in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                months |= {_fold(name).rstrip("."): number for number, name in forms[width].items()}
    # A zero for the first letter is what OCR makes of "Oct" more often than of any other name.
    return months | {f"0{name[1:]}": month for name, month in months.items() if name[0] == "o"}


def _fold(text: str) -> str:
    """Lower case without accents; Korean syllables are put together again."""
    straight = fold_typography(text[:_MAX_CHARACTERS]).casefold()
    return unicodedata.normalize("NFC", fold_accents(straight))
