"""Amounts as a report adds them up: in its currency, at the stored rate of the entry's own date,
and their deductible share."""

from decimal import Decimal
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    Case,
    DateField,
    DecimalField,
    F,
    Func,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

from common import money
from receipts.models import Transaction
from receipts.models.ledger import TransactionQuerySet
from reports.aggregates.scope import ReportScope
from reports.exact import ExactDecimalField, RoundedProduct, minor_units_of
from reports.models import ExchangeRate

# The Central Bank publishes on its working days; its longest pause, Easter, is four days.
RATE_MAX_AGE_DAYS = 7

EURO = "EUR"
_RATE = DecimalField(max_digits=18, decimal_places=6)


class _OldestRateDay(Func):
    """The first day whose rate still holds on the given one."""

    arity = 1
    output_field = DateField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Any:
        template = f"DATE(%(expressions)s, '-{RATE_MAX_AGE_DAYS} days')"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Any:
        template = f"(%(expressions)s - {RATE_MAX_AGE_DAYS})"
        return super().as_sql(compiler, connection, template=template, **context)


def converted(amount: str, *, path: str, target: str) -> Combinable:
    """The amount at `amount` in the target's currency, rounded to its minor unit.

    NULL where no rate of at most seven days before the entry's date is stored.
    """
    product = RoundedProduct(
        amount,
        Value(Decimal(1)) if target == EURO else rate_on_its_day(Value(target), path=path),
        divisor=Case(
            When(**{f"{path}currency": EURO}, then=Value(Decimal(1))),
            default=rate_on_its_day(OuterRef(f"{path}currency"), path=path),
            output_field=_RATE,
        ),
        places=Value(money.minor_units(target)),
    )
    return Case(
        When(**{f"{path}currency": target}, then=F(amount)),
        default=product,
        output_field=ExactDecimalField(),
    )


def rate_on_its_day(currency: Combinable, *, path: str, field: str = "per_euro") -> Subquery:
    """The newest stored rate on or before the entry's date, or its day."""
    day = OuterRef(f"{path}purchased_on")
    rates = ExchangeRate.objects.filter(
        currency=currency,
        day__lte=day,
        day__gte=_OldestRateDay(day),
    )
    return Subquery(rates.order_by("-day").values(field)[:1])


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


def counted_entries(scope: ReportScope) -> TransactionQuerySet:
    """The entries that a report counts, wholly or in part, one by one."""
    entries = Transaction.objects.counted_in_part(scope)
    if scope.convert_to:
        entries = entries.alias(value=amount_in(scope, "total")).filter(value__isnull=False)
    return entries
