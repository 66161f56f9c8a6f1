"""Listing of a ZIP archive: what it says of its files, none of which need be true. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ArchiveEntry:
    """One file, by its place in the archive. Numbers as in its directory (APPNOTE.TXT, 4.3.12)."""

    position: int
    name: str
    size: int
    packed_size: int
    flags: int
    packing: int
    attributes: int


@dataclass(frozen=True, kw_only=True)
class ArchiveListing:
    """`entries` are the first of `count` files; `total_bytes` is what all would unpack to."""

    count: int
    total_bytes: int
    entries: tuple[ArchiveEntry, ...]
