"""Deliveries of web hooks, outside the request. The queue is their table; these only say that there
is work."""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from webhooks.services.deliveries import deliver_to, endpoints_with_work

# How many endpoints one sweep hands out.
SWEEP_SIZE = 100


@task(queue_name="webhooks")
def deliver_what_is_due(endpoint_pk: int) -> None:
    deliver_to(endpoint_pk)


def queue_deliveries(endpoint_pks: Iterable[int]) -> None:
    """After the commit. If that call is lost, the next sweep makes it."""
    for pk in endpoint_pks:
        transaction.on_commit(partial(deliver_what_is_due.enqueue, pk), robust=True)


def queue_due_deliveries() -> int:
    """For the sweep. Returns for how many endpoints."""
    if not settings.WEBHOOKS:
        return 0
    pks = endpoints_with_work(now=timezone.now(), limit=SWEEP_SIZE)
    for pk in pks:
        deliver_what_is_due.enqueue(pk)
    return len(pks)
