"""Payment habits by vendor, and the payments that break them.

The database ranks each vendor's amounts and hands over only what the statistics need: the
quartiles, the three largest, and all payments of those vendors that may be a subscription.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Min, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from common.periods import days_after, month_of, months_after
from common.text import commonest_spellings
from receipts.models import Transaction
from reports.aggregates.scope import ReportScope
from reports.exact import round_money

# With fewer payments a vendor has no habit.
MIN_PAYMENTS = 8
# Of each vendor only so many of the largest amounts are looked at.
LARGEST = 3
# A robust z-score past 3.5 is an outlier: Iglewicz and Hoaglin, "How to Detect and Handle
# Outliers" (1993). The scale is the interquartile range of a normal distribution, in deviations.
OUTLIER_SCORE = Decimal("3.5")
QUARTILES_IN_DEVIATIONS = Decimal("1.349")
# Prices that never change would make every penny an outlier, so the scale is never less than this.
MIN_SCALE = Decimal("0.05")

# Recurring: amounts within a factor of one another, and four of five gaps in one rhythm (days).
MAX_RECURRING = 60
MIN_RECURRING = 3
RECURRING_FACTOR = Decimal("1.5")
RHYTHM_SHARE = 0.8
RHYTHMS = {
    "weekly": (6, 8),
    "fortnightly": (13, 15),
    "monthly": (26, 35),
    "quarterly": (85, 97),
    "yearly": (350, 380),
}
_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
_DAYS = {"weekly": 7, "fortnightly": 14}


class Payment(NamedTuple):
    vendor: str
    currency: str
    transaction: int
    receipt: int | None
    purchased_on: date
    amount: Decimal
    number: int
    rank: int


@dataclass(frozen=True, kw_only=True)
class UnusualAmount:
    """`usual` is the vendor's median, `score` the distance from it in robust deviations."""

    vendor: str
    currency: str
    transaction: int
    receipt: int | None
    purchased_on: date
    amount: Decimal
    usual: Decimal
    score: Decimal


@dataclass(frozen=True, kw_only=True)
class RecurringPayment:
    vendor: str
    currency: str
    rhythm: str
    count: int
    average: Decimal
    first: date
    last: date
    next_expected: date


def vendor_payments(scope: ReportScope) -> list[list[Payment]]:
    """By vendor and currency, never converted: a habit is in the currency
    that is paid. Entries that name no vendor have no habit."""
    payments = _by_spelling(scope)
    counts: Counter[str] = Counter()
    for vendor, _, number in {(p.vendor, p.currency, p.number) for p in payments}:
        counts[vendor] += number
    shown = commonest_spellings(counts)
    found: dict[tuple[str, str], list[Payment]] = defaultdict(list)
    for payment in payments:
        if payment.vendor not in shown:
            found[payment.vendor, payment.currency].append(payment)
    return [*found.values(), *_joined(scope, shown)]


def _by_spelling(scope: ReportScope) -> list[Payment]:
    """Of each spelling and currency what the statistics need, and one payment at least."""
    group = [F("vendor"), F("currency")]
    rows = (
        Transaction.objects.counted(scope)
        .exclude(vendor="")
        .annotate(
            number=Window(Count("pk"), partition_by=group),
            smallest=Window(Min("total"), partition_by=group),
            largest=Window(Max("total"), partition_by=group),
            rank=Window(RowNumber(), partition_by=group, order_by=["total", "pk"]),
        )
        .filter(_is_needed())
        .order_by()
    )
    # fmt: off
    values: QuerySet[Any] = rows.values_list(
        "vendor", "currency", "pk", "receipt_id", "purchased_on", "total", "number", "rank",
    )
    # fmt: on
    return [Payment(*row) for row in values]


def _joined(scope: ReportScope, shown: dict[str, str]) -> Iterator[list[Payment]]:
    """All payments of the vendors that are spelt in several ways, of which there are few: ranked
    here, since no database folds as we do. `shown`: by each spelling the one of them all."""
    if not shown:
        return
    rows: QuerySet[Any] = Transaction.objects.counted(scope).filter(vendor__in=shown)
    found: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
    columns = ("vendor", "currency", "pk", "receipt_id", "purchased_on", "total")
    for vendor, *others in rows.order_by("total", "pk").values_list(*columns):
        found[shown[vendor], others[0]].append((shown[vendor], *others))
    for same in found.values():
        yield [Payment._make((*row, len(same), rank)) for rank, row in enumerate(same, start=1)]


