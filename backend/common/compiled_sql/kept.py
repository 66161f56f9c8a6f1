"""Keeping of what was compiled: with the connection that it was compiled for, to which it refers.

So it goes with the thread whose connection that is, and holds none open.
"""

from collections.abc import Callable, Hashable
from typing import cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


def own_connection() -> BaseDatabaseWrapper:
    """This thread's. It costs less to ask for it once than at each use."""
    return connections[DEFAULT_DB_ALIAS]


def kept_with_connection[Made](
    connection: BaseDatabaseWrapper,
    key: Hashable,
    compile_for: Callable[[BaseDatabaseWrapper], Made],
) -> Made:
    kept: dict[Hashable, object] = vars(connection).setdefault("compiled_sql", {})
    if key not in kept:
        kept[key] = compile_for(connection)
    return cast(Made, kept[key])
