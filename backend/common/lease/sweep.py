"""The sweep: what is due in a queue is enqueued, whoever lost it before."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from common.lease.processes import dead_processes

logger = logging.getLogger(__name__)


def enqueue_due(due: QuerySet[Any], enqueue: Callable[[Any], object], *, limit: int) -> int:
    """Hand out at most `limit` rows, in the order of `due`; the next sweep follows within seconds.
    Returns how many."""
    pks = list(due.values_list("pk", flat=True)[:limit])
    for pk in pks:
        enqueue(pk)
    return len(pks)


def free_claims_left_behind() -> int:
    """What dead processes of this machine held is free at once, in every table, instead of when its
    leases run out. Costs a look into a folder while nobody has died. Returns how many."""
    files = dead_processes()
    if not files:
        return 0
    names, now = [file.name for file in files], timezone.now()
    freed: int = sum(rows.filter(claimed_by__in=names).free(now=now) for rows in _claimable())
    for file in files:
        file.unlink(missing_ok=True)
    if freed:
        logger.warning("%s claims of dead processes were freed", freed)
    return freed


def _claimable() -> Iterator[Any]:
    """The rows of every table whose rows a process claims; each knows how to free them."""
    for model in apps.get_models():
        if hasattr(model, "claimed_by"):
            yield model._default_manager.all()
