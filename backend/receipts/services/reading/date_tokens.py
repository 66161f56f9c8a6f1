"""Dates in a line's text: every way that a printed date can be read, most literal first."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from receipts.services.extraction import DateOrder
from receipts.services.reading.text import fold

# named: the month is a word; iso: year first; numeric: day and month as the order says.
DateKind = Literal["named", "iso", "numeric"]

_MONTH_WORDS = """
JAN JANUARY JANUAR JANVIER ENERO ENE GENNAIO GEN JANUARI JANUARIO JANEIRO STYCZNIA
FEB FEBRUARY FEBRUAR FEVRIER FEV FEBRERO FEBBRAIO FEBRUARI FEVEREIRO LUTEGO
MAR MARCH MARZ MAERZ MARS MARZO MAART MRZ MAC MARET MARCO MARCA
APR APRIL AVRIL AVR ABRIL ABR APRILE KWIETNIA
MAY MAI MAYO MAGGIO MAG MEI MAJ MAIO MAJA
JUN JUNE JUNI JUIN JUNIO GIUGNO GIU JUNHO CZERWCA
JUL JULY JULI JUILLET JUIL JULIO LUGLIO LUG JULAI JULHO LIPCA
AUG AUGUST AOUT AGOSTO AGO AUGUSTUS OGOS AUGUSTI AGT AGUSTUS SIERPNIA
SEP SEPT SEPTEMBER SEPTEMBRE SEPTIEMBRE SET SETTEMBRE SETEMBRO WRZESNIA
OCT OCTOBER OKT OKTOBER OCTOBRE OCTUBRE OTTOBRE OTT OUTUBRO OUT PAZDZIERNIKA
NOV NOVEMBER NOVEMBRE NOVIEMBRE NOVEMBRO LISTOPADA
DEC DECEMBER DEZ DEZEMBER DECEMBRE DICIEMBRE DIC DICEMBRE DISEMBER DIS DES DESEMBER DEZEMBRO
"""
_MONTHS = {
    word: number
    for number, words in enumerate(_MONTH_WORDS.strip().splitlines(), start=1)
    for word in words.split()
}
_YEAR = r"(?P<y>(?:19|20)\d\d|\d\d)"
# A year may run into the time behind it ("12/03/201814:05"): the recogniser lost the space.
_END = r"(?!\d)|(?=\d{1,2}:\d\d)"
_MONTH = r"(?P<mon>[A-Z]{3,9})"
_LONG_YEAR = r"(?P<y>(?:19|20)\d\d)"
_MONTH_AND_DAY = r"\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?"
_TAIL = rf"(?:日|{_END}|(?=T\d))"
_DAY_AND_MONTH = r"(?<!\d)(?P<a>\d{1,2})\s?[-/.,:']\s?(?P<b>\d{1,2})\s?[-/.,']\s?"
_NAMED_DAY = r"(?<!\d)(?P<d>\d{1,2})(?:ST|ND|RD|TH|\.)?\s?[-/., ']?\s?"
_DAY_BEHIND = r"[-/., ']*(?P<d>\d{1,2})(?:ST|ND|RD|TH)?\s?[-/.,' ]+\s?"
_RUN_TOGETHER = r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
_PATTERNS: tuple[tuple[DateKind, re.Pattern[str]], ...] = (
    ("iso", re.compile(rf"(?<!\d){_LONG_YEAR}{_MONTH_AND_DAY}(?P<d>\d{{1,2}}?){_TAIL}")),
    ("iso", re.compile(rf"(?<!\d){_LONG_YEAR}{_MONTH_AND_DAY}(?P<d>\d\d){_TAIL}")),
    ("numeric", re.compile(rf"{_DAY_AND_MONTH}{_YEAR}(?:{_END})")),
    ("named", re.compile(rf"{_NAMED_DAY}{_MONTH}\s?[-/.,']*\s?{_YEAR}(?:{_END})")),
    ("named", re.compile(rf"{_MONTH}{_DAY_BEHIND}{_YEAR}(?:{_END})")),
    ("iso", re.compile(rf"(?<!\d){_LONG_YEAR}[-/. ]?{_MONTH}[-/. ]?(?P<d>\d{{1,2}})(?!\d)")),
    ("numeric", re.compile(rf"(?<!\d)(?P<a>\d\d)[-/.](?P<b>\d\d)(?P<y>20\d\d)(?:{_END})")),
    ("iso", re.compile(_RUN_TOGETHER)),
)
_LOOK_ALIKES = (
    (re.compile(r"(?<=[\d/.-])[OQ](?=[\d/.-])"), "0"),
    (re.compile(r"(?<=[\d/.-])[I|](?=[\d/.-])"), "1"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class DateToken:
    """One date in a text. `value` follows the given order where both orders are possible."""

    value: date
    printed: str
    start: int
    end: int
    kind: DateKind
    has_long_year: bool
    is_ambiguous: bool


def find_dates(text: str, *, order: DateOrder, today: date) -> list[DateToken]:
    """Every date that a line shows; each place is read once, by the first pattern that fits."""
    folded = _repaired(fold(text))
    if len(folded) != len(text):  # folding a ligature moved the places
        text = folded
    found: list[DateToken] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            if any(match.start() < old.end and old.start < match.end() for old in found):
                continue
            token = _read(match, kind=kind, order=order, today=today, text=text)
            if token is not None:
                found.append(token)
    return found


def _repaired(text: str) -> str:
    for pattern, digit in _LOOK_ALIKES:
        text = pattern.sub(digit, text)
    return text


def _read(
    match: re.Match[str], *, kind: DateKind, order: DateOrder, today: date, text: str
) -> DateToken | None:
    parts = match.groupdict()
    year = _full_year(parts["y"], today=today)
    if kind == "numeric":
        first, second = int(parts["a"]), int(parts["b"])
        month, day = (first, second) if order == "mdy" else (second, first)
        value = _date(year, month, day) or _date(year, day, month)
        ambiguous = first <= 12 and second <= 12 and first != second
    else:
        month = int(parts["m"]) if parts.get("m") else _MONTHS.get(parts["mon"], 0)
        value, ambiguous = _date(year, month, int(parts["d"])), False
    if value is None:
        return None
    return DateToken(
        value=value,
        printed=text[match.start() : match.end()].strip(),
        start=match.start(),
        end=match.end(),
        kind=kind,
        has_long_year=len(parts["y"]) == 4,
        is_ambiguous=ambiguous,
    )


def _full_year(year: str, *, today: date) -> int:
    """Two digits are this century's unless that lies more than a year ahead."""
    if len(year) == 4:
        return int(year)
    full = today.year - today.year % 100 + int(year)
    return full if full <= today.year + 1 else full - 100


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
