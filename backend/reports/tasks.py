"""Background exports. The queue is the jobs' table; these only say that there is work."""

from functools import partial
from uuid import UUID

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from common.lease.sweep import enqueue_due
from reports.exports.jobs import delete_expired_exports, run_export
from reports.models import ExportJob

# How many due jobs one sweep hands out.
SWEEP_SIZE = 20


@task(queue_name="exports")
def make_export(job_id: str) -> None:
    run_export(UUID(job_id))


def queue_export(job_id: UUID) -> None:
    """Have the file made after the commit. If that call is lost, the next sweep makes it."""
    transaction.on_commit(partial(make_export.enqueue, str(job_id)), robust=True)


def queue_due_exports() -> int:
    """Enqueue what is due and delete what is over. Returns how many were enqueued."""
    now = timezone.now()
    delete_expired_exports(now=now)
    due = ExportJob.objects.due(now=now).order_by("created_at")
    return enqueue_due(due, lambda job_id: make_export.enqueue(str(job_id)), limit=SWEEP_SIZE)
