"""Net, tax and gross for each tax rate, and what of the tax may be reclaimed.

The gross amounts of a type and currency add up to its entries' totals: what the tax lines of an
entry do not explain (a tip, a rounding, a voucher) has a row of its own. Tax lines belong to the
whole entry, so a category filter picks entries by their own category here.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast

from receipts.models import TaxLine, Transaction
from reports.aggregates.amounts import amount_in, deducted
from reports.aggregates.coverage import Coverage, coverage_of
from reports.aggregates.frame import frame_of
from reports.aggregates.postings import ZERO, Ledger, add_converted, no_amount
from reports.aggregates.reasons import entries_behind
from reports.aggregates.scope import ReportScope
from reports.exact import ExactDecimalField, ExactSum, RoundedProduct, minor_units_of

RATE, TAX_ONLY, NO_TAX, BEYOND = "rate", "tax_only", "no_tax", "beyond_tax_lines"
WITHHELD = "withheld"
_ORDER = (RATE, TAX_ONLY, NO_TAX, BEYOND, WITHHELD)


@dataclass(kw_only=True)
class TaxRow:
    """`kind` rate: from tax lines, `rate` None where the receipt shows none. tax_only: entries that
    show a tax but no rates. no_tax: entries that show none. beyond_tax_lines: see the module.
    withheld: tax that the customer kept back, by rate; no part of any tax, it makes totals less.

    `net` None: no line of it says its net amount, or a rate by which that can be computed from the
    tax, as it is for `lines_with_computed_net`.
    """

    kind: str
    rate: Decimal | None = None
    type: str
    currency: str
    net: Decimal | None = None
    tax: Decimal = ZERO
    reclaimable: Decimal = ZERO
    withheld: Decimal = ZERO
    count: int = 0
    lines_without_net: int = 0
    lines_with_computed_net: int = 0
    converted: dict[str, Decimal] = field(default_factory=dict)

    @property
    def gross(self) -> Decimal | None:
        return None if self.net is None else self.net + self.tax - self.withheld


@dataclass(kw_only=True)
class TaxTotal:
    """`due`: the tax on income, less what may be reclaimed on expenses. What is withheld is none of
    it: of income it is paid already, of expenses it is to be paid for the seller."""

    currency: str
    tax_on_income: Decimal = ZERO
    tax_on_expenses: Decimal = ZERO
    reclaimable: Decimal = ZERO
    withheld_on_income: Decimal = ZERO
    withheld_on_expenses: Decimal = ZERO

    @property
    def due(self) -> Decimal:
        return self.tax_on_income - self.reclaimable


@dataclass(kw_only=True)
class TaxSummary:
    rows: list[TaxRow]
    totals: list[TaxTotal]
    coverage: Coverage


def summarise_taxes(scope: ReportScope) -> TaxSummary:
    frame = frame_of(scope, without_net=entries_behind("without_net", scope))
    ledger = Ledger()
    rows = tax_rows(scope, ledger)
    coverage = coverage_of(scope, frame, ledger).doubting("without_net", frame, scope)
    return TaxSummary(rows=rows, totals=tax_totals(rows), coverage=coverage)


def tax_rows(scope: ReportScope, ledger: Ledger) -> list[TaxRow]:
    """One statement; the counts of the entries go into the ledger."""
    found: dict[tuple[str, str, str, Decimal | None], TaxRow] = {}
    others = (_without_lines(scope), _lines(scope), *_withheld_lines(scope))
    arms = _entries(scope).union(*others, all=True).order_by()
    for values in arms:
        row = _Row(*values)
        if scope.currency not in {"", row.currency}:
            ledger.in_other_currency += row.entries
            continue
        ledger.counted += row.entries
        ledger.without_total += row.without_total
        ledger.without_rate += row.without_rate
        for part in _parts(row, scope.convert_to or row.currency):
            _merge(found, part)
    _give_taxes_back(found)
    rows = [row for row in found.values() if row.count or row.gross]
    return sorted(rows, key=_place)


def tax_totals(rows: list[TaxRow]) -> list[TaxTotal]:
    totals: dict[str, TaxTotal] = {}
    for row in rows:
        total = totals.setdefault(row.currency, TaxTotal(currency=row.currency))
        if row.type == Transaction.Type.INCOME:
            total.tax_on_income += row.tax
            total.withheld_on_income += row.withheld
        else:
            total.tax_on_expenses += row.tax
            total.withheld_on_expenses += row.withheld
            total.reclaimable += row.reclaimable
    return sorted(totals.values(), key=lambda total: total.currency)


class _Row(NamedTuple):
    kind: str
    type: str
    currency: str
    rate: Decimal | None
    has_tax: Any
    entries: int
    having: int
    total: Decimal
    net: Decimal
    tax: Decimal
    reclaimable: Decimal
    with_net: int
    computed: int
    without_net: int
    without_total: int
    without_rate: int
    original: Decimal
    original_tax: Decimal


_ALL = "all"
# Of entries without another tax line, whose net it belongs to.
_WITHHELD_ALONE = "withheld_alone"


def _parts(row: _Row, currency: str) -> list[TaxRow]:
    """What one row of the statement adds to which rows of the report."""
    if row.kind in {WITHHELD, _WITHHELD_ALONE}:
        return _withheld_parts(row, currency)
    part = TaxRow(kind=row.kind, type=row.type, currency=currency, count=row.having, tax=row.tax)
    beyond = TaxRow(kind=BEYOND, type=row.type, currency=currency)
    original = _original(row) if currency != row.currency else {}
    if row.type == Transaction.Type.EXPENSE:
        part.reclaimable = row.reclaimable
    if row.kind == _ALL:
        beyond.net, beyond.converted = row.total, original
        return [beyond]
    if row.kind == RATE:
        part.rate, part.net = row.rate, row.net if row.with_net else None
        part.lines_without_net, part.lines_with_computed_net = row.without_net, row.computed
    else:
        part.kind = TAX_ONLY if row.has_tax else NO_TAX
        part.net = row.total - row.tax
    beyond.net = -(part.net or ZERO) - part.tax
    part.converted = original
    add_converted(beyond.converted, original, sign=-1)
    return [part, beyond]


def _withheld_parts(row: _Row, currency: str) -> list[TaxRow]:
    """What was kept back, and the same added to what it was kept back from."""
    original = _original(row) if currency != row.currency else {}
    part = TaxRow(
        kind=WITHHELD,
        rate=row.rate,
        type=row.type,
        currency=currency,
        net=ZERO,
        withheld=row.tax,
        count=row.having,
    )
    add_converted(part.converted, original, sign=-1)
    source = BEYOND if row.kind == WITHHELD else TAX_ONLY if row.has_tax else NO_TAX
    whole = TaxRow(kind=source, type=row.type, currency=currency, net=row.tax, converted=original)
    return [part, whole]


def _original(row: _Row) -> dict[str, Decimal]:
    """What the gross amounts were before a conversion, where there are any."""
    has_any = row.entries or row.having
    return {row.currency: row.original + row.original_tax} if has_any else {}


def _merge(found: dict[tuple[str, str, str, Decimal | None], TaxRow], part: TaxRow) -> None:
    name = (part.currency, part.type, part.kind, part.rate)
    row = found.setdefault(
        name, TaxRow(kind=part.kind, rate=part.rate, type=part.type, currency=part.currency)
    )
    if part.net is not None:
        row.net = (row.net or ZERO) + part.net
    row.tax += part.tax
    row.reclaimable += part.reclaimable
    row.withheld += part.withheld
    row.count += part.count
    add_converted(row.converted, part.converted)
    row.lines_without_net += part.lines_without_net
    row.lines_with_computed_net += part.lines_with_computed_net


def _give_taxes_back(found: dict[tuple[str, str, str, Decimal | None], TaxRow]) -> None:
    """A row without a net has no gross either, so its tax stays in that of what is beyond it."""
    for row in [row for row in found.values() if row.net is None]:
        beyond = found[row.currency, row.type, BEYOND, None]
        beyond.net = (beyond.net or ZERO) + row.tax
        add_converted(beyond.converted, row.converted)


def _place(row: TaxRow) -> tuple[str, str, int, bool, Decimal]:
    return row.currency, row.type, _ORDER.index(row.kind), row.rate is None, -(row.rate or ZERO)


def _filtered(scope: ReportScope) -> QuerySet[Any]:
    entries = Transaction.objects.in_scope(scope).in_categories(scope.category_ids)
    return entries.alias(value=amount_in(scope, "total"))


def _entries(scope: ReportScope) -> QuerySet[Any]:
    counts = {
        "entries": Count("value"),
        "sum": ExactSum("value"),
        "without_total": Count("*") - Count("total"),
        "without_rate": Count("total") - Count("value"),
        **_originals(scope, ["total"], Q(value__isnull=False)),
    }
    return _grouped(_filtered(scope), _ALL, "", counts)


def _without_lines(scope: ReportScope) -> QuerySet[Any]:
    lines = TaxLine.objects.charged().filter(transaction=OuterRef("pk"))
    entries = _filtered(scope).filter(~Exists(lines), value__isnull=False)
    entries = entries.alias(tax_value=amount_in(scope, "tax"))
    sums = {
        "n": Count("pk"),
        "sum": ExactSum("value"),
        "tax_sum": ExactSum("tax_value"),
        "reclaimable": ExactSum(deducted(scope, "tax_value")),
        **_originals(scope, ["total"]),
    }
    return _grouped(entries, TAX_ONLY, "", sums, has_tax=_shows_tax())


def _lines(scope: ReportScope) -> QuerySet[Any]:
    path = "transaction__"
    valued = _valued_lines(scope).charged()
    sums = {
        "n": Count("transaction", distinct=True),
        "net_sum": ExactSum("net_value"),
        "tax_sum": ExactSum("tax_value"),
        "reclaimable": ExactSum(deducted(scope, "tax_value", path)),
        "with_net": Count("known_net"),
        "computed": Count("known_net") - Count("net"),
        "without_net": Count("pk") - Count("known_net"),
        **_originals(scope, ["known_net", "tax"]),
    }
    return _grouped(valued, RATE, path, sums, line_rate=F("rate"))


def _withheld_lines(scope: ReportScope) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Of entries with another tax line, and of those without."""
    path = "transaction__"
    lines = _valued_lines(scope).withheld()
    charged = TaxLine.objects.charged().filter(transaction=OuterRef("transaction"))
    sums = {
        "n": Count("transaction", distinct=True),
        "tax_sum": ExactSum("tax_value"),
        **_originals(scope, ["tax"]),
    }
    rate = {"line_rate": F("rate")}
    return (
        _grouped(lines.filter(Exists(charged)), WITHHELD, path, sums, **rate),
        _grouped(
            lines.filter(~Exists(charged)),
            _WITHHELD_ALONE,
            path,
            sums,
            has_tax=_shows_tax(path),
            **rate,
        ),
    )


