"""Storage, step 2: originals kept untouched. What every storage can do; `STORAGES` chooses one.

`local_storage.py` is the disk, `cloudinary_storage.py` the production one.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, NamedTuple, Protocol, cast

from django.core.files.base import File
from django.core.files.storage import storages

from common.errors import ServiceUnavailableError

logger = logging.getLogger(__name__)


class StorageUnavailableError(ServiceUnavailableError):
    """The storage did not do what it was asked: full, away, too slow, or it refused."""

    code = "storage_unavailable"

    def __init__(self) -> None:
        super().__init__(
            "Receipt files cannot be reached right now. Please try again in a minute.",
            retry_after=60,
        )


class ReceiptLinks(NamedTuple):
    """Signed and running out. Paths on this server or absolute addresses elsewhere."""

    original_url: str
    display_url: str
    thumbnail_url: str


# By stored name, number of the page in that file, and size that its picture has; None: not known.
type PageLinkMaker = Callable[[str, int, tuple[int, int] | None], str]


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    name: str
    stored_at: datetime


class ReceiptStorage(Protocol):
    """One of Django's storages, with links. Failures are StorageUnavailableError, save that
    opening a file that is not there is FileNotFoundError."""

    is_remote: bool  # at Cloudinary, and not on this server's disk

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        """Byte for byte; whole, or nothing is left of it. The name that counts is returned."""

    def open(self, name: str, mode: str = "rb") -> File: ...

    def delete(self, name: str) -> None:
        """The original and what was made of it. One that is not there is no error."""

    def exists(self, name: str) -> bool: ...

    def is_reachable(self) -> bool:
        """Would a file be stored now? Never raises, and answers within a few seconds."""

    def stored_files(self) -> Iterator[StoredFile]:
        """Everything that is stored, fetched in batches; also what no receipt knows."""

    def links(self, stored_name: str, *, now: datetime) -> ReceiptLinks:
        """Computed only: no query, no network, whether the file is there or not."""

    def link_maker(self, *, now: datetime, server: str = "") -> Callable[[str], ReceiptLinks]:
        """The same for many files, by stored name: what they share is computed once. `server`
        ("https://books.example.com") stands before links that would be paths."""

    def page_link_maker(self, *, now: datetime, server: str = "") -> PageLinkMaker:
        """Links to pictures of pages, likewise."""


def receipt_storage() -> ReceiptStorage:
    return cast(ReceiptStorage, storages["receipts"])


def delete_stored(stored_names: Iterable[str]) -> list[str]:
    """Call it after the commit. Returns the names that could not be deleted; they are logged."""
    storage = receipt_storage()
    left_over = []
    for name in stored_names:
        try:
            storage.delete(name)
        except StorageUnavailableError:
            logger.warning("Stored file %s could not be deleted", name)
            left_over.append(name)
    return left_over


@dataclass(frozen=True)
class LinkWindow:
    """When a link was signed and when it runs out, in seconds since 1970."""

    starts_at: int
    ends_at: int


def link_window(*, now: datetime, lasts_seconds: int) -> LinkWindow:
    """A link lives `lasts_seconds` at most and half of that at least.

    It changes only when the next half begins: until then a browser keeps the picture, and a list
    of receipts stays the same to the byte.
    """
    step = max(1, lasts_seconds // 2)
    starts_at = int(now.timestamp()) // step * step
    return LinkWindow(starts_at, starts_at + lasts_seconds)
