"""Pool of connections: no more than so many at once, for whichever threads need one."""

import select
import threading
from contextlib import suppress

import psycopg2
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_UNKNOWN, connection


class PoolTimeoutError(psycopg2.OperationalError):
    """Every connection was in use all the time. The database is away, as far as a caller knows."""


class ConnectionPool:
    """Who takes a connection gives it back, or says that it is lost, or it counts for ever."""

    def __init__(self, max_connections: int, *, wait_seconds: float) -> None:
        self._turns = threading.BoundedSemaphore(max_connections)
        self._wait_seconds = wait_seconds
        self._lock = threading.Lock()
        self._idle: list[connection] = []

    def take(self) -> connection | None:
        """The one that was used last, as its server has most in memory. None: the caller has to
        open one. Either way it has a turn now. Raises PoolTimeoutError."""
        if not self._turns.acquire(timeout=self._wait_seconds):
            raise PoolTimeoutError(f"No connection became free in {self._wait_seconds:g} s.")
        while (found := self._pop()) is not None:
            if _is_alive(found):
                return found
            _close(found)
        return None

    def give_back(self, taken: connection) -> None:
        """To be used again, unless its server is gone. A transaction in it is rolled back."""
        try:
            if _is_reusable(taken):
                with self._lock:
                    self._idle.append(taken)
            else:
                _close(taken)
        finally:
            self._turns.release()

    def lose(self, taken: connection | None = None) -> None:
        """It is not used again, or could not be opened."""
        if taken is not None:
            _close(taken)
        self._turns.release()

    def close_idle(self) -> None:
        while (found := self._pop()) is not None:
            _close(found)

    def _pop(self) -> connection | None:
        with self._lock:
            return self._idle.pop() if self._idle else None


def _is_alive(idle: connection) -> bool:
    """Asks the system and not the server: from an idle connection nothing is to be read, but the
    word that the server ends it, or its end."""
    if idle.closed:
        return False
    poll = select.poll()
    poll.register(idle.fileno(), select.POLLIN)
    return not poll.poll(0)


def _is_reusable(used: connection) -> bool:
    if used.closed:
        return False
    status = used.info.transaction_status
    if status == TRANSACTION_STATUS_UNKNOWN:
        return False
    if status != TRANSACTION_STATUS_IDLE:
        try:
            used.rollback()
        except psycopg2.Error:
            return False
    return True


def _close(broken: connection) -> None:
    with suppress(psycopg2.Error):
        broken.close()
