"""Takeover: the same bytes of the same account are read once, and copies take that reading over.

At upload `duplicate_of` names the earlier receipt with the same bytes. While that one waits for its
first reading the copy is not due (`ReceiptQuerySet.due`); if it comes to nothing, the next earlier
copy is waited for, and the first of them is read. What a person asks to be read again is read.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from receipts.history import Kind
from receipts.ledger.review import stored_reading
from receipts.models import Receipt
from receipts.models.receipt import ReceiptQuerySet
from receipts.processing.readers import configured_reader, usual_reader
from receipts.processing.results import save_values

_TAKEN_OVER = (
    "reading", "picture_faults", "perceptual_hash", "turned_hashes", "confidence",
    "engine", "model", "read_by",
)  # fmt: skip


def take_over_reading(receipt: Receipt, token: UUID, *, now: datetime) -> bool | None:
    """Of a claimed receipt. None: it has to be read itself. False: it has to wait for an earlier
    copy, or the claim was lost; either way there is nothing more to do."""
    if not _is_copy(receipt):
        return None
    # In this order: one that ends its reading in between is found by the second question.
    unread = _copies(receipt).unread().filter(pk__lt=receipt.pk).order_by("pk").first()
    read_by = configured_reader(usual_reader(receipt.owner))
    read = _copies(receipt).filter(read_by=read_by).order_by("-read_at").first()
    if read is not None:
        return _save(receipt, token, read, now=now)
    if unread is not None:
        Receipt.objects.held(receipt.pk, token).withdraw(now=now, duplicate_of=unread)
        return False
    return None


def waits_for_reading_of(receipt: Receipt) -> int | None:
    """The earlier receipt that keeps a copy from being due. None: nothing does."""
    if receipt.status != Receipt.Status.PENDING or receipt.duplicate_of_id is None:
        return None
    unread = Receipt.objects.kept().unread().filter(pk=receipt.duplicate_of_id)
    return receipt.duplicate_of_id if unread.exists() else None


def _is_copy(receipt: Receipt) -> bool:
    if receipt.duplicate_of_id is None or receipt.reading is not None:
        return False
    return not receipt.events.filter(kind=Kind.REPROCESSED).exists()


def _copies(receipt: Receipt) -> ReceiptQuerySet:
    rows = Receipt.objects.kept().filter(owner=receipt.owner_id, sha256=receipt.sha256)
    return rows.exclude(pk=receipt.pk)


def _save(receipt: Receipt, token: UUID, source: Receipt, *, now: datetime) -> bool:
    """It has cost nothing. What people have corrected in the other's entry stays there."""
    validated = stored_reading(source)
    assert validated is not None
    values: dict[str, Any] = {name: getattr(source, name) for name in _TAKEN_OVER}
    values |= {"seconds": 0.0, "cost_usd": None if source.cost_usd is None else 0}
    summary = {"engine": source.engine, "model": source.model, "taken_over_from": source.pk}
    return save_values(receipt, token, values, validated, summary=summary, now=now)
