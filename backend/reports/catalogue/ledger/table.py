"""The ledger as a table of its parts."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from reports.aggregates.frame import Frame
from reports.aggregates.question import Question
from reports.catalogue.ledger.parts import Part, ledger_entries, ledger_parts
from reports.files.tables import Column, Kind, Table

_COLUMNS = (
    Column(label="Date", kind=Kind.DATE, width=1.3),
    Column(label="Type", width=1.0),
    Column(label="Vendor", width=2.6),
    Column(label="Category", width=2.0),
    Column(label="Currency", width=1.0),
    Column(label="Amount", kind=Kind.MONEY, width=1.4),
)
_FIGURES = (
    Column(label="Entry total", kind=Kind.MONEY),
    Column(label="Entry net", kind=Kind.MONEY),
    Column(label="Entry tax", kind=Kind.MONEY),
    Column(label="Entry discount", kind=Kind.MONEY),
    Column(label="Deductible share", kind=Kind.NUMBER),
    Column(label="Payment method"),
    Column(label="Receipt number"),
    Column(label="Notes"),
    Column(label="Reviewed"),
    Column(label="Entry", kind=Kind.COUNT),
    Column(label="Receipt", kind=Kind.COUNT),
)
_CONVERSION = (
    Column(label="Converted", kind=Kind.NUMBER, width=1.4),
    Column(label="Rate", kind=Kind.NUMBER, width=1.3),
    Column(label="Rate date", kind=Kind.DATE, width=1.3),
)
CURRENCY_AT = 4
_NONE = (None, None, None, None)


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
        *((entry.total, entry.subtotal, entry.tax, entry.discount) if part.is_first else _NONE),
        entry.deductible_share,
        entry.payment_method,
        entry.receipt_number,
        entry.notes if part.is_first else "",
        "yes" if entry.is_reviewed else "no",
        entry.pk,
        entry.receipt_id,
    )


def _conversion(part: Part) -> tuple[Any, ...]:
    if part.rate is None:
        return part.converted, None, None
    return part.converted, part.rate.per_unit, part.rate.day
