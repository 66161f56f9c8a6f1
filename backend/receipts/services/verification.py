"""A person says that an entry is right. From then on no reading changes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from common.errors import AppError, ConflictError
from common.versions import Versions
from receipts.models import Receipt, ReceiptEvent, Transaction
from receipts.services.locking import count_change, lock_receipt


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
        entry = _verifiable_entry(receipt)
        if entry.verified_at is not None:
            return
        Transaction.objects.filter(pk=entry.pk).update(
            verified_by=actor, verified_at=now, updated_at=now
        )
        Receipt.objects.filter(pk=receipt.pk).update(
            review_status=Receipt.ReviewStatus.APPROVED, review_reasons=[]
        )
        count_change(entry, now=now)
        ReceiptEvent.objects.create(
            owner=actor,
            receipt=receipt,
            transaction=entry,
            actor=actor,
            kind=ReceiptEvent.Kind.VERIFIED,
            created_at=now,
        )


def verify_receipts(
    *, receipt_ids: Iterable[int], actor: User, now: datetime
) -> list[Verification]:
    """Each by itself: one that cannot be verified keeps none of the others back."""
    return [_verification_of(receipt_id, actor=actor, now=now) for receipt_id in receipt_ids]


def _verification_of(receipt_id: int, *, actor: User, now: datetime) -> Verification:
    try:
        verify_receipt(receipt_id, actor=actor, expected=None, now=now)
    except AppError as error:
        return Verification(receipt_id=receipt_id, error=error)
    return Verification(receipt_id=receipt_id, error=None)


def _verifiable_entry(receipt: Receipt) -> Transaction:
    entry = Transaction.objects.filter(receipt=receipt).first()
    if entry is None:
        raise NotVerifiableError("There is no entry yet to verify.")
    if entry.total is None:
        raise NotVerifiableError("Without a total there is nothing to verify. Please set it first.")
    return entry
