"""Many originals as one ZIP archive that is made while it is sent: one file is in memory, not all.

What cannot be fetched does not break the archive; its last file says what is missing.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, NamedTuple, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import QuerySet

from common.task_engines.connections import release_connections
from receipts.models import Receipt
from receipts.storages.receipt_storage import StorageUnavailableError, receipt_storage

logger = logging.getLogger(__name__)

BATCH = 200
MISSING = "not-included.txt"
# Pictures are packed already; but what is only stored, readers of streams cannot find the end of.
_FASTEST = 1
# Of a name inside the archive, so that with a folder it fits what Windows takes (260).
_NAME_CHARACTERS = 120
_FORBIDDEN = frozenset('<>:"/\\|?*')


class Original(NamedTuple):
    pk: int
    stored_name: str
    original_filename: str
    uploaded_at: datetime


def zip_originals(receipts: QuerySet[Receipt]) -> Iterator[bytes]:
    """The archive, piece by piece. The rows are fetched in batches as it goes on."""
    pipe = _Pipe()
    missing = []
    with ZipFile(cast(IO[bytes], pipe), "w", ZIP_DEFLATED, compresslevel=_FASTEST) as archive:
        for original in _originals(receipts):
            name = archived_name(original)
            content = _content_of(original)
            if content is None:
                missing.append(name)
                continue
            archive.writestr(ZipInfo(name, _zip_time(original.uploaded_at)), content, ZIP_DEFLATED)
            yield pipe.take()
        if missing:
            archive.writestr(MISSING, _explain(missing))
    yield pipe.take()


def archived_name(original: Original) -> str:
    """Safe on every system, and unique by the receipt's number."""
    shown = "".join(
        "_" if character in _FORBIDDEN else character
        for character in original.original_filename
        if character.isprintable()
    )
    suffix = PurePosixPath(original.stored_name).suffix
    stem = PurePosixPath(shown.strip("._ ") or "receipt").stem[:_NAME_CHARACTERS]
    return f"{original.uploaded_at:%Y-%m-%d}-{original.pk}-{stem}{suffix}"


def _originals(receipts: QuerySet[Receipt]) -> Iterator[Original]:
    """No connection is held while a batch is being sent."""
    last = 0
    while True:
        rows = receipts.filter(pk__gt=last).order_by("pk").values_list(*Original._fields)
        batch = list(map(Original._make, rows[:BATCH]))
        release_connections()
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1].pk


def _zip_time(moment: datetime) -> tuple[int, int, int, int, int, int]:
    return (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)


def _content_of(original: Original) -> bytes | None:
    try:
        with receipt_storage().open(original.stored_name) as file:
            content: bytes = file.read()
            return content
    except (FileNotFoundError, StorageUnavailableError):
        logger.warning("The original of receipt %s could not be exported", original.pk)
        return None


def _explain(names: Iterable[str]) -> str:
    lines = "".join(f"{name}\r\n" for name in names)
    return f"These originals could not be fetched. Please try them again later.\r\n\r\n{lines}"


class _Pipe:
    """What zipfile writes to, and the sender takes from."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, piece: bytes) -> int:
        self._written += piece
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        piece, self._written = bytes(self._written), bytearray()
        return piece
