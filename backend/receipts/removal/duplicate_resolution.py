"""What a person says about two receipts that resemble each other.

- "same": the later one goes into the trash, and its place in the quota is given back;
- "replace": the earlier one does, and what a person had set in its entry goes on to the later one;
- "separate": both stay, and nobody asks again.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from common.errors import ConflictError, NotFoundError
from receipts.duplicates.carry_over import take_over_corrections
from receipts.duplicates.marks import show_marks
from receipts.history import Event, Kind, record
from receipts.locking import lock_owners
from receipts.models import Duplicate, Receipt
from receipts.removal.trash import trash_receipts
from subscriptions.services.quota import give_back_document


def answer_duplicate(
    receipt_id: int, duplicate_id: int, *, answer: Duplicate.Answer, actor: User, now: datetime
) -> Duplicate:
    """Said twice, the first time counts.

    Raises NotFoundError where the mark is not about this receipt of the actor's, and ConflictError
    for another answer than the one that was given before.
    """
    with transaction.atomic():
        lock_owners([actor.pk])
        mark = _mark_of(receipt_id, duplicate_id, actor=actor)
        marks = Duplicate.objects.open().filter(pk=mark.pk)
        if marks.update(answer=answer, answered_at=now):
            _carry_out(mark, answer, actor=actor, now=now)
        elif mark.answer != answer:
            raise ConflictError(
                f'This was answered before: "{mark.answer}".', answer=str(mark.answer)
            )
    return _mark_of(receipt_id, duplicate_id, actor=actor)


def _mark_of(receipt_id: int, duplicate_id: int, *, actor: User) -> Duplicate:
    marks = Duplicate.objects.owned_by(actor).about([receipt_id]).with_receipts()
    mark = marks.filter(pk=duplicate_id).first()
    if mark is None:
        raise NotFoundError("Not found.")
    return mark


def _carry_out(mark: Duplicate, answer: Duplicate.Answer, *, actor: User, now: datetime) -> None:
    match answer:
        case Duplicate.Answer.SAME:
            _remove(mark.receipt, actor=actor, now=now)
        case Duplicate.Answer.REPLACE:
            _replace(mark, actor=actor, now=now)
    show_marks([mark.receipt_id], now=now)
    _record(mark, answer, actor=actor, now=now)


def _replace(mark: Duplicate, *, actor: User, now: datetime) -> None:
    take_over_corrections(
        from_receipt_id=mark.other_id, to_receipt_id=mark.receipt_id, actor=actor, now=now
    )
    _remove(mark.other, actor=actor, now=now)


def _remove(receipt: Receipt, *, actor: User, now: datetime) -> None:
    trash_receipts(Receipt.objects.filter(pk=receipt.pk), actor=actor, now=now)
    if receipt.quota_use_id:
        give_back_document(receipt.quota_use_id)


def _record(mark: Duplicate, answer: Duplicate.Answer, *, actor: User, now: datetime) -> None:
    """In the history of both."""
    kind = Kind.SEPARATED if answer == Duplicate.Answer.SEPARATE else Kind.MERGED
    events = (
        Event(receipt, {"duplicate": mark.pk, "answer": answer, "with": other.pk})
        for receipt, other in ((mark.receipt, mark.other), (mark.other, mark.receipt))
    )
    record(kind, events, actor=actor, now=now)