def _is_needed() -> Q:
    number = F("number")
    quartiles = [(number + 3) / 4, (number + 1) / 2, (number * 3 + 3) / 4]
    habit = Q(rank__gt=number - LARGEST)
    for place in quartiles:
        habit |= Q(rank=place)
    even = Q(number__range=(MIN_RECURRING, MAX_RECURRING), smallest__gt=0) & Q(
        largest__lte=F("smallest") * RECURRING_FACTOR
    )
    is_spelling = Q(number__lt=MIN_PAYMENTS, rank=1)
    return (Q(number__gte=MIN_PAYMENTS) & habit) | is_spelling | even


def unusual_amounts(vendors: list[list[Payment]]) -> list[UnusualAmount]:
    """The furthest from its vendor's habit first."""
    found = [unusual for payments in vendors for unusual in _unusual(payments)]
    return sorted(found, key=lambda row: (-row.score, row.transaction))


def _unusual(payments: list[Payment]) -> list[UnusualAmount]:
    number = payments[0].number
    if number < MIN_PAYMENTS:
        return []
    at = {payment.rank: payment.amount for payment in payments}
    low, middle, high = at[(number + 3) // 4], at[(number + 1) // 2], at[(number * 3 + 3) // 4]
    scale = max((high - low) / QUARTILES_IN_DEVIATIONS, abs(middle) * MIN_SCALE)
    largest = [payment for payment in payments if payment.rank > number - LARGEST]
    return [
        _unusual_amount(payment, middle, (payment.amount - middle) / scale)
        for payment in largest
        if scale and (payment.amount - middle) / scale > OUTLIER_SCORE
    ]


def _unusual_amount(payment: Payment, usual: Decimal, score: Decimal) -> UnusualAmount:
    return UnusualAmount(
        vendor=payment.vendor,
        currency=payment.currency,
        transaction=payment.transaction,
        receipt=payment.receipt,
        purchased_on=payment.purchased_on,
        amount=payment.amount,
        usual=usual,
        score=score.quantize(Decimal("0.1")),
    )


def recurring_payments(vendors: list[list[Payment]]) -> list[RecurringPayment]:
    """The dearest first."""
    found = [row for row in map(_recurring, vendors) if row is not None]
    return sorted(found, key=lambda row: (row.currency, -row.average * row.count, row.vendor))


def _recurring(payments: list[Payment]) -> RecurringPayment | None:
    number = payments[0].number
    if not MIN_RECURRING <= number <= MAX_RECURRING or not _are_even(payments):
        return None
    days = sorted(payment.purchased_on for payment in payments)
    rhythm = rhythm_of(days)
    if rhythm is None:
        return None
    total = sum((payment.amount for payment in payments), Decimal(0))
    return RecurringPayment(
        vendor=payments[0].vendor,
        currency=payments[0].currency,
        rhythm=rhythm,
        count=number,
        average=round_money(total / number, payments[0].currency),
        first=days[0],
        last=days[-1],
        next_expected=_next(days, rhythm),
    )


def _are_even(payments: list[Payment]) -> bool:
    """Of a vendor without even amounts the database hands over some payments only."""
    amounts = [payment.amount for payment in payments]
    is_whole = len(payments) == payments[0].number
    return is_whole and min(amounts) > 0 and max(amounts) <= min(amounts) * RECURRING_FACTOR


def rhythm_of(days: list[date]) -> str | None:
    """The rhythm that four of five gaps between the sorted days keep. None: there is none."""
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    for name, (shortest, longest) in RHYTHMS.items():
        kept = sum(shortest <= gap <= longest for gap in gaps)
        if gaps and kept >= RHYTHM_SHARE * len(gaps):
            return name
    return None


def _next(days: list[date], rhythm: str) -> date:
    """One rhythm after the last day; by months, on the day of the month that is usual."""
    last = days[-1]
    if rhythm in _DAYS:
        return days_after(last, _DAYS[rhythm])
    month = month_of(months_after(last, _MONTHS[rhythm]))
    usual_day = int(median(day.day for day in days))
    return month.start.replace(day=min(usual_day, month.end.day))
