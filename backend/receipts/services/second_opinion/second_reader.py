"""Second reader: it reads the same pages while the first one waits for its model.

Few pages are read so at once, so that the pool of workers is never bound by it: a receipt waits for
a second reader that has begun, but one whose turn has not come when the model has answered goes
without. A second reader never makes a receipt fail.
"""

import logging
import os
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from receipts.services.extraction import (
    ExtractedReceipt,
    ExtractionError,
    Extractor,
    Page,
    ReadingContext,
    Source,
)

logger = logging.getLogger(__name__)

# On a busy machine a tenth of what another thread gets, on an idle one all it wants (sched(7)).
_NICENESS = 10

# Why there is no opinion: no turn, or not done, in time; a reader that failed; a page without text.
Silence = Literal["not_in_time", "failed", "no_text"]


@dataclass(frozen=True, kw_only=True)
class SecondResult:
    """What the second reader has read, in how many seconds; no `reading` where it is silent."""

    engine: Source
    reading: ExtractedReceipt | None = None
    silence: Silence | None = None
    seconds: float = 0.0


class SecondReader:
    """`at_once` threads, made when they are first needed; one instance serves a process.

    `seconds` bounds the whole wait for one reading, from its beginning.
    """

    def __init__(
        self, extractor: Extractor, *, engine: Source, at_once: int, seconds: float
    ) -> None:
        self.engine = engine
        self._extractor = extractor
        self._at_once = at_once
        self._seconds = seconds
        self._lock = threading.Lock()
        self._threads: ThreadPoolExecutor | None = None
        self._unfinished: list[Future[SecondResult]] = []

    def begin(self, pages: Sequence[Page], *, context: ReadingContext) -> "PendingResult":
        with self._lock:
            reading = self._submit(pages, context)
            self._unfinished.append(reading)
        reading.add_done_callback(self._forget)
        return PendingResult(self, reading, ends_at=time.monotonic() + self._seconds)

    def _submit(self, pages: Sequence[Page], context: ReadingContext) -> Future[SecondResult]:
        try:
            if self._threads is None:
                self._threads = ThreadPoolExecutor(
                    self._at_once, thread_name_prefix="opinion", initializer=_yield_to_others
                )
            return self._threads.submit(self._read, pages, context)
        except RuntimeError:
            logger.exception("No thread could be started for the second reader")
            failed: Future[SecondResult] = Future()
            failed.set_result(self._silent("failed", since=time.monotonic()))
            return failed

    def has_turn(self, reading: Future[SecondResult]) -> bool:
        """The first of those that are not done are read now, or as soon as their thread wakes."""
        with self._lock:
            return reading not in self._unfinished[self._at_once :]

    def drain(self) -> None:
        """Drop what waits and let what is read finish; a later reading makes new threads."""
        with self._lock:
            threads, self._threads = self._threads, None
        if threads is not None:
            threads.shutdown(wait=True, cancel_futures=True)

    def _forget(self, reading: Future[SecondResult]) -> None:
        with self._lock:
            self._unfinished.remove(reading)

    def _read(self, pages: Sequence[Page], context: ReadingContext) -> SecondResult:
        started = time.monotonic()
        try:
            reading = self._extractor.extract(pages, context=context)
        except ExtractionError as error:
            logger.warning("The second reader gave no opinion: %s", error.code)
            return self._silent("failed", since=started)
        except Exception:
            logger.exception("The second reader crashed")
            return self._silent("failed", since=started)
        if not reading.lines:
            return self._silent("no_text", since=started)
        seconds = time.monotonic() - started
        return SecondResult(engine=self.engine, reading=reading, seconds=seconds)

    def _silent(self, silence: Silence, *, since: float) -> SecondResult:
        seconds = time.monotonic() - since
        return SecondResult(engine=self.engine, silence=silence, seconds=seconds)


def _yield_to_others() -> None:
    """The pool and the requests come first, where a thread can have a priority of its own."""
    if sys.platform == "linux":
        with suppress(OSError):  # a sandbox may forbid it
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


class PendingResult:
    """One receipt that the second reader has been given."""

    def __init__(
        self, second: SecondReader, reading: Future[SecondResult], *, ends_at: float
    ) -> None:
        self._second = second
        self._reading = reading
        self._ends_at = ends_at

    def take(self) -> SecondResult:
        """To be called when the first reader has answered. Never raises."""
        if not self._second.has_turn(self._reading):
            self.drop()
        try:
            return self._reading.result(timeout=max(0.0, self._ends_at - time.monotonic()))
        except (CancelledError, TimeoutError):
            return SecondResult(engine=self._second.engine, silence="not_in_time")

    def drop(self) -> None:
        """Nobody waits for it any more. What has begun is finished, for nobody."""
        self._reading.cancel()


def read_with_second(
    pages: Sequence[Page],
    *,
    first: Extractor,
    second: SecondReader | None,
    context: ReadingContext,
) -> tuple[ExtractedReceipt, SecondResult | None]:
    """The first reader's answer, and what the second one has read meanwhile. None: there is none.

    Raises what the first reader raises.
    """
    if second is None:
        return first.extract(pages, context=context), None
    opinion = second.begin(pages, context=context)
    try:
        reading = first.extract(pages, context=context)
        # Nobody has an opinion on what it has read itself.
        return reading, None if reading.engine == second.engine else opinion.take()
    finally:
        opinion.drop()
