"""The sweep: what is due in a queue is enqueued, whoever lost it before."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet


def enqueue_due(due: QuerySet[Any], enqueue: Callable[[Any], object], *, limit: int) -> int:
    """Hand out at most `limit` rows, in the order of `due`; the next sweep follows within seconds.
    Returns how many."""
    pks = list(due.values_list("pk", flat=True)[:limit])
    for pk in pks:
        enqueue(pk)
    return len(pks)
