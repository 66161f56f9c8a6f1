"""Kinds of work in one procrastinate worker: jobs of a queue run on that queue's share of it.

procrastinate's own limit is one for all queues, so a hundred receipts would keep a mail waiting. It
is imported by the settings, and so imports neither them nor procrastinate.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Any


class KindLimits:
    """A worker's middleware. While all threads of a queue are busy the worker takes no more of its
    jobs: they are left to other workers, and its other threads to the other queues.

    Queues that are not named, such as that of procrastinate's own periodic jobs, are not limited.
    """

    def __init__(self, workers: Mapping[str, int]) -> None:
        self._workers = workers
        self._busy: Counter[str] = Counter()
        # What the worker was told to take; None: whatever there is.
        self._asked: list[str] | None = None

    async def __call__(
        self, run_job: Callable[[], Awaitable[Any]], context: Any, worker: Any
    ) -> Any:
        # With `--one-shot` it ends as soon as it is given nothing, so it has to be given all.
        if not worker.wait:
            return await run_job()
        if not self._busy.total():
            self._asked = worker.queues
        queue = context.job.queue
        self._busy[queue] += 1
        worker.queues = self._open_queues()
        try:
            return await run_job()
        finally:
            self._busy[queue] -= 1
            worker.queues = self._open_queues()
            # It may have found nothing while this queue was full; procrastinate knows no other way
            # to have it look again before its next poll, some seconds later.
            worker._new_job_event.set()

    def _open_queues(self) -> list[str] | None:
        full = {queue for queue, limit in self._workers.items() if self._busy[queue] >= limit}
        if not full:
            return self._asked
        asked = [*self._workers, "default"] if self._asked is None else self._asked
        return [queue for queue in asked if queue not in full]
