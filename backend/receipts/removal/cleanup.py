"""Cleanup of what nobody needs any more: old trash, forgotten files, old failures, old keys, old
tombstones.

Every batch is committed by itself, so a run that is stopped has done what it has done, and the next
one goes on. Two at once share the work: each takes rows that the other has not locked.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import batched
from typing import Any, NamedTuple

from django.db import transaction
from django.dispatch import Signal

from accounts.models import IdempotencyKey
from receipts.changes.feed import forget_tombstones, old_tombstones
from receipts.models import Receipt, ReceiptFile
from receipts.models.receipt import ReceiptQuerySet
from receipts.removal.purge import purge_rows
from receipts.removal.trash import TRASH_LASTS
from receipts.storages.receipt_storage import StoredFile, delete_stored, receipt_storage

BATCH = 200
# An upload stores its file before its row; no request lives nearly as long.
SAFE_AGE = timedelta(hours=24)
# How many receipts without a file are named; all are counted.
MAX_NAMED = 100

cleaning_up = Signal()
"""Sent once for each clean-up with `now`, `is_dry_run` and `batch`. A listener of an app above
deletes what that keeps no longer, and answers what it was and how many: ("old_exports", 3).
"""


@dataclass(kw_only=True)
class CleanupReport:
    """How many of each. `missing_receipts`: the ids of the first of those whose file is gone."""

    is_dry_run: bool
    purged_from_trash: int = 0
    purged_failed: int = 0
    unknown_files: int = 0
    files_not_deleted: int = 0
    missing_files: int = 0
    missing_receipts: list[int] = field(default_factory=list)
    expired_keys: int = 0
    old_tombstones: int = 0
    of_others: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        fields = asdict(self)
        others: dict[str, int] = fields.pop("of_others")
        return fields | others


def clean_up(
    *, now: datetime, is_dry_run: bool, failed_older_than: timedelta | None = None
) -> CleanupReport:
    """`failed_older_than` None: failed receipts stay. Raises StorageUnavailableError where the
    stored files cannot be listed; what was done until then stays done."""
    report = CleanupReport(is_dry_run=is_dry_run)
    old_trash = Receipt.objects.filter(deleted_at__lte=now - TRASH_LASTS).without_parts()
    report.purged_from_trash = _purge(old_trash, report, now=now)
    if failed_older_than is not None:
        report.purged_failed = _purge(_old_failures(now - failed_older_than), report, now=now)
    report.expired_keys = _drop_expired_keys(report, now=now)
    report.old_tombstones = _forget_tombstones(report, now=now)
    others = cleaning_up.send(None, now=now, is_dry_run=is_dry_run, batch=BATCH)
    answers: Any = [answer for _, answer in others]
    report.of_others = dict(answers)
    _compare_files(report, now=now)
    return report


def _old_failures(before: datetime) -> ReceiptQuerySet:
    """Unless somebody has completed it by hand: then it holds an entry."""
    return Receipt.objects.filter(
        status=Receipt.Status.FAILED, updated_at__lte=before, transaction=None
    )


def _purge(receipts: ReceiptQuerySet, report: CleanupReport, *, now: datetime) -> int:
    if report.is_dry_run:
        return receipts.count()
    purged = 0
    while batch := _purge_batch(receipts, now=now):
        purged += batch.receipts
        # If the process dies here, the next run finds files that no row knows.
        report.files_not_deleted += len(delete_stored(batch.stored_names))
    return purged


class _Purged(NamedTuple):
    """How many, and the names of their files."""

    receipts: int
    stored_names: list[str]


def _purge_batch(receipts: ReceiptQuerySet, *, now: datetime) -> _Purged | None:
    """Rows with all that belongs to them. None: there is none any more."""
    with transaction.atomic():
        rows = receipts.order_by("pk").select_for_update(skip_locked=True, of=("self",))
        batch = list(rows.only("pk", "owner_id", "quota_use_id")[:BATCH])
        stored_names = purge_rows(batch, now=now)
    return _Purged(len(batch), stored_names) if batch else None


def _drop_expired_keys(report: CleanupReport, *, now: datetime) -> int:
    expired = IdempotencyKey.objects.expired(now)
    if report.is_dry_run:
        return expired.count()
    dropped = 0
    while pks := list(expired.values_list("pk", flat=True)[:BATCH]):
        dropped += IdempotencyKey.objects.filter(pk__in=pks).delete()[0]
    return dropped


def _forget_tombstones(report: CleanupReport, *, now: datetime) -> int:
    if report.is_dry_run:
        return old_tombstones(now=now).count()
    return forget_tombstones(now=now, batch=BATCH)


def _compare_files(report: CleanupReport, *, now: datetime) -> None:
    """One pass over the files and one over the rows. What is stored is noted in a database on the
    disk, since a storage may ask a network call for each question."""
    before = now - SAFE_AGE
    with closing(sqlite3.connect("", isolation_level=None)) as stored:
        stored.execute("CREATE TABLE file (name TEXT PRIMARY KEY) WITHOUT ROWID")
        for files in batched(receipt_storage().stored_files(), BATCH):
            stored.executemany(
                "INSERT OR IGNORE INTO file VALUES (?)", ((file.name,) for file in files)
            )
            _delete_unknown(files, report, before=before)
        _report_missing(stored, report, before=before)


def _delete_unknown(
    files: Iterable[StoredFile], report: CleanupReport, *, before: datetime
) -> None:
    old = [file.name for file in files if file.stored_at <= before]
    rows = ReceiptFile.objects.filter(stored_name__in=old)
    known = set(rows.values_list("stored_name", flat=True))
    unknown = [name for name in old if name not in known]
    if not report.is_dry_run:
        left_over = delete_stored(unknown)
        report.files_not_deleted += len(left_over)
        report.unknown_files -= len(left_over)
    report.unknown_files += len(unknown)


def _report_missing(stored: sqlite3.Connection, report: CleanupReport, *, before: datetime) -> None:
    """Asked once more one by one, since a file may have been deleted and stored meanwhile."""
    for batch in _files_before(before):
        names = {file.stored_name for file in batch}
        marks = ", ".join("?" * len(names))
        found = stored.execute(f"SELECT name FROM file WHERE name IN ({marks})", tuple(names))  # noqa: S608 - marks only
        missing = names - {name for (name,) in found}
        gone = [file for file in batch if file.stored_name in missing and _is_gone(file)]
        report.missing_files += len(gone)
        for receipt_id in {file.receipt_id: None for file in gone}:
            is_named = receipt_id in report.missing_receipts
            if not is_named and len(report.missing_receipts) < MAX_NAMED:
                report.missing_receipts.append(receipt_id)


def _is_gone(file: ReceiptFile) -> bool:
    is_there: Callable[[str], bool] = receipt_storage().exists
    return not is_there(file.stored_name) and ReceiptFile.objects.filter(pk=file.pk).exists()


def _files_before(before: datetime) -> Iterator[list[ReceiptFile]]:
    last = 0
    rows = ReceiptFile.objects.filter(receipt__uploaded_at__lte=before)
    rows = rows.only("receipt_id", "stored_name").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk
