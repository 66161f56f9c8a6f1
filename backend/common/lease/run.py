"""The run: one claim on one row, from the first look to how it ended."""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from common.database_errors import is_database_away
from common.lease.patience import write_patiently
from common.lease.retries import (
    MAX_INTERRUPTIONS,
    Failure,
    Kind,
    RetryPolicy,
)
from common.lease.rows import LeasedQuerySet, LeasedRow

logger = logging.getLogger(__name__)

INTERRUPTED = "interrupted"
INTERNAL_ERROR = "internal_error"
DATABASE_UNAVAILABLE = "database_unavailable"
OUTAGE_TOO_LONG = "outage_too_long"


class LostClaimError(Exception):
    """Another run has the row; this one changes nothing more."""


@dataclass(frozen=True, kw_only=True)
class Run[Row: LeasedRow]:
    """One claimed row and the token that proves the claim."""

    row: Row
    token: UUID

    def write[Result](self, write: Callable[[], Result]) -> Result:
        """What the run has found: not thrown away while the lease lasts and the database is away.
        `write` may have been done when it is called again, so it asks for the token."""
        return write_patiently(write, until=self.row.lease_until)


@dataclass(frozen=True, kw_only=True)
class Work[Row: LeasedRow]:
    """One kind of work: what a run does, and how its failures are told.

    `do` works and writes the outcome; it returns False, or raises LostClaimError, where the claim
    was lost. `failure_of` explains the errors that are expected; None is a bug. `fail`, where
    given, writes a final failure instead of the row's own `finish`. `waiting_text` follows the text
    of a failure while the row waits for its next run, `given_up_text` after the last one.
    """

    rows: Callable[[], LeasedQuerySet[Row]]
    lease: timedelta
    retries: RetryPolicy
    do: Callable[[Run[Row]], bool]
    failure_of: Callable[[Exception], Failure | None]
    interrupted_text: str
    outage_text: str
    crash_text: str = "Something went wrong on our side."
    waiting_text: str = ""
    given_up_text: str = ""
    fail: Callable[[Run[Row], Failure], bool] | None = None


def run_leased[Row: LeasedRow](pk: object, work: Work[Row]) -> bool:
    """Claim one row and work on it. False: there was nothing to do, or the claim was lost
    meanwhile, and nothing was changed."""
    run = claim_row(pk, work)
    return run is not None and work_on(run, work)


def claim_row[Row: LeasedRow](pk: object, work: Work[Row]) -> Run[Row] | None:
    """None: it is not due, or somebody else has it."""
    rows, now = work.rows(), timezone.now()
    token = rows.claim(pk, now=now, lease=work.lease)
    if token is None:
        return None
    row = write_patiently(lambda: rows.held(pk, token).first(), until=now + work.lease)
    return Run(row=row, token=token) if row else None


def work_on[Row: LeasedRow](run: Run[Row], work: Work[Row]) -> bool:
    """False: the claim was lost meanwhile, and nothing was changed."""
    # What kills its process must not come back for ever.
    if run.row.interruptions >= MAX_INTERRUPTIONS:
        text, kind = work.interrupted_text, Kind.INTERRUPTION
        return _fail(run, work, Failure(code=INTERRUPTED, text=text, retryable=False, kind=kind))
    try:
        return work.do(run)
    except LostClaimError:
        return False
    except Exception as error:  # noqa: BLE001 - whatever it is, the row says how its run ended
        failure = _failure(run, work, error)
        return run.write(lambda: _postpone_or_fail(run, work, failure))
    except BaseException:
        # The process is told to end: the next one need not wait for the lease.
        work.rows().held(run.row.pk, run.token).free(now=timezone.now())
        raise


def _failure[Row: LeasedRow](run: Run[Row], work: Work[Row], error: Exception) -> Failure:
    """Logged with numbers and codes alone: what an error says may be a person's."""
    label, pk = run.row._meta.label, run.row.pk
    failure = work.failure_of(error)
    if failure is None and is_database_away(error):
        text = "The database could not be reached."
        failure = Failure(code=DATABASE_UNAVAILABLE, text=text, retryable=True, kind=Kind.OUTAGE)
    if failure is None:
        logger.error("Work on %s %s crashed", label, pk, exc_info=error)
        return Failure(code=INTERNAL_ERROR, text=work.crash_text, retryable=True)
    logger.warning(
        "Work on %s %s failed after %s answers: %s", label, pk, run.row.attempts, failure.code
    )
    return failure


def _postpone_or_fail[Row: LeasedRow](run: Run[Row], work: Work[Row], failure: Failure) -> bool:
    now = timezone.now()
    if failure.kind is Kind.OUTAGE:
        delay = _outage_delay(run.row, work.retries, failure, now=now)
        final = replace(failure, code=OUTAGE_TOO_LONG, text=work.outage_text)
    else:
        delay = work.retries.delay_after(run.row.attempts + 1, failure)
        final = _followed_by(work.given_up_text, failure) if failure.retryable else failure
    if delay is None:
        return _fail(run, work, final)
    waiting = _followed_by(work.waiting_text, failure)
    return work.rows().postpone(
        run.row.pk, run.token, failure=waiting, not_before=now + delay, now=now
    )


def _outage_delay(
    row: LeasedRow, retries: RetryPolicy, failure: Failure, *, now: datetime
) -> timedelta | None:
    """None: the row has waited for as long as anything is waited for."""
    waited = now - (row.outage_since or now)
    if waited >= timedelta(hours=settings.OUTAGE_MAX_HOURS):
        logger.error("Work on %s %s was given up: %s", row._meta.label, row.pk, failure.code)
        return None
    chance = random.random()  # noqa: S311 - no secret
    return retries.outage_pause(failure, waited=waited, chance=chance)


def _followed_by(text: str, failure: Failure) -> Failure:
    return replace(failure, text=f"{failure.text} {text}".rstrip())


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
