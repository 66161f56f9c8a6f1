"""Backups of originals: a folder with a file for each, under the name that it is stored by."""

import re
from itertools import batched
from pathlib import Path

from receipts.models import ReceiptFile
from receipts.storages.local_storage import LocalReceiptStorage
from receipts.storages.moving import Move, MoveReport, move_originals
from receipts.storages.receipt_storage import receipt_storage

_BATCH = 200
# As uploads name originals. What else stands in the folder was put there by somebody else.
_NAME = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[a-z]+")


class BackupPlaceError(Exception):
    """The folder cannot hold a backup; the text is for the operator."""


def check_place(folder: Path) -> None:
    """A backup that is the storage would lose what the storage loses, and the storage takes files
    of a backup for its own. Raises BackupPlaceError."""
    storage = receipt_storage()
    if not isinstance(storage, LocalReceiptStorage):
        return
    stored, kept = Path(storage.location).resolve(), Path(_kept_in(folder).location).resolve()
    if kept.is_relative_to(stored) or stored.is_relative_to(kept):
        raise BackupPlaceError(
            f"{kept} is where the originals are stored, or a folder around or inside it. "
            "A backup needs a folder elsewhere."
        )


def back_up_originals(folder: Path) -> MoveReport:
    """Fetches what the folder has not yet, and forgets what was deleted since an earlier backup:
    who deletes a receipt wants it gone. Raises StorageUnavailableError."""
    kept = _kept_in(folder)
    report = move_originals(Move(source=receipt_storage(), target=kept, keeps_source=True))
    for files in batched(kept.stored_files(), _BATCH):
        names = {file.name for file in files if _NAME.fullmatch(file.name)}
        rows = ReceiptFile.objects.filter(stored_name__in=names)
        known = rows.values_list("stored_name", flat=True)
        for name in names.difference(known):
            kept.delete(name)
    return report


def restore_originals(folder: Path) -> MoveReport:
    """Those of the receipts that the database has now. Raises StorageUnavailableError."""
    move = Move(source=_kept_in(folder), target=receipt_storage(), keeps_source=True)
    return move_originals(move)


def _kept_in(folder: Path) -> LocalReceiptStorage:
    return LocalReceiptStorage(location=folder / "receipts")
