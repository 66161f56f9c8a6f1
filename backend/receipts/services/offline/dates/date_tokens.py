"""Date tokens: every way that a date in a line can be read, most literal first."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from receipts.services.extraction import DateOrder
from receipts.services.offline.text import fold

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
_MONTH_WORDS_OF_THE_EAST = """
LEDNA OCAK IANUARIE TAMMIKUUTA JANUARA
UNORA SUBAT FEBRUARIE HELMIKUUTA FEBRUARA
BREZNA MART MARCIUS MARTIE MAALISKUUTA
DUBNA NISAN APRILIS APRILIE HUHTIKUUTA APRILA
KVETNA MAYIS MAJUS TOUKOKUUTA
CERVNA HAZIRAN JUNIUS IUNIE KESAKUUTA JUNA
CERVENCE TEMMUZ JULIUS IULIE HEINAKUUTA JULA
SRPNA AGUSTOS AUGUSZTUS ELOKUUTA AUGUSTA
ZARI EYLUL SZEPTEMBER SEPTEMBRIE SYYSKUUTA SEPTEMBRA SETIEMBRE
RIJNA EKIM OCTOMBRIE LOKAKUUTA OKTOBRA
LISTOPADU KASIM NOIEMBRIE MARRASKUUTA NOVEMBRA
PROSINCE ARALIK DECEMBRIE JOULUKUUTA DECEMBRA GRUDNIA
"""
_MONTHS = {
    word: number
    for table in (_MONTH_WORDS, _MONTH_WORDS_OF_THE_EAST)
    for number, words in enumerate(table.strip().splitlines(), start=1)
    for word in words.split()
}
# A year may run into the time behind it ("12/03/201814:05"): the recogniser lost the space. Four
# digits before a colon are two of the year and the hour ("02.03.2015:59").
_TIME_AHEAD = r"(?=\d{1,2}:\d\d)"
_LONG_YEAR = rf"(?P<y>(?:19|20)\d\d)(?:(?![\d:])|(?=:(?!\d\d))|{_TIME_AHEAD})"
_SHORT_YEAR = rf"(?P<y>\d\d)(?:(?!\d)|{_TIME_AHEAD})"
_MONTH = r"(?P<mon>[A-Z]{3,12})"
_DAY = r"(?P<d>\d{1,2})"
_NUMBERS = r"(?<!\d)(?P<a>\d{1,2})\s?(?P<s>[-/.])\s?(?P<b>\d{1,2})\s?(?P=s)\s?"
_MIXED_NUMBERS = r"(?<!\d)(?P<a>\d{1,2})[-/.,:'~]{1,2}(?P<b>\d{1,2})[-/.,'~]{1,2}"
_NAMED_DAY = rf"(?<!\d){_DAY}(?:ST|ND|RD|TH|\.)?\s?[-/., ']?\s?{_MONTH}\s?[-/.,']*\s?"
_DAY_BEHIND = rf"{_MONTH}[-/., ']*{_DAY}(?:ST|ND|RD|TH)?"
_YEAR_FIRST = r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?"
_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]M)?"
# "REG0112/11/2026", "14:0512-11-2026": the number or the time before runs into the date; what has
# dashes behind a number is a longer number.
_RUNS_IN = r"(?:(?<=\d)(?=\d\d[/.])|(?<=\d:\d\d))"
_LOST_SEPARATOR = rf"(?<!\d)(?P<a>\d\d)[-/.](?P<b>\d\d)(?P<y>20\d\d)(?:(?!\d)|{_TIME_AHEAD})"
_PATTERNS: tuple[tuple[DateKind, re.Pattern[str]], ...] = (
    ("iso", re.compile(rf"{_YEAR_FIRST}(?P<d>\d\d)(?:日|(?!\d)|{_TIME_AHEAD}|(?=T\d))")),
    ("iso", re.compile(rf"{_YEAR_FIRST}(?P<d>\d)(?:日|(?!\d)|{_TIME_AHEAD})")),
    ("numeric", re.compile(_NUMBERS + _LONG_YEAR)),
    ("numeric", re.compile(_NUMBERS + _SHORT_YEAR)),
    ("named", re.compile(rf"{_DAY_BEHIND}\s?'\s?{_SHORT_YEAR}")),
    ("named", re.compile(rf"{_DAY_BEHIND}\s?[-/.,' ]+\s?{_LONG_YEAR}")),
    ("named", re.compile(rf"{_DAY_BEHIND}\s+{_TIME}\s+{_LONG_YEAR}")),
    ("named", re.compile(_NAMED_DAY + _LONG_YEAR)),
    ("named", re.compile(_NAMED_DAY + _SHORT_YEAR)),
    ("named", re.compile(rf"{_DAY_BEHIND}\s?[-/.,' ]+\s?{_SHORT_YEAR}")),
    ("named", re.compile(rf"{_MONTH}[-/., ]?(?P<d>\d\d)(?P<y>\d\d)(?!\d)")),
    ("iso", re.compile(rf"(?<!\d)(?P<y>(?:19|20)\d\d)[-/. ]{{0,2}}{_MONTH}[-/. ]?{_DAY}(?!\d)")),
    ("iso", re.compile(rf"NGAY {_DAY} THANG (?P<m>\d{{1,2}}) NAM (?P<y>20\d\d)")),
    ("numeric", re.compile(_LOST_SEPARATOR)),
    ("numeric", re.compile(_MIXED_NUMBERS + _LONG_YEAR)),
    ("numeric", re.compile(_MIXED_NUMBERS + _SHORT_YEAR)),
    ("numeric", re.compile(rf"(?<=DATE )(?P<a>\d\d)[- ](?P<b>\d\d)[- ]{_LONG_YEAR}")),
    ("numeric", re.compile(r"(?<=\d{5})(?P<a>\d\d)(?P<s>[-/])(?P<b>\d\d)(?P=s)(?P<y>\d\d)(?!\d)")),
    ("numeric", re.compile(_RUNS_IN + rf"(?P<a>\d\d)(?P<s>[-/.])(?P<b>\d\d)(?P=s){_LONG_YEAR}")),
    ("iso", re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\d)")),
    ("numeric", re.compile(r"(?<!\d)(?P<a>[0-3]\d)(?P<b>0[1-9]|1[0-2])(?P<y>20\d\d)(?!\d)")),
)
_MISREAD = (
    (re.compile(r"(?<=[\d/.-])[OQ](?=[\d/.-])"), "0"),
    (re.compile(r"(?<=[\d/.-])[I|](?=[\d/.-])"), "1"),
    (re.compile(r"(?<![A-Z\d])JU[1I|](?=[./ '-]?\d)"), "JUL"),
    (re.compile(r"(?<![A-Z\d])0(?=[CK]T)"), "O"),
    (re.compile(r"(?<=(?<![A-Z\d])N)0(?=V)"), "O"),
)
# No till printed before this; what seems older is a misread number.
_FIRST_YEAR = 1980


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
    shown_order: DateOrder | None = None  # None: both are possible, or it has none


def find_dates(text: str, *, order: DateOrder, today: date) -> list[DateToken]:
    """Every date that a line shows; each place is read once, by the first pattern that fits."""
    folded = _repaired(fold(text))
    if len(folded) != len(text):  # folding a ligature moved the places
        text = folded
    found: list[DateToken] = []
    for kind, pattern in _PATTERNS:
        start = 0
        while (match := pattern.search(folded, start)) is not None:
            token = _read(match, kind=kind, order=order, today=today, text=text)
            if token is None or any(_overlap(token, old) for old in found):
                start = match.start() + 1  # a date may begin inside what was none
                continue
            found.append(token)
            start = match.end()
    return found


def _overlap(one: DateToken, other: DateToken) -> bool:
    return one.start < other.end and other.start < one.end


def _repaired(text: str) -> str:
    for pattern, digit in _MISREAD:
        text = pattern.sub(digit, text)
    return text


def _read(
    match: re.Match[str], *, kind: DateKind, order: DateOrder, today: date, text: str
) -> DateToken | None:
    parts = match.groupdict()
    year = _full_year(parts["y"], today=today)
    if year < _FIRST_YEAR:
        return None
    shown: DateOrder | None = None
    if kind == "numeric":
        first, second = int(parts["a"]), int(parts["b"])
        month, day = (first, second) if order == "mdy" else (second, first)
        value = _date(year, month, day) or _date(year, day, month)
        ambiguous = first <= 12 and second <= 12 and first != second
        if max(first, second) > 12:
            shown = "dmy" if first > 12 else "mdy"
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
        shown_order=shown,
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
