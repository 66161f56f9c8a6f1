"""The `procrastinate` engine: Django's tasks as jobs in PostgreSQL, run by workers on any machine.

`manage.py procrastinate worker` runs them; a web process only adds them. As with the thread pool,
jobs are no memory: what must survive is a row of ours, and a sweep enqueues it again. So a job is
tried once, deleted when it ends, and forgotten when its worker died.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task, TaskResult
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status

from common.task_engines.calls import ready_call, run_call


class ProcrastinateTaskBackend(BaseTaskBackend):
    """A call that already waits with the same arguments is not queued a second time: a sweep may
    enqueue what it likes. One that is running does not count as waiting."""

    def enqueue(self, task: Task, args: Sequence[Any], kwargs: dict[str, Any]) -> TaskResult:
        self.validate_task(task)
        call = ready_call(task, args, kwargs, engine=self.alias)
        lock = _lock_of(call)
        # Asked first, since PostgreSQL writes each refusal of the lock into its log.
        if not ProcrastinateJob.objects.filter(status="todo", queueing_lock=lock).exists():
            # Only the refusal is rolled back, not what the caller has done before.
            with suppress(AlreadyEnqueued), transaction.atomic():
                run_job.configure(queue=task.queue_name, queueing_lock=lock).defer(
                    path=task.module_path, args=call.args, kwargs=call.kwargs
                )
        return call


def _lock_of(call: TaskResult) -> str:
    """The same for the same call. A digest, as names of files may be more than an index takes."""
    text = f"{call.task.module_path}{call.args}{call.kwargs}"
    return sha256(text.encode()).hexdigest()


@cache
def _threads(queue: str) -> ThreadPoolExecutor:
    """Our own: those that asyncio would take are few where the processors are few."""
    return ThreadPoolExecutor(settings.WORKERS[queue], thread_name_prefix=f"task-{queue}")


async def _run_job(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    task = import_string(path)
    if not isinstance(task, Task):
        raise TypeError(f"{path} is no task.")
    threads = _threads(task.queue_name)
    await asyncio.get_running_loop().run_in_executor(threads, run_call, task, args, kwargs)


async def _forget_lost_jobs(context: Any, timestamp: int) -> None:
    """A worker that died leaves its jobs as running for ever; the work came back by its row."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        await jobs.finish_job(job, status=Status.FAILED, delete_job=True)


run_job = app.task(name="run_job")(_run_job)
forget_lost_jobs = app.periodic(cron="*/10 * * * *")(
    app.task(name="forget_lost_jobs", pass_context=True)(_forget_lost_jobs)
)
