"""Documents, as the rest of the project has them opened: typed questions to the decoders.

What comes back is checked: a file may have taken over the process that answered. Pictures of ours
that pass may then be decoded in the process, as the offline reader does.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import IO, Any

from receipts.services.decoding.calls import Job
from receipts.services.decoding.messages import Message
from receipts.services.decoding.page_texts import texts_from
from receipts.services.decoding.pool import DecodingPool, Terms
from receipts.services.einvoices.found import FoundInvoice, found_from
from receipts.services.extraction import PICTURE_FAULTS, Box, Fingerprint, Page, PictureFault
from receipts.services.files.archive_listing import ArchiveEntry, ArchiveListing
from receipts.services.files.frames import PictureFormat, format_of
from receipts.services.files.inspection import READERS, check_file
from receipts.services.files.jpeg import frame_of, has_end
from receipts.services.files.kinds import (
    EML,
    JPEG,
    KINDS,
    MAX_SIDE,
    MOST_PAGES,
    FileKind,
    check_pixels,
    several_documents,
)
from receipts.services.files.mails import ListedDocument, MailListing, place_of
from receipts.services.files.memory import picture_need

# A request waits: it is answered within 30 s, or Heroku gives up (its error H12).
REQUEST = Terms(turn_seconds=5, seconds=10, wall_seconds=10, is_urgent=True)
# A worker waits. Its lease is longer.
WORKER = Terms(turn_seconds=45, seconds=20, wall_seconds=60, is_urgent=False)
# A worker that could take up the next receipt instead.
AHEAD = Terms(turn_seconds=5, seconds=10, wall_seconds=10, is_urgent=False)
_MAX_PAGES_BYTES = 64 * 2**20
_MAX_CUT_BYTES = 64 * 2**20
_MAX_PREVIEW_BYTES = 8 * 2**20
_MAX_LISTING_BYTES = 2 * 2**20
_LONGEST_TEXT = 500
_NUMBERS_OF_ENTRIES = ("position", "size", "packed_size", "flags", "packing", "attributes")


type Size = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class DocumentLimits:
    """What is taken of a document: its bytes, pixels of a page, pages, and the longest side that a
    page is read at."""

    max_bytes: int
    max_pixels: int
    max_pages: int
    max_side: int


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """`page_sizes`: width and height of each as it is looked at, in pixels, or points of a PDF.
    `is_einvoice`: it says itself what is on them. `mail`: what it came in, and `place` which of
    several in it. `document_sha256` tells that two are the same, whatever they came in."""

    mime_type: str
    extension: str
    size_bytes: int
    sha256: str
    page_sizes: tuple[Size, ...]
    document_sha256: str
    is_einvoice: bool = False
    mail: MailListing | None = None
    place: int | None = None

    @property
    def page_count(self) -> int:
        return len(self.page_sizes)

    @property
    def width(self) -> int:
        return self.page_sizes[0][0]

    @property
    def height(self) -> int:
        return self.page_sizes[0][1]


@dataclass(frozen=True, kw_only=True)
class Enhanced:
    """Every page of a document in its order, or those of its `page_count` that are worth reading,
    the first one's fingerprint, and the e-invoice that it is or has."""

    pages: tuple[Page, ...]
    page_count: int
    fingerprint: Fingerprint
    found: FoundInvoice | None = None


class Decoders:
    """Each question raises UnsupportedFileError, or DecodersBusyError, which is not the file's
    fault."""

    def __init__(
        self,
        pool: DecodingPool,
        limits: DocumentLimits,
        *,
        request: Terms = REQUEST,
        worker: Terms = WORKER,
    ) -> None:
        self._pool, self._limits, self._request, self._worker = pool, limits, request, worker

    def inspect(self, content: bytes) -> Inspection:
        """Step 1: what file the bytes are, and can it become a receipt? Where not, nothing of the
        file should be kept. Of a JPEG, PNG or WebP its structure tells, without a decoder."""
        kind = check_file(content, max_bytes=self._limits.max_bytes)
        if kind is EML:
            return self._inspect_mail(content)
        if kind in READERS and (kind is not JPEG or has_end(content)):
            size = READERS[kind](content)
            check_pixels(size, max_pixels=self._limits.max_pixels)
            self._check_memory(content, kind, size)
            examined = _Examined((size,))
        else:
            examined = self._examine(content)
        sha256 = hashlib.sha256(content).hexdigest()
        return Inspection(
            mime_type=kind.mime_type,
            extension=kind.extension,
            size_bytes=len(content),
            sha256=sha256,
            document_sha256=sha256,
            page_sizes=examined.page_sizes,
            is_einvoice=examined.is_einvoice,
        )

    def open_mail(self, content: bytes) -> MailListing:
        """What receipts are in a mail: at least one."""
        job = Job(
            name="open_mail", options={}, parts=[content], max_answer_bytes=_MAX_LISTING_BYTES
        )
        return self._pool.do(job, self._request, _read_mail)

    def _inspect_mail(self, content: bytes) -> Inspection:
        listing, place = self.open_mail(content), place_of(content)
        if place is None and len(listing.documents) > 1:
            raise several_documents(len(listing.documents))
        examined = self._examine(content)
        return Inspection(
            mime_type=EML.mime_type,
            extension=EML.extension,
            size_bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            document_sha256=listing.documents[place or 0].sha256,
            page_sizes=examined.page_sizes,
            is_einvoice=examined.is_einvoice,
            mail=listing,
            place=place,
        )

    def enhance(self, fetch: Callable[[], Sequence[bytes]]) -> Enhanced:
        """Step 3: pages that are good to read, of all files of a document. For a worker: it waits
        longer than a request, and is asked for them when its turn is near, since many may wait."""
        with self._pool.patient_place(self._worker):
            parts = fetch()
            options = self._page_options | _places(*parts) | {"max_side": self._limits.max_side}
            job = Job(
                name="enhance", options=options, parts=parts, max_answer_bytes=_MAX_PAGES_BYTES
            )
            return self._pool.do(job, self._worker, self._read_pages)

    def preview(
        self,
        fetch: Callable[[], bytes],
        preview: str,
        picture_format: PictureFormat = "jpeg",
        *,
        is_ahead: bool = False,
    ) -> bytes:
        """A picture of the first page, or of the one that `preview` names, without metadata. Ahead:
        nobody has asked for it yet, so it comes after all that somebody waits for."""
        options = self._page_options | {"preview": preview, "picture_format": picture_format}
        terms = AHEAD if is_ahead else self._request
        with self._pool.patient_place(terms) if is_ahead else nullcontext():
            content = fetch()
            job = Job(
                name="preview",
                options=options | _places(content),
                parts=[content],
                max_answer_bytes=_MAX_PREVIEW_BYTES,
            )
            return self._pool.do(job, terms, _read_preview)

    def draw(self, content: bytes) -> bytes:
        """A PDF of the pages of an e-invoice, for a storage that makes pictures by itself; and of a
        mail what is in it."""
        options = {"max_pages": self._limits.max_pages} | _places(content)
        job = Job(name="draw", options=options, parts=[content], max_answer_bytes=_MAX_CUT_BYTES)
        return self._pool.do(job, self._request, lambda answer: answer.parts[0])

    def cut(self, content: bytes, places: Sequence[Box]) -> list[bytes]:
        """What stands at places of a file, whose pages are counted in it: one PDF of a PDF, a
        picture for each place of any other."""
        told = {"places": [asdict(place) for place in places]}
        options = self._page_options | _places(content) | told
        job = Job(name="cut", options=options, parts=[content], max_answer_bytes=_MAX_CUT_BYTES)
        return self._pool.do(job, self._request, lambda answer: list(answer.parts))

    def list_archive(self, file: IO[bytes], *, max_files: int) -> ArchiveListing:
        """What is in a ZIP archive, of which `file` is open for reading and has a descriptor."""
        job = Job(
            name="list_archive",
            options={"max_files": max_files},
            descriptors=[file.fileno()],
            max_answer_bytes=_MAX_LISTING_BYTES,
        )
        return self._pool.do(job, self._request, partial(_read_listing, max_files=max_files))

    def unpack(self, file: IO[bytes], *, position: int, max_bytes: int) -> bytes:
        """One file of the archive, by its place in the listing; however much the archive has
        declared, no more than `max_bytes` are unpacked."""
        job = Job(
            name="unpack",
            options={"position": position, "max_bytes": max_bytes},
            descriptors=[file.fileno()],
            max_answer_bytes=max_bytes,
        )
        return self._pool.do(job, self._request, lambda answer: answer.parts[0])

    @property
    def _page_options(self) -> dict[str, Any]:
        return {"max_pixels": self._limits.max_pixels, "max_pages": self._limits.max_pages}

    def _check_memory(self, content: bytes, kind: FileKind, size: tuple[int, int]) -> None:
        """Here, since no decoder looks at it before it is read."""
        need = picture_need(content, kind, size)
        if need and not need.fits(self._pool.largest_bytes):
            raise need.refusal(self._pool.largest_bytes)

    def _examine(self, content: bytes) -> "_Examined":
        options = self._page_options | _places(content)
        job = Job(name="examine", options=options, parts=[content], max_answer_bytes=0)
        return self._pool.do(job, self._request, self._read_sizes)

    def _read_sizes(self, answer: Message) -> "_Examined":
        sizes = answer.head["pages"]
        if not isinstance(sizes, list) or not 0 < len(sizes) <= MOST_PAGES:
            raise ValueError
        is_einvoice = answer.head["is_einvoice"] is True
        return _Examined(tuple(_size_of(*size) for size in sizes), is_einvoice=is_einvoice)

    def _read_pages(self, answer: Message) -> Enhanced:
        *jpegs, texts, found = answer.parts
        if not 0 < len(jpegs) <= self._limits.max_pages:
            raise ValueError
        numbers = _numbers_of(answer, count=len(jpegs))
        faults = _faults_of(answer, count=len(jpegs))
        return Enhanced(
            pages=tuple(
                replace(page, text=texts_from(text))
                for page, text in zip(
                    map(_page_of, jpegs, faults, numbers), json.loads(texts), strict=True
                )
            ),
            page_count=answer.head["page_count"],
            found=next(map(found_from, json.loads(found)), None),
            fingerprint=Fingerprint(
                upright=_hash(answer.head["upright"], digits=16),
                turned=_hash(answer.head["turned"], digits=48),
            ),
        )


