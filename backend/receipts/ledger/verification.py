"""Verification: a person says that an entry is right. While it holds, no reading changes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from common.errors import AppError, ConflictError, NotFoundError
from common.versions import Versions
from receipts.history import Event, Kind, record
from receipts.ledger.bulk_changes import review_entries
from receipts.ledger.corrections import is_to_be_read
from receipts.locking import lock_receipt, lock_receipts, with_locked_receipts
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


def unverify_receipt(receipt_id: int, *, actor: User, expected: Versions, now: datetime) -> None:
    """Take a verification back: the entry keeps its values, and is reviewed as if it had never been
    verified. Done twice, the first time counts. Raises NotFoundError and StaleError."""
    with transaction.atomic():
        receipt = lock_receipt(receipt_id, owner=actor, expected=expected)
        _unverify({receipt.pk: receipt}, actor=actor, now=now)


def unverify_receipts(
    *, receipt_ids: Iterable[int], actor: User, now: datetime
) -> dict[int, AppError | None]:
    """By id, None: it is done. Few queries, however many."""
    ids = list(receipt_ids)
    with transaction.atomic():
        receipts = lock_receipts(ids, owner=actor)
        _unverify(receipts, actor=actor, now=now)
    return {pk: None if pk in receipts else NotFoundError("Not found.") for pk in ids}


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


def _unverify(receipts: Mapping[int, Receipt], *, actor: User, now: datetime) -> None:
    """Of locked receipts. One that is not verified stays as it is."""
    rows = Transaction.objects.filter(receipt__in=list(receipts)).exclude(verified_at=None)
    entries = with_locked_receipts(rows, receipts)
    rows.update(verified_by=None, verified_at=None, updated_at=now)
    for entry in entries:
        entry.verified_by = entry.verified_at = None
        if entry.receipt and is_to_be_read(entry.receipt):  # its review comes with the reading
            entry.receipt.review_status = Receipt.ReviewStatus.UNREVIEWED
    review_entries(entries, now=now)
    record(Kind.UNVERIFIED, map(Event, entries), actor=actor, now=now)
