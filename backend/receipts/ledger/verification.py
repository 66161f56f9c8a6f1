"""Verification: a person says that an entry is right. While it holds, no reading changes it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from accounts.models import User
from common.errors import AppError, ConflictError, NotFoundError
from common.money import UNKNOWN_CURRENCY
from common.versions import Versions, stale
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
    wanted: Mapping[int, Versions], *, actor: User, now: datetime
) -> dict[int, AppError | int]:
    """By id of `wanted`, the version that it has now. One that cannot be verified keeps none of the
    others back. Few queries, however many."""
    with transaction.atomic():
        receipts, refused = _lock_wanted(wanted, owner=actor)
        entries, verified = _entries_of(receipts), list[Transaction]()
        for pk in receipts:
            try:
                verified.append(_verifiable(entries.get(pk)))
            except AppError as error:
                refused[pk] = error
        _verify(verified, actor=actor, now=now)
        return _outcomes(wanted, refused)


def unverify_receipt(receipt_id: int, *, actor: User, expected: Versions, now: datetime) -> None:
    """Take a verification back: the entry keeps its values, and is reviewed as if it had never been
    verified. Done twice, the first time counts. Raises NotFoundError and StaleError."""
    with transaction.atomic():
        receipt = lock_receipt(receipt_id, owner=actor, expected=expected)
        _unverify({receipt.pk: receipt}, actor=actor, now=now)


def unverify_receipts(
    wanted: Mapping[int, Versions], *, actor: User, now: datetime
) -> dict[int, AppError | int]:
    """By id of `wanted`, the version that it has now. Few queries, however many."""
    with transaction.atomic():
        receipts, refused = _lock_wanted(wanted, owner=actor)
        _unverify(receipts, actor=actor, now=now)
        return _outcomes(wanted, refused)


def _lock_wanted(
    wanted: Mapping[int, Versions], *, owner: User
) -> tuple[dict[int, Receipt], dict[int, AppError]]:
    """Those that are there at a version that is meant, and why the others are not."""
    found, refused = lock_receipts(wanted, owner=owner), dict[int, AppError]()
    for pk, expected in wanted.items():
        if pk not in found:
            refused[pk] = NotFoundError("Not found.")
        elif expected is not None and found[pk].version not in expected:
            refused[pk] = stale()
    return {pk: receipt for pk, receipt in found.items() if pk not in refused}, refused


def _outcomes(wanted: Iterable[int], refused: Mapping[int, AppError]) -> dict[int, AppError | int]:
    """In the order of `wanted`. While they are locked."""
    done = [pk for pk in wanted if pk not in refused]
    versions = dict(Receipt.objects.filter(pk__in=done).values_list("pk", "version"))
    return {pk: refused.get(pk) or versions[pk] for pk in wanted}


def _entries_of(receipts: Mapping[int, Receipt]) -> dict[int | None, Transaction]:
    rows = Transaction.objects.filter(receipt__in=list(receipts))
    return {entry.receipt_id: entry for entry in in_locked_receipts(rows, receipts)}


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
