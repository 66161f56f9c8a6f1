"""Outstanding spending: unusual amounts, recurring payments, rising categories, likely
duplicates."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from common.periods import Period, days_after, month_of, months_after, period_before
from receipts.models import Duplicate, Transaction
from reports.aggregates.coverage import Coverage, coverage_of
from reports.aggregates.frame import Frame, frame_of
from reports.aggregates.keys import since
from reports.aggregates.postings import ZERO, Ledger, Measures, add_converted, add_up
from reports.aggregates.scope import ReportScope
from reports.aggregates.shares import percent_of
from reports.catalogue.spending_intelligence.vendor_habits import (
    RecurringPayment,
    UnusualAmount,
    recurring_payments,
    unusual_amounts,
    vendor_payments,
)

# Rising: a quarter more than in the three months before, with as many entries as months.
RISE_PERCENT = 25
RISE_MIN_ENTRIES = 3
MAX_DUPLICATES = 50


@dataclass(kw_only=True)
class RisingCategory:
    """The last three whole months against the three before them. `change` in percent; None: there
    was nothing before. `converted`: of the last three."""

    category: str
    category_display: str
    currency: str
    recent_total: Decimal = ZERO
    previous_total: Decimal = ZERO
    count: int = 0
    converted: dict[str, Decimal] = field(default_factory=dict)

    @property
    def change(self) -> Decimal | None:
        return percent_of(self.recent_total - self.previous_total, self.previous_total)


@dataclass(frozen=True, kw_only=True)
class LikelyDuplicate:
    receipt: int
    other: int
    reasons: list[str]
    vendor: str
    purchased_on: date
    currency: str
    total: Decimal


@dataclass(frozen=True, kw_only=True)
class SpendingIntelligence:
    recent_months: Period
    previous_months: Period
    unusual: list[UnusualAmount]
    recurring: list[RecurringPayment]
    rising: list[RisingCategory]
    duplicates: list[LikelyDuplicate]
    coverage: Coverage


def study_spending(scope: ReportScope) -> SpendingIntelligence:
    scope = scope.of_type(Transaction.Type.EXPENSE)
    frame = frame_of(scope)
    recent, before = _three_months(scope)
    ledger = _categories(scope, recent, before)
    payments = vendor_payments(scope)
    return SpendingIntelligence(
        recent_months=recent,
        previous_months=before,
        unusual=unusual_amounts(payments),
        recurring=recurring_payments(payments),
        rising=_rising(ledger, frame),
        duplicates=_duplicates(scope),
        coverage=coverage_of(scope, frame, ledger),
    )


def _three_months(scope: ReportScope) -> tuple[Period, Period]:
    """The last three whole months up to the period's end or today, and the three before."""
    end = min(scope.period.end, scope.today)
    after = month_of(days_after(end, 1)).start
    start = months_after(after, -3)
    recent = Period(start=start, end=days_after(after, -1))
    return recent, period_before(recent)


def _categories(scope: ReportScope, recent: Period, before: Period) -> Ledger:
    """One statement for the period's counts and for the six months, which may begin before it."""
    wide = Period(
        start=min(scope.period.start, before.start), end=max(scope.period.end, recent.end)
    )
    keys = {
        "is_asked": since(scope.period.start),
        "since_before": since(before.start),
        "since_recent": since(recent.start),
        "is_later": since(days_after(recent.end, 1)),
    }
    counts = Measures(by_category=True, counts_in=lambda key: bool(key[0]))
    return add_up(scope.within(wide), keys, counts)


def _rising(ledger: Ledger, frame: Frame) -> list[RisingCategory]:
    found: dict[tuple[int | None, str], RisingCategory] = {}
    for group in ledger.groups:
        name = frame.category(group.category_id)
        row = found.setdefault(
            (group.category_id, group.currency),
            RisingCategory(category=name.slug, category_display=name.name, currency=group.currency),
        )
        _, since_before, since_recent, is_later = group.key
        if since_recent and not is_later:
            row.recent_total += group.sums.amount
            add_converted(row.converted, group.sums.converted)
            row.count += group.sums.count
        elif since_before and not since_recent:
            row.previous_total += group.sums.amount
    rising = [row for row in found.values() if _is_rising(row)]
    return sorted(rising, key=lambda row: (row.currency, row.previous_total - row.recent_total))


def _is_rising(row: RisingCategory) -> bool:
    change = row.change
    return change is not None and change >= RISE_PERCENT and row.count >= RISE_MIN_ENTRIES


def _duplicates(scope: ReportScope) -> list[LikelyDuplicate]:
    """Both receipts are in the ledger, and nobody has said yet whether they are one purchase."""
    open_ones = (
        Duplicate.objects.owned_by(scope.owner)
        .open()
        .in_scope(scope)
        .having("total")
        .narrowed(scope)
        .filter(other__deleted_at=None, other__transaction__deleted_at=None)
        .select_related("receipt__transaction")
    )
    return [_duplicate(row) for row in open_ones.order_by("-pk")[:MAX_DUPLICATES]]


def _duplicate(row: Duplicate) -> LikelyDuplicate:
    entry = row.receipt.transaction
    # The query asks for both.
    assert entry.purchased_on is not None
    assert entry.total is not None
    return LikelyDuplicate(
        receipt=row.receipt_id,
        other=row.other_id,
        reasons=row.reasons,
        vendor=entry.vendor,
        purchased_on=entry.purchased_on,
        currency=entry.currency,
        total=entry.total,
    )
