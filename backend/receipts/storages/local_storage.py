"""Local storage, step 2: originals, and beside them small pictures of them."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.urls import reverse

from receipts.decoders import decoders
from receipts.services.files.frames import (
    FRAMES,
    SUFFIXES,
    PictureFormat,
    offered_formats,
    page_of,
    page_variant,
)
from receipts.services.files.mails import as_stored
from receipts.storages.file_links import link_signer
from receipts.storages.receipt_storage import (
    PageLinkMaker,
    ReceiptLinks,
    StorageUnavailableError,
    StoredFile,
    link_window,
)

logger = logging.getLogger(__name__)

_DERIVED = "derived"
_PAGES = "pages"


class LocalReceiptStorage(FileSystemStorage):
    """Keeps `ReceiptStorage`. Links are paths on this server, answered by `views/files.py`."""

    is_remote = False

    def links(self, stored_name: str, *, now: datetime) -> ReceiptLinks:
        return self.link_maker(now=now)(stored_name)

    def link_maker(self, *, now: datetime, server: str = "") -> Callable[[str], ReceiptLinks]:
        window = link_window(now=now, lasts_seconds=settings.LINK_SECONDS)
        sign = link_signer(ends_at=window.ends_at)
        folders = {name: f"{server}{_folder_of(name)}" for name in ("original", *FRAMES)}

        def make(stored_name: str) -> ReceiptLinks:
            name = quote(stored_name)

            def link(variant: str) -> str:
                return f"{folders[variant]}{name}/?token={sign(stored_name, variant)}"

            return ReceiptLinks(
                original_url=link("original"),
                display_url=link("display"),
                thumbnail_url=link("thumbnail"),
            )

        return make

    def page_link_maker(self, *, now: datetime, server: str = "") -> PageLinkMaker:
        window = link_window(now=now, lasts_seconds=settings.LINK_SECONDS)
        sign = link_signer(ends_at=window.ends_at)

        def make(stored_name: str, number: int, _: object) -> str:
            variant = page_variant(number)
            folder = f"{server}{_folder_of(variant)}"
            return f"{folder}{quote(stored_name)}/?token={sign(stored_name, variant)}"

        return make

    def open_preview(
        self, stored_name: str, preview: str, picture_format: PictureFormat = "jpeg"
    ) -> File:
        """Made on first use. Raises FileNotFoundError, UnsupportedFileError for an original that
        cannot be drawn or has no such page, or DecodersBusyError."""
        with _disk_failures_explained():
            return File(self._draw_once(stored_name, preview, picture_format).open("rb"))

    def draw_ahead(self, stored_name: str) -> None:
        """What a browser asks for first. Raises the same."""
        with _disk_failures_explained():
            self._draw_once(stored_name, "display", offered_formats()[0], is_ahead=True)

    def _draw_once(
        self,
        stored_name: str,
        preview: str,
        picture_format: PictureFormat,
        *,
        is_ahead: bool = False,
    ) -> Path:
        path = self._preview_path(stored_name, preview, picture_format)
        if not path.exists():
            original = Path(self.path(stored_name))
            picture = decoders().preview(
                lambda: as_stored(original.read_bytes(), stored_name),
                preview,
                picture_format,
                is_ahead=is_ahead,
            )
            _write_whole(path, picture)
            if not original.exists():  # deleted while it was drawn
                path.unlink(missing_ok=True)
        return path

    def delete(self, name: str) -> None:
        """The original goes last: what a crash leaves is then still found by its name. Once more
        the previews, since somebody may have asked for one meanwhile."""
        with _disk_failures_explained():
            self._delete_previews(name)
            super().delete(name)
            self._delete_previews(name)

    def is_reachable(self) -> bool:
        """Writes: a full or read-only disk can still be listed."""
        try:
            Path(self.location).mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=self.location) as probe:
                probe.write(b"ready")
        except OSError as error:
            logger.warning("The disk for receipts cannot be written: %s", type(error).__name__)
            return False
        return True

    def stored_files(self) -> Iterator[StoredFile]:
        root = Path(self.location)
        for folder, subfolders, names in root.walk():
            if folder == root and _DERIVED in subfolders:
                subfolders.remove(_DERIVED)
            for path in map(folder.joinpath, names):
                with suppress(FileNotFoundError):  # deleted meanwhile
                    stored_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                    yield StoredFile(name=path.relative_to(root).as_posix(), stored_at=stored_at)

    def _open(self, name: str, mode: str = "rb") -> File:
        with _disk_failures_explained():
            return File(Path(self.path(name)).open(mode))

    def _save(self, name: str, content: IO[Any]) -> str:
        with _disk_failures_explained():
            content.seek(0)
            _write_whole(Path(self.path(name)), content.read())
        return name

    def _delete_previews(self, name: str) -> None:
        for preview in FRAMES:
            for picture_format in SUFFIXES:
                self._preview_path(name, preview, picture_format).unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            rmtree(self._pages_folder(name))

    def _preview_path(self, stored_name: str, preview: str, picture_format: PictureFormat) -> Path:
        number, suffix = page_of(preview), SUFFIXES[picture_format]
        if number is not None:
            return self._pages_folder(stored_name) / f"{number}.{suffix}"
        return Path(self.path(f"{_DERIVED}/{preview}/{stored_name}.{suffix}"))

    def _pages_folder(self, stored_name: str) -> Path:
        return Path(self.path(f"{_DERIVED}/{_PAGES}/{stored_name}"))


@cache
def _folder_of(variant: str) -> str:
    """The path of its files without their names: to resolve one takes longer than to sign it."""
    return reverse("receipt-file", args=[variant, "-"]).removesuffix("-/")


def _write_whole(path: Path, content: bytes) -> None:
    """Under another name first: nobody ever sees half a file, and a failure leaves none."""
    part = path.with_name(f"{path.name}.{uuid4().hex}.part")
    try:
        try:
            part.write_bytes(content)
        except FileNotFoundError:  # the first file of its folder
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(content)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _disk_failures_explained() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        logger.warning("The disk for receipts failed: %s", error.strerror)
        raise StorageUnavailableError from error
