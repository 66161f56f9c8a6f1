"""Triggers by which the database itself notes changes, whoever makes them and however.

PostgreSQL has them from a migration. SQLite loses a table's triggers whenever a migration rebuilds
the table, and cannot rebuild it while others speak of it: there they are removed before every
`migrate` and made again after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, kw_only=True)
class Statements:
    """SQL of one kind of database. What takes the triggers away does so also where there are
    none."""

    add: Sequence[str]
    remove: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class ChangeTriggers:
    """`tables`: all that the statements speak of."""

    tables: frozenset[str]
    postgresql: Statements
    sqlite: Statements

    def add(self, connection: BaseDatabaseWrapper) -> None:
        _execute(connection, self._statements(connection).add)

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        _execute(connection, self._statements(connection).remove)

    def remove_before_migrating(self, *, using: str, **_signal: object) -> None:
        """Receiver of `pre_migrate`."""
        if connections[using].vendor == "sqlite":
            self.remove(connections[using])

    def add_after_migrating(self, *, using: str, **_signal: object) -> None:
        """Receiver of `post_migrate`. Somewhere on the way to today there are not all tables."""
        connection = connections[using]
        if connection.vendor == "sqlite" and self.has_tables(connection):
            self.remove(connection)
            self.add(connection)

    def has_tables(self, connection: BaseDatabaseWrapper) -> bool:
        return set(connection.introspection.table_names()) >= self.tables

    def _statements(self, connection: BaseDatabaseWrapper) -> Statements:
        return self.postgresql if connection.vendor == "postgresql" else self.sqlite


def _execute(connection: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
