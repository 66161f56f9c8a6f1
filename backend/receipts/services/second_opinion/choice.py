"""Which of two readers' values is kept where they differ. Pure.

The first reader is a model, the second one sees lines; each fails in its own way. Counted on 445
receipts whose recorded answers of GPT-4o are known, 376 Malaysian scans and 69 American photos,
with the second reader over the same receipts (`docs/accuracy.md` has the table): a model swaps day
and month, misreads a digit of a year, and takes the sign over the door for the company that sold;
the second reader loses letters of names and rows of taxes, and hardly ever a date.
"""

from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from receipts.services.extraction import TextLine
from receipts.services.offline.text import squeeze_word
from receipts.services.second_opinion.agreement import FieldName, SecondReading
from receipts.services.spelling.company_forms import FORM_WORDS
from receipts.services.spelling.vendor_names import SAME_VENDOR, vendor_words
from receipts.services.validation.validated import CheckedField, ValidatedReceipt

# Of its dates this sure it was right 20 times of 20 where the model had another.
_SURE_OF_DATE = 0.95
# Of its totals surer than the model's: 8 of 8; below it, one of three.
_SURE_OF_TOTAL = 0.8
# Of names with a company's form where the model has one without: 22 of 22, all of scans.
_SURE_OF_COMPANY = 0.75
# And of names that differ by a letter or two, each of which the recogniser saw clearly.
_SURE_OF_SPELLING = 0.95
_SEEN_CLEARLY = 0.97
# What a model left out, as a tip or a date; it left nothing out that the other one saw for sure.
_SURE_OF_MISSED = 0.9


def fields_to_take(first: ValidatedReceipt, second: SecondReading) -> frozenset[FieldName]:
    """Those of which the second reader's value is kept. Its own confidence is calibrated."""
    names: tuple[FieldName, ...] = (
        "vendor", "purchased_on", "total", "subtotal", "tax", "currency",
    )  # fmt: skip
    return frozenset(name for name in names if _is_better(name, first, second))


def _is_better(name: FieldName, first: ValidatedReceipt, second: SecondReading) -> bool:
    kept: CheckedField[Any] = getattr(first, name)
    other: CheckedField[Any] = getattr(second.values, name)
    if other.value is None or other.source is None or _is_same(name, kept.value, other.value):
        return False
    if kept.value is None:
        return other.confidence >= _SURE_OF_MISSED
    match name:
        case "purchased_on":
            return other.confidence >= _SURE_OF_DATE
        case "total":
            return other.confidence >= max(_SURE_OF_TOTAL, kept.confidence)
        case "vendor":
            return _is_better_name(kept, other, second.lines)
    return False


def _is_same(name: FieldName, kept: Any, other: Any) -> bool:
    """What a total's sign is, the kind of document says."""
    if name == "total" and kept is not None:
        return bool(abs(kept) == abs(other))
    return bool(kept == other)


def _is_better_name(
    kept: CheckedField[str], other: CheckedField[str], lines: Sequence[TextLine]
) -> bool:
    name, printed = kept.value or "", other.value or ""
    if _has_form(printed) and not _has_form(name):
        return other.confidence >= _SURE_OF_COMPANY
    return other.confidence >= _SURE_OF_SPELLING and _is_spelt_better(name, printed, lines)


def _has_form(name: str) -> bool:
    """Books name who sold: "Harbour Foods Sdn Bhd", not the "Old Mill Cafe" over its door."""
    return not FORM_WORDS.isdisjoint(vendor_words(name))


def _is_spelt_better(name: str, printed: str, lines: Sequence[TextLine]) -> bool:
    """A model writes what it takes for a word; letters that were seen clearly are printed."""
    keys = squeeze_word(name), squeeze_word(printed)
    if keys[0] == keys[1] or fuzz.ratio(*keys) < SAME_VENDOR:
        return False
    return any(line.score >= _SEEN_CLEARLY and keys[1] in squeeze_word(line.text) for line in lines)
