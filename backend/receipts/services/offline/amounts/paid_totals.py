"""Paid totals: more than one, each with what was paid, are several receipts in one picture."""

from decimal import Decimal

from receipts.services.offline.amounts.money import Mention, Money
from receipts.services.offline.amounts.total_candidates import COIN

# A payment stands this many rows from its total at most.
_NEAR = 3
# No picture has more receipts; a page full of totals must not cost minutes.
_MOST = 20


def is_one_receipt(money: Money) -> bool:
    """Two totals that were paid, and of which neither is the other one and a tip."""
    totals = [mention for mention in money.mentions if _is_total(mention)][-_MOST:]
    paid = {total.value for total in totals if _is_paid(total, money)}
    if len(paid) < 2:
        return True
    tips = {m.value for m in money.mentions if m.kinds & {"tip", "service", "rounding", "discount"}}
    low, high = sorted(paid)[-2:]
    return high - low <= COIN or _makes_up(high - low, tips)


def _is_total(mention: Mention) -> bool:
    return mention.value > 0 and "total" in mention.kinds and "tender" not in mention.kinds


def _is_paid(total: Mention, money: Money) -> bool:
    return any(
        "tender" in m.kinds and m.value == total.value and 0 < m.row - total.row <= _NEAR
        for m in money.mentions
    )


def _makes_up(difference: Decimal, tips: set[Decimal]) -> bool:
    return any(abs(abs(tip) - difference) <= COIN for tip in tips)
