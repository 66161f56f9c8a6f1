"""Comparable forms of names and amounts, so that spelling habits do not count. Pure."""

import re
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from rapidfuzz.distance import Levenshtein

from common.text import fold_accents
from receipts.services.spelling.company_forms import FORM_WORDS

# A name that differs by one misread character in seven is still the same name to a person.
SIMILAR = 0.85

_CENT = Decimal("0.01")
_CURRENCY_SIGN = re.compile(r"(?:RM|MYR|USD|EUR|\$|€)\s*")
_REMARK = re.compile(r"\([^)]*\)?")
_BETWEEN_WORDS = re.compile(r"[\s.,:;&/-]+")
_REGISTRATION_NUMBER = re.compile(r"[0-9]{5,}[A-Z]?")
# ".35" is 35 hundredths; the dot of "Rs.35" belongs to the sign.
_LEADING_MARK = re.compile(r"(?:^|[^A-Za-z.,])[.,][0-9]{1,2}$")
# What annotators leave out or add at the end of a name: company forms, and words that work alike.
_APPENDICES = {word.upper() for word in FORM_WORDS} | {"THE", "M", "MALAYSIA"}


def one_line(text: object) -> str:
    """Upper case, single spaces."""
    return " ".join(str(text).split()).upper()


def bare_amount_text(text: object) -> str:
    """Without the currency sign in front, which annotators add or leave out."""
    line = one_line(text)
    sign = _CURRENCY_SIGN.match(line)
    return line[sign.end() :] if sign else line


def letters_and_digits(text: object) -> str:
    """Upper case without accents, spaces and punctuation; of other scripts, their own letters."""
    latin = _alphanumeric(without_accents(text))
    return (latin or "".join(c for c in str(text) if c.isalnum() or c == "_")).upper()


def core_name(text: object) -> str:
    """A shop's name without remarks in brackets, legal form and registration number."""
    bare = _REMARK.sub(" ", without_accents(text).upper())
    pieces = map(_alphanumeric, _BETWEEN_WORDS.split(bare))
    words = [word for word in pieces if word]
    while len(words) > 1 and _is_appendix(words[-1]):
        del words[-1]
    while len(words) > 1 and words[0] == "THE":
        del words[0]
    return "".join(words) or letters_and_digits(text)


def similarity(one: str, other: str) -> float:
    """1 less the share of the longer text that has to be edited (Levenshtein's distance)."""
    return Levenshtein.normalized_similarity(one, other)


def cents(value: object) -> Decimal | None:
    """The amount that a label or a reading means, to the cent. None: it means none.

    Both marks: the last one is the decimal one. One kind only: a comma is decimal before one or two
    digits, a dot always where it is the only one.
    """
    if isinstance(value, bool) or value is None:
        return None
    text = str(value) if isinstance(value, int | float | Decimal) else _plain_number(str(value))
    try:
        amount = Decimal(text).quantize(_CENT, ROUND_HALF_EVEN)
    except InvalidOperation:
        return None
    return None if amount.is_nan() else amount


def without_accents(text: object) -> str:
    """The ASCII part of a text without accents."""
    return fold_accents(str(text)).encode("ascii", "ignore").decode()


def _alphanumeric(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _is_appendix(word: str) -> bool:
    return word in _APPENDICES or _REGISTRATION_NUMBER.fullmatch(word) is not None


def _plain_number(text: str) -> str:
    kept = "".join(c for c in text if c.isdecimal() or c in ".,-").rstrip(".,")
    if not _LEADING_MARK.search(text.strip()):
        kept = kept.lstrip(".,")
    is_negative = kept.startswith("-") or kept.endswith("-") or text.strip().startswith("(")
    number = _with_decimal_dot(kept.replace("-", ""))
    return f"-{number}" if is_negative else number


def _with_decimal_dot(digits: str) -> str:
    commas, dots = digits.count(","), digits.count(".")
    if commas and dots:
        decimal = max(",.", key=digits.rfind)
        grouping = "." if decimal == "," else ","
        return digits.replace(grouping, "").replace(",", ".")
    if commas:
        is_decimal = commas == 1 and len(digits.partition(",")[2]) in (1, 2)
        return digits.replace(",", "." if is_decimal else "")
    if dots > 1:
        whole, _, last = digits.rpartition(".")
        return whole.replace(".", "") + (f".{last}" if len(last) == 2 else last)
    return digits
