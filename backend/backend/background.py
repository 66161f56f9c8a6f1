"""Background work beside the requests of every web process; `gunicorn.conf.py` starts and stops it.

With every engine the sweeps run here; with `procrastinate` what they enqueue runs elsewhere.
"""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.utils import timezone

from accounts.services.idempotency import give_keys_back
from accounts.tasks import queue_due_mail
from common.lease.sweep import free_claims_left_behind
from common.task_engines.periodic import PeriodicCall
from common.task_engines.thread_pool_backend import drain_pools
from receipts.decoders import decoding_pool
from receipts.model_choice.ending import log_model_ends
from receipts.model_choice.notices import log_notices
from receipts.model_choice.tasks import queue_due_comparisons
from receipts.processing.readers import drain_second_readers
from receipts.tasks import queue_due_receipts
from reports.tasks import queue_due_exports
from subscriptions.tasks import sweep_billing
from webhooks.tasks import queue_due_deliveries

# Each finds the rows of one queue that are due and enqueues them. Before them, what killed
# processes had in hand becomes due again.
SWEEPS: tuple[Callable[[], object], ...] = (
    free_claims_left_behind,
    give_keys_back,
    queue_due_receipts,
    queue_due_exports,
    queue_due_comparisons,
    queue_due_mail,
    sweep_billing,
    queue_due_deliveries,
    log_notices,
)

# Of the time that is left to a process that ends. A file that needs more is opened later.
_LAST_DECODING_SECONDS = 5.0

_running: list[PeriodicCall] = []


def start(is_ending: Callable[[], bool]) -> None:
    """Sweep at once and then for ever: what a dead process left behind is taken up again.
    `is_ending`: has the process been told to end? Requests that it has begun go on meanwhile."""
    log_model_ends(today=timezone.now().date())
    decoding_pool().start()
    watch = PeriodicCall(partial(_leave_decoders, is_ending), seconds=0.5, name="ending")
    _running.append(watch)
    watch.start()
    # One after the other in one thread: all of them together need one connection.
    sweeps = PeriodicCall(*SWEEPS, seconds=settings.SWEEP_SECONDS, name="sweeps")
    _running.append(sweeps)
    sweeps.start()


def _leave_decoders(is_ending: Callable[[], bool]) -> None:
    if is_ending():
        decoding_pool().leave(seconds=_LAST_DECODING_SECONDS)


def stop() -> None:
    """Let what runs finish; what waits is in the database and another process takes it."""
    decoding_pool().leave(seconds=_LAST_DECODING_SECONDS)
    while _running:
        _running.pop().stop()
    drain_pools()
    drain_second_readers()
    decoding_pool().stay()
