"""The `threads` engine: Django's tasks on ThreadPoolExecutors inside the web process.

Each queue, one kind of work, has a pool of its own, so that none waits for another. A pool is a
runner without memory: what must survive the process is a row in the database, and a sweep enqueues
it again. So the waiting calls may simply be dropped when the process ends.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task, TaskResult

from common.task_engines.calls import ready_call, run_call

# Of one kind of work. More would only be memory: a sweep brings what is dropped.
MOST_WAITING_CALLS = 1000


class TaskPool:
    """One for each process and queue. Its threads are made on the first call, so also after a fork.

    A call that already waits with the same arguments is not queued a second time: a sweep may
    enqueue what it likes. One that is running does not count as waiting.
    """

    def __init__(self, *, workers: int, queue: str) -> None:
        self._workers = workers
        self._queue = queue
        self._lock = threading.Lock()
        self._threads: ThreadPoolExecutor | None = None
        self._waiting: set[str] = set()
        self._closed = False

    @property
    def waiting_calls(self) -> int:
        with self._lock:
            return len(self._waiting)

    def submit(self, result: TaskResult) -> None:
        call = f"{result.task.module_path}{result.args}{result.kwargs}"
        with self._lock:
            is_full = len(self._waiting) >= MOST_WAITING_CALLS
            if self._closed or is_full or call in self._waiting:
                return
            if self._threads is None:
                name = f"task-{self._queue}"
                self._threads = ThreadPoolExecutor(self._workers, thread_name_prefix=name)
            self._waiting.add(call)
            self._threads.submit(self._run, call, result)

    def drain(self) -> None:
        """Drop what waits, let what runs finish, take nothing more. Returns when all is quiet."""
        with self._lock:
            self._closed = True
            threads, self._threads = self._threads, None
            self._waiting.clear()
        if threads is not None:
            threads.shutdown(wait=True, cancel_futures=True)

    def _run(self, call: str, result: TaskResult) -> None:
        with self._lock:
            self._waiting.discard(call)
        run_call(result.task, result.args, result.kwargs)


# Django makes a backend for each thread that asks for one, but the workers are the process's. By
# the engine's alias and the queue.
_pools: dict[tuple[str, str], TaskPool] = {}
_pools_lock = threading.Lock()


class ThreadPoolTaskBackend(BaseTaskBackend):
    """`OPTIONS["workers"]`: for each of `QUEUES` how many calls run at once in this process."""

    def pool(self, queue: str) -> TaskPool:
        with _pools_lock:
            key = (self.alias, queue)
            if key not in _pools:
                _pools[key] = TaskPool(workers=self.options["workers"][queue], queue=queue)
            return _pools[key]

    def enqueue(self, task: Task, args: Sequence[Any], kwargs: dict[str, Any]) -> TaskResult:
        self.validate_task(task)
        result = ready_call(task, args, kwargs, engine=self.alias)
        self.pool(task.queue_name).submit(result)
        return result


def drain_pools() -> None:
    """For the end of the process: every pool lets what runs finish and takes nothing more."""
    with _pools_lock:
        pools = list(_pools.values())
    # First none takes anything more, then all are waited for: together, not one after another.
    with ThreadPoolExecutor(max(1, len(pools))) as waiting:
        list(waiting.map(TaskPool.drain, pools))
