"""Zip archives that may be made with ill intent, taken one file at a time.

Decoders read them. Nothing is unpacked to a disk and no name is believed; an archive inside is a
file like any other.
"""

import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.core.files.uploadedfile import TemporaryUploadedFile

from common.errors import AppError, TooLargeError, UnsupportedMediaError
from receipts.services.decoding.documents import Decoders
from receipts.services.files.archive_listing import ArchiveEntry
from receipts.services.files.kinds import UnsupportedFileError

# A scan that is all white packs about 1:1000 as BMP; photos do not reach 1:5. Small files may.
_HIGHEST_RATIO = 200
_SMALL_BYTES = 1024 * 1024
_ENCRYPTED = 0x1  # APPNOTE.TXT, 4.4.4
_PACKINGS = frozenset({0, 8})  # stored and deflated (APPNOTE.TXT, 4.4.5)


class TooManyFilesError(AppError):
    code = "too_many_files"

    def __init__(self, max_files: int) -> None:
        super().__init__(f"At most {max_files} files are accepted at once.", max_files=max_files)


class UnsafeNameError(AppError):
    """A name that points out of its folder, or a link instead of a file."""

    code = "unsafe_name"


@dataclass(frozen=True, kw_only=True)
class ArchiveLimits:
    max_files: int
    max_file_bytes: int
    max_total_bytes: int


@dataclass(frozen=True)
class ArchivedFile:
    """`name` is the last part of the path, printable. `unpack`, while the iteration stands here,
    raises AppError: why it is refused."""

    name: str
    unpack: Callable[[], bytes]


def read_archive(
    archive: IO[bytes], *, decoders: Decoders, limits: ArchiveLimits
) -> Iterator[ArchivedFile]:
    """Raises TooManyFilesError, TooLargeError, UnsupportedMediaError or DecodersBusyError for the
    whole archive, before the first file; what is wrong with one file does not harm the others."""
    with _descriptor(archive) as file:
        entries = _list(file, decoders, limits)
    return _read_each(archive, entries, decoders, limits)


@contextmanager
def _descriptor(archive: IO[bytes]) -> Iterator[IO[bytes]]:
    """For a decoder: the archive opened for reading alone where a file without a name can be opened
    once more, as Linux lets its processes, else a copy of it."""
    if isinstance(archive, TemporaryUploadedFile):
        itself = Path(f"/proc/self/fd/{archive.fileno()}")
        if itself.exists():
            with itself.open("rb") as file:
                yield file
            return
    with TemporaryFile() as copy:
        archive.seek(0)
        shutil.copyfileobj(archive, copy)
        copy.flush()
        yield copy


def _list(file: IO[bytes], decoders: Decoders, limits: ArchiveLimits) -> tuple[ArchiveEntry, ...]:
    try:
        listing = decoders.list_archive(file, max_files=limits.max_files)
    except UnsupportedFileError as error:
        raise UnsupportedMediaError("This file is no ZIP archive, or a damaged one.") from error
    if not listing.count:
        raise UnsupportedMediaError("There is no file in this archive.")
    if listing.count > limits.max_files:
        raise TooManyFilesError(limits.max_files)
    if listing.total_bytes > limits.max_total_bytes:
        raise TooLargeError.of("archive", max_bytes=limits.max_total_bytes)
    return listing.entries


def _read_each(
    archive: IO[bytes],
    entries: tuple[ArchiveEntry, ...],
    decoders: Decoders,
    limits: ArchiveLimits,
) -> Iterator[ArchivedFile]:
    with _descriptor(archive) as file:
        unpacking = _Unpacking(file, decoders, limits)
        for entry in entries:
            yield ArchivedFile(_shown_name(entry), partial(unpacking.unpack, entry))


class _Unpacking:
    def __init__(self, file: IO[bytes], decoders: Decoders, limits: ArchiveLimits) -> None:
        self._file, self._decoders, self._limits = file, decoders, limits
        self._left = limits.max_total_bytes

    def unpack(self, entry: ArchiveEntry) -> bytes:
        _refuse_trick(entry, self._limits)
        max_bytes = min(self._left, self._limits.max_file_bytes)
        content = _unpack(self._file, entry, self._decoders, max_bytes=max_bytes)
        self._left -= len(content)
        return content


def _refuse_trick(entry: ArchiveEntry, limits: ArchiveLimits) -> None:
    """By what the archive says of the file, before a byte of it is unpacked."""
    path = entry.name.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":" or _is_link(entry):
        raise UnsafeNameError("The name of this file points out of the archive.")
    if entry.flags & _ENCRYPTED:
        raise UnsupportedMediaError("This file is encrypted. Please send it without a password.")
    if entry.packing not in _PACKINGS:
        raise UnsupportedMediaError("This file is packed in a way that is not supported.")
    if entry.size > limits.max_file_bytes:
        raise TooLargeError.of("file", max_bytes=limits.max_file_bytes)
    if entry.size > max(_SMALL_BYTES, _HIGHEST_RATIO * entry.packed_size):
        raise TooLargeError("This file is packed more tightly than any picture is.")


def _is_link(entry: ArchiveEntry) -> bool:
    return stat.S_ISLNK(entry.attributes >> 16)


def _unpack(file: IO[bytes], entry: ArchiveEntry, decoders: Decoders, *, max_bytes: int) -> bytes:
    try:
        return decoders.unpack(file, position=entry.position, max_bytes=max_bytes)
    except UnsupportedFileError as error:
        if error.kind == "too_large":
            raise TooLargeError.of("file", max_bytes=max_bytes) from error
        raise UnsupportedMediaError("This file is damaged inside the archive.") from error


def _shown_name(entry: ArchiveEntry) -> str:
    name = entry.name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(character for character in name if character.isprintable())
    return printable.strip(". ")[-200:] or "receipt"
