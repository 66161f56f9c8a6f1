"""Paid totals: more than one, each with what was paid, are several receipts in one picture."""

from collections.abc import Sequence
from decimal import Decimal

from receipts.services.offline.amounts.money import Mention, Money
from receipts.services.offline.amounts.total_candidates import COIN

# A payment stands this many rows from its total at most.
_NEAR = 3
# No picture has more receipts; a page full of totals must not cost minutes.
_MOST = 20
_BETWEEN = frozenset({"tip", "service", "rounding", "discount"})


def is_one_receipt(money: Money) -> bool:
    """Two totals that were paid, and of which neither is the other one and a tip."""
    by_value = {total.value: total for total, _ in paid_totals(money)}
    if len(by_value) < 2:
        return True
    low, high = sorted(by_value)[-2:]
    return not differ([by_value[low]], [by_value[high]], money.mentions)


def paid_totals(money: Money) -> list[tuple[Mention, int]]:
    """From top to bottom, each with the last row that says so."""
    found = ((total, _paid_at(total, money)) for total in totals_of(money))
    return [(total, row) for total, row in found if row is not None]


def totals_of(money: Money) -> list[Mention]:
    """The last ones that are called so, from top to bottom."""
    return [mention for mention in money.mentions if _is_total(mention)][-_MOST:]


def differ(one: Sequence[Mention], other: Sequence[Mention], beside: Sequence[Mention]) -> bool:
    """The largest totals of two are of two purchases: neither is a total of the other, too, or that
    and a tip, which stands `beside` them."""
    largest = sorted(max(total.value for total in totals) for totals in (one, other))
    difference = largest[1] - largest[0]
    if difference <= COIN or any(_has(one, value) and _has(other, value) for value in largest):
        return False
    tips = {mention.value for mention in beside if mention.kinds & _BETWEEN}
    return not any(abs(abs(tip) - difference) <= COIN for tip in tips)


def _has(totals: Sequence[Mention], value: Decimal) -> bool:
    return any(total.value == value for total in totals)


def _is_total(mention: Mention) -> bool:
    return mention.value > 0 and "total" in mention.kinds and "tender" not in mention.kinds


def _paid_at(total: Mention, money: Money) -> int | None:
    """The last row of what was paid of it. None: nothing says that it was."""
    rows = (
        m.row
        for m in money.mentions
        if "tender" in m.kinds and m.value == total.value and 0 < m.row - total.row <= _NEAR
    )
    return max(rows, default=None)
