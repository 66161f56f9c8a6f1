"""The ledger as a table of its parts."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from receipts.ledger.fields import ENTRY_FIELDS, EntryField
from reports.aggregates.frame import Frame
from reports.aggregates.question import Question
from reports.catalogue.ledger.parts import Part, ledger_entries, ledger_parts
from reports.files.choices import ANSWERS, DOCUMENT_KINDS, PAYMENT_METHODS, TYPES
from reports.files.tables import Column, Kind, Table

# Entry fields that a row in short has already; an amount there is the part's.
_IN_SHORT = {"purchased_on", "type", "vendor", "category", "currency"}
_WORDS = {"payment_method": PAYMENT_METHODS}


def _figure_column(field: EntryField) -> Column:
    if field.kind == "amount":
        return Column(label=f"Entry {field.label}", kind=Kind.MONEY)
    kind = Kind.NUMBER if field.kind == "share" else Kind.TEXT
    return Column(label=field.label, kind=kind, words=_WORDS.get(field.name))


_COLUMNS = (
    Column(label="Date", kind=Kind.DATE, width=1.3),
    Column(label="Type", width=1.0, words=TYPES),
    Column(label="Vendor", width=2.6),
    Column(label="Category", width=2.0),
    Column(label="Currency", width=1.0),
    Column(label="Amount", kind=Kind.MONEY, width=1.4),
)
# What the columns before do not show: amounts, the discount last, then all else, and what is only
# printed at the end.
_FIGURE_FIELDS = sorted(
    (field for field in ENTRY_FIELDS if field.name not in _IN_SHORT),
    key=lambda f: (f.kind != "amount", f.kind != "share", f.name == "discount", f.is_print),
)
_FIGURES = (
    *map(_figure_column, _FIGURE_FIELDS),
    Column(label="Kind of document", words=DOCUMENT_KINDS),
    Column(label="Reviewed", words=ANSWERS),
    Column(label="Entry", kind=Kind.COUNT),
    Column(label="Receipt", kind=Kind.COUNT),
)
_CONVERSION = (
    Column(label="Converted", kind=Kind.NUMBER, width=1.4),
    Column(label="Rate", kind=Kind.NUMBER, width=1.3),
    Column(label="Rate date", kind=Kind.DATE, width=1.3),
)
CURRENCY_AT = 4
# Of an entry in several parts only the first says these; else a column of them would not add up.
_ONCE: dict[str, Any] = {"amount": None, "notes": ""}


def ledger_table(question: Question, frame: Frame, *, in_short: bool = False) -> Table:
    """`in_short`: only what has room on paper. With a conversion, the rate stands in each row."""
    scope = question.scope
    columns = _COLUMNS if in_short else _COLUMNS + _FIGURES
    return Table(
        title="Ledger",
        columns=columns + _CONVERSION if scope.convert_to else columns,
        rows=_rows(question, frame, in_short=in_short),
        size=count_entries(question),
        currency_at=CURRENCY_AT,
    )


def count_entries(question: Question) -> int:
    entries: QuerySet[Any] = ledger_entries(question.scope)
    return entries.count()


def _rows(question: Question, frame: Frame, *, in_short: bool) -> Iterator[tuple[Any, ...]]:
    is_converted = bool(question.scope.convert_to)
    for part in ledger_parts(question.scope, frame):
        row = _short(part) if in_short else _short(part) + _figures(part)
        yield row + _conversion(part) if is_converted else row


def _short(part: Part) -> tuple[Any, ...]:
    entry = part.entry
    return (
        entry.purchased_on,
        entry.type,
        entry.vendor,
        part.category.name,
        entry.currency,
        part.amount,
    )


def _figures(part: Part) -> tuple[Any, ...]:
    entry = part.entry
    return (
        *(_figure(field, part) for field in _FIGURE_FIELDS),
        entry.document_kind or "",
        "yes" if entry.is_reviewed else "no",
        entry.pk,
        entry.receipt_id,
    )


def _figure(field: EntryField, part: Part) -> Any:
    if not part.is_first and field.kind in _ONCE:
        return _ONCE[field.kind]
    entry = part.entry
    return entry.others[field.name] if field.name in entry.others else getattr(entry, field.name)


def _conversion(part: Part) -> tuple[Any, ...]:
    if part.rate is None:
        return part.converted, None, None
    return part.converted, part.rate.per_unit, part.rate.day
