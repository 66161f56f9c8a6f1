"""Django's wrapper of a connection, which takes it from the pool and gives it back at `close()`."""

import os
import threading
import weakref
from typing import Any

from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel
from psycopg2.extensions import connection

from common.postgresql.pool import ConnectionPool

# By process, since a connection that was there before a fork belongs to the process that forked.
_pools: dict[tuple[int, str], ConnectionPool] = {}
_lock = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """`MAX_CONNECTIONS` in the settings of the database: so many are open in this process at once.
    `CONNECTION_WAIT_SECONDS`: so long a thread waits for one before it fails.

    A thread has one wrapper for each database, so no thread that holds a connection waits for
    another of the same pool. `CONN_MAX_AGE` is 0: a request ends with its connection given back.
    """

    _lender: tuple[ConnectionPool, weakref.finalize] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> connection:
        pool = self._connection_pool()
        if pool is None:
            return super().get_new_connection(conn_params)
        taken = pool.take()
        if taken is None:
            try:
                taken = super().get_new_connection(conn_params)
            except BaseException:
                pool.lose()
                raise
        self.isolation_level = IsolationLevel.READ_COMMITTED
        # A thread that ends without closing must not take a connection with it.
        self._lender = pool, weakref.finalize(self, pool.lose, taken)
        return taken

    def _close(self) -> None:
        if self.connection is None:
            return
        if self._lender is None:
            super()._close()  # type: ignore[misc]  # the stubs leave it out
            return
        pool, ending = self._lender
        ending.detach()
        self._lender = None
        with self.wrap_database_errors:
            # In a block that was not left yet Django keeps what it has closed.
            if self.in_atomic_block:
                pool.lose(self.connection)
            else:
                taken, self.connection = self.connection, None
                pool.give_back(taken)

    def close_pool(self) -> None:
        """Its idle connections: Django calls it before it drops a test's database."""
        if (pool := self._connection_pool()) is not None:
            pool.close_idle()

    def _connection_pool(self) -> ConnectionPool | None:
        size = self.settings_dict.get("MAX_CONNECTIONS")
        if self.alias == NO_DB_ALIAS or not size:
            return None
        with _lock:
            key = (os.getpid(), self.alias)
            if key not in _pools:
                wait = self.settings_dict["CONNECTION_WAIT_SECONDS"]
                _pools[key] = ConnectionPool(size, wait_seconds=wait)
            return _pools[key]
