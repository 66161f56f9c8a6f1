"""Zip archives that may be made with ill intent, read one file at a time. Pure.

Nothing is unpacked to a disk and no name is believed; an archive inside is a file like any other.
Whatever the archive claims, no more than one file and one directory are ever in memory.
"""

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from common.errors import AppError, TooLargeError, UnsupportedMediaError

# What a central directory may take: 46 bytes and a name for each file (APPNOTE.TXT, 4.3.12), for
# far more files than are accepted. zipfile reads it at once, so it bounds what a liar can cost.
_LARGEST_READ = 256 * 1024
_STEP = 64 * 1024
# A scan that is all white packs about 1:1000 as BMP; photos do not reach 1:5. Small files may.
_HIGHEST_RATIO = 200
_SMALL_BYTES = 1024 * 1024
_ENCRYPTED = 0x1  # APPNOTE.TXT, 4.4.4
# What systems add by themselves, and nobody has chosen.
_BYCATCH = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_FAILURES = (BadZipFile, EOFError, OSError, RuntimeError, ValueError, struct.error, zlib.error)


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
    """`name` is the last part of the path, printable. `content` an error: why it is refused."""

    name: str
    content: bytes | AppError


def read_archive(file: IO[bytes], *, limits: ArchiveLimits) -> Iterator[ArchivedFile]:
    """Raises TooManyFilesError, TooLargeError or UnsupportedMediaError for the whole archive,
    before the first file; what is wrong with one file does not harm the others."""
    archive, entries = _open(file)
    if len(entries) > limits.max_files:
        raise TooManyFilesError(limits.max_files)
    if sum(entry.file_size for entry in entries) > limits.max_total_bytes:
        raise TooLargeError.of("archive", max_bytes=limits.max_total_bytes)
    return _read_each(archive, entries, limits)


def _open(file: IO[bytes]) -> tuple[ZipFile, list[ZipInfo]]:
    try:
        archive = ZipFile(cast(IO[bytes], _BoundedReads(file)))
    except _FAILURES as error:
        raise UnsupportedMediaError("This file is no ZIP archive, or a damaged one.") from error
    entries = [entry for entry in archive.infolist() if not _is_bycatch(entry)]
    if not entries:
        raise UnsupportedMediaError("There is no file in this archive.")
    return archive, entries


def _read_each(
    archive: ZipFile, entries: list[ZipInfo], limits: ArchiveLimits
) -> Iterator[ArchivedFile]:
    left = limits.max_total_bytes
    for entry in entries:
        content: bytes | AppError
        try:
            _refuse_trick(entry, limits)
            content = _read(archive, entry, max_bytes=min(left, limits.max_file_bytes))
            left -= len(content)
        except AppError as error:
            content = error
        yield ArchivedFile(_shown_name(entry), content)


def _is_bycatch(entry: ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    is_mac_fork = "__MACOSX" in path.parts or path.name.startswith("._")
    return entry.is_dir() or is_mac_fork or path.name in _BYCATCH


def _refuse_trick(entry: ZipInfo, limits: ArchiveLimits) -> None:
    """By what the archive says of the file, before a byte of it is unpacked."""
    path = entry.filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":" or _is_link(entry):
        raise UnsafeNameError("The name of this file points out of the archive.")
    if entry.flag_bits & _ENCRYPTED:
        raise UnsupportedMediaError("This file is encrypted. Please send it without a password.")
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise UnsupportedMediaError("This file is packed in a way that is not supported.")
    if entry.file_size > limits.max_file_bytes:
        raise TooLargeError.of("file", max_bytes=limits.max_file_bytes)
    if entry.file_size > max(_SMALL_BYTES, _HIGHEST_RATIO * entry.compress_size):
        raise TooLargeError("This file is packed more tightly than any picture is.")


def _is_link(entry: ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _read(archive: ZipFile, entry: ZipInfo, *, max_bytes: int) -> bytes:
    """However much the archive has declared, no more than `max_bytes` are unpacked."""
    content = bytearray()
    try:
        with archive.open(entry) as packed:
            while step := packed.read(_STEP):
                content += step
                if len(content) > max_bytes:
                    raise TooLargeError.of("file", max_bytes=max_bytes)
    except _FAILURES as error:
        raise UnsupportedMediaError("This file is damaged inside the archive.") from error
    return bytes(content)


def _shown_name(entry: ZipInfo) -> str:
    name = entry.filename.replace("\\", "/").rpartition("/")[2]
    printable = "".join(character for character in name if character.isprintable())
    return printable.strip(". ")[-200:] or "receipt"


class _BoundedReads:
    """A file that gives no more than a bounded piece at once: all that zipfile asks of one."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek = file.seek
        self.tell = file.tell
        self.seekable = file.seekable

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            size = _LARGEST_READ + 1
        content = self._file.read(min(size, _LARGEST_READ + 1))
        if len(content) > _LARGEST_READ:
            raise BadZipFile("a directory that is too large")
        return content
