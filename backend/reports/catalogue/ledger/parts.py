"""The ledger entry by entry, in the parts that the reports add up, without ever holding all of it.

One `Part` for what an entry leaves in its own category, and one for each line that stands in
another. So the parts of a period add up to every report on it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value

from common.money import minor_units
from receipts.ledger.fields import ENTRY_FIELDS
from receipts.models import LineItem, Receipt, Transaction
from reports.aggregates.amounts import EURO, counted_entries, rate_on_its_day
from reports.aggregates.frame import CategoryName, Frame
from reports.aggregates.scope import ReportScope
from reports.exact import exact_product

# So many entries are held at a time.
BATCH = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """How many units of the target one unit of the entry's currency was worth, and on which day."""

    per_unit: Decimal
    day: date | None
    to_per_euro: Decimal
    from_per_euro: Decimal


class Entry(NamedTuple):
    """An entry by its columns. Rates only where amounts are converted."""

    pk: int
    receipt_id: int | None
    purchased_on: date
    type: str
    vendor: str
    category_id: int | None
    currency: str
    total: Decimal
    receipt_number: str
    notes: str
    verified_at: datetime | None
    in_doubt: bool
    document_kind: str | None
    others: dict[str, Any]
    to_rate: Decimal | None = None
    to_day: date | None = None
    from_rate: Decimal | None = None
    from_day: date | None = None

    @property
    def is_reviewed(self) -> bool:
        return self.verified_at is not None or not self.in_doubt


_RATES = tuple(Entry._field_defaults)
_OWN = tuple(name for name in Entry._fields if name not in {"others", *_RATES})
# The entry's fields that only a table of all of them shows.
_OTHERS = tuple(
    field.name for field in ENTRY_FIELDS if field.name not in _OWN and field.kind != "category"
)


class Part(NamedTuple):
    """`amount` in the entry's currency. Who lists the entry's own figures shows them with its first
    part only, so that a column of them adds up. `rate` None: nothing was converted."""

    entry: Entry
    category: CategoryName
    amount: Decimal
    is_first: bool = True
    converted: Decimal | None = None
    rate: Rate | None = None


def ledger_entries(scope: ReportScope) -> QuerySet[Transaction]:
    """The entries with a part in the scope, oldest first."""
    return counted_entries(scope).order_by("purchased_on", "pk")


def ledger_parts(scope: ReportScope, frame: Frame) -> Iterator[Part]:
    rows: QuerySet[Any] = ledger_entries(scope).annotate(
        in_doubt=_in_doubt(scope), document_kind=F("receipt__document_kind")
    )
    columns = _OWN + _OTHERS
    if scope.convert_to:
        rows = rows.annotate(**_rates(scope))
        columns += _RATES
    moved = _MovedLines(scope)
    for row in rows.values_list(*columns).iterator(chunk_size=BATCH):
        entry = _entry(row)
        lines = moved.of(entry)
        if lines or scope.convert_to:
            yield from _parts(entry, lines, scope, frame)
        else:
            # Nearly all. Its category is one of those asked for, or it would not be here.
            yield Part(entry, frame.category(entry.category_id), entry.total)


def _entry(row: tuple[Any, ...]) -> Entry:
    others_end = len(_OWN) + len(_OTHERS)
    others = dict(zip(_OTHERS, row[len(_OWN) : others_end], strict=True))
    values: list[Any] = [*row[: len(_OWN)], others, *row[others_end:]]
    return Entry(*values)


def _in_doubt(scope: ReportScope) -> ExpressionWrapper:
    """Whether the reading of the receipt is. One look for all: most receipts are not, and to visit
    each for its status takes as long as the ledger itself."""
    doubted = Receipt.objects.owned_by(scope.owner).in_doubt()
    in_them = Q(receipt__in=doubted.order_by().values("pk"))
    return ExpressionWrapper(in_them, output_field=BooleanField())


def _rates(scope: ReportScope) -> dict[str, Any]:
    found = {}
    sides = (("to", Value(scope.convert_to)), ("from", OuterRef("currency")))
    for side, currency in sides:
        found[f"{side}_rate"] = rate_on_its_day(currency, path="")
        found[f"{side}_day"] = rate_on_its_day(currency, path="", field="day")
    return found


class _Line(NamedTuple):
    purchased_on: date
    entry: int
    category_id: int
    amount: Decimal


class _MovedLines:
    """The lines that stand in another category, read beside the entries in the same order: there
    are few, and to look for those of each entry would take as long as the ledger itself."""

    def __init__(self, scope: ReportScope) -> None:
        lines = LineItem.objects.in_scope(scope).moved()
        if scope.currency:
            lines = lines.in_currencies([scope.currency])
        in_order: QuerySet[Any] = lines.order_by(
            "transaction__purchased_on", "transaction_id", "position"
        )
        rows = in_order.values_list(
            "transaction__purchased_on", "transaction_id", "category_id", "amount"
        )
        self.lines = map(_Line._make, rows.iterator(chunk_size=BATCH))
        self.next = next(self.lines, None)

    def of(self, entry: Entry) -> list[_Line]:
        """Asked for the entries in their order."""
        place = (entry.purchased_on, entry.pk)
        found = []
        while self.next is not None and (self.next.purchased_on, self.next.entry) <= place:
            # One of an entry before is of one that the ledger leaves out.
            if self.next.entry == entry.pk:
                found.append(self.next)
            self.next = next(self.lines, None)
        return found


def _parts(
    entry: Entry, lines: Sequence[_Line], scope: ReportScope, frame: Frame
) -> Iterator[Part]:
    rate = _rate_of(entry, scope)
    amounts: dict[int | None, Decimal] = {entry.category_id: entry.total}
    for line in lines:
        amounts[entry.category_id] -= line.amount
        amounts[line.category_id] = amounts.get(line.category_id, Decimal(0)) + line.amount
    converted = _converted_parts(entry, lines, rate, scope)
    is_first = True
    for category_id, amount in amounts.items():
        if scope.category_ids is not None and category_id not in scope.category_ids:
            continue
        category = frame.category(category_id)
        if converted:
            yield Part(entry, category, amount, is_first, converted.get(category_id), rate)
        else:
            yield Part(entry, category, amount, is_first)
        is_first = False


def _rate_of(entry: Entry, scope: ReportScope) -> Rate | None:
    if not scope.convert_to or entry.currency == scope.convert_to:
        return None
    to_rate = Decimal(1) if scope.convert_to == EURO else entry.to_rate
    from_rate = Decimal(1) if entry.currency == EURO else entry.from_rate
    assert to_rate is not None  # only entries that can be converted are counted
    assert from_rate is not None
    days = [day for day in (entry.to_day, entry.from_day) if day is not None]
    return Rate(
        per_unit=exact_product(Decimal(1), to_rate, from_rate, places=6),
        day=min(days) if days else None,
        to_per_euro=to_rate,
        from_per_euro=from_rate,
    )


def _converted_parts(
    entry: Entry, lines: Sequence[_Line], rate: Rate | None, scope: ReportScope
) -> dict[int | None, Decimal]:
    """As the reports convert: the total and each line by itself, the own part is the difference."""
    if not scope.convert_to:
        return {}
    found: dict[int | None, Decimal] = {entry.category_id: _converted(entry.total, rate, scope)}
    for line in lines:
        value = _converted(line.amount, rate, scope)
        found[entry.category_id] -= value
        found[line.category_id] = found.get(line.category_id, Decimal(0)) + value
    return found


def _converted(amount: Decimal, rate: Rate | None, scope: ReportScope) -> Decimal:
    if rate is None:
        return amount
    places = minor_units(scope.convert_to)
    return exact_product(amount, rate.to_per_euro, rate.from_per_euro, places=places)
