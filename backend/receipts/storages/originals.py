"""Archives of originals: one ZIP with many of them, one file in memory and not all.

What cannot be fetched does not break an archive; a text behind the originals says what is missing.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import PurePosixPath
from typing import IO, NamedTuple, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from common.localization.sentences import translated
from common.task_engines.connections import release_connections
from receipts.models import Receipt
from receipts.storages.receipt_storage import StorageUnavailableError, receipt_storage

logger = logging.getLogger(__name__)

BATCH = 200
# Pictures are packed already; but what is only stored, readers of streams cannot find the end of.
_FASTEST = 1
# A storage that failed so often, one after the other, is away.
_FAILURES_IN_A_ROW = 3
# Of a name inside the archive, so that with a folder it fits what Windows takes (260).
_NAME_CHARACTERS = 120
_FORBIDDEN = frozenset('<>:"/\\|?*')

ZipTime = tuple[int, int, int, int, int, int]
# The first moment that a ZIP can name, for files whose own would change the archive's bytes.
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Original:
    """A file of a receipt, and the name and the moment that it has in the archive."""

    receipt_id: int
    stored_name: str
    name: str
    moment: ZipTime = FIRST_MOMENT


@dataclass(frozen=True, kw_only=True)
class Apology:
    """The text that names what is missing: its name in the archive, and how it begins."""

    name: str
    beginning: str

    def of(self, names: Iterable[str]) -> bytes:
        lines = "".join(f"{name}\r\n" for name in names)
        return f"{self.beginning}\r\n\r\n{lines}".encode()


def apology() -> Apology:
    """In the language at work, which may be another one when the archive is sent."""
    return Apology(
        name=translated("not-included.txt"),
        beginning=translated("These originals could not be fetched. Please try them again later."),
    )


class Archived[Source: Original](NamedTuple):
    """`content` None: it could not be fetched. `original` None: it is the text that says so."""

    name: str
    content: bytes | None
    original: Source | None


def add_originals[Source: Original](
    archive: ZipFile, originals: Iterable[Source], apology: Apology
) -> Iterator[Archived[Source]]:
    """Fetch one after the other and write it into the archive; then, where some could not be
    fetched, a text that names them. Each is told as soon as it is done with."""
    reader, missing = _Reader(), []
    for original in originals:
        content = reader.read(original)
        if content is None:
            missing.append(original.name)
        else:
            _write(archive, original.name, content, original.moment)
        yield Archived(original.name, content, original)
    if missing:
        text = apology.of(missing)
        _write(archive, apology.name, text)
        yield Archived(apology.name, text, None)


def zip_originals(receipts: QuerySet[Receipt], *, zone: ZoneInfo) -> Iterator[bytes]:
    """An archive, piece by piece, made while it is sent. The rows are fetched in batches. `zone`:
    by whose days and clock the files are named and dated."""
    return _pieces(receipts, zone, apology())


def _pieces(receipts: QuerySet[Receipt], zone: ZoneInfo, apology: Apology) -> Iterator[bytes]:
    pipe = _Pipe()
    originals = map(partial(_original_of, zone=zone), _rows(receipts))
    with ZipFile(cast(IO[bytes], pipe), "w", ZIP_DEFLATED, compresslevel=_FASTEST) as archive:
        for _ in add_originals(archive, originals, apology):
            if piece := pipe.take():
                yield piece
    yield pipe.take()


class _Row(NamedTuple):
    file_id: int
    receipt_id: int
    position: int
    stored_name: str
    original_filename: str
    uploaded_at: datetime


_SOURCES = (
    "files__pk", "pk", "files__position", "files__stored_name", "original_filename", "uploaded_at",
)  # fmt: skip


def _rows(receipts: QuerySet[Receipt]) -> Iterator[_Row]:
    """No connection is held while a batch is being sent. Files of one receipt were made together,
    so they follow each other."""
    last = 0
    while True:
        rows = receipts.filter(files__pk__gt=last).order_by("files__pk").values_list(*_SOURCES)
        batch = list(map(_Row._make, rows[:BATCH]))
        release_connections()
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1].file_id


def _original_of(row: _Row, *, zone: ZoneInfo) -> Original:
    at = row.uploaded_at.astimezone(zone)
    return Original(
        receipt_id=row.receipt_id,
        stored_name=row.stored_name,
        name=_archived_name(row, at.date()),
        moment=(at.year, at.month, at.day, at.hour, at.minute, at.second),
    )


def _archived_name(row: _Row, uploaded_on: date) -> str:
    """Safe on every system, and unique by the receipt's number and the place of the file."""
    shown = "".join(
        "_" if character in _FORBIDDEN else character
        for character in row.original_filename
        if character.isprintable()
    )
    suffix = PurePosixPath(row.stored_name).suffix
    stem = PurePosixPath(shown.strip("._ ") or "receipt").stem[:_NAME_CHARACTERS]
    return f"{uploaded_on}-{row.receipt_id}-{stem}{place_suffix(row.position)}{suffix}"


def place_suffix(position: int) -> str:
    """Of the name of a document's further files: "-p2" and so on."""
    return f"-p{position + 1}" if position else ""


def _write(archive: ZipFile, name: str, content: bytes, moment: ZipTime = FIRST_MOMENT) -> None:
    info = ZipInfo(name, moment)
    info.external_attr = 0o644 << 16
    archive.writestr(info, content, archive.compression, archive.compresslevel)


class _Reader:
    """Reads originals. A storage that is away is not asked for the others: each time could last as
    long as its time-out, and somebody waits for the archive."""

    def __init__(self) -> None:
        self._failures_in_a_row = 0

    def read(self, original: Original) -> bytes | None:
        """None: it is gone, or the storage did not give it."""
        if self._failures_in_a_row == _FAILURES_IN_A_ROW:
            return None
        try:
            content = _content_of(original.stored_name)
        except (OSError, StorageUnavailableError):
            self._failures_in_a_row += 1
            content = None
        else:
            self._failures_in_a_row = 0
        if content is None:
            logger.warning("The original of receipt %s could not be exported", original.receipt_id)
        return content


def _content_of(stored_name: str) -> bytes | None:
    """None: it is gone."""
    try:
        with receipt_storage().open(stored_name) as file:
            content: bytes = file.read()
            return content
    except FileNotFoundError:
        return None


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
