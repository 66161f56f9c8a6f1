"""Averages and percentages. Pure."""

from decimal import ROUND_HALF_UP, Decimal

from reports.exact import round_money

_HUNDREDTH = Decimal("0.01")


def average(total: Decimal, count: int, currency: str) -> Decimal | None:
    """In the currency's minor unit. None: there is nothing to divide by."""
    return round_money(total / count, currency) if count else None


def percent_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """With two decimals. None: the whole is not above zero, so that a percentage says nothing."""
    if whole <= 0:
        return None
    return (part / whole * 100).quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)
