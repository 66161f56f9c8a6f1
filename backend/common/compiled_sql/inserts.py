"""Compiled inserts: one row of a table, by the same SQL each time."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model
from django.db.models.sql import InsertQuery

from common.compiled_sql.kept import kept_with_connection, own_connection


@dataclass(frozen=True)
class _Insert:
    sql: str
    fields: list[Field]


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
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in insert.fields
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
    return _Insert(sql, fields)
