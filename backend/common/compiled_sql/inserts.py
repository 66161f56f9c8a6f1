"""Compiled inserts: one row of a table, by the same SQL each time."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateField, Field, Model
from django.db.models.sql import InsertQuery

from common.compiled_sql.kept import kept_with_connection, own_connection


@dataclass(frozen=True)
class _Column:
    """`usual`: what a new row has there unless it is told otherwise, most columns of most rows;
    `prepared`: the same as the database takes it. Another instance for a value that each row gets
    anew, such as the moment."""

    field: Field
    attname: str
    usual: Any
    prepared: Any

    def prepare(self, row: Model, connection: BaseDatabaseWrapper) -> Any:
        return self.field.get_db_prep_save(self.field.pre_save(row, add=True), connection)


@dataclass(frozen=True)
class _Insert:
    sql: str
    columns: list[_Column]


def insert_rows[Row: Model](rows: Iterable[Row]) -> list[Row]:
    """As `bulk_create`, for rows without keys and expressions: they get their keys, and no signal
    is sent. Most often it is one."""
    new = list(rows)
    if len(new) == 1:
        _insert(new[0])
        return new
    return type(new[0])._base_manager.bulk_create(new) if new else new


def _insert(row: Model) -> None:
    connection = own_connection()
    insert = kept_with_connection(connection, type(row), partial(_compile, type(row)))
    given = vars(row)
    values = [
        column.prepared
        if given.get(column.attname) is column.usual
        else column.prepare(row, connection)
        for column in insert.columns
    ]
    with transaction.mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        cursor.execute(insert.sql, values)
        [row.pk] = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias


def _compile(model: type[Model], connection: BaseDatabaseWrapper) -> _Insert:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    query = InsertQuery(model)
    query.insert_values(fields, [model()])
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = [model._meta.pk]
    [(sql, _)] = compiler.as_sql()
    return _Insert(sql, [_column(field, connection) for field in fields])


def _column(field: Field, connection: BaseDatabaseWrapper) -> _Column:
    is_usual = not (field.has_default() and callable(field.default)) and not _is_made_anew(field)
    usual = field.get_default() if is_usual else object()
    prepared = field.get_db_prep_save(usual, connection) if is_usual else None
    return _Column(field, field.attname, usual, prepared)


def _is_made_anew(field: Field) -> bool:
    if isinstance(field, DateField):
        return field.auto_now or field.auto_now_add
    return type(field).pre_save is not Field.pre_save
