"""Net, tax and gross for each tax rate."""

from decimal import Decimal

from rest_framework import serializers

from common.localization.sentences import translated
from reports.api.answer import (
    ConvertedField,
    MoneyField,
    MoneyOrNullField,
    ReportSerializer,
    TypeField,
)
from reports.api.report import Report
from reports.catalogue.tax_summary.sums import (
    BEYOND,
    NO_TAX,
    RATE,
    TAX_ONLY,
    WITHHELD,
    TaxSummary,
    summarise_taxes,
)
from reports.files.table_parts import CURRENCY, TYPE, charts, count, money, table
from reports.files.tables import Column, Kind, Table
from subscriptions.plans import Feature

_KINDS = {
    RATE: "Tax rate",
    TAX_ONLY: "Tax without a rate",
    NO_TAX: "No tax shown",
    BEYOND: "Beyond the tax lines",
    WITHHELD: "Withheld",
}


class TaxRowSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=[*_KINDS.items()])
    rate = serializers.DecimalField(
        max_digits=6, decimal_places=3, allow_null=True, normalize_output=True
    )
    transaction_type = TypeField()
    currency = serializers.CharField()
    net = MoneyOrNullField()
    tax = MoneyField()
    gross = MoneyOrNullField()
    reclaimable = MoneyField()
    withheld = MoneyField()
    count = serializers.IntegerField()
    lines_without_net = serializers.IntegerField()
    lines_with_computed_net = serializers.IntegerField()
    converted = ConvertedField()


class TaxTotalSerializer(serializers.Serializer):
    currency = serializers.CharField()
    tax_on_income = MoneyField()
    tax_on_expenses = MoneyField()
    reclaimable = MoneyField()
    due = MoneyField()
    withheld_on_income = MoneyField()
    withheld_on_expenses = MoneyField()


class TaxSummarySerializer(ReportSerializer):
    rows = TaxRowSerializer(many=True, source="body.rows")
    totals = TaxTotalSerializer(many=True, source="body.totals")


def tax_tables(report: TaxSummary) -> list[Table]:
    columns = (
        Column(label="Kind", width=2.0, words=_KINDS),
        Column(label="Rate %", kind=Kind.NUMBER, width=0.8),
        TYPE,
        CURRENCY,
        money("Net amount"),
        money("Tax"),
        money("Gross"),
        money("Reclaimable"),
        money("Withheld"),
        count(),
    )
    rows = [
        (
            r.kind,
            None if r.rate is None else _without_zeros(r.rate),
            r.type,
            r.currency,
            r.net,
            r.tax,
            r.gross,
            r.reclaimable,
            r.withheld,
            r.count or None,
        )
        for r in report.rows
    ]
    due = (
        CURRENCY,
        money("Tax on income"),
        money("Tax on expenses"),
        money("Reclaimable"),
        money("Due"),
        money("Withheld on income"),
        money("Withheld on expenses"),
    )
    totals = [
        (
            t.currency,
            t.tax_on_income,
            t.tax_on_expenses,
            t.reclaimable,
            t.due,
            t.withheld_on_income,
            t.withheld_on_expenses,
        )
        for t in report.totals
    ]
    bars = charts(
        "Tax",
        report.totals,
        lambda t: t.currency,
        Income=lambda t: t.tax_on_income,
        Expenses=lambda t: t.tax_on_expenses,
        Reclaimable=lambda t: t.reclaimable,
    )
    return [
        table("Tax by rate", columns, rows, behind=report.rows),
        table("Tax due", due, totals, bars=bars),
    ]


def _without_zeros(rate: Decimal) -> Decimal:
    """20 % instead of 20.000 %."""
    return Decimal(f"{rate.normalize():f}")


def _about_nets(report: TaxSummary) -> list[str]:
    count = sum(row.lines_with_computed_net for row in report.rows)
    if count == 1:
        return [translated("The net amount of one tax line is computed from its rate and tax.")]
    said = translated(
        f"The net amounts of {count} tax lines are computed from their rates and taxes."
    )
    return [said] if count else []


TAX_SUMMARY = Report(
    name="tax-summary",
    title="Tax summary",
    feature=Feature.TAX_SUMMARY,
    compute=lambda asked: summarise_taxes(asked.scope),
    serializer=TaxSummarySerializer,
    tables=tax_tables,
    sentences=_about_nets,
)
