"""The `threads` engine: Django's tasks on a ThreadPoolExecutor inside the web process.

The pool is a runner without memory: what must survive the process is a row in the database, and
a sweep enqueues it again. So the waiting calls may simply be dropped when the process ends.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task, TaskResult

from common.task_engines.calls import ready_call, run_call


class TaskPool:
    """One for each process. Its threads are made on the first call, so also after a fork.

    A call that already waits with the same arguments is not queued a second time: a sweep may
    enqueue what it likes. One that is running does not count as waiting.
    """

    def __init__(self, *, workers: int) -> None:
        self._workers = workers
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
            if self._closed or call in self._waiting:
                return
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self._workers, thread_name_prefix="task")
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


# Django makes a backend for each thread that asks for one, but the workers are the process's.
_pools: dict[str, TaskPool] = {}
_pools_lock = threading.Lock()


class ThreadPoolTaskBackend(BaseTaskBackend):
    """`OPTIONS["workers"]`: how many calls run at once in this process."""

    @property
    def pool(self) -> TaskPool:
        with _pools_lock:
            if self.alias not in _pools:
                _pools[self.alias] = TaskPool(workers=self.options["workers"])
            return _pools[self.alias]

    def enqueue(self, task: Task, args: Sequence[Any], kwargs: dict[str, Any]) -> TaskResult:
        self.validate_task(task)
        result = ready_call(task, args, kwargs, engine=self.alias)
        self.pool.submit(result)
        return result


def drain_pools() -> None:
    """For the end of the process: every pool lets what runs finish and takes nothing more."""
    with _pools_lock:
        pools = list(_pools.values())
    for pool in pools:
        pool.drain()
