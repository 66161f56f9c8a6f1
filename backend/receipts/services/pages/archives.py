"""Zip archives that may be made with ill intent, read one file at a time. Pure.

Nothing is unpacked to a disk; whatever the archive claims, no more than one file and one directory
are ever in memory.
"""

import struct
import zlib
from pathlib import PurePosixPath
from typing import IO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from receipts.services.files.archive_listing import ArchiveEntry, ArchiveListing
from receipts.services.files.kinds import UnsupportedFileError

# What a central directory may take: 46 bytes and a name for each file (APPNOTE.TXT, 4.3.12), for
# far more files than are accepted. zipfile reads it at once, so it bounds what a liar can cost.
_LARGEST_READ = 256 * 1024
_STEP = 64 * 1024
# What systems add by themselves, and nobody has chosen.
_BYCATCH = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_FAILURES = (BadZipFile, EOFError, OSError, RuntimeError, ValueError, struct.error, zlib.error)


def list_archive(file: IO[bytes], *, max_files: int) -> ArchiveListing:
    """Raises UnsupportedFileError where it is none. More than `max_files` are counted only."""
    entries = [
        (position, entry)
        for position, entry in enumerate(_open(file).infolist())
        if not _is_bycatch(entry)
    ]
    return ArchiveListing(
        count=len(entries),
        total_bytes=sum(entry.file_size for _, entry in entries),
        entries=tuple(_listed(position, entry) for position, entry in entries[:max_files]),
    )


def unpack(file: IO[bytes], *, position: int, max_bytes: int) -> bytes:
    """Raises UnsupportedFileError, with `too_many_bytes` for more than `max_bytes`."""
    archive = _open(file)
    content = bytearray()
    try:
        with archive.open(archive.infolist()[position]) as packed:
            while step := packed.read(_STEP):
                content += step
                if len(content) > max_bytes:
                    raise UnsupportedFileError("The file is too large.", code="too_many_bytes")
    except _FAILURES as error:
        raise UnsupportedFileError("The file is damaged.", code="undecodable") from error
    return bytes(content)


def _open(file: IO[bytes]) -> ZipFile:
    try:
        return ZipFile(cast(IO[bytes], _BoundedReads(file)))
    except _FAILURES as error:
        raise UnsupportedFileError("This is no archive.", code="undecodable") from error


def _is_bycatch(entry: ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    is_mac_fork = "__MACOSX" in path.parts or path.name.startswith("._")
    return entry.is_dir() or is_mac_fork or path.name in _BYCATCH


def _listed(position: int, entry: ZipInfo) -> ArchiveEntry:
    return ArchiveEntry(
        position=position,
        name=entry.filename,
        size=entry.file_size,
        packed_size=entry.compress_size,
        flags=entry.flag_bits,
        packing=entry.compress_type,
        attributes=entry.external_attr,
    )


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
