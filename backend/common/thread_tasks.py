"""The `threads` engine: Django's tasks on a ThreadPoolExecutor inside the web process.

The pool is a runner without memory: what must survive the process is a row in the database, and
a sweep enqueues it again. So the waiting calls may simply be dropped when the process ends.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import close_old_connections, connections
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task, TaskResult, TaskResultStatus
from django.utils import timezone
from django.utils.crypto import get_random_string

logger = logging.getLogger(__name__)


class ThreadPoolTaskBackend(BaseTaskBackend):
    """`OPTIONS["workers"]` threads, made on the first call in each process, so also after a fork.

    A call that already waits with the same arguments is not queued a second time: a sweep may
    enqueue what it likes. One that is running does not count as waiting.
    """

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self._lock = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._waiting: set[str] = set()
        self._closed = False

    def enqueue(self, task: Task, args: Sequence[Any], kwargs: dict[str, Any]) -> TaskResult:
        self.validate_task(task)
        result: TaskResult = TaskResult(
            task=task,
            id=get_random_string(32),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=list(args),
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        self._submit(result)
        return result

    def drain(self) -> None:
        """Drop what waits, let what runs finish, take nothing more. Returns when all is quiet."""
        with self._lock:
            self._closed = True
            pool, self._pool = self._pool, None
            self._waiting.clear()
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, result: TaskResult) -> None:
        call = f"{result.task.module_path}{result.args}{result.kwargs}"
        with self._lock:
            if self._closed or call in self._waiting:
                return
            if self._pool is None:
                self._pool = ThreadPoolExecutor(
                    max_workers=self.options.get("workers", 1), thread_name_prefix="task"
                )
            self._waiting.add(call)
            self._pool.submit(self._run, call, result)

    def _run(self, call: str, result: TaskResult) -> None:
        with self._lock:
            self._waiting.discard(call)
        _with_own_connections(lambda: result.task.call(*result.args, **result.kwargs), result)


def _with_own_connections(run: Callable[[], object], result: TaskResult) -> None:
    """An idle thread of the pool holds no connection; a crash is logged, as a future is silent."""
    close_old_connections()
    try:
        run()
    except Exception:
        logger.exception("Task %s %s crashed", result.task.module_path, result.id)
    finally:
        connections.close_all()
