"""Reasons of the coverage: the entries and receipts behind each."""

from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.money import UNKNOWN_CURRENCY
from receipts.models import NO_PURCHASES, Duplicate, Receipt, TaxLine, Transaction
from reports.aggregates.amounts import amount_in, counted_entries
from reports.aggregates.scope import ReportScope

_UNREAD = [Receipt.Status.PENDING, Receipt.Status.PROCESSING]
# Those that are about entries; the others are about receipts that have none.
OF_ENTRIES = (
    "unreviewed",
    "open_duplicates",
    "without_date",
    "without_total",
    "unknown_currency",
    "other_currency",
    "without_rate",
    "without_net",
)


def beside(scope: ReportScope) -> dict[str, QuerySet[Any]]:
    """What the sums themselves don't tell, by reason."""
    receipts = (
        Receipt.objects.owned_by(scope.owner)
        .kept()
        .uploaded_between(scope.owner.zone, scope.period.start, scope.period.end)
    )
    return {
        "failed": receipts.with_statuses([Receipt.Status.FAILED]).without_entry(),
        "waiting": receipts.with_statuses(_UNREAD),
        "not_a_purchase": receipts.with_statuses([Receipt.Status.COMPLETED])
        .of_document_kinds(NO_PURCHASES)
        .without_entry(),
        "without_date": _without_date(scope),
        "unknown_currency": _unknown_currency(scope),
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
        "unknown_currency": _unknown_currency,
        "other_currency": _other_currency,
        "without_rate": _without_rate,
        "without_net": _without_net,
    }
    return rows[reason](scope)


def _unreviewed(scope: ReportScope) -> QuerySet[Transaction]:
    # An entry and its receipt have one owner; naming it twice lets the database begin at either.
    entries = counted_entries(replace(scope, only_reviewed=False))
    return entries.unreviewed().filter(receipt__owner=scope.owner)


def _open_duplicates(scope: ReportScope) -> QuerySet[Transaction]:
    # From the candidates to the entries: there are few of them, whatever the size of the ledger.
    # The slip of a card and a reminder are not counted, so what they belong to is counted once.
    suspects = (
        Duplicate.objects.owned_by(scope.owner).open().filter(other__transaction__deleted_at=None)
    )
    return counted_entries(scope).filter(receipt__in=suspects.order_by().values("receipt"))


def _without_date(scope: ReportScope) -> QuerySet[Transaction]:
    undated = Transaction.objects.matching(scope).missing("purchased_on").narrowed(scope)
    return undated.created_between(scope.owner.zone, scope.period.start, scope.period.end)


def _without_total(scope: ReportScope) -> QuerySet[Transaction]:
    return Transaction.objects.in_scope(scope).missing("total").narrowed(scope)


def _unknown_currency(scope: ReportScope) -> QuerySet[Transaction]:
    """Whatever the currency that is asked for: it may be theirs."""
    rows = Transaction.objects.matching(scope).bought_between(scope.period.start, scope.period.end)
    return rows.in_currencies([UNKNOWN_CURRENCY]).in_categories(scope.category_ids)


def _other_currency(scope: ReportScope) -> QuerySet[Transaction]:
    """Only where one is asked for."""
    every = replace(scope, currency="")
    return counted_entries(every).in_other_currencies([scope.currency])


def _without_rate(scope: ReportScope) -> QuerySet[Transaction]:
    """Only where a conversion is asked for."""
    entries = Transaction.objects.in_scope(scope).having("total").narrowed(scope)
    return entries.alias(value=amount_in(scope, "total")).filter(value=None)


def _without_net(scope: ReportScope) -> QuerySet[Transaction]:
    """With a tax line of which neither the net amount nor a rate above zero is known; what is
    withheld has no net of its own. Tax lines belong to the whole entry, so its own category
    counts."""
    lines = TaxLine.objects.charged().filter(transaction=OuterRef("pk"))
    nets_unknown = lines.filter(net=None, tax__isnull=False)
    unknown = nets_unknown.filter(Q(rate=None) | Q(rate=0))
    entries = Transaction.objects.in_scope(scope).in_categories(scope.category_ids)
    if scope.currency:
        entries = entries.in_currencies([scope.currency])
    valued = entries.alias(value=amount_in(scope, "total")).filter(value__isnull=False)
    return valued.filter(Exists(unknown))
