"""Likelihood ratios of a second opinion, and what they make of a confidence. Pure.

The odds of a value are multiplied by how much likelier an outcome is where the value is right than
where it is wrong. The shares were measured with `scripts/measure_second_opinion.py` on 543 labelled
receipts, the offline reader being the second one; `docs/accuracy.md` has the whole table. Of wrong
values half are taken to be misread (no line shows them) and half misplaced (another amount, date or
line of the receipt), since nobody has counted the slips of models.
"""

from collections.abc import Mapping

from receipts.services.second_opinion.agreement import FieldName
from receipts.services.validation.validated import OpinionOutcome

# What misleads one reader misleads the other: a faded digit, two dates, a sign over the door. So
# one opinion never counts for more than twenty to one, though agreement measured 60 to 600.
_MOST = 20.0
_LEAST = 1 / _MOST

# It took nothing of its own: 14 % of right subtotals, 8 % of wrong ones; of taxes 8 and 5 %.
_FOUND = 1.5

RATIOS: Mapping[FieldName, Mapping[OpinionOutcome, float]] = {
    # Many receipts print a brand and a company: 15 % of right names are not the one it took.
    "vendor": {"agrees": _MOST, "found": _FOUND, "differs": 0.3, "absent": 1 / 15},
    "purchased_on": {"agrees": _MOST, "found": _FOUND, "differs": _LEAST, "absent": _LEAST},
    "total": {"agrees": _MOST, "found": _FOUND, "differs": 1 / 15, "absent": _LEAST},
    "subtotal": {"agrees": _MOST, "found": _FOUND, "differs": 0.1, "absent": _LEAST},
    # 11 % of right taxes stand on no line: sums of taxes, and small print.
    "tax": {"agrees": _MOST, "found": _FOUND, "differs": 0.1, "absent": 0.2},
    # The labels say no currency, save by country: of 260 receipts the offline reader took the
    # country's on 251, another on 3. That two readers take one wrong sign alike is set at 1 in 10.
    "currency": {"agrees": 10.0, "differs": _LEAST},
    # No labelled receipt was income, so nothing is counted; set as for the currency.
    "transaction_type": {"agrees": 10.0, "differs": _LEAST},
}


def update_confidence(confidence: float, *, ratio: float) -> float:
    """Bayes' rule in odds. Nothing becomes certain, nor impossible."""
    bounded = min(0.999, max(0.001, confidence))
    odds = bounded / (1 - bounded) * ratio
    return round(odds / (1 + odds), 4)