def _valued_lines(scope: ReportScope) -> Any:
    path = "transaction__"
    lines = TaxLine.objects.in_scope(scope).in_categories(scope.category_ids)
    return (
        lines.alias(known_net=_known_net(path))
        .alias(
            value=amount_in(scope, f"{path}total", path),
            net_value=amount_in(scope, "known_net", path),
            tax_value=amount_in(scope, "tax", path),
        )
        .filter(value__isnull=False)
    )


def _shows_tax(path: str = "") -> ExpressionWrapper:
    shows = Q(**{f"{path}tax__isnull": False})
    return ExpressionWrapper(shows, output_field=BooleanField())


def _known_net(path: str) -> Case:
    """As the line says it, else what its rate makes of its tax, in the minor unit."""
    places = minor_units_of(f"{path}currency")
    computed = RoundedProduct("tax", Value(Decimal(100)), divisor=F("rate"), places=places)
    return Case(
        When(net=None, rate__gt=0, then=computed),
        default=F("net"),
        output_field=ExactDecimalField(),
    )


def _originals(
    scope: ReportScope, amounts: list[str], filter_: Q | None = None
) -> dict[str, ExactSum]:
    """Sums for `_original`."""
    if not scope.convert_to:
        return {}
    names = ("original", "original_tax")
    found = zip(names, amounts, strict=False)
    return {name: ExactSum(amount, filter=filter_) for name, amount in found}


