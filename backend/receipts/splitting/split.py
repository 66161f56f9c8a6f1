"""The split of a receipt: each part becomes a receipt with files of its own, is queued and counts.
The whole one goes into the trash, and its restoration takes the parts back
(`removal/unsplitting.py`).

What is cut out is no original: that stays with the whole one, which lasts as long as its parts.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath

from django.db import transaction

from accounts.models import User
from accounts.services.idempotency import Progress
from common.errors import ConflictError, NotFoundError
from common.task_engines.connections import release_connections
from common.versions import Versions, refuse_stale
from receipts.intake.new_receipts import (
    CheckedFile,
    NewFile,
    check_files,
    create_receipt,
    stored_with_rows,
)
from receipts.locking import lock_owners, lock_receipt
from receipts.models import Receipt, TrashReason
from receipts.removal.trash import trash_receipts
from receipts.splitting.cutting import Cutter, Part, require_places
from receipts.tasks import queue_ocr_task
from subscriptions.services.quota import require_room, reserve_documents

MAX_PARTS = 20
_LONGEST_STEM = 200


def split_receipt(
    receipt_id: int,
    *,
    parts: Sequence[Part],
    owner: User,
    expected: Versions,
    progress: Progress,
    now: datetime,
) -> list[Receipt]:
    """The new receipts, in the order of the parts; or those that an earlier try of the same call
    has made. The first one takes the place of the whole in the quota, each other one its own.

    Raises NotFoundError, StaleError, ConflictError for one that is not read or was split already
    and where that earlier try was undone, InvalidError for a page that is not there, what an upload
    of the parts would raise, and then nothing is changed.
    """
    if (made := _made_before(owner, progress, count=len(parts))) is not None:
        return made
    whole = _splittable(receipt_id, owner=owner, expected=expected)
    files = list(whole.files.all())
    require_places(parts, pages=sum(file.page_count for file in files))
    require_room(owner, now=now)
    release_connections()
    cutter = Cutter(files)
    with stored_with_rows() as new:
        # One after the other: no more than one is in memory.
        stored = [new.store(_check(cutter.cut(part))) for part in parts]
        with transaction.atomic():
            receipts = _replace_whole(receipt_id, stored, owner=owner, expected=expected, now=now)
            for place, receipt in enumerate(receipts):
                progress.note(place, receipt.pk)
                queue_ocr_task(receipt.pk)
            new.is_committing = True
    return receipts


def _made_before(owner: User, progress: Progress, *, count: int) -> list[Receipt] | None:
    """None: no earlier try has made them. Raises ConflictError where they are gone by now."""
    pks = [pk for place in range(count) if (pk := progress.find(place)) is not None]
    if not pks:
        return None
    made = list(Receipt.objects.owned_by(owner).with_entry().filter(pk__in=pks).order_by("pk"))
    if len(made) < len(pks):
        raise ConflictError("What this call has made was deleted meanwhile.")
    return made


def _splittable(receipt_id: int, *, owner: User, expected: Versions) -> Receipt:
    receipt = Receipt.objects.owned_by(owner).filter(pk=receipt_id).first()
    if receipt is None:
        raise NotFoundError("Not found.")
    if receipt.trash_reason == TrashReason.SPLIT:
        raise ConflictError("This receipt has been split already.")
    if receipt.deleted_at is not None:
        raise NotFoundError("Not found.")
    refuse_stale(receipt.version, expected)
    if receipt.status != Receipt.Status.COMPLETED:
        raise ConflictError("Only a receipt that has been read can be split.")
    return receipt


def _check(contents: Sequence[bytes]) -> list[CheckedFile]:
    return check_files(contents, count=len(contents))


def _replace_whole(
    receipt_id: int,
    documents: Sequence[Sequence[NewFile]],
    *,
    owner: User,
    expected: Versions,
    now: datetime,
) -> list[Receipt]:
    """As things are now, since it was not locked while its parts were cut."""
    lock_owners([owner.pk])
    _splittable(receipt_id, owner=owner, expected=expected)
    whole = lock_receipt(receipt_id, owner=owner, expected=expected)
    further = reserve_documents(owner, len(documents) - 1, now=now)
    if further.refusal is not None:
        raise further.refusal
    receipts: list[Receipt] = []
    for files, use in zip(documents, [whole.quota_use, *further.uses], strict=True):
        receipts.append(
            create_receipt(
                owner,
                filename=_part_name(whole.original_filename, len(receipts) + 1, files[0]),
                files=files,
                quota_use=use,
                split_from=whole,
                siblings=[receipt.pk for receipt in receipts],
            )
        )
    told = {"reason": TrashReason.SPLIT, "parts": [receipt.pk for receipt in receipts]}
    rows = Receipt.objects.filter(pk=whole.pk)
    trash_receipts(rows, actor=owner, now=now, reason=TrashReason.SPLIT, told=told)
    return receipts


def _part_name(whole: str, number: int, file: NewFile) -> str:
    """ "scan (2).jpg" of "scan.jpg" """
    path = PurePath(whole.replace("/", "_"))
    return f"{path.stem[:_LONGEST_STEM]} ({number}).{file.inspection.extension}"
