"""Verification: a person says that an entry is right. While it holds, no reading changes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from accounts.models import User
from common.errors import AppError, ConflictError, NotFoundError
from common.money import UNKNOWN_CURRENCY
from common.versions import Versions
from receipts.history import Event, Kind, record
from receipts.ledger.bulk_changes import review_entries
from receipts.ledger.review import is_to_be_read
from receipts.locking import (
    in_locked_receipts,
    lock_receipt,
    lock_receipts,
    with_locked_receipts,
)
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
    """Approve one's receipt, of what is no purchase that it is none. Done twice, the first time
    counts.

    Raises NotFoundError, StaleError, and NotVerifiableError for one without an entry, a total, a
    date or a known currency.
    """
    with transaction.atomic():
        receipt = lock_receipt(receipt_id, owner=actor, expected=expected)
        entries = _entries_of({receipt.pk: receipt})
        _verify([_verifiable(entries.get(receipt.pk))], actor=actor, now=now)


def verify_receipts(
    *, receipt_ids: Iterable[int], actor: User, now: datetime
) -> list[Verification]:
    """One that cannot be verified keeps none of the others back. Few queries, however many."""
    ids = list(receipt_ids)
    with transaction.atomic():
        receipts = lock_receipts(ids, owner=actor)
        entries = _entries_of(receipts)
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


def _entries_of(receipts: Mapping[int, Receipt]) -> dict[int | None, Transaction]:
    rows = Transaction.objects.filter(receipt__in=list(receipts))
    return {entry.receipt_id: entry for entry in in_locked_receipts(rows, receipts)}


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
    if entry.is_set_aside:
        return entry
    if entry.total is None:
        raise NotVerifiableError("Without a total there is nothing to verify. Please set it first.")
    if entry.purchased_on is None:
        raise NotVerifiableError(
            "Without a date no report of a period has it. Please set it first."
        )
    if entry.currency == UNKNOWN_CURRENCY:
        raise NotVerifiableError("The currency is not known yet. Please set it first.")
    return entry


def _verify(entries: Iterable[Transaction], *, actor: User, now: datetime) -> None:
    """Whose receipts are locked. One that is verified already stays as it is."""
    chosen = list({entry.pk: entry for entry in entries if not _is_said(entry)}.values())
    if not chosen:
        return
    counted = [entry.pk for entry in chosen if not entry.is_set_aside]
    Transaction.objects.filter(pk__in=counted).update(
        verified_by=actor, verified_at=now, updated_at=now
    )
    aside = [entry.receipt_id or 0 for entry in chosen if entry.is_set_aside]
    Receipt.objects.filter(pk__in=aside).update(is_kind_settled=True)
    Receipt.objects.filter(pk__in=[entry.receipt_id for entry in chosen]).update(
        review_status=Receipt.ReviewStatus.APPROVED,
        review_reasons=[],
        version=F("version") + 1,
        updated_at=now,
    )
    record(Kind.VERIFIED, map(Event, chosen), actor=actor, now=now)


def _is_said(entry: Transaction) -> bool:
    """By a person: that it is right, or no purchase."""
    if entry.is_set_aside and entry.receipt is not None:
        is_approved = entry.receipt.review_status == Receipt.ReviewStatus.APPROVED
        return entry.receipt.is_kind_settled and is_approved
    return entry.verified_at is not None


def _unverify(receipts: Mapping[int, Receipt], *, actor: User, now: datetime) -> None:
    """Of locked receipts. One that is not verified stays as it is."""
    rows = Transaction.objects.filter(receipt__in=list(receipts))
    said = rows.filter(Q(verified_at__isnull=False) | Q(receipt__is_kind_settled=True))
    entries = [entry for entry in with_locked_receipts(said, receipts) if _is_taken_back(entry)]
    rows.filter(pk__in=[entry.pk for entry in entries], deleted_at=None).update(
        verified_by=None, verified_at=None, updated_at=now
    )
    aside = [entry.receipt_id or 0 for entry in entries if entry.is_set_aside]
    Receipt.objects.filter(pk__in=aside).update(is_kind_settled=False)
    for entry in entries:
        _take_back(entry)
    review_entries(entries, now=now)
    record(Kind.UNVERIFIED, map(Event, entries), actor=actor, now=now)


def _is_taken_back(entry: Transaction) -> bool:
    """What is set aside keeps that it was verified, should it be in the books again."""
    if entry.receipt is not None and entry.is_set_aside:
        return entry.receipt.is_kind_settled
    return entry.verified_at is not None


def _take_back(entry: Transaction) -> None:
    """In hand, for the review that follows; that of what is still to be read comes with it."""
    if entry.receipt is None:
        return
    if entry.is_set_aside:
        entry.receipt.is_kind_settled = False
    else:
        entry.verified_by = entry.verified_at = None
    if is_to_be_read(entry.receipt):
        entry.receipt.review_status = Receipt.ReviewStatus.UNREVIEWED
