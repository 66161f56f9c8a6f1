"""The ledger entry by entry, in the parts that the reports add up, without ever holding all of it.

One `Part` for what an entry leaves in its own category, and one for each line that stands in
another. So the parts of a period add up to every report on it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from babel.numbers import get_currency_precision
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Value

from receipts.models import LineItem, Receipt, Transaction
from reports.aggregates.amounts import EURO, counted_entries, rate_on_its_day
from reports.aggregates.frame import CategoryName, Frame
from reports.aggregates.scope import ReportScope
from reports.exact import exact_product

# So many entries are held at a time.
BATCH = 2000
_NO_FIGURES = (None, None, None, None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """How many units of the target one unit of the entry's currency was worth, and on which day."""

    per_unit: Decimal
    day: date | None
    to_per_euro: Decimal
    from_per_euro: Decimal


class Part(NamedTuple):
    """`amount` in the entry's currency. The entry's own figures stand in its first part only, so
    that a column of them adds up. `rate` None: nothing was converted."""

    entry: int
    receipt: int | None
    day: date
    type: str
    vendor: str
    category: CategoryName
    currency: str
    amount: Decimal
    is_first: bool
    total: Decimal | None
    subtotal: Decimal | None
    tax: Decimal | None
    discount: Decimal | None
    deductible_share: Decimal
    payment_method: str
    receipt_number: str
    notes: str
    is_reviewed: bool
    converted: Decimal | None
    rate: Rate | None


# fmt: off
_FIELDS = (
    "pk", "receipt_id", "purchased_on", "type", "vendor", "category_id", "currency", "total",
    "subtotal", "tax", "discount", "deductible_share", "payment_method", "receipt_number", "notes",
    "verified_at", "in_doubt",
)
# fmt: on


def ledger_entries(scope: ReportScope) -> QuerySet[Transaction]:
    """The entries with a part in the scope, oldest first."""
    return counted_entries(scope).order_by("purchased_on", "pk")


def ledger_parts(scope: ReportScope, frame: Frame) -> Iterator[Part]:
    rows: QuerySet[Any] = ledger_entries(scope).annotate(in_doubt=_in_doubt(scope))
    fields = list(_FIELDS)
    if scope.convert_to:
        rows = rows.annotate(**_rates(scope))
        fields += ["to_rate", "to_day", "from_rate", "from_day"]
    moved = _MovedLines(scope)
    for row in rows.values_list(*fields).iterator(chunk_size=BATCH):
        lines = moved.of(row[2], row[0])
        if lines or scope.convert_to:
            yield from _parts(row, lines, scope, frame)
        else:
            # Nearly all. Its category is one of those asked for, or it would not be here.
            yield _part(row, row[7], frame.category(row[5]))


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
        values = in_order.values_list(
            "transaction__purchased_on", "transaction_id", "category_id", "amount"
        )
        self.rows = values.iterator(chunk_size=BATCH)
        self.next = next(self.rows, None)

    def of(self, day: date, entry: int) -> list[tuple[int, Decimal]]:
        """Category and amount of each. Asked for the entries in their order."""
        found = []
        while self.next is not None and self.next[:2] <= (day, entry):
            # One of an entry before is of one that the ledger leaves out.
            if self.next[1] == entry:
                found.append(self.next[2:])
            self.next = next(self.rows, None)
        return found


def _parts(
    row: tuple[Any, ...], lines: Sequence[tuple[int, Decimal]], scope: ReportScope, frame: Frame
) -> Iterator[Part]:
    rate = _rate_of(row, scope)
    moved: dict[int | None, Decimal] = {}
    for category_id, amount in lines:
        moved[category_id] = moved.get(category_id, Decimal(0)) + amount
    own = {row[5]: row[7] - sum(moved.values(), Decimal(0))}
    converted = _converted_parts(row, lines, rate, scope)
    is_first = True
    for category_id, amount in (own | moved).items():
        if scope.category_ids is not None and category_id not in scope.category_ids:
            continue
        part = _part(row, amount, frame.category(category_id), is_first=is_first)
        yield part._replace(converted=converted.get(category_id), rate=rate) if converted else part
        is_first = False


def _part(
    row: tuple[Any, ...], amount: Decimal, category: CategoryName, *, is_first: bool = True
) -> Part:
    """By place, not by name: there may be a hundred thousand of them."""
    total, subtotal, tax, discount = row[7:11] if is_first else _NO_FIGURES
    is_reviewed = row[15] is not None or not row[16]
    # fmt: off
    return Part(
        row[0], row[1], row[2], row[3], row[4], category, row[6], amount, is_first,
        total, subtotal, tax, discount, row[11], row[12], row[13], row[14] if is_first else "",
        is_reviewed, None, None,
    )
    # fmt: on


def _rate_of(row: tuple[Any, ...], scope: ReportScope) -> Rate | None:
    if not scope.convert_to or row[6] == scope.convert_to:
        return None
    to_rate, to_day, from_rate, from_day = row[-4:]
    days = [day for day in (to_day, from_day) if day is not None]
    to_rate = Decimal(1) if scope.convert_to == EURO else to_rate
    from_rate = Decimal(1) if row[6] == EURO else from_rate
    return Rate(
        per_unit=exact_product(Decimal(1), to_rate, from_rate, places=6),
        day=min(days) if days else None,
        to_per_euro=to_rate,
        from_per_euro=from_rate,
    )


def _converted_parts(
    row: tuple[Any, ...],
    lines: Sequence[tuple[int, Decimal]],
    rate: Rate | None,
    scope: ReportScope,
) -> dict[int | None, Decimal]:
    """As the reports convert: the total and each line by itself, the own part is the difference."""
    if not scope.convert_to:
        return {}
    found: dict[int | None, Decimal] = {}
    own = _converted(row[7], rate, scope)
    for category_id, amount in lines:
        value = _converted(amount, rate, scope)
        found[category_id] = found.get(category_id, Decimal(0)) + value
        own -= value
    return found | {row[5]: own}


def _converted(amount: Decimal, rate: Rate | None, scope: ReportScope) -> Decimal:
    if rate is None:
        return amount
    places = get_currency_precision(scope.convert_to)
    return exact_product(amount, rate.to_per_euro, rate.from_per_euro, places=places)
