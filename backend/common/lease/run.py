"""The run: one claim on one row, from the first look to how it ended."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from common.lease.retries import Failure, RetryPolicy
from common.lease.rows import LeasedQuerySet, LeasedRow

logger = logging.getLogger(__name__)

INTERRUPTED = "interrupted"
INTERNAL_ERROR = "internal_error"


class LostClaimError(Exception):
    """Another run has the row; this one changes nothing more."""


@dataclass(frozen=True, kw_only=True)
class Run[Row: LeasedRow]:
    """One claimed row and the token that proves the claim."""

    row: Row
    token: UUID


@dataclass(frozen=True, kw_only=True)
class Work[Row: LeasedRow]:
    """One kind of work: what a run does, and how its failures are told.

    `do` works and writes the outcome; it returns False, or raises LostClaimError, where the claim
    was lost. `failure_of` explains the errors that are expected; None is a bug. `fail`, where
    given, writes a final failure instead of the row's own `finish`.
    """

    rows: Callable[[], LeasedQuerySet[Row]]
    lease: timedelta
    retries: RetryPolicy
    do: Callable[[Run[Row]], bool]
    failure_of: Callable[[Exception], Failure | None]
    interrupted_text: str
    crash_text: str = "Something went wrong on our side."
    fail: Callable[[Run[Row], Failure], bool] | None = None


def run_leased[Row: LeasedRow](pk: object, work: Work[Row]) -> bool:
    """Claim one row and work on it. False: there was nothing to do, or the claim was lost
    meanwhile, and nothing was changed."""
    run = _claim(pk, work)
    if run is None:
        return False
    # Every run before this one vanished with its process: what kills it must not come back.
    if run.row.attempts > work.retries.max_attempts:
        text = work.interrupted_text
        return _fail(run, work, Failure(code=INTERRUPTED, text=text, retryable=False))
    try:
        return work.do(run)
    except LostClaimError:
        return False
    except Exception as error:  # noqa: BLE001 - whatever it is, the row says how its run ended
        return _postpone_or_fail(run, work, _failure(run, work, error))


def _claim[Row: LeasedRow](pk: object, work: Work[Row]) -> Run[Row] | None:
    rows = work.rows()
    token = rows.claim(pk, now=timezone.now(), lease=work.lease)
    row = rows.held(pk, token).first() if token else None
    return Run(row=row, token=token) if token and row else None


def _failure[Row: LeasedRow](run: Run[Row], work: Work[Row], error: Exception) -> Failure:
    """Logged with numbers and codes alone: what an error says may be a person's."""
    label, pk = run.row._meta.label, run.row.pk
    failure = work.failure_of(error)
    if failure is None:
        logger.error("Work on %s %s crashed", label, pk, exc_info=error)
        return Failure(code=INTERNAL_ERROR, text=work.crash_text, retryable=True)
    logger.warning(
        "Work on %s %s failed in attempt %s: %s", label, pk, run.row.attempts, failure.code
    )
    return failure


def _postpone_or_fail[Row: LeasedRow](run: Run[Row], work: Work[Row], failure: Failure) -> bool:
    delay = work.retries.delay_after(run.row.attempts, failure)
    if delay is None:
        return _fail(run, work, failure)
    now = timezone.now()
    return work.rows().postpone(
        run.row.pk, run.token, failure=failure, not_before=now + delay, now=now
    )


def _fail[Row: LeasedRow](run: Run[Row], work: Work[Row], failure: Failure) -> bool:
    if work.fail is not None:
        return work.fail(run, failure)
    return work.rows().finish(
        run.row.pk,
        run.token,
        status=LeasedRow.Status.FAILED,
        failure=failure,
        now=timezone.now(),
    )
