"""Verification: a person says that an entry is right. From then on no reading changes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from common.errors import AppError, ConflictError, NotFoundError
from common.versions import Versions
from receipts.history import Event, Kind, record
from receipts.locking import lock_receipt, lock_receipts
from receipts.models import Receipt, Transaction


class NotVerifiableError(ConflictError):
    """There is nothing yet that a person could say yes to."""

    code = "not_verifiable"


@dataclass(frozen=True, kw_only=True)
class Verification:
    """The answer for one of many receipts. `error` None: it is verified."""

    receipt_id: int
    error: AppError | None


def verify_receipt(receipt_id: int, *, actor: User, expected: Versions, now: datetime) -> None:
    """Approve one's receipt. Done twice, the first time counts.

    Raises NotFoundError, StaleError, and NotVerifiableError for one without an entry or a total.
    """
    with transaction.atomic():
        receipt = lock_receipt(receipt_id, owner=actor, expected=expected)
        entry = _verifiable(Transaction.objects.filter(receipt=receipt).first())
        _verify([entry], actor=actor, now=now)


def verify_receipts(
    *, receipt_ids: Iterable[int], actor: User, now: datetime
) -> list[Verification]:
    """One that cannot be verified keeps none of the others back. Few queries, however many."""
    ids = list(receipt_ids)
    with transaction.atomic():
        receipts = lock_receipts(ids, owner=actor)
        entries = {e.receipt_id: e for e in Transaction.objects.filter(receipt__in=list(receipts))}
        answers = [_answer(pk, receipts.get(pk), entries.get(pk)) for pk in ids]
        verified = [entries[answer.receipt_id] for answer in answers if answer.error is None]
        _verify(verified, actor=actor, now=now)
    return answers


def _answer(receipt_id: int, receipt: Receipt | None, entry: Transaction | None) -> Verification:
    try:
        if receipt is None:
            raise NotFoundError("Not found.")
        _verifiable(entry)
    except AppError as error:
        return Verification(receipt_id=receipt_id, error=error)
    return Verification(receipt_id=receipt_id, error=None)


def _verifiable(entry: Transaction | None) -> Transaction:
    if entry is None:
        raise NotVerifiableError("There is no entry yet to verify.")
    if entry.total is None:
        raise NotVerifiableError("Without a total there is nothing to verify. Please set it first.")
    return entry


def _verify(entries: Iterable[Transaction], *, actor: User, now: datetime) -> None:
    """Whose receipts are locked. One that is verified already stays as it is."""
    chosen = {entry.pk: entry for entry in entries if entry.verified_at is None}
    if not chosen:
        return
    Transaction.objects.filter(pk__in=chosen).update(
        verified_by=actor, verified_at=now, updated_at=now
    )
    Receipt.objects.filter(pk__in=[entry.receipt_id for entry in chosen.values()]).update(
        review_status=Receipt.ReviewStatus.APPROVED,
        review_reasons=[],
        version=F("version") + 1,
        updated_at=now,
    )
    record(Kind.VERIFIED, map(Event, chosen.values()), actor=actor, now=now)
