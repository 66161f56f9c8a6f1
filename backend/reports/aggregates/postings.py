"""The one place that adds entries up.

An entry's total stands in its own category, except for the lines that name another one: each moves
its amount there. So an entry is one posting in its own category, and for every such line one out of
it and one into the other; however it is split, its postings add up to its total. One statement
reads both: the entries in groups, and the moved lines in the same groups.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Count, F, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Cast

from receipts.models import LineItem, Transaction
from reports.aggregates.amounts import amount_in, deducted
from reports.aggregates.keys import Key
from reports.aggregates.scope import ReportScope
from reports.exact import ExactDecimalField, ExactSum

ZERO = Decimal(0)


@dataclass(kw_only=True, slots=True)
class Sums:
    """`converted`: what was converted, by the currency it was in, in that currency."""

    count: int = 0
    amount: Decimal = ZERO
    deductible: Decimal = ZERO
    converted: dict[str, Decimal] = field(default_factory=dict)

    def add(self, other: "Sums", *, sign: int = 1) -> None:
        """An amount that leaves takes no count with it: the entry keeps its place."""
        self.count += other.count if sign > 0 else 0
        self.amount += sign * other.amount
        self.deductible += sign * other.deductible
        add_converted(self.converted, other.converted, sign=sign)


def add_converted(to: dict[str, Decimal], more: Mapping[str, Decimal], *, sign: int = 1) -> None:
    """By currency."""
    for currency, amount in more.items():
        to[currency] = to.get(currency, ZERO) + sign * amount


@dataclass(slots=True)
class Group:
    """`category_id` only where the sums are by category, the dates only where asked for."""

    key: tuple[Any, ...]
    type: str
    currency: str
    category_id: int | None
    sums: Sums
    first: date | None = None
    last: date | None = None

    def widen(self, first: date | None, last: date | None) -> None:
        if first and (self.first is None or first < self.first):
            self.first = first
        if last and (self.last is None or last > self.last):
            self.last = last


@dataclass(kw_only=True)
class Ledger:
    """The groups, and how many entries of the period are in them and are not, and why."""

    groups: list[Group] = field(default_factory=list)
    counted: int = 0
    without_total: int = 0
    without_rate: int = 0
    in_other_currency: int = 0


@dataclass(frozen=True, kw_only=True)
class Measures:
    """`deductible_ids`: the categories whose moved lines deduct in full; None: not asked for.

    `counts_in` says by its key whether a group is of the period itself and not, say, of the one
    that it is compared with.
    """

    by_category: bool = False
    deductible_ids: frozenset[int] | None = None
    with_dates: bool = False
    counts_in: Callable[[tuple[Any, ...]], bool] = lambda _key: True


def add_up(
    scope: ReportScope,
    keys: Mapping[str, Key] | None = None,
    measures: Measures | None = None,
) -> Ledger:
    """Sums and counts by the keys, the type, the currency and, where asked for, the category."""
    measures = measures or Measures()
    ledger = Ledger()
    found: dict[tuple[Any, ...], Group] = {}
    for key, row in _rows(scope, keys or {}, measures):
        if scope.currency not in {"", row.currency}:
            if measures.counts_in(key) and _brings_entries(row, scope):
                ledger.in_other_currency += row.entries
            continue
        counted = _fold(found, key, row, scope, measures)
        if measures.counts_in(key):
            ledger.counted += counted
            ledger.without_total += row.without_total
            ledger.without_rate += row.without_rate
    ledger.groups = [group for group in found.values() if group.sums.count or group.sums.amount]
    return ledger


class _Row(NamedTuple):
    is_moved: int
    type: str
    currency: str
    source: int | None
    target: int | None
    entries: int
    amount: Decimal
    original: Decimal
    deductible: Decimal
    without_total: int
    without_rate: int
    first: Any
    last: Any


def _rows(
    scope: ReportScope, keys: Mapping[str, Key], measures: Measures
) -> Iterator[tuple[tuple[Any, ...], _Row]]:
    rows = _entries(scope, keys, measures)
    if measures.by_category or scope.category_ids is not None:
        rows = rows.union(_moved(scope, keys, measures), all=True).order_by()
    for values in rows:
        yield values[: len(keys)], _Row._make(values[len(keys) :])


def _entries(scope: ReportScope, keys: Mapping[str, Key], measures: Measures) -> QuerySet[Any]:
    entries = Transaction.objects.in_scope(scope).in_categories(scope.category_ids)
    group = {
        "is_moved": Value(0),
        "source": F("category_id") if measures.by_category else _no_id(),
        "target": _no_id(),
    }
    counts = {
        "n": Count("value"),
        "without_total": Count("*") - Count("total"),
        "without_rate": Count("total") - Count("value"),
    }
    entries = entries.alias(value=amount_in(scope, "total"))
    return _grouped(entries, _Half(scope, measures, keys, "", "total"), group, counts)


def _moved(scope: ReportScope, keys: Mapping[str, Key], measures: Measures) -> QuerySet[Any]:
    path = "transaction__"
    lines = LineItem.objects.in_scope(scope).moved()
    if scope.category_ids is not None:
        lines = lines.moved_in_or_out(scope.category_ids)
    lines = lines.alias(value=amount_in(scope, "amount", path))
    group = {
        "is_moved": Value(1),
        "source": F("transaction__category_id"),
        "target": F("category_id"),
    }
    counts = {
        "n": Count("transaction", distinct=True, filter=Q(value__isnull=False)),
        "without_total": Value(0),
        "without_rate": Value(0),
    }
    return _grouped(lines, _Half(scope, measures, keys, path, "amount"), group, counts)


class _Half(NamedTuple):
    """What the two halves of the statement differ in. `amount` is before any conversion; the one
    that counts is annotated as `value`."""

    scope: ReportScope
    measures: Measures
    keys: Mapping[str, Key]
    path: str
    amount: str


def _grouped(
    rows: QuerySet[Any], half: _Half, group: dict[str, Any], counts: dict[str, Any]
) -> QuerySet[Any]:
    scope, measures, path = half.scope, half.measures, half.path
    keys = {f"key_{name}": key(path) for name, key in half.keys.items()}
    day = f"{path}purchased_on"
    is_converted, has_value = bool(scope.convert_to), Q(value__isnull=False)
    deducts = measures.deductible_ids is not None
    sums = {
        "sum": ExactSum("value"),
        "original": ExactSum(half.amount, filter=has_value) if is_converted else no_amount(),
        "deducted": ExactSum(deducted(scope, "value", path)) if deducts else no_amount(),
        "first": Min(day, filter=has_value) if measures.with_dates else Value(0),
        "last": Max(day, filter=has_value) if measures.with_dates else Value(0),
    }
    labels = {"kind": F(f"{path}type"), "code": F(f"{path}currency")}
    # fmt: off
    grouped: QuerySet[Any] = rows.values(**keys, **labels, **group).annotate(**counts, **sums)
    return grouped.values_list(
        *keys, "is_moved", "kind", "code", "source", "target", "n", "sum", "original", "deducted",
        "without_total", "without_rate", "first", "last",
    )
    # fmt: on


def _fold(
    found: dict[tuple[Any, ...], Group],
    key: tuple[Any, ...],
    row: _Row,
    scope: ReportScope,
    measures: Measures,
) -> int:
    """Put one row where it belongs. Returns how many entries it brought into the report."""
    wanted = scope.category_ids
    sums = _sums_of(row, scope)
    if not row.is_moved:
        group = _group(found, key, row, scope, row.source, sums)
        if group.sums is not sums:
            group.sums.add(sums)
        return row.entries
    if wanted is None or row.source in wanted:
        source = row.source if measures.by_category else None
        _group(found, key, row, scope, source).sums.add(sums, sign=-1)
    if wanted is not None and row.target not in wanted:
        return 0
    sums.deductible = sums.amount if row.target in (measures.deductible_ids or ()) else ZERO
    target = row.target if measures.by_category else None
    is_new = _brings_entries(row, scope)
    if not measures.by_category and not is_new:
        sums.count = 0
    _group(found, key, row, scope, target).sums.add(sums)
    return row.entries if is_new else 0


def _brings_entries(row: _Row, scope: ReportScope) -> bool:
    """Moved lines only do where their entry's own category is not among those asked for."""
    wanted = scope.category_ids
    if not row.is_moved:
        return True
    return wanted is not None and row.source not in wanted and row.target in wanted


def _sums_of(row: _Row, scope: ReportScope) -> Sums:
    is_converted = bool(scope.convert_to) and row.currency != scope.convert_to and row.entries
    return Sums(
        count=row.entries,
        amount=row.amount,
        deductible=row.deductible,
        converted={row.currency: row.original} if is_converted else {},
    )


def _group(
    found: dict[tuple[Any, ...], Group],
    key: tuple[Any, ...],
    row: _Row,
    scope: ReportScope,
    category_id: int | None,
    sums: Sums | None = None,
) -> Group:
    """`sums`: what a group that is new begins with, instead of nothing."""
    currency = scope.convert_to or row.currency
    name = (key, row.type, currency, category_id)
    group = found.get(name)
    if group is None:
        group = Group(key, row.type, currency, category_id, sums or Sums())
        found[name] = group
    if row.entries:
        group.widen(row.first, row.last)
    return group


def no_amount() -> Value:
    return Value(0, output_field=ExactDecimalField())


def _no_id() -> Cast:
    return Cast(Value(None), BigIntegerField())
