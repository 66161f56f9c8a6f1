"""Patience with slow callers: how slow one may be, and how much may wait for all of them."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from backend.server.spool import SpoolBudget


@dataclass(frozen=True, kw_only=True)
class Patience:
    """One for each process. Of a body or an answer at least `slowest_bytes_a_second` have to come
    or go, looked at every `stall_seconds`. `waiting_threads` may wait for callers who take a long
    answer slowly."""

    budget: SpoolBudget
    waiting_threads: threading.Semaphore
    stall_seconds: float
    slowest_bytes_a_second: int

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
