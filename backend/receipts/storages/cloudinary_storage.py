"""Cloudinary storage, step 2 in production: originals as `authenticated` assets.

Every link goes to the signed download endpoint, since only there a signature runs out:
docs/decisions/cloudinary-links-go-to-the-download-endpoint.md.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from time import monotonic
from typing import IO, Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.utils import timezone

from receipts.decoders import decoders
from receipts.services.files.frames import FRAMES, PAGE_SIDE, Frame
from receipts.services.files.kinds import EML, PDF, XML
from receipts.services.files.mails import as_stored
from receipts.storages.cloudinary_account import CloudinaryAccount, Resource
from receipts.storages.cloudinary_http import (
    CloudinaryReader,
    RefusedError,
    failures_explained,
)
from receipts.storages.receipt_storage import (
    LinkWindow,
    PageLinkMaker,
    ReceiptLinks,
    StorageUnavailableError,
    StoredFile,
    link_window,
)

logger = logging.getLogger(__name__)

_FOLDER = "receipts"
# Of what Cloudinary can make no picture of.
_RAW_ENDINGS = (f".{XML.extension}", f".{EML.extension}")
_RESOURCES: tuple[Resource, ...] = ("image", "raw")
# The storage reads originals by a link, too; it needs that no longer than one request may take.
_OWN_LINK_SECONDS = 300
# The Admin API allows 500 calls an hour on a free plan, and `/readyz` is asked every few seconds.
_PING_KEPT_SECONDS = 60.0
_FAILED_PING_KEPT_SECONDS = 5.0
_PING_TIMEOUT_SECONDS = 2.0
# A failed upload is taken back before the answer, and Heroku gives up after 30 s.
_WITHDRAWAL_TIMEOUT_SECONDS = 5.0
_PAGE_SIZE = 500  # the most that one listing may ask for
# 420 and 429 say that the hour's calls are used up: Cloudinary is there, and it knows the key.
_REACHABLE_STATUSES = frozenset({200, 420, 429})


class CloudinaryStorage(Storage):
    """Keeps `ReceiptStorage`. Links are absolute addresses at Cloudinary.

    An asset's public id is the stored name without its ending, as Cloudinary wants it; the whole
    name is kept as the asset's context. Cloudinary can make no picture of an XML or a mail: it is a
    raw asset, whose public id is the whole name, and beside it the pages that are drawn of it, or
    the document in it, are an image with the public id that any other original would have.
    """

    is_remote = True

    def __init__(
        self,
        *,
        url: str = "",
        cloud_name: str = "",
        api_key: str = "",
        api_secret: str = "",
        upload_prefix: str = "",
        **timeouts: float,
    ) -> None:
        """`url` counts where `cloud_name` is empty. `timeouts`: `timeout_seconds` (20) for each
        wait, `connect_seconds` (5). Opens no connection."""
        account = (
            CloudinaryAccount(cloud_name=cloud_name, api_key=api_key, api_secret=api_secret)
            if cloud_name
            else CloudinaryAccount.from_url(url)
        )
        self._account = replace(account, upload_prefix=upload_prefix or account.upload_prefix)
        self._http = CloudinaryReader(self._account, **timeouts)
        self._ping_lock = threading.Lock()
        self._ping_answer = False
        self._ping_counts_until = 0.0

    def links(self, stored_name: str, *, now: datetime) -> ReceiptLinks:
        return self.link_maker(now=now)(stored_name)

    def link_maker(self, *, now: datetime, server: str = "") -> Callable[[str], ReceiptLinks]:
        window = link_window(now=now, lasts_seconds=settings.LINK_SECONDS)
        original = self._link_maker(window)
        document = self._link_maker(window, is_attachment=True)
        raw = self._link_maker(window, is_attachment=True, resource="raw")
        display = self._link_maker(window, _transformation(FRAMES["display"]))
        thumbnail = self._link_maker(window, _transformation(FRAMES["thumbnail"]))

        def make(stored_name: str) -> ReceiptLinks:
            public_id = _public_id(stored_name)
            # A PDF or XML may hold scripts and forms, so a browser is told to save it.
            is_document = stored_name.endswith(f".{PDF.extension}")
            if _resource_of(stored_name) == "raw":
                original_url = raw(_raw_id(stored_name))
            else:
                original_url = (document if is_document else original)(public_id)
            return ReceiptLinks(
                original_url=original_url,
                display_url=display(public_id),
                thumbnail_url=thumbnail(public_id),
            )

        return make

    def page_link_maker(self, *, now: datetime, server: str = "") -> PageLinkMaker:
        window = link_window(now=now, lasts_seconds=settings.LINK_SECONDS)

        def make(stored_name: str, number: int, size: tuple[int, int] | None) -> str:
            link = self._link_maker(window, _page_transformation(number, size))
            return link(_public_id(stored_name))

        return make

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """As it is: names are random, and to ask whether one is taken would cost a request."""
        return name

    def delete(self, name: str) -> None:
        self._destroy(name)

    def exists(self, name: str) -> bool:
        path = f"resources/{_resource_of(name)}/authenticated/{quote(_original_id(name))}"
        return self._http.fetch(self._account.address_of(path), with_key=True) is not None

    def is_reachable(self) -> bool:
        """Asks once in a while; its answer counts until then."""
        with self._ping_lock:
            if monotonic() >= self._ping_counts_until:
                self._ping_answer = self._ping()
                kept = _PING_KEPT_SECONDS if self._ping_answer else _FAILED_PING_KEPT_SECONDS
                self._ping_counts_until = monotonic() + kept
            return self._ping_answer

    def stored_files(self) -> Iterator[StoredFile]:
        """Only what this project stored: an asset of somebody else has no name in its context."""
        for resource in _RESOURCES:
            yield from self._stored_as(resource)

    def _stored_as(self, resource: Resource) -> Iterator[StoredFile]:
        cursor: str | None = None
        while True:
            address = self._account.address_of(
                f"resources/{resource}/authenticated",
                prefix=f"{_FOLDER}/",
                context="true",
                max_results=_PAGE_SIZE,
                next_cursor=cursor,
            )
            answer = self._http.fetch(address, with_key=True)
            with failures_explained():
                page = json.loads(answer or b"{}")
                files = [_stored_file(resource) for resource in page["resources"]]
            yield from (file for file in files if file is not None)
            cursor = page.get("next_cursor")
            if not cursor:
                return

    def _open(self, name: str, mode: str = "rb") -> File:
        now = int(timezone.now().timestamp())
        window = LinkWindow(now, now + _OWN_LINK_SECONDS)
        link = self._link_maker(window, resource=_resource_of(name))
        content = self._http.fetch(link(_original_id(name)))
        if content is None:
            raise FileNotFoundError(name)
        return ContentFile(content, name=name)

    def _save(self, name: str, content: IO[Any]) -> str:
        content.seek(0)
        body = content.read()
        # Drawn first: what cannot be drawn is not stored.
        drawn = decoders().draw(as_stored(body, name)) if _resource_of(name) == "raw" else None
        try:
            self._upload(name, body)
            if drawn is not None:
                self._upload_drawn(name, drawn)
        except RefusedError:
            raise  # nothing has been stored
        except StorageUnavailableError:
            self._withdraw(name)
            raise
        return name

    def _upload(self, name: str, body: bytes) -> None:
        self._send(
            PurePosixPath(name).name,
            body,
            public_id=_original_id(name),
            context={"name": name},
            **self._account.call_options(_resource_of(name)),
        )

    def _upload_drawn(self, name: str, pdf: bytes) -> None:
        """Without the context that makes an asset an original."""
        self._send(
            f"{PurePosixPath(name).stem}.{PDF.extension}",
            pdf,
            public_id=_public_id(name),
            **self._account.call_options(),
        )

    def _send(self, filename: str, body: bytes, **options: Any) -> None:
        from cloudinary import uploader  # noqa: PLC0415 - 0.1 s, only where Cloudinary is used

        with failures_explained():
            answer = uploader.upload(
                (filename, body), overwrite=False, timeout=self._http.timeout(), **options
            )
            if answer.get("existing"):
                raise RefusedError
            # An account can be told to change uploads as they come in; a receipt must stay itself.
            if answer.get("bytes", len(body)) != len(body):
                raise ValueError("another size was stored than was sent")

    def _withdraw(self, name: str) -> None:
        """An upload that failed half-way may still have arrived."""
        try:
            self._destroy(name, seconds=_WITHDRAWAL_TIMEOUT_SECONDS)
        except StorageUnavailableError:
            logger.warning("Stored file %s may be left at Cloudinary after a failed upload", name)

    def _destroy(self, name: str, *, seconds: float | None = None) -> None:
        """What was drawn of it goes first: the original is what is found again."""
        if _resource_of(name) == "raw":
            self._destroy_asset(_public_id(name), "image", seconds=seconds)
        self._destroy_asset(_original_id(name), _resource_of(name), seconds=seconds)

    def _destroy_asset(
        self, public_id: str, resource: Resource, *, seconds: float | None = None
    ) -> None:
        from cloudinary import uploader  # noqa: PLC0415 - 0.1 s, only where Cloudinary is used

        with failures_explained():
            answer = uploader.destroy(
                public_id,
                invalidate=True,
                timeout=self._http.timeout(seconds),
                **self._account.call_options(resource),
            )
            if answer["result"] not in {"ok", "not found"}:
                raise ValueError("an unknown result of a deletion")

    def _ping(self) -> bool:
        address = self._account.address_of("ping")
        try:
            status, _ = self._http.get(address, with_key=True, seconds=_PING_TIMEOUT_SECONDS)
        except StorageUnavailableError:
            return False
        return status in _REACHABLE_STATUSES

    def _link_maker(
        self,
        window: LinkWindow,
        transformation: str = "",
        *,
        is_attachment: bool = False,
        resource: Resource = "image",
    ) -> Callable[[str], str]:
        """By public id."""
        params: dict[str, object] = {
            "timestamp": window.starts_at,
            "expires_at": window.ends_at,
        }
        # Without a format and a transformation the original comes back, byte for byte.
        if transformation:
            params |= {"format": "jpg", "transformation": transformation}
        if is_attachment:
            params["attachment"] = "true"
        return self._account.download_links(params, resource)


def _resource_of(name: str) -> Resource:
    return "raw" if name.endswith(_RAW_ENDINGS) else "image"


def _original_id(name: str) -> str:
    return _raw_id(name) if _resource_of(name) == "raw" else _public_id(name)


def _raw_id(name: str) -> str:
    return f"{_FOLDER}/{name}"


def _public_id(name: str) -> str:
    start, dot, ending = name.rpartition(".")
    return f"{_FOLDER}/{start if dot and '/' not in ending else name}"


def _transformation(frame: Frame) -> str:
    """Cloudinary's notation. Orientation and the first page of a document are its defaults."""
    crop = "c_fill,g_north" if frame.is_filled else "c_fit"
    return f"b_white,{crop},h_{frame.height},q_auto,w_{frame.width}"


def _page_transformation(number: int, size: tuple[int, int] | None) -> str:
    """Pages are counted from one there. Of a size that is not known it is not enlarged."""
    crop, (width, height) = ("c_fit", size) if size else ("c_limit", (PAGE_SIDE, PAGE_SIDE))
    page = f",pg_{number + 1}" if number else ""
    return f"b_white,{crop},h_{height}{page},q_auto,w_{width}"


def _stored_file(resource: dict[str, Any]) -> StoredFile | None:
    name = resource.get("context", {}).get("custom", {}).get("name")
    if name is None:
        return None
    return StoredFile(name=name, stored_at=datetime.fromisoformat(resource["created_at"]))
