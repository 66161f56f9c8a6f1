"""Account numbers of banks: IBANs (ISO 13616), also such as a recogniser has damaged."""

import re
from collections.abc import Iterator

from stdnum import iban

from receipts.services.masking.pieces import PrivatePiece

_START = re.compile(r"(?<![A-Z\d])[A-Z]{2}\d{2}(?=[ .-]?[A-Z\d])")
_SHORTEST, _LONGEST = 15, 34
# By four, as the standard prints it: no other number of receipts is written so.
_GROUPED = re.compile(
    r"(?<![A-Z\d])[A-Z]{2}[\dOILSBZ]{2}(?: [A-Z\d]{4}){3,7}(?: [A-Z\d]{1,3})?(?!\w)"
)
_LABELLED = re.compile(
    r"\bI ?[B8] ?AN\b(?:[ .-]*(?:NR|NO|NUMMER|NUMBER))?[^\w\n]{0,6}"
    r"(?P<number>[A-Z\d]{2,}(?:[ .-]?[A-Z\d*]*\d[A-Z\d*]*|[ .-][A-Z]{4}(?= ?\d))+)"
)
_LEAST_DIGITS = 8


def find_ibans(text: str) -> Iterator[PrivatePiece]:
    """In folded text."""
    for match in _START.finditer(text):
        end = _end_of_iban(text, match.start())
        if end is not None:
            yield PrivatePiece(kind="iban", start=match.start(), end=end)
    for match in _GROUPED.finditer(text):
        if _has_digits(match[0]):
            yield PrivatePiece(kind="iban", start=match.start(), end=match.end())
    for match in _LABELLED.finditer(text):
        start = match.start("number")
        end = _end_of_number(text, start, match.end("number"))
        if _has_digits(text[start:end]):
            yield PrivatePiece(kind="iban", start=start, end=end)


def _end_of_iban(text: str, start: int) -> int | None:
    """Where a number with the right check digits and the length of its country ends."""
    letters = ""
    for end, one in enumerate(text[start : start + 2 * _LONGEST], start=start + 1):
        if one in " .-":
            continue
        if not (one.isascii() and one.isalnum()) or len(letters) == _LONGEST:
            return None
        letters += one
        if len(letters) >= _SHORTEST and iban.is_valid(letters, check_country=False):
            return end
    return None


def _end_of_number(text: str, start: int, end: int) -> int:
    """No more than the longest has."""
    places = [place for place in range(start, end) if text[place].isalnum()]
    return places[:_LONGEST][-1] + 1


def _has_digits(text: str) -> bool:
    return sum(one.isdigit() for one in text) >= _LEAST_DIGITS
