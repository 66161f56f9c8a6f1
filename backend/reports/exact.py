"""Sums and products of money in the database, to the last digit on every database.

PostgreSQL computes with decimals by itself. SQLite keeps a decimal as a binary fraction, so there
the arithmetic is done by functions written here, on the shortest decimal that the stored fraction
stands for: that is the amount that was saved, as long as it has at most 15 digits.
"""

import sqlite3
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Case, DecimalField, Func, IntegerField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

from common.money import minor_units, unusual_currencies

# Sixteen digits of an entry times a million entries, and room to multiply with a rate.
_DIGITS = 40


class ExactDecimalField(DecimalField):
    """A computed amount. Django's own converter for SQLite would round it to 15 digits."""

    def __init__(self) -> None:
        super().__init__(max_digits=_DIGITS, decimal_places=6)

    def get_internal_type(self) -> str:
        return "ExactDecimalField"

    def get_db_converters(self, connection: BaseDatabaseWrapper) -> list[Any]:
        """PostgreSQL answers with decimals."""
        return [] if connection.vendor == "postgresql" else [self.from_db_value]

    def from_db_value(self, value: Any, *_context: object) -> Decimal | None:
        return None if value is None else decimal_of(value)


class ExactSum(Aggregate):
    """Decimal; zero where there is nothing to add."""

    function = "SUM"
    name = "ExactSum"
    output_field = ExactDecimalField()
    allow_distinct = False
    empty_result_set_value = Decimal(0)  # type: ignore[assignment] # the stubs know of counts only

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Any:
        return super().as_sql(compiler, connection, function="MONEY_SUM", **context)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Any:
        sql, params = super().as_sql(compiler, connection, **context)
        return f"COALESCE({sql}, 0)", params


class RoundedProduct(Func):
    """amount * factor / divisor, rounded half away from zero to `places` decimals."""

    output_field = ExactDecimalField()

    def __init__(
        self,
        amount: Combinable | str,
        factor: Combinable | str,
        *,
        places: Combinable,
        divisor: Combinable | None = None,
    ) -> None:
        super().__init__(amount, factor, Value(1) if divisor is None else divisor, places)
        self.divides = divisor is not None

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Any:
        return super().as_sql(compiler, connection, function="MONEY_PRODUCT", **context)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Any:
        parts = [compiler.compile(part) for part in self.get_source_expressions()]
        if not self.divides:
            del parts[2]
        sqls, params = zip(*parts, strict=True)
        # The type of a quotient sets its digits: at least 16 of them, far past the rounded ones.
        *factors, places = sqls
        product = f"({factors[0]})::numeric * ({factors[1]})"
        quotient = f"{product} / ({factors[2]})" if self.divides else product
        return f"ROUND({quotient}, {places})", tuple(value for some in params for value in some)


def minor_units_of(path: str) -> Case:
    """How many decimals the currency at `path` has, as an expression."""
    unusual = [
        When(**{f"{path}__in": codes}, then=Value(places))
        for places, codes in unusual_currencies().items()
    ]
    return Case(*unusual, default=Value(2), output_field=IntegerField())


def round_money(amount: Decimal, currency: str) -> Decimal:
    """Half away from zero, to the minor unit of the currency."""
    return _round(amount, minor_units(currency))


def exact_product(amount: Decimal, factor: Decimal, divisor: Decimal, *, places: int) -> Decimal:
    """What `RoundedProduct` computes in the database."""
    with localcontext(prec=_DIGITS):
        product = amount * factor / divisor
    return _round(product, places)


def decimal_of(value: Any) -> Decimal:
    """What a database gave as the decimal that was saved: a fraction by its shortest digits."""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _round(amount: Decimal, places: int) -> Decimal:
    with localcontext(prec=_DIGITS):
        return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


class _MoneySum:
    """SQLite's aggregate: one object for each group."""

    def __init__(self) -> None:
        self.total = Decimal(0)

    def step(self, value: Any) -> None:
        if value is not None:
            with localcontext(prec=_DIGITS):
                self.total += decimal_of(value)

    def finalize(self) -> str:
        return str(self.total)


def _money_product(amount: Any, factor: Any, divisor: Any, places: Any) -> str | None:
    if amount is None or factor is None or divisor is None:
        return None
    numbers = decimal_of(amount), decimal_of(factor), decimal_of(divisor)
    return str(exact_product(*numbers, places=int(places)))


def add_money_functions(*, connection: BaseDatabaseWrapper, **_signal: object) -> None:
    """Receiver of `connection_created`."""
    if connection.vendor == "sqlite":
        raw: sqlite3.Connection = connection.connection
        raw.create_aggregate("MONEY_SUM", 1, _MoneySum)  # type: ignore[arg-type] # "123.45" is fine
        raw.create_function("MONEY_PRODUCT", 4, _money_product, deterministic=True)
