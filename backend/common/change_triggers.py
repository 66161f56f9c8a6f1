"""Triggers by which the database itself notes changes, whoever makes them and however.

PostgreSQL has them from a migration. SQLite loses a table's triggers whenever a migration rebuilds
the table, and cannot rebuild it while others speak of it: there they are removed before every
`migrate` and made again after it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_EVENTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {app}_changed_{table}() RETURNS trigger AS $$
BEGIN{note}    RETURN NULL;
END $$ LANGUAGE plpgsql
"""
_POSTGRESQL_TRIGGER = """
CREATE TRIGGER {app}_{event} AFTER {event} ON {table} REFERENCING {row} TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION {app}_changed_{table}()
"""
_POSTGRESQL_FORGET = """
CREATE OR REPLACE FUNCTION {app}_forget_account() RETURNS trigger AS $$
BEGIN
    DELETE FROM {notes} WHERE account = OLD.id;
    RETURN NULL;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER {app}_forget AFTER DELETE ON accounts_user
FOR EACH ROW EXECUTE FUNCTION {app}_forget_account()
"""
_SQLITE_TRIGGER = """
CREATE TRIGGER {app}_{event}_{table} AFTER {event} ON {table} BEGIN{note}END
"""
_SQLITE_FORGET = """
CREATE TRIGGER {app}_forget AFTER DELETE ON accounts_user BEGIN
    DELETE FROM {notes} WHERE account = OLD.id;
END
"""


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


@dataclass(frozen=True, kw_only=True)
class Notes:
    """Notes of changed rows in the table `notes`, whose column `account` says whose they are.

    `rows_of`: by table, a query of what its changed row `{row}` is noted for. `on_postgresql` and
    `on_sqlite` write the notes of what those queries (`{rows}`) find; on PostgreSQL `{rows}` is
    of one row of `changed`.
    """

    app: str
    notes: str
    rows_of: Mapping[str, str]
    on_postgresql: str
    on_sqlite: str

    def postgresql(self) -> Statements:
        added = [_POSTGRESQL_FORGET.format(app=self.app, notes=self.notes)]
        for table, rows in self.rows_of.items():
            note = self.on_postgresql.format(rows=rows.format(row="changed"))
            added.append(_POSTGRESQL_FUNCTION.format(app=self.app, table=table, note=note))
            added += [
                _POSTGRESQL_TRIGGER.format(app=self.app, table=table, event=event, row=row)
                for event, row in _EVENTS.items()
            ]
        names = [*(f"changed_{table}" for table in self.rows_of), "forget_account"]
        removed = [f"DROP FUNCTION IF EXISTS {self.app}_{name}() CASCADE" for name in names]
        return Statements(add=added, remove=removed)

    def sqlite(self) -> Statements:
        added = [
            _SQLITE_TRIGGER.format(
                app=self.app,
                table=table,
                event=event,
                note=self.on_sqlite.format(rows=rows.format(row=row)),
            )
            for table, rows in self.rows_of.items()
            for event, row in _EVENTS.items()
        ]
        added.append(_SQLITE_FORGET.format(app=self.app, notes=self.notes))
        names = [*(f"{event}_{table}" for table in self.rows_of for event in _EVENTS), "forget"]
        removed = [f"DROP TRIGGER IF EXISTS {self.app}_{name}" for name in names]
        return Statements(add=added, remove=removed)


def _execute(connection: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
