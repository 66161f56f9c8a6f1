"""Compiled queries and updates: querysets with parameters in place of values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

from common.compiled_sql.kept import kept_with_connection, own_connection


class Parameter(Expression):
    """Stands for a value that each run gives by this name, and which is never None. `field`: whose
    values it has, where a database writes those otherwise than Python (dates, moments), or where
    it is reckoned with."""

    def __init__(self, name: str, field: Field | None = None) -> None:
        super().__init__(output_field=field)
        self.name, self.written_as = name, field

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def given(self, values: Mapping[str, Any], connection: BaseDatabaseWrapper) -> Any:
        value = values[self.name]
        field = self.written_as
        return value if field is None else field.get_db_prep_value(value, connection)


@dataclass(frozen=True)
class _Statement:
    sql: str
    params: Sequence[Any]

    def execute(self, cursor: Any, values: Mapping[str, Any]) -> None:
        given = [p.given(values, cursor.db) if isinstance(p, Parameter) else p for p in self.params]
        cursor.execute(self.sql, given)


@dataclass(frozen=True)
class _Reading:
    """How rows are made of what the database answers."""

    statement: _Statement
    compiler: SQLCompiler
    converters: dict[int, Any]
    read: Callable[[Sequence[Any]], Any]


class CompiledQuery[Row]:
    """A queryset of instances, without those related to them, or of `values_list`, by `make`."""

    def __init__(self, make: Callable[[], QuerySet[Any, Row]]) -> None:
        self._make = make

    def rows(self, **values: Any) -> list[Row]:
        connection = own_connection()
        reading: _Reading = kept_with_connection(connection, self, self._compile)
        with connection.cursor() as cursor:
            reading.statement.execute(cursor, values)
            found = cursor.fetchall()
        if reading.converters:
            found = list(reading.compiler.apply_converters(found, reading.converters))
        return [reading.read(row) for row in found]

    def first(self, **values: Any) -> Row | None:
        """None: there is no row."""
        return next(iter(self.rows(**values)), None)

    def _compile(self, connection: BaseDatabaseWrapper) -> _Reading:
        queryset = self._make()
        compiler = queryset.query.get_compiler(connection=connection)
        statement = _Statement(*compiler.as_sql())
        converters = compiler.get_converters([column for column, _, _ in compiler.select])
        return _Reading(statement, compiler, converters, _reader(queryset, compiler))


def _reader(queryset: QuerySet[Any, Any], compiler: Any) -> Callable[[Sequence[Any]], Any]:
    kind: Any = queryset._iterable_class
    if not issubclass(kind, ModelIterable):
        return tuple
    model, alias = queryset.model, compiler.connection.alias
    annotations = compiler.annotation_col_map
    width = len(compiler.select) - len(annotations)
    names = [column.target.attname for column, _, _ in compiler.select[:width]]

    def read(row: Sequence[Any]) -> Any:
        instance = model.from_db(alias, names, row[:width])
        for name, position in annotations.items():
            setattr(instance, name, row[position])
        return instance

    return read


class CompiledUpdate:
    """`make` gives the rows and, by the names of their fields, what they get."""

    def __init__(self, make: Callable[[], tuple[QuerySet[Any], Mapping[str, Any]]]) -> None:
        self._make = make

    def __call__(self, **values: Any) -> int:
        """How many rows were changed."""
        connection = own_connection()
        statement: _Statement = kept_with_connection(connection, self, self._compile)
        with (
            transaction.mark_for_rollback_on_error(connection.alias),
            connection.cursor() as cursor,
        ):
            statement.execute(cursor, values)
            return int(cursor.rowcount)

    def _compile(self, connection: BaseDatabaseWrapper) -> _Statement:
        rows, changes = self._make()
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        query.clear_select_clause()
        return _Statement(*query.get_compiler(connection=connection).as_sql())
