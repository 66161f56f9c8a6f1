"""Days that the texts of labels and of kept readings mean. Pure.

Plainer than `validation.dates` on purpose: what is measured must not be its own measure.
"""

import re
from collections.abc import Callable
from datetime import date

from receipts.evaluation.comparable import without_accents
from receipts.services.extraction import DateOrder

_FIRST_YEAR_OF_LAST_CENTURY = 70  # "69" is 2069, "70" is 1970, as POSIX strptime has it

# January first, without accents; shortened names are listed where tills and annotators use them.
_MONTHS_BY_LANGUAGE = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar maerz april mai juni juli august september oktober november dezember",
    "januar februar marz april mai juni juli august sept okt november dez",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "jan feb mrz apr mai jun jul ogos sept okt nov dis",
)
_MONTHS = {
    name: number
    for names in _MONTHS_BY_LANGUAGE
    for number, name in enumerate(names.split(), start=1)
}

_YEAR = r"(?P<year>\d{4}|\d{2})(?!\d)"
_NAME = r"(?P<name>[A-Za-z]{3,9})[.,]?"
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<day>\d{1,2})(?!\d)"
)
_NAMED = (
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s*[-/. ]?\s*{_NAME}\s*[-/.' ]?\s*{_YEAR}"),
    re.compile(rf"{_NAME}\s*[-/ ]?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*[ -/]\s*{_YEAR}"),
)
_NUMERIC = re.compile(
    rf"(?<!\d)(?P<first>\d{{1,2}})\s*[-/.,]\s*(?P<second>\d{{1,2}})\s*[-/.,]\s*{_YEAR}"
)
_YEAR_FIRST_DIGITS = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_DAY_FIRST_DIGITS = re.compile(r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4})")


def day_of(text: object, *, order: DateOrder) -> date | None:
    """None: no date is written there. `order` decides where both orders are possible."""
    plain = without_accents("" if text is None else text).strip()
    ways: tuple[Callable[[str, DateOrder], list[date | None]], ...] = (
        _read_year_first,
        _read_named,
        _read_numeric,
        _read_digits,
    )
    for read in ways:
        if days := read(plain, order):
            return next((day for day in days if day), None)
    return None


def _read_year_first(text: str, _order: DateOrder) -> list[date | None]:
    found = _YEAR_FIRST.search(text)
    return [_day(found["year"], found["month"], found["day"])] if found else []


def _read_named(text: str, _order: DateOrder) -> list[date | None]:
    for pattern in _NAMED:
        found = pattern.search(text)
        month = _MONTHS.get(found["name"].lower()) if found else None
        if found and month:
            return [_day(found["year"], month, found["day"])]
    return []


def _read_numeric(text: str, order: DateOrder) -> list[date | None]:
    found = _NUMERIC.search(text)
    if not found:
        return []
    year, first, second = found["year"], found["first"], found["second"]
    both = [_day(year, second, first), _day(year, first, second)]
    return both if order == "dmy" else both[::-1]


def _read_digits(text: str, _order: DateOrder) -> list[date | None]:
    """Eight digits and nothing else: year first where that is a day."""
    found = [pattern.fullmatch(text) for pattern in (_YEAR_FIRST_DIGITS, _DAY_FIRST_DIGITS)]
    return [_day(one["year"], one["month"], one["day"]) for one in found if one]


def _day(year: str, month: str | int, day: str) -> date | None:
    number = int(year)
    if number < 100:
        number += 1900 if number >= _FIRST_YEAR_OF_LAST_CENTURY else 2000
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None
