"""Comparing of two readers, receipt by receipt. The comparison's row is the queue: an engine may
run it twice or never. Nothing that is read here reaches an entry, a quota or the log."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.errors import ServiceUnavailableError
from common.lease.retries import Failure, Kind, RetryPolicy
from common.lease.run import LostClaimError, Run, Work, run_leased
from receipts.model_choice.addresses import address_of, configured_address
from receipts.model_choice.judging import add_up, verdict_of
from receipts.model_choice.sampling import draw_sample
from receipts.model_choice.two_readings import both_readers, compare_receipt
from receipts.models import ComparedReceipt, ModelComparison
from receipts.processing.readers import configured_reader
from receipts.services.enhanced_openai_service import TokenPrices
from receipts.services.extraction import ExtractionError

CANCELLED = "cancelled"
# Not worth waiting for: somebody has to change something.
_MISTAKES = ("unknown_model", "bad_key", "bad_address", "not_supported", "access_denied")
# Fetching the original and opening it, for each receipt.
_OTHER_STEPS_SECONDS = 180.0
_RETRIES = RetryPolicy(max_attempts=3, delays=(timedelta(seconds=30),))


class NothingToCompareError(Exception):
    """Told to the operator alone: no call of the API compares."""


class ReaderChangedError(Exception):
    """What is compared with the model is no longer what it was."""


def request_comparison(
    *,
    candidate: str,
    base_url: str = "",
    prices: TokenPrices | None = None,
    wanted: int,
    requested_by: User | None,
    now: datetime,
) -> ModelComparison:
    """The job, with its sample. Raises NothingToCompareError where no receipt may be used, or it
    is the model that reads now."""
    address = address_of(base_url or settings.OPENAI_BASE_URL)
    if (f"openai {candidate}", address) == (configured_reader(), configured_address()):
        raise NothingToCompareError(f"The model {candidate} is what reads now.")
    with transaction.atomic():
        comparison = ModelComparison.objects.create(
            requested_by=requested_by,
            configured=configured_reader(),
            candidate=candidate,
            base_url=address,
            input_price=prices.input_usd if prices else None,
            output_price=prices.output_usd if prices else None,
            wanted=wanted,
            created_at=now,
        )
        draw_sample(comparison)
        if not comparison.receipts.exists():
            raise NothingToCompareError(
                "There is no verified receipt of an account that allows comparisons."
            )
    return comparison


def cancel_comparison(pk: int, *, now: datetime) -> bool:
    """What runs loses its claim with its next receipt. False: it was over already."""
    ended = (ModelComparison.Status.COMPLETED, ModelComparison.Status.FAILED)
    rows = ModelComparison.objects.filter(pk=pk).exclude(status__in=ended)
    return bool(
        rows.withdraw(
            now=now,
            status=ModelComparison.Status.FAILED,
            failure_code=CANCELLED,
            failure_text="It was cancelled.",
            finished_at=now,
        )
    )


def run_comparison(pk: int, *, seconds: float) -> bool:
    """Work on it for so long, and a receipt more. False: there was nothing to do, or the claim was
    lost. What is not done by then is due again."""
    return run_leased(pk, _work(partial(_compare, ends_at=time.monotonic() + seconds)))


def _work(do: Callable[[Run[ModelComparison]], bool]) -> Work[ModelComparison]:
    return Work(
        rows=lambda: ModelComparison.objects.all(),
        lease=_lease(),
        retries=_RETRIES,
        do=do,
        failure_of=_failure_of,
        interrupted_text="This comparison was interrupted every time.",
        outage_text="A service that it needs was away for too long.",
    )


def _lease() -> timedelta:
    """Each reader may be asked twice, and takes twice its time-out at most."""
    return timedelta(seconds=8 * settings.OPENAI_TIMEOUT_SECONDS + _OTHER_STEPS_SECONDS)


def _failure_of(error: Exception) -> Failure | None:
    if isinstance(error, ServiceUnavailableError):
        return Failure(code=error.code, text=str(error), retryable=True, kind=Kind.OUTAGE)
    if isinstance(error, ReaderChangedError):
        text = "Another reader has been configured meanwhile."
        return Failure(code="reader_changed", text=text, retryable=False)
    if not isinstance(error, ExtractionError):
        return None
    is_mistake = error.code in _MISTAKES or error.about_receipt is not None
    return Failure(
        code=error.code,
        text=str(error),
        retryable=not is_mistake,
        kind=Kind.ANSWER if is_mistake else Kind.OUTAGE,
        retry_after=error.retry_after,
    )


def _compare(run: Run[ModelComparison], *, ends_at: float) -> bool:
    if configured_reader() != run.row.configured:
        raise ReaderChangedError
    waiting = run.row.receipts.filter(outcome__isnull=True, left_out="")
    with both_readers(run.row) as readers:
        for one in waiting:
            _renew(run)
            found = compare_receipt(one.receipt_id, readers, has_answered=_has_answered(run.row))
            run.write(partial(_keep, run, one.pk, found))
            if time.monotonic() >= ends_at:
                break
    return _pause(run) if waiting.all().exists() else run.write(partial(_conclude, run))


def _has_answered(comparison: ModelComparison) -> list[bool]:
    """Has either reader ever read one of its receipts?"""
    kept = comparison.receipts.filter(outcome__isnull=False)
    return [kept.filter(**{f"outcome__errors__{place}": ""}).exists() for place in (0, 1)]


def _renew(run: Run[ModelComparison]) -> None:
    now = timezone.now()
    if not ModelComparison.objects.renew(run.row.pk, run.token, now=now, lease=_lease()):
        raise LostClaimError


def _keep(run: Run[ModelComparison], pk: int, found: dict[str, Any]) -> None:
    if not ModelComparison.objects.held(run.row.pk, run.token).exists():
        raise LostClaimError
    ComparedReceipt.objects.filter(pk=pk).update(**found)


def _pause(run: Run[ModelComparison]) -> bool:
    """Others have their turn; no attempt is counted, since nothing failed."""
    pending = ModelComparison.Status.PENDING
    return ModelComparison.objects.finish(
        run.row.pk, run.token, status=pending, now=timezone.now(), attempts=0
    )


def _conclude(run: Run[ModelComparison]) -> bool:
    kept = run.row.receipts.filter(outcome__isnull=False)
    found = [outcome for outcome in kept.values_list("outcome", flat=True) if outcome]
    figures = add_up([one["fields"] for one in found])
    used = run.row.receipts_found_worse.values("receipt")
    others = kept.exclude(receipt__in=used).count()
    now = timezone.now()
    return ModelComparison.objects.finish(
        run.row.pk,
        run.token,
        status=ModelComparison.Status.COMPLETED,
        now=now,
        figures=figures,
        totals=_totals(found) | {"receipts": len(found), "other_receipts": others},
        verdict=verdict_of(figures, compared=len(found)),
        finished_at=now,
    )


def _totals(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Cost None: of some reading it is not known."""
    seconds = [round(sum(one["seconds"][place] for one in found), 3) for place in (0, 1)]
    costs = [[one["cost_usd"][place] for one in found] for place in (0, 1)]
    tokens = [sum(one["tokens"][place] for one in found) for place in (0, 1)]
    return {
        "seconds": seconds,
        "tokens": tokens,
        "cost_usd": [None if None in one else str(sum(map(Decimal, one))) for one in costs],
    }
