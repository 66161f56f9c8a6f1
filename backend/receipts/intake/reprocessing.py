"""Reprocessing: read receipts again. Corrections and the earlier reading stay till a new one.

It costs the operator as much as a first reading, so its owner has a bounded number of it: a few a
day of one receipt, and a free read each. Staff decide for the operator and are not bounded.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from common.errors import AppError, ConflictError, NotFoundError
from receipts.history import Event, Kind, record
from receipts.locking import lock_receipts
from receipts.models import Receipt
from receipts.processing.quota_settlement import is_metered
from receipts.processing.waiting import queue_full, queue_room
from receipts.tasks import queue_ocr_task
from subscriptions.services.quota import lock_quota, reserve_documents, take_free_reads

MAX_REREADS_A_DAY = 5
_DAY = timedelta(days=1)
_BATCH = 200  # rows in one UPDATE

type _Answers = dict[int, AppError | None]


class TooManyRereadsError(AppError):
    """This one receipt was read again often enough for a day."""

    code = "too_many_rereads"
    status = 429


def reprocess_receipt(receipt: Receipt, *, actor: User) -> Receipt:
    """Raises ConflictError while the receipt waits or is being read, TooManyRereadsError,
    TooManyFailedReadsError, QueueFullError, and QuotaExceededError where a failed one had its quota
    given back and there is none left."""
    answers = reprocess_receipts([receipt.pk], owner=receipt.owner, actor=actor, now=timezone.now())
    error = answers[receipt.pk]
    if error is not None:
        raise error
    receipt.refresh_from_db()
    return receipt


def reprocess_receipts(
    receipt_ids: Iterable[int], *, owner: User, actor: User, now: datetime
) -> _Answers:
    """By id, None: it is queued, else what `reprocess_receipt` would raise. One that is refused
    keeps none of the others back. In a fixed number of queries."""
    ids = list(dict.fromkeys(receipt_ids))
    is_own = actor.pk == owner.pk
    with transaction.atomic():
        receipts = lock_receipts(ids, owner=owner)
        answers: _Answers = {pk: _state_error(receipts.get(pk)) for pk in ids}
        if is_own:
            answers |= _too_often(_fit(answers), now=now)
            answers |= _beyond_queue(_fit(answers), owner=owner, now=now)
        chosen = [receipts[pk] for pk in _fit(answers)]
        answers |= _count(chosen, owner=owner, is_own=is_own, now=now)
        queued = [receipt for receipt in chosen if answers[receipt.pk] is None]
        _requeue(queued, actor=actor, now=now)
    return answers


def read_again(receipts: Iterable[Receipt], *, actor: User) -> tuple[int, int]:
    """How many were queued, and how many could not be: they wait already, or lack quota."""
    queued = refused = 0
    for receipt in receipts:
        try:
            reprocess_receipt(receipt, actor=actor)
            queued += 1
        except AppError:
            refused += 1
    return queued, refused


def _fit(answers: _Answers) -> list[int]:
    return [pk for pk, error in answers.items() if error is None]


def _state_error(receipt: Receipt | None) -> AppError | None:
    if receipt is None:
        return NotFoundError("Not found.")
    if receipt.status in {Receipt.Status.PENDING, Receipt.Status.PROCESSING}:
        return ConflictError("This receipt is already waiting to be read.")
    return None


def _too_often(receipt_ids: Sequence[int], *, now: datetime) -> _Answers:
    """By their history, while their rows are locked."""
    asked = Receipt.objects.filter(
        pk__in=receipt_ids,
        events__kind=Kind.REPROCESSED,
        events__actor=F("owner"),
        events__created_at__gt=now - _DAY,
    ).order_by("-events__created_at")
    moments: defaultdict[int, list[datetime]] = defaultdict(list)
    for pk, moment in asked.values_list("pk", "events__created_at"):
        moments[pk].append(moment)
    return {
        pk: _too_many(until=asked_at[MAX_REREADS_A_DAY - 1] + _DAY, now=now)
        for pk, asked_at in moments.items()
        if len(asked_at) >= MAX_REREADS_A_DAY
    }


def _too_many(*, until: datetime, now: datetime) -> TooManyRereadsError:
    return TooManyRereadsError(
        f"This receipt was read again {MAX_REREADS_A_DAY} times within a day. Please correct it by "
        "hand, or read it again tomorrow.",
        retry_after=max(1, math.ceil((until - now).total_seconds())),
    )


def _beyond_queue(receipt_ids: Sequence[int], *, owner: User, now: datetime) -> _Answers:
    lock_quota(owner, now=now)
    full = receipt_ids[queue_room(owner.pk) :]
    return dict.fromkeys(full, queue_full(owner)) if full else {}


def _count(receipts: Sequence[Receipt], *, owner: User, is_own: bool, now: datetime) -> _Answers:
    """One that was never read is still to become a document; any other takes a free read, unless
    staff ask for it, the usual reader was away when it was read, or nobody had to read it."""
    unread = [receipt for receipt in receipts if receipt.reading is None]
    paid = [r for r in receipts if is_own and _costs_a_read(r)]
    for receipt in receipts:
        receipt.reread_use = None
    answers: _Answers = {}
    if unread:
        documents = reserve_documents(owner, len(unread), now=now, within_free_reads=is_own)
        for receipt, use in zip(unread, documents.uses, strict=False):
            receipt.quota_use = use
        answers |= {receipt.pk: documents.refusal for receipt in unread[len(documents.uses) :]}
    if paid:
        free_reads = take_free_reads(owner, len(paid), now=now)
        for receipt, use in zip(paid, free_reads.uses, strict=False):
            receipt.reread_use = use
        answers |= {receipt.pk: free_reads.refusal for receipt in paid[len(free_reads.uses) :]}
    return answers


def _costs_a_read(receipt: Receipt) -> bool:
    is_read = receipt.reading is not None and not receipt.read_by_fallback
    return is_read and is_metered(receipt.engine)


def _requeue(receipts: Sequence[Receipt], *, actor: User, now: datetime) -> None:
    Receipt.objects.bulk_update(receipts, ["quota_use", "reread_use"], batch_size=_BATCH)
    Receipt.objects.filter(pk__in=[receipt.pk for receipt in receipts]).requeue(now=now)
    record(Kind.REPROCESSED, map(Event, receipts), actor=actor, now=now)
    for receipt in receipts:
        queue_ocr_task(receipt.pk)
