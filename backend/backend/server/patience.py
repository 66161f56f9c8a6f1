"""Patience with slow callers: how slow one may be, and how much may wait for all of them."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from backend.server.spool import Caller, SpoolBudget


@dataclass(frozen=True, kw_only=True)
class Patience:
    """One for each process. Of a body or an answer at least `slowest_bytes_a_second` have to come
    or go, looked at every `stall_seconds`. `waiting_threads` may wait for callers who take a long
    answer slowly."""

    budgets: Mapping[Caller, SpoolBudget]
    waiting_threads: threading.Semaphore
    stall_seconds: float
    slowest_bytes_a_second: int

    @property
    def budget(self) -> SpoolBudget:
        """Of answers, and of what came of a body along with its head: a thread is with it."""
        return self.budgets[Caller.KNOWN]

    def from_now(self) -> float:
        return time.monotonic() + self.stall_seconds

    def postponed(self, deadline: float, *, size: int) -> float:
        """By the time that so many bytes, moved since the last look, take at the slowest rate; at
        most to the next look."""
        return min(deadline + size / self.slowest_bytes_a_second, self.from_now())

    @contextmanager
    def turn_to_wait(self) -> Iterator[None]:
        if not self.waiting_threads.acquire(blocking=False):
            raise ConnectionAbortedError("Too many threads wait for slow callers.")
        try:
            yield
        finally:
            self.waiting_threads.release()
