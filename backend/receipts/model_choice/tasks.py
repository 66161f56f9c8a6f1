"""Comparisons in the background. Their rows are the queue; this only says that there is work."""

from functools import partial

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from common.lease.sweep import enqueue_due
from receipts.model_choice.comparing import run_comparison
from receipts.models import ModelComparison

# They share the worker of the exports, which wait no longer than this and a receipt more.
_SLICE_SECONDS = 20.0
_SWEEP_SIZE = 5


@task(queue_name="exports")
def compare_models(comparison_id: int) -> None:
    """A part of it; what is left has its turn behind what waits by now."""
    is_kept = run_comparison(comparison_id, seconds=_SLICE_SECONDS)
    if is_kept and ModelComparison.objects.waiting(now=timezone.now()).filter(pk=comparison_id):
        compare_models.enqueue(comparison_id)


def queue_comparison(comparison_id: int) -> None:
    transaction.on_commit(partial(compare_models.enqueue, comparison_id), robust=True)


def queue_due_comparisons() -> int:
    """Returns how many were enqueued."""
    due = ModelComparison.objects.due(now=timezone.now()).order_by("created_at")
    return enqueue_due(due, compare_models.enqueue, limit=_SWEEP_SIZE)
