"""Calls of Django tasks: what every engine here makes of one, and how it is run."""

import logging
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.db import close_old_connections, connections
from django.tasks.base import Task, TaskResult, TaskResultStatus
from django.utils import timezone

from common.database_errors import is_database_away

logger = logging.getLogger(__name__)


def ready_call(
    task: Task, args: Sequence[Any], kwargs: dict[str, Any], *, engine: str
) -> TaskResult:
    """A call that waits for its run. Its result is never kept: the rows say what became of it."""
    return TaskResult(
        task=task,
        id=uuid4().hex,
        status=TaskResultStatus.READY,
        enqueued_at=timezone.now(),
        started_at=None,
        last_attempted_at=None,
        finished_at=None,
        args=list(args),
        kwargs=kwargs,
        backend=engine,
        errors=[],
        worker_ids=[],
    )


def run_call(task: Task, args: Sequence[Any], kwargs: dict[str, Any]) -> None:
    """In a thread of a pool: an idle one holds no connection, and a crash is logged, as a future
    keeps it to itself."""
    close_old_connections()
    try:
        task.call(*args, **kwargs)
    except Exception as error:
        if is_database_away(error):
            logger.warning("Task %s was not done: the database is away", task.module_path)
        else:
            logger.exception("Task %s crashed", task.module_path)
    finally:
        connections.close_all()