@dataclass(frozen=True)
class _Examined:
    page_sizes: tuple[Size, ...]
    is_einvoice: bool = False


def _places(*contents: bytes) -> dict[str, Any]:
    """Of those that are mails which document of each is meant."""
    return {"mail_places": [place_of(content) for content in contents]}


def _read_mail(answer: Message) -> MailListing:
    told = json.loads(answer.parts[0])
    documents = tuple(map(_listed_document, told["documents"]))
    if not documents:
        raise ValueError
    texts = {name: _text(told[name]) for name in ("subject", "sender", "sent_at")}
    return MailListing(**texts, documents=documents)


def _listed_document(told: dict[str, Any]) -> ListedDocument:
    if told["mime_type"] not in {kind.mime_type for kind in KINDS}:
        raise ValueError
    return ListedDocument(
        name=_text(told["name"]),
        mime_type=told["mime_type"],
        sha256=_hash(told["sha256"], digits=64),
        is_text=told["is_text"] is True,
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError
    return value[:_LONGEST_TEXT]


def _faults_of(answer: Message, *, count: int) -> Iterator[tuple[PictureFault, ...]]:
    """Of each page."""
    faults = answer.head["faults"]
    if not isinstance(faults, list) or len(faults) != count:
        raise ValueError
    return (tuple(name for name in PICTURE_FAULTS if name in told) for told in faults)


def _numbers_of(answer: Message, *, count: int) -> list[int]:
    """Of each page, rising, and below how many there are."""
    most = _number(answer.head["page_count"], most=MOST_PAGES) - 1
    numbers = [_number(one, most=most) for one in answer.head["numbers"]]
    if len(numbers) != count or sorted(set(numbers)) != numbers:
        raise ValueError
    return numbers


def _page_of(jpeg: bytes, faults: tuple[PictureFault, ...], number: int) -> Page:
    """As ours are: grey, in one scan. Any other is no page, nor what a decoder made."""
    frame = frame_of(jpeg)
    if len(frame.components) != 1 or frame.is_progressive:
        raise ValueError
    return Page(jpeg=jpeg, width=frame.size[0], height=frame.size[1], faults=faults, number=number)


def _read_preview(answer: Message) -> bytes:
    """It goes to browsers, so it had better be a picture."""
    [picture] = answer.parts
    match format_of(picture):
        case None:
            raise ValueError
        case "jpeg":
            frame_of(picture)
    return picture


def _read_listing(answer: Message, *, max_files: int) -> ArchiveListing:
    count, total = answer.head["count"], answer.head["total_bytes"]
    entries = json.loads(answer.parts[0])
    if not isinstance(entries, list) or len(entries) > max_files:
        raise ValueError
    return ArchiveListing(
        count=_number(count), total_bytes=_number(total), entries=tuple(map(_entry_of, entries))
    )


def _entry_of(values: Any) -> ArchiveEntry:
    name = values["name"]
    if not isinstance(name, str):
        raise TypeError
    numbers = {key: _number(values[key]) for key in _NUMBERS_OF_ENTRIES}
    return ArchiveEntry(name=name, **numbers)


def _size_of(width: object, height: object) -> Size:
    return _number(width, most=MAX_SIDE), _number(height, most=MAX_SIDE)


def _number(value: object, *, most: int = 2**63) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError
    return value


def _hash(value: object, *, digits: int) -> str:
    if not isinstance(value, str) or not re.fullmatch(rf"[0-9a-f]{{{digits}}}", value):
        raise ValueError
    return value
