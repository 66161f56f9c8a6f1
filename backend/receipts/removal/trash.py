"""Trash: deleting in two steps, first into it, from where everything comes back, and after 30
days for good (`cleanup.py`).

A deletion gives no quota back: the document was taken in, and its reading was paid for. Only a
duplicate's removal does (`duplicate_resolution.py`), and the undo of a split (`unsplitting.py`).
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import User
from common.lease.rows import UNTRIED
from common.versions import Versions
from receipts.duplicates.candidate_rows import refresh_candidates, withdraw_candidates
from receipts.history import Event, Kind, record
from receipts.locking import lock_owners, lock_receipt
from receipts.models import Receipt, Transaction
from receipts.models.receipt import ReceiptQuerySet
from receipts.processing.waiting import queue_full, queue_room
from receipts.removal.unsplitting import unsplit
from receipts.tasks import queue_ocr_task
from subscriptions.models import QuotaUse
from subscriptions.services.quota import (
    commit_document,
    give_back_free_read,
    lock_quota,
    reserve_document,
)

TRASH_LASTS = timedelta(days=30)


def delete_receipt(receipt_id: int, *, owner: User, expected: Versions, now: datetime) -> None:
    """One's own. Raises StaleError and NotFoundError, also for one that is in the trash."""
    with transaction.atomic():
        lock_owners([owner.pk])
        lock_receipt(receipt_id, owner=owner, expected=expected)
        trash_receipts(Receipt.objects.filter(pk=receipt_id), actor=owner, now=now)


def trash_receipts(
    receipts: ReceiptQuerySet,
    *,
    actor: User,
    now: datetime,
    reason: str = "",
    told: Mapping[str, Any] = MappingProxyType({}),
) -> list[int]:
    """Those of them that are not in the trash yet, with their entries. Returns their ids. `reason`:
    a `TrashReason`, `told` what the history says beside it.

    A run that reads one of them loses its claim, so whatever it finds later changes nothing.
    """
    with transaction.atomic():
        lock_owners(receipts.values("owner_id"))
        chosen = list(
            receipts.kept().select_for_update(of=("self",), no_key=True).only("pk", "owner_id")
        )
        pks = [receipt.pk for receipt in chosen]
        _commit_reservations(pks)
        Receipt.objects.filter(pk__in=pks).withdraw(
            now=now, deleted_at=now, trash_reason=reason, version=F("version") + 1
        )
        Transaction.objects.filter(receipt__in=pks, deleted_at=None).update(deleted_at=now)
        withdraw_candidates(pks, now=now)
        events = (Event(receipt, dict(told)) for receipt in chosen)
        record(Kind.DELETED, events, actor=actor, now=now)
    return pks


def restore_receipts(receipts: ReceiptQuerySet, *, actor: User, now: datetime) -> list[int]:
    """Those of them that are in the trash. One that had not been read yet is queued again.

    An entry that was deleted before its receipt stays in the trash. One that had been removed as a
    duplicate counts again: QuotaExceededError where the period has no place left. QueueFullError
    where more would wait to be read than an account may have waiting. The parts of one that was
    split go for good: PartsChangedError where somebody has worked on them.
    """
    with transaction.atomic():
        lock_owners(receipts.values("owner_id"))
        unsplit(receipts.in_trash(), now=now)
        rows = receipts.in_trash().select_for_update(of=("self",), no_key=True)
        chosen = list(rows.only("pk", "owner_id", "status", "deleted_at"))
        pks = [receipt.pk for receipt in chosen]
        _require_queue_room(chosen, actor=actor, now=now)
        for receipt in chosen:
            entry = Transaction.objects.filter(receipt=receipt, deleted_at=receipt.deleted_at)
            entry.update(deleted_at=None)
        Receipt.objects.filter(pk__in=pks).update(
            deleted_at=None, trash_reason="", updated_at=now, version=F("version") + 1
        )
        unread = [r.pk for r in chosen if r.status == Receipt.Status.PENDING]
        Receipt.objects.filter(pk__in=unread).update(**UNTRIED)
        record(Kind.RESTORED, map(Event, chosen), actor=actor, now=now)
        _count_again(pks, now=now)
        for receipt in (
            Receipt.objects.comparable().filter(pk__in=pks).select_related("transaction")
        ):
            refresh_candidates(receipt, receipt.transaction, now=now)
        for pk in unread:
            queue_ocr_task(pk)
    return pks


def _require_queue_room(receipts: Collection[Receipt], *, actor: User, now: datetime) -> None:
    """Staff are not bounded."""
    own = [r for r in receipts if r.owner_id == actor.pk and r.status == Receipt.Status.PENDING]
    if own:
        lock_quota(actor, now=now)
        if queue_room(actor.pk) < len(own):
            raise queue_full(actor)


def _count_again(pks: Collection[int], *, now: datetime) -> None:
    """Those whose place was given back although they could be read: a person had called them
    duplicates. Nothing is read for it."""
    no_document = [QuotaUse.State.GIVEN_BACK, QuotaUse.State.FREE]
    rows = Receipt.objects.filter(pk__in=pks, quota_use__state__in=no_document)
    for receipt in rows.exclude(status=Receipt.Status.FAILED).select_related("owner"):
        use = reserve_document(receipt.owner, now=now, within_free_reads=False)
        commit_document(use.pk)
        if receipt.quota_use_id:
            give_back_free_read(receipt.quota_use_id)
        Receipt.objects.filter(pk=receipt.pk).update(quota_use=use)


def _commit_reservations(pks: Collection[int]) -> None:
    """What nobody will read is no longer on its way. Should it be restored and then fail, its
    place is given back all the same."""
    waiting = [Receipt.Status.PENDING, Receipt.Status.PROCESSING]
    uses = Receipt.objects.filter(pk__in=pks, status__in=waiting, quota_use__isnull=False)
    for use_id in uses.values_list("quota_use_id", flat=True):
        commit_document(use_id)
