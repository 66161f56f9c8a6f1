"""Amount tokens: numbers in a line's text that can be money, and how much each is."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from receipts.services.spelling.lookalikes import LETTERS_AS_DIGITS, LETTERS_IN_AMOUNTS

# cents: two decimals; grouped: thousands only, "45,500"; whole: digits only.
NumberKind = Literal["cents", "grouped", "whole", "other"]

# A run of digits with separators; letters that digits are misread as may stand inside.
_DIGIT = rf"\d{LETTERS_IN_AMOUNTS}"
# A point behind a letter is that of a sign: "Rs.6.32".
_START = r"(?:(?<![\d.,])(?:(?<![^\W_])[.,])?|(?<=\b(?i:RS|KR|RP|FR|TK)\.))"
_RUN = re.compile(rf"{_START}\d(?:[{_DIGIT}.,'\u2019 ]*[{_DIGIT}])?")
_CENTS = re.compile(
    r"(?:\d{1,3}(?:(?P<group>[,.'\u2019 ])\d{3})(?:(?P=group)\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}"
    r"|\d{1,7})?(?P<point>[.,])(?P<cents>\d{2})"
)
_GROUPED = re.compile(
    r"\d{1,3}(?P<group>[,.'\u2019 ])\d{3}(?:(?P=group)\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}"
)
_MONEY_SIGN = re.compile(
    r"(?:[$€£¥₹₩฿₫]|\bRM|\bRP\.?|\bEUR|\bUSD|\bCHF|\bMYR|\bSGD)\s*-?\s*$", re.I
)
_SIGN = r"(?:(?:[$\u20ac\u00a3\u00a5]|RM|RP\.?|EUR|USD)\s?)?"
_MINUS_BEFORE = re.compile(rf"(?:^\s*[-\u2212\u2013]\s?|[-\u2212\u2013]){_SIGN}$", re.I)
_BRACKET_BEFORE = re.compile(rf"\(\s?-?{_SIGN}$", re.I)
# "2,38B": the class of a tax behind the cents, of which some look like digits.
_CLASS_BEHIND = re.compile(r"(?<=\d[.,]\d\d)[BDS]$")
# "$9=22", "9=22" and "110-00" in a cell of their own: the decimal mark, with the dirt beside it.
_BROKEN_POINT = re.compile(
    r"(?:(?<=[$\u20ac\u00a3]\d)|(?<=[$\u20ac\u00a3]\d\d)|(?<=^\d)|(?<=^\d\d))=(?=\d\d$)"
    r"|(?:(?<=^\d)|(?<=^\d\d)|(?<=^\d{3}))-(?=00$)"
)
_SPACED_POINT = re.compile(r"(?<=\d)\s?([.,])\s(?=\d\d(?!\d))|(?<=\d)\s([.,])(?=\d\d(?!\d))")


@dataclass(frozen=True, kw_only=True, slots=True)
class AmountToken:
    """One number in a text; `start` and `end` are its place there, `value` has its sign."""

    value: Decimal
    printed: str
    start: int
    end: int
    kind: NumberKind
    has_sign: bool
    is_percent: bool


def find_amounts(text: str) -> list[AmountToken]:
    """Every number of a line that stands for itself: no dates, times or long codes."""
    tokens: list[AmountToken] = []
    mended = _BROKEN_POINT.sub(".", text)
    for match in _RUN.finditer(mended):
        tokens += _tokens_of(mended, match.start(), match.end())
    return [replace(token, printed=text[token.start : token.end]) for token in tokens]


def _tokens_of(text: str, start: int, end: int) -> list[AmountToken]:
    end = start + len(_CLASS_BEHIND.sub("", text[start:end]))
    whole = _token(text, start, end)
    if whole is not None:
        return [whole]
    # "2 17.90 35.80": several numbers in one piece.
    parts = [
        _token(text, start + piece.start(), start + piece.end())
        for piece in re.finditer(r"[^ ]+", text[start:end])
    ]
    return [part for part in parts if part is not None]


def _token(text: str, start: int, end: int) -> AmountToken | None:
    raw = text[start:end]
    digits = _SPACED_POINT.sub(lambda m: m[1] or m[2], raw).translate(LETTERS_AS_DIGITS)
    kind = _kind_of(raw, digits)
    if kind is None or _is_part_of_a_code(text, start, end, kind):
        return None
    value = _value_of(digits, kind)
    return AmountToken(
        value=-value if _is_negative(text[:start], text[end:]) else value,
        printed=raw,
        start=start,
        end=end,
        kind=kind,
        has_sign=bool(_MONEY_SIGN.search(text[:start])) or text[end:].lstrip().startswith("€"),
        is_percent=text[end:].lstrip().startswith("%"),
    )


def _is_negative(before: str, after: str) -> bool:
    """ "-5.00", "-$5.00", "5.00-", "(5.00)" or "($5.00)"; "Total - 5.00" is none."""
    if _MINUS_BEFORE.search(before) or re.match(r"-(?!\d)", after):
        return True
    return bool(_BRACKET_BEFORE.search(before)) and after.lstrip().startswith(")")


def _kind_of(raw: str, digits: str) -> NumberKind | None:
    if _CENTS.fullmatch(digits):
        return "cents"
    if raw != digits and not re.search(r"[.,]", raw):
        return None
    if _GROUPED.fullmatch(digits):
        return "grouped"
    if re.fullmatch(r"\d{1,7}", digits) and raw == digits:
        return "whole"
    if re.fullmatch(r"\d{1,5}[.,]\d{1,3}", digits):
        return "other"
    return None


def _is_part_of_a_code(text: str, start: int, end: int, kind: NumberKind) -> bool:
    before, after = text[:start], text[end:]
    if re.search(r"[\d][/:-]$", before) or re.match(r"[/:]\d|-\d", after):
        return True
    if kind == "cents":
        return False
    return bool(re.search(r"[#*/]$", before) or re.match(r"[/]", after))


def _value_of(digits: str, kind: NumberKind) -> Decimal:
    if kind == "cents":
        head, cents = re.sub(r"[^\d]", "", digits[:-3]) or "0", digits[-2:]
        return Decimal(f"{head}.{cents}")
    if kind == "other":
        return Decimal(digits.replace(",", "."))
    return Decimal(re.sub(r"[^\d]", "", digits))
