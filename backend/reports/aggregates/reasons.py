"""Which entries and receipts stand behind each reason of the coverage."""

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from receipts.models import Duplicate, Receipt, Transaction
from reports.aggregates.counted import amount_in, entries_with_a_part
from reports.aggregates.scope import (
    ReportScope,
    entries_of,
    in_categories,
    matching,
    reviewed,
    unreviewed,
)

_UNREAD = [Receipt.Status.PENDING, Receipt.Status.PROCESSING]
# Those that are about entries; the others are about receipts that have none.
OF_ENTRIES = (
    "unreviewed",
    "open_duplicates",
    "without_date",
    "without_total",
    "other_currency",
    "without_rate",
)


def beside(scope: ReportScope) -> dict[str, QuerySet[Any]]:
    """What the sums themselves don't tell, by reason."""
    start, end = scope.moments
    receipts = Receipt.objects.filter(
        owner=scope.owner, deleted_at=None, uploaded_at__gte=start, uploaded_at__lt=end
    )
    return {
        "failed": receipts.filter(status=Receipt.Status.FAILED),
        "waiting": receipts.filter(status__in=_UNREAD),
        "without_date": _without_date(scope),
        "unreviewed": _unreviewed(scope),
        "open_duplicates": _open_duplicates(scope),
    }


def entries_behind(reason: str, scope: ReportScope) -> QuerySet[Transaction]:
    """The entries that the reason counts; it is one of `OF_ENTRIES`."""
    rows = {
        "unreviewed": _unreviewed,
        "open_duplicates": _open_duplicates,
        "without_date": _without_date,
        "without_total": _without_total,
        "other_currency": _other_currency,
        "without_rate": _without_rate,
    }
    return rows[reason](scope)


def _unreviewed(scope: ReportScope) -> QuerySet[Transaction]:
    # An entry and its receipt have one owner; naming it twice lets the database begin at either.
    entries = entries_with_a_part(replace(scope, only_reviewed=False))
    return entries.filter(unreviewed(), receipt__owner=scope.owner)


def _open_duplicates(scope: ReportScope) -> QuerySet[Transaction]:
    # From the candidates to the entries: there are few of them, whatever the size of the ledger.
    suspects = Duplicate.objects.filter(
        resolution=Duplicate.Resolution.OPEN, receipt__owner=scope.owner
    )
    return entries_with_a_part(scope).filter(receipt__in=suspects.order_by().values("receipt"))


def _without_date(scope: ReportScope) -> QuerySet[Transaction]:
    start, end = scope.moments
    undated = Transaction.objects.filter(
        matching(scope), purchased_on=None, created_at__gte=start, created_at__lt=end
    )
    return _in_own_category(undated, scope)


def _without_total(scope: ReportScope) -> QuerySet[Transaction]:
    return _in_own_category(_looked_at(scope), scope).filter(total=None)


def _other_currency(scope: ReportScope) -> QuerySet[Transaction]:
    """Only where one is asked for."""
    every = replace(scope, currency="")
    return entries_with_a_part(every).exclude(currency=scope.currency)


def _without_rate(scope: ReportScope) -> QuerySet[Transaction]:
    """Only where a conversion is asked for."""
    entries = _in_own_category(_looked_at(scope), scope).filter(total__isnull=False)
    return entries.alias(value=amount_in(scope, "total")).filter(value=None)


def _looked_at(scope: ReportScope) -> QuerySet[Transaction]:
    entries = entries_of(scope)
    return entries.filter(reviewed()) if scope.only_reviewed else entries


def _in_own_category(entries: QuerySet[Transaction], scope: ReportScope) -> QuerySet[Transaction]:
    chosen = Q()
    if scope.currency:
        chosen &= Q(currency=scope.currency)
    if scope.category_ids is not None:
        chosen &= in_categories(scope, "category")
    return entries.filter(chosen)
