"""Approval without a person: one decision for each receipt, by how likely its main values are all
right. Pure; the readers, the fusion of both, the ledger and the evaluation share it.
"""

from collections.abc import Collection, Mapping
from math import prod

from receipts.services.fields import MAIN_FIELDS
from receipts.services.validation.arithmetic import Sums
from receipts.services.validation.validated import ValidatedReceipt

# How likely none is printed where no tax was read. With a subtotal that is the total nothing was
# added; one that leaves a difference open leaves the tax open too; without any the paper may have
# been cut off above it. Of papers that no check doubts 19 of 19, none seen, and 70 of 75.
_NO_TAX_ADDED, _MAYBE_ADDED, _NO_SUBTOTAL = 0.98, 0.5, 0.95


def sureness_of(
    receipt: ValidatedReceipt, *, settled: Collection[str] = frozenset()
) -> dict[str, float]:
    """By main field how likely its value is right, 0 to 1; `settled` are those a person has set."""
    return {
        field.name: 1.0 if field.name in settled else _sureness(receipt, field.name)
        for field in MAIN_FIELDS
    }


def probability_all_right(sureness: Mapping[str, float]) -> float:
    """As if each was right or wrong by itself."""
    return round(prod(sureness.values()), 4)


def fields_in_doubt(sureness: Mapping[str, float], *, needed: float) -> list[str]:
    """Which a person has to look at, the least sure first, until the others together are sure
    enough. Empty: they all are."""
    others = dict(sureness)
    doubted = []
    while others and probability_all_right(others) < needed:
        doubted.append(min(others, key=lambda name: others[name]))
        del others[doubted[-1]]
    return doubted


def is_approved(receipt: ValidatedReceipt, *, needed: float) -> bool:
    return not receipt.blocking_checks and not fields_in_doubt(sureness_of(receipt), needed=needed)


def _sureness(receipt: ValidatedReceipt, name: str) -> float:
    field = receipt.field(name)
    if name == "tax" and field.value is None and receipt.total.value is not None:
        return _sureness_of_no_tax(receipt)
    return field.confidence


def _sureness_of_no_tax(receipt: ValidatedReceipt) -> float:
    if receipt.subtotal.value is None:
        return _NO_SUBTOTAL
    sums = Sums(receipt)
    is_explained = sums.has_inclusive_sum or sums.has_full_sum  # the tax lines may have it
    return _NO_TAX_ADDED if is_explained else _MAYBE_ADDED
