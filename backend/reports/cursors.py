"""Cursor settings: PostgreSQL plans for the whole of a result that is read in pieces."""

from typing import Any
from weakref import WeakSet

from django.db.backends.base.base import BaseDatabaseWrapper

# A pool lends the same ones again and again, and each keeps what it was told.
_told: WeakSet[Any] = WeakSet()


def plan_for_whole_results(*, connection: BaseDatabaseWrapper, **_signal: object) -> None:
    """Receiver of `connection_created`. PostgreSQL expects a cursor to be left after a tenth of its
    rows, and visits rows one by one to have the first ones soon; ours are read to their end."""
    if connection.vendor == "postgresql" and connection.connection not in _told:
        with connection.cursor() as cursor:
            cursor.execute("SET cursor_tuple_fraction = 1")
        _told.add(connection.connection)
