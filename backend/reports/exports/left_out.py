"""Entries and receipts that no report of the period counts, for the accountant's package."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from receipts.models import Receipt, Transaction
from reports.aggregates.coverage import TEXTS
from reports.aggregates.reasons import beside, entries_behind
from reports.aggregates.scope import ReportScope
from reports.files.choices import TYPES
from reports.files.tables import Column, Kind, Table

# What is not in a report since a filter says so is none of these.
_OF_ENTRIES = ("without_date", "without_total", "unknown_currency")
_OF_RECEIPTS = ("failed", "waiting", "not_a_purchase")
_COLUMNS = (
    Column(label="Why", words=TEXTS),
    Column(label="Date", kind=Kind.DATE),
    Column(label="Type", words=TYPES),
    Column(label="Vendor"),
    Column(label="Currency"),
    Column(label="Total", kind=Kind.MONEY),
    Column(label="File name"),
    Column(label="Entry", kind=Kind.COUNT),
    Column(label="Receipt", kind=Kind.COUNT),
)
_CURRENCY_AT = 4


class _LeftOut(NamedTuple):
    reason: str
    entry: Transaction | None
    receipt: Receipt | None


def left_out_table(scope: ReportScope) -> Table:
    rows = [_row(found) for found in _left_out(scope)]
    return Table(
        title="Left out", columns=_COLUMNS, rows=rows, size=len(rows), currency_at=_CURRENCY_AT
    )


def receipts_left_out(scope: ReportScope) -> QuerySet[Receipt]:
    ids = Q()
    for reason in _OF_ENTRIES:
        ids |= Q(pk__in=entries_behind(reason, scope).order_by().values("receipt"))
    found = beside(scope)
    for reason in _OF_RECEIPTS:
        ids |= Q(pk__in=found[reason].order_by().values("pk"))
    return Receipt.objects.owned_by(scope.owner).filter(ids)


def _left_out(scope: ReportScope) -> Iterator[_LeftOut]:
    for reason in _OF_ENTRIES:
        entries = entries_behind(reason, scope).select_related("receipt").order_by("pk")
        for entry in entries.defer("receipt__reading"):
            yield _LeftOut(reason, entry, entry.receipt)
    found = beside(scope)
    for reason in _OF_RECEIPTS:
        for receipt in found[reason].defer("reading").order_by("pk"):
            yield _LeftOut(reason, None, receipt)


def _row(found: _LeftOut) -> tuple[Any, ...]:
    entry, receipt = found.entry, found.receipt
    of_entry: tuple[Any, ...] = (None, "", "", "", None)
    if entry is not None:
        of_entry = (entry.purchased_on, entry.type, entry.vendor, entry.currency, entry.total)
    return (
        found.reason,
        *of_entry,
        receipt.original_filename if receipt else "",
        entry.pk if entry else None,
        receipt.pk if receipt else None,
    )