def _grouped(
    rows: QuerySet[Any], kind: str, path: str, sums: dict[str, Any], **labels: Any
) -> QuerySet[Any]:
    """All arms have the same columns; those that an arm has not are zero."""
    zeros = ["entries", "n", "with_net", "computed", "without_net"]
    zeros += ["without_total", "without_rate"]
    money = ["sum", "net_sum", "tax_sum", "reclaimable"]
    rate = Cast(Value(None), DecimalField(max_digits=6, decimal_places=3))
    labels = {"line_rate": rate, "has_tax": _no()} | labels
    group = {"row_kind": Value(kind), "row_type": F(f"{path}type"), "code": F(f"{path}currency")}
    blanks = dict.fromkeys(zeros, Value(0)) | {name: ExactSum(_nothing()) for name in money}
    blanks |= dict.fromkeys(("original", "original_tax"), no_amount())
    # fmt: off
    grouped: QuerySet[Any] = rows.values(**group, **labels).annotate(**(blanks | sums))
    return grouped.values_list(
        "row_kind", "row_type", "code", "line_rate", "has_tax", "entries", "n", "sum", "net_sum",
        "tax_sum", "reclaimable", "with_net", "computed", "without_net", "without_total",
        "without_rate", "original", "original_tax",
    )
    # fmt: on


def _no() -> Cast:
    return Cast(Value(value=False), BooleanField())


def _nothing() -> Cast:
    return Cast(Value(0), DecimalField(max_digits=6, decimal_places=3))
