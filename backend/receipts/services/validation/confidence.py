"""Confidence of a value, 0 to 1, and approval: one decision for each receipt, by how likely its
main values are all right. Pure. All numbers are here, each with its reason.

The engines' own confidence comes first, and is measured; what checks and sums add to it keeps it a
probability as far as it could be counted (`docs/accuracy.md`). The readers, the fusion of both, the
ledger and the evaluation share the decision.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from receipts.services.extraction import ReadField, Source
from receipts.services.fields import FIELDS, MAIN_FIELDS
from receipts.services.validation.arithmetic import SUMMED_UP, Sums
from receipts.services.validation.validated import Check, CheckedField, ValidatedReceipt

# Where an engine gives no confidence of its own. A vision model reads most fields right but is
# just as fluent where it is wrong; rules over OCR lines more often take the wrong line. What an
# e-invoice says was read by nobody.
ENGINE_PRIORS: dict[Source, float] = {"openai": 0.85, "offline": 0.6, "xml": 1.0}

# The account's currency: nearly always right for shops at home, but no receipt says so.
ASSUMED_CURRENCY = 0.5
# A shop that the account has bought at is bought at again, and is misread into itself by no chance.
KNOWN_VENDOR = 0.97
# An entry without a readable type is an expense: nearly all receipts are, but nothing says so.
ASSUMED_TYPE = 0.3

# A sum of independently read amounts seldom holds by chance. A third of the doubt is left for
# engines that adapt one amount to the others, and where one amount may be printed twice. Of three
# different ones that the offline reader saw a tenth: where it was less than 85 % sure of the total
# and they added up, 14 of 14 were right.
_DOUBT_LEFT, _DOUBT_LEFT_BY_THREE = 1 / 3, 1 / 10

# A failed sum says that one of two to four amounts is wrong, so each is about as likely wrong as
# right; what contradicts the calendar or the look of a name falls below that in the same step.
_ERROR_FACTOR = 0.5
# A note is worth knowing, but the value is probably right.
_NOTE_FACTOR = 0.9

_SPECIAL_FACTORS = {
    "refund_without_minus": 1.0,  # the amount is as it was read
    "refund_is_expense": 1.0,  # said by the kind of document, or by the minus
    "not_a_purchase": 1.0,  # its values may all be right
    "zero_total": 1.0,  # a gift or a full discount
    "currency_assumed": 1.0,  # already lowered to ASSUMED_CURRENCY
    "type_assumed": 1.0,  # already lowered to ASSUMED_TYPE
    "vendor_as_known": 1.0,  # a name that the account knows is no less likely than its misreading
    "country_missing": 1.0,  # what it would settle is doubted already
    "script_not_read": 0.0,  # letters that look alike
    "items_mismatch": 0.8,  # one of many items is more often wrong or missing than the total
    "date_ambiguous": 0.6,  # one of two dates, of which one is suggested
    "currency_ambiguous": 0.6,  # the most common of the currencies with this sign
}

# How likely none is printed where no tax was read and no check asks about one: on 71 of 73 papers
# there was none. A subtotal that leaves a part of the total open leaves the tax open too.
_NO_TAX, _MAYBE_A_TAX = 0.97, 0.5

# What its missing lines say nothing of (`severity_of_lists`).
_NO_DOUBT_OF: dict[Source, frozenset[str]] = {
    "offline": frozenset({"items_mismatch", "tax_lines_mismatch"})
}


def engine_confidence(field: ReadField) -> float:
    """The engine's own, brought into 0 to 1; where it has none, or no number, the prior."""
    if field.confidence is None or math.isnan(field.confidence):
        return ENGINE_PRIORS[field.source]
    return min(1.0, max(0.0, float(field.confidence)))


def weigh_confidence(receipt: ValidatedReceipt, *, checks: Iterable[Check]) -> ValidatedReceipt:
    """The receipt with its checks, each field's confidence after them, and the overall one."""
    found = tuple(checks)
    sums = Sums(receipt)
    weighed: dict[str, Any] = {
        field.name: _weigh(receipt.field(field.name), field.name, found, sums) for field in FIELDS
    }
    return with_overall(replace(receipt, **weighed, checks=found))


def with_overall(receipt: ValidatedReceipt) -> ValidatedReceipt:
    """Overall is how likely the main values are all right."""
    return replace(receipt, confidence=probability_all_right(sureness_of(receipt)))


def sureness_of(
    receipt: ValidatedReceipt, *, settled: Collection[str] = frozenset()
) -> dict[str, float]:
    """By main field how likely its value is right, 0 to 1; `settled` are those a person has set."""
    return {
        field.name: 1.0 if field.name in settled else _sureness(receipt, field.name)
        for field in MAIN_FIELDS
    }


def probability_all_right(sureness: Mapping[str, float]) -> float:
    """As if each was right or wrong by itself: 0 to 1."""
    return round(math.prod(sureness.values()), 4)


def fields_in_doubt(sureness: Mapping[str, float], *, needed: float) -> list[str]:
    """Which a person has to look at, the least sure first, until the others together are sure
    enough. Empty: they all are."""
    others = dict(sureness)
    doubted = []
    while others and probability_all_right(others) < needed:
        doubted.append(min(others, key=lambda name: others[name]))
        del others[doubted[-1]]
    return doubted


def _weigh[T](
    field: CheckedField[T], name: str, checks: tuple[Check, ...], sums: Sums
) -> CheckedField[T]:
    if field.value is None:
        return replace(field, confidence=0.0)
    confidence = 1 - (1 - field.confidence) * _doubt_left(field, name, sums)
    for check in checks:
        if name in check.values and not _is_no_doubt(check, field.source):
            confidence *= _factor(check)
    return replace(field, confidence=round(confidence, 4))


def _doubt_left(field: CheckedField[Any], name: str, sums: Sums) -> float:
    if name not in sums.confirmed_fields:
        return 1.0
    is_of_three = sums.has_full_sum and name in SUMMED_UP and field.source == "offline"
    return _DOUBT_LEFT_BY_THREE if is_of_three else _DOUBT_LEFT


def _is_no_doubt(check: Check, source: Source | None) -> bool:
    return source is not None and check.code in _NO_DOUBT_OF.get(source, ())


def _factor(check: Check) -> float:
    default = _ERROR_FACTOR if check.severity == "error" else _NOTE_FACTOR
    return _SPECIAL_FACTORS.get(check.code, default)


def _sureness(receipt: ValidatedReceipt, name: str) -> float:
    field = receipt.field(name)
    if name == "tax" and field.value is None and receipt.total.value is not None:
        return _sureness_of_no_tax(receipt)
    return field.confidence


def _sureness_of_no_tax(receipt: ValidatedReceipt) -> float:
    sums = Sums(receipt)
    is_open = receipt.subtotal.value is not None and not sums.has_inclusive_sum
    # The tax lines may have it.
    return _MAYBE_A_TAX if is_open and not sums.has_full_sum else _NO_TAX
