"""The period in sentences, each with its figures."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.dateformat import format as date_text
from django.utils.formats import number_format

from common.localization.sentences import translated
from common.money import decimal_string
from receipts.models import Transaction
from reports.aggregates.coverage import Coverage, coverage_of
from reports.aggregates.frame import frame_of
from reports.aggregates.keys import by_month, by_vendor
from reports.aggregates.net import MonthNet
from reports.aggregates.postings import ZERO, Group, Ledger, add_up
from reports.aggregates.scope import ReportScope
from reports.aggregates.shares import percent_of
from reports.aggregates.vendors import joined_vendors
from reports.catalogue.tax_summary.sums import TaxTotal, tax_rows, tax_totals

LARGEST_VENDORS = 5
# From this share of all expenses on, one vendor is worth a word of caution.
CONCENTRATION_PERCENT = 30


@dataclass(frozen=True, kw_only=True)
class LargeVendor:
    vendor: str
    currency: str
    total: Decimal
    count: int
    share: Decimal | None
    converted: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Insight:
    """`kind`: insight, alert or recommendation. `figures`: those of the sentence, as text."""

    kind: str
    code: str
    text: str
    figures: dict[str, str]


@dataclass(kw_only=True)
class BusinessInsights:
    """The best and the worst month by their net, where the period has two months or more."""

    best_months: list[MonthNet]
    worst_months: list[MonthNet]
    largest_vendors: list[LargeVendor]
    tax_set_aside: list[TaxTotal]
    insights: list[Insight] = field(default_factory=list)
    coverage: Coverage


def find_insights(scope: ReportScope) -> BusinessInsights:
    frame = frame_of(scope)
    ledger = add_up(scope, {"month": by_month})
    months = _months(ledger)
    vendors = _largest(add_up(scope.of_type(Transaction.Type.EXPENSE), {"vendor": by_vendor}))
    report = BusinessInsights(
        best_months=[max(found, key=_net) for found in months if len(found) > 1],
        worst_months=[min(found, key=_net) for found in months if len(found) > 1],
        largest_vendors=vendors,
        tax_set_aside=tax_totals(tax_rows(scope, Ledger())),
        coverage=coverage_of(scope, frame, ledger),
    )
    report.insights = [*_month_sentences(report), *_vendor_sentences(report), *_tax(report)]
    return report


def _net(month: MonthNet) -> tuple[Decimal, date]:
    return month.net, month.month


def _months(ledger: Ledger) -> list[list[MonthNet]]:
    """By currency, the months that have an entry."""
    found: dict[str, dict[date, MonthNet]] = {}
    for group in ledger.groups:
        months = found.setdefault(group.currency, {})
        month = group.key[0]
        months.setdefault(month, MonthNet(month=month, currency=group.currency)).add(group)
    return [list(months.values()) for _, months in sorted(found.items())]


def _largest(ledger: Ledger) -> list[LargeVendor]:
    by_currency: dict[str, list[Group]] = {}
    for group in joined_vendors(ledger.groups):
        by_currency.setdefault(group.currency, []).append(group)
    rows = []
    for currency, groups in sorted(by_currency.items()):
        whole = sum((group.sums.amount for group in groups), ZERO)
        named = sorted(
            (group for group in groups if group.key[0]),
            key=lambda group: (-group.sums.amount, group.key[0]),
        )
        rows += [_large(group, currency, whole) for group in named[:LARGEST_VENDORS]]
    return rows


def _large(group: Group, currency: str, whole: Decimal) -> LargeVendor:
    return LargeVendor(
        vendor=group.key[0],
        currency=currency,
        total=group.sums.amount,
        count=group.sums.count,
        share=percent_of(group.sums.amount, whole),
        converted=group.sums.converted,
    )


def _month_sentences(report: BusinessInsights) -> list[Insight]:
    sentences = []
    pairs = zip(report.best_months, report.worst_months, strict=True)
    for row, word in [
        (row, word) for pair in pairs for row, word in zip(pair, _WORDS, strict=True)
    ]:
        net = decimal_string(row.net, row.currency)
        sentences.append(
            Insight(
                kind="insight",
                code=f"{word}_month",
                text=_month_sentence(row, word),
                figures={"month": f"{row.month:%Y-%m}", "net": net, "currency": row.currency},
            )
        )
    return sentences


def _month_sentence(row: MonthNet, word: str) -> str:
    month, net = date_text(row.month, "F Y"), _said(row.net, row.currency)
    if word == "best":
        return translated(f"{month} was the best month: {net} net.")
    return translated(f"{month} was the worst month: {net} net.")


def _said(amount: Decimal, currency: str) -> str:
    """As the language at work writes it: "1,234.50 GBP"."""
    figure = number_format(decimal_string(amount, currency), force_grouping=True)
    return f"{figure} {currency}"


_WORDS = ("best", "worst")


def _vendor_sentences(report: BusinessInsights) -> list[Insight]:
    return [
        Insight(
            kind="alert",
            code="vendor_concentration",
            text=_vendor_sentence(row, row.share),
            figures={
                "vendor": row.vendor,
                "share": str(row.share),
                "total": decimal_string(row.total, row.currency),
                "currency": row.currency,
            },
        )
        for row in report.largest_vendors
        if row.share is not None and row.share >= CONCENTRATION_PERCENT
    ]


def _vendor_sentence(row: LargeVendor, percent: Decimal) -> str:
    share, total = number_format(f"{percent.normalize():f}"), _said(row.total, row.currency)
    return translated(f"{share}% of the expenses in {row.currency} went to {row.vendor}: {total}.")


def _tax(report: BusinessInsights) -> list[Insight]:
    return [
        Insight(
            kind="recommendation",
            code="set_tax_aside",
            text=_tax_sentence(total),
            figures={
                "due": decimal_string(total.due, total.currency),
                "tax_on_income": decimal_string(total.tax_on_income, total.currency),
                "reclaimable": decimal_string(total.reclaimable, total.currency),
                "currency": total.currency,
            },
        )
        for total in report.tax_set_aside
        if total.due > 0
    ]


def _tax_sentence(total: TaxTotal) -> str:
    due, tax, reclaimable = (
        _said(amount, total.currency)
        for amount in (total.due, total.tax_on_income, total.reclaimable)
    )
    if not total.reclaimable:
        return translated(f"Set {due} aside for the tax on income.")
    return translated(
        f"Set {due} aside: the tax on income is {tax}, less {reclaimable} to be reclaimed on "
        "expenses."
    )
