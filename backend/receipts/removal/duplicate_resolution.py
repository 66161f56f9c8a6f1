"""Resolution of a duplicate candidate: what a person says about two receipts, carried out.

- "same": the later one goes into the trash, or the one that is no purchase (a card slip, a
  reminder) where the other one is, so that what was bought stays in the books; and its place in the
  quota is given back, its reading a free read, where that was one of its own;
- "replace": the earlier one does, and what a person had set in its entry goes on to the later one;
- "separate": both stay, and nobody asks again.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from common.errors import ConflictError, NotFoundError
from receipts.duplicates.candidate_rows import refresh_review_reasons
from receipts.duplicates.candidates import BYTES
from receipts.duplicates.carry_over import carry_over_corrections
from receipts.history import Event, Kind, record
from receipts.locking import lock_owners
from receipts.models import Duplicate, Receipt
from receipts.removal.trash import trash_receipts
from subscriptions.services.quota import count_as_free_read, give_back_document


def resolve_duplicate(
    receipt_id: int,
    duplicate_id: int,
    *,
    resolution: Duplicate.Resolution,
    actor: User,
    now: datetime,
) -> Duplicate:
    """Said twice, the first time counts.

    Raises NotFoundError where the candidate is not about this receipt of the actor's, and
    ConflictError for another resolution than the one that was given before.
    """
    with transaction.atomic():
        lock_owners([actor.pk])
        candidate = _candidate_of(receipt_id, duplicate_id, actor=actor)
        rows = Duplicate.objects.open().filter(pk=candidate.pk)
        if rows.update(resolution=resolution, resolved_at=now):
            _apply(candidate, resolution, actor=actor, now=now)
        elif candidate.resolution != resolution:
            raise ConflictError(
                f'This was resolved before: "{candidate.resolution}".',
                resolution=str(candidate.resolution),
            )
    return _candidate_of(receipt_id, duplicate_id, actor=actor)


def _candidate_of(receipt_id: int, duplicate_id: int, *, actor: User) -> Duplicate:
    rows = Duplicate.objects.owned_by(actor).about([receipt_id]).with_receipts()
    candidate = rows.filter(pk=duplicate_id).first()
    if candidate is None:
        raise NotFoundError("Not found.")
    return candidate


def _apply(
    candidate: Duplicate, resolution: Duplicate.Resolution, *, actor: User, now: datetime
) -> None:
    match resolution:
        case Duplicate.Resolution.SAME:
            _remove(_spare_one(candidate), candidate, actor=actor, now=now)
        case Duplicate.Resolution.REPLACE:
            _replace(candidate, actor=actor, now=now)
    refresh_review_reasons([candidate.receipt_id], now=now)
    _record(candidate, resolution, actor=actor, now=now)


def _spare_one(candidate: Duplicate) -> Receipt:
    later, earlier = candidate.receipt, candidate.other
    return earlier if later.is_purchase and not earlier.is_purchase else later


def _replace(candidate: Duplicate, *, actor: User, now: datetime) -> None:
    if candidate.other.is_purchase and not candidate.receipt.is_purchase:
        raise ConflictError("What is no purchase cannot take the place of one.")
    carry_over_corrections(
        from_receipt_id=candidate.other_id, to_receipt_id=candidate.receipt_id, actor=actor, now=now
    )
    _remove(candidate.other, candidate, actor=actor, now=now)


def _remove(receipt: Receipt, candidate: Duplicate, *, actor: User, now: datetime) -> None:
    trash_receipts(Receipt.objects.filter(pk=receipt.pk), actor=actor, now=now)
    if receipt.quota_use_id is None:
        return
    # Of the same file one reading was enough.
    settle = give_back_document if BYTES in candidate.reasons else count_as_free_read
    settle(receipt.quota_use_id)


def _record(
    candidate: Duplicate, resolution: Duplicate.Resolution, *, actor: User, now: datetime
) -> None:
    """In the history of both."""
    is_separate = resolution == Duplicate.Resolution.SEPARATE
    kind = Kind.SEPARATED if is_separate else Kind.MERGED
    later, earlier = candidate.receipt, candidate.other
    events = (
        Event(receipt, {"duplicate": candidate.pk, "resolution": resolution, "with": other.pk})
        for receipt, other in ((later, earlier), (earlier, later))
    )
    record(kind, events, actor=actor, now=now)
