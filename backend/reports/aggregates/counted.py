"""Which entries and lines a report counts, one by one, and with which amounts."""

from dataclasses import replace

from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from common import money
from receipts.models import LineItem, Transaction
from reports.aggregates.conversion import converted
from reports.aggregates.scope import (
    ReportScope,
    entries_of,
    in_categories,
    in_period,
    matching,
    reviewed,
)
from reports.exact import RoundedProduct, minor_units_of


def counted_entries(scope: ReportScope) -> QuerySet[Transaction]:
    """The entries that a report counts, one by one; a category filter means their own category."""
    entries = entries_of(scope).filter(total__isnull=False)
    if scope.currency:
        entries = entries.filter(currency=scope.currency)
    if scope.only_reviewed:
        entries = entries.filter(reviewed())
    if scope.category_ids is not None:
        entries = entries.filter(in_categories(scope, "category"))
    if scope.convert_to:
        entries = entries.alias(value=amount_in(scope, "total")).filter(value__isnull=False)
    return entries


def entries_with_a_part(scope: ReportScope) -> QuerySet[Transaction]:
    """The entries that a report counts: a category filter means a part in one of them."""
    wide = replace(scope, category_ids=None)
    entries = counted_entries(wide)
    if scope.category_ids is not None:
        lines = moved_lines(wide).filter(in_categories(scope, "category"))
        has_part = Q(pk__in=lines.values("transaction"))
        entries = entries.filter(in_categories(scope, "category") | has_part)
    return entries


def amount_in(scope: ReportScope, field_name: str, path: str = "") -> Combinable:
    """The amount in the currency that the report is in: NULL where it cannot be converted."""
    if not scope.convert_to:
        return F(field_name)
    return converted(field_name, path=path, target=scope.convert_to)


def deducted(scope: ReportScope, amount: str, path: str = "") -> RoundedProduct:
    """The amount's deductible share, rounded for each amount, so that lists add up to reports."""
    return RoundedProduct(amount, f"{path}deductible_share", places=minor_units(scope, path))


def minor_units(scope: ReportScope, path: str = "") -> Combinable:
    if scope.convert_to:
        return Value(money.minor_units(scope.convert_to))
    return minor_units_of(f"{path}currency")


def moved_lines(scope: ReportScope) -> QuerySet[LineItem]:
    """The lines of counted entries that stand in another category than their entry."""
    path = "transaction__"
    lines = LineItem.objects.filter(
        in_period(scope, path),
        matching(scope, path),
        category__isnull=False,
        amount__isnull=False,
        transaction__total__isnull=False,
    ).exclude(category=F("transaction__category"), transaction__category__isnull=False)
    return lines.filter(reviewed(path)).order_by() if scope.only_reviewed else lines.order_by()
