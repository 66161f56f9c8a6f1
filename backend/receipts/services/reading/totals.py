"""Which amounts are the total, the subtotal, the tax and the discount."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from receipts.services.reading.layout import Sheet
from receipts.services.reading.money import Mention, Money

# Rounding to five or ten cents of the smallest coin still is the same sum.
_COIN = Decimal("0.05")
_ELSE = frozenset({"tax", "tender", "tip", "service", "rounding", "discount", "count", "points"})


@dataclass(frozen=True, kw_only=True)
class Sums:
    """The amounts that make up a receipt; None where nothing says it."""

    total: Mention | None = None
    subtotal: Mention | None = None
    tax: Mention | None = None
    discount: Mention | None = None


def choose_sums(sheet: Sheet, money: Money) -> Sums:
    """The total first: the other amounts are only believed beside it."""
    total = _best_total(sheet, money)
    if total is None:
        return Sums()
    return Sums(
        total=total,
        subtotal=_last(m for m in money.mentions if "subtotal" in m.kinds and m.value > 0),
        tax=_best_tax(money, total),
        discount=_last(m for m in money.mentions if "discount" in m.kinds),
    )


def _best_total(sheet: Sheet, money: Money) -> Mention | None:
    scored = [(_total_score(m, sheet, money), m) for m in money.mentions if m.value > 0]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _total_score(mention: Mention, sheet: Sheet, money: Money) -> float:
    """Points for what totals have in common. Hand-set."""
    kinds = mention.kinds or mention.kinds_above
    place = (mention.line.middle - sheet.top) / sheet.depth
    score = 4.0 if "total" in kinds else 0.0
    score -= 2.5 * len(kinds & _ELSE)
    score -= 2.0 if "subtotal" in kinds else 0.0
    score += min(mention.line.height - 1.0, 1.0)
    score += 1.5 if _sum_works_out(mention, money) else 0.0
    score += 0.4 * min(money.counts()[mention.value] - 1, 3)
    score += 1.0 if place > 0.4 else 0.0
    largest = max((m.value for m in money.mentions), default=mention.value)
    return score + float(mention.value / largest)


def _sum_works_out(total: Mention, money: Money) -> bool:
    """Some subtotal and some tax printed before it add up to it."""
    parts = [m for m in money.mentions if m.row < total.row]
    bases = [m.value for m in parts if "subtotal" in m.kinds]
    extras = [m.value for m in parts if m.kinds & {"tax", "service", "tip"}]
    return any(
        abs(base + extra - total.value) <= _COIN
        for base in bases
        for extra in [*extras, sum(extras)]
    )


def _best_tax(money: Money, total: Mention) -> Mention | None:
    """The last tax amount that is small beside the total."""
    return _last(
        m
        for m in money.mentions
        if "tax" in m.kinds and "total" not in m.kinds and 0 <= m.value < total.value / 2
    )


def _last(mentions: Iterable[Mention]) -> Mention | None:
    found = list(mentions)
    return found[-1] if found else None
