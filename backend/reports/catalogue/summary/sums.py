"""The few figures of the start page, asked for again every half minute."""

from dataclasses import dataclass, field
from decimal import Decimal

from common.periods import Period, month_of, period_before
from receipts.models import Receipt, Transaction
from reports.aggregates.coverage import Coverage, coverage_of
from reports.aggregates.frame import Frame, frame_of
from reports.aggregates.keys import since
from reports.aggregates.postings import ZERO, Group, Measures, Sums, add_converted, add_up
from reports.aggregates.scope import ReportScope

TOP_CATEGORIES = 5


@dataclass(kw_only=True)
class Metrics:
    """In one currency. "ytd" is the period of the report, by default the tax year so far, and
    `converted` is of it."""

    currency: str
    current_month_expenses: Decimal = ZERO
    last_month_expenses: Decimal = ZERO
    ytd_income: Decimal = ZERO
    ytd_expenses: Decimal = ZERO
    converted: dict[str, Decimal] = field(default_factory=dict)

    @property
    def ytd_net(self) -> Decimal:
        return self.ytd_income - self.ytd_expenses


@dataclass(kw_only=True)
class TopCategory:
    category: str
    category_display: str
    currency: str
    total: Decimal
    converted: dict[str, Decimal] = field(default_factory=dict)


@dataclass(kw_only=True)
class Summary:
    metrics: Metrics
    total_receipts: int
    top_categories: list[TopCategory]
    other_currencies: list[Metrics] = field(default_factory=list)
    coverage: Coverage


def summarise(scope: ReportScope) -> Summary:
    """The month and the last month are those of the period's end."""
    frame = frame_of(scope, receipts=Receipt.objects.owned_by(scope.owner).kept())
    this_month = month_of(scope.period.end)
    last_month = period_before(this_month)
    start = min(scope.period.start, last_month.start)
    ledger = add_up(
        scope.within(Period(start=start, end=scope.period.end)),
        {
            "ytd": since(scope.period.start),
            "this_month": since(this_month.start),
            "last_month": since(last_month.start),
        },
        Measures(by_category=True, counts_in=lambda key: bool(key[0])),
    )
    home = scope.convert_to or scope.currency or scope.owner.home_currency
    metrics = {home: Metrics(currency=home)}
    for group in ledger.groups:
        _add(metrics.setdefault(group.currency, Metrics(currency=group.currency)), group)
    return Summary(
        metrics=metrics.pop(home),
        total_receipts=frame.counts["receipts"],
        top_categories=_top(ledger.groups, home, frame),
        other_currencies=sorted(metrics.values(), key=lambda found: found.currency),
        coverage=coverage_of(scope, frame, ledger),
    )


def _add(metrics: Metrics, group: Group) -> None:
    is_ytd, is_this_month, is_since_last_month = group.key
    amount = group.sums.amount
    if is_ytd:
        add_converted(metrics.converted, group.sums.converted)
    if group.type == Transaction.Type.INCOME:
        metrics.ytd_income += amount if is_ytd else ZERO
        return
    metrics.ytd_expenses += amount if is_ytd else ZERO
    metrics.current_month_expenses += amount if is_this_month else ZERO
    if is_since_last_month and not is_this_month:
        metrics.last_month_expenses += amount


def _top(groups: list[Group], currency: str, frame: Frame) -> list[TopCategory]:
    totals: dict[int | None, Sums] = {}
    for group in groups:
        is_meant = group.type == Transaction.Type.EXPENSE and group.currency == currency
        if is_meant and group.key[0]:
            totals.setdefault(group.category_id, Sums()).add(group.sums)
    named = [(frame.category(pk), sums) for pk, sums in totals.items() if sums.amount]
    named.sort(key=lambda found: (-found[1].amount, found[0].slug))
    return [
        TopCategory(
            category=name.slug,
            category_display=name.name,
            currency=currency,
            total=sums.amount,
            converted=sums.converted,
        )
        for name, sums in named[:TOP_CATEGORIES]
    ]
