"""Work of a decoding process, by its name: the one door to the decoders (`pages/`).

Imported where children are made and nowhere else, since what it imports is large.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from PIL import Image, MpoImagePlugin, PdfImagePlugin  # noqa: F401 - what Pillow would import when it is needed

from receipts.services.decoding.messages import Message
from receipts.services.decoding.page_texts import texts_to_json
from receipts.services.einvoices.found import FoundInvoice, found_to_json
from receipts.services.extraction import Box, Page
from receipts.services.files.kinds import UnsupportedFileError, check_page_count
from receipts.services.pages.archives import list_archive, unpack
from receipts.services.pages.cutting import cut
from receipts.services.pages.einvoices.finding import draw_pdf, find_invoice
from receipts.services.pages.einvoices.xml_tree import parse_xml
from receipts.services.pages.enhancement import enhance
from receipts.services.pages.examination import examine
from receipts.services.pages.fingerprint import fingerprint
from receipts.services.pages.mail.charsets import load_codecs
from receipts.services.pages.mail.opening import list_mail, opened
from receipts.services.pages.pdf.long_documents import ChosenPages, choose_pages
from receipts.services.pages.previews import render_preview

type Answer = tuple[dict[str, Any], list[bytes]]

with suppress(ImportError):  # a Pillow that was built without it
    from PIL import AvifImagePlugin

    # There are as many decoders as processors, and each thread takes memory.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1

# A child can open no file any more, so neither a decoder's plugin nor a codec.
Image.preinit()
# Pillow's own limit, below the photos of some phones; ours is asked as soon as a size is known.
Image.MAX_IMAGE_PIXELS = None
# Names in archives, texts of PDFs, and what an XML may declare beside UTF-8.
for codec in ("cp437", "utf-16-le", "cp1252", "iso8859-15"):
    "".encode(codec)
load_codecs()
parse_xml(b"<_/>")
list_mail(b"From: a\nSubject: b\n\nTotal 1.00")


def _examine(job: Message) -> Answer:
    examined = examine(job.parts[0], **job.head["options"])
    return {"pages": examined.sizes, "is_einvoice": examined.is_einvoice}, []


def _enhance(job: Message) -> Answer:
    options = job.head["options"]
    chosen = _chosen_of(job, options)
    if chosen is not None:
        options = options | {"numbers": chosen.numbers}
    pages = [page for number in range(len(job.parts)) for page in _pages_of(job, number, options)]
    check_page_count(len(pages), max_pages=options["max_pages"])
    head = asdict(fingerprint(pages[0])) | {
        "faults": [page.faults for page in pages],
        "numbers": chosen.numbers if chosen else list(range(len(pages))),
        "page_count": chosen.count if chosen else len(pages),
    }
    found = [found_to_json(one) for one in _einvoices_of(job, options)]
    texts = [texts_to_json(page.text) for page in pages]
    answers = (json.dumps(one).encode() for one in (texts, found))
    return head, [*(page.jpeg for page in pages), *answers]


def _chosen_of(job: Message, options: dict[str, Any]) -> ChosenPages | None:
    """Of a document of one file: of several all pages are read."""
    return choose_pages(job.parts[0], **_limits(options)) if len(job.parts) == 1 else None


def _limits(options: dict[str, Any]) -> dict[str, Any]:
    return {name: options[name] for name in ("max_pages", "max_pixels")}


def _einvoices_of(job: Message, options: dict[str, Any]) -> Iterator[FoundInvoice]:
    """Of a document of one file: several are pages, however they came to be."""
    if len(job.parts) == 1:
        found = find_invoice(job.parts[0], **_limits(options))
        if found is not None:
            yield found


def _pages_of(job: Message, number: int, options: dict[str, Any]) -> tuple[Page, ...]:
    try:
        return enhance(job.parts[number], **options)
    except UnsupportedFileError as error:
        if len(job.parts) == 1:
            raise
        raise UnsupportedFileError(f"File {number + 1}: {error}", code=error.code) from error


def _preview(job: Message) -> Answer:
    return {}, [render_preview(job.parts[0], **job.head["options"])]


def _draw(job: Message) -> Answer:
    return {}, [draw_pdf(job.parts[0], **job.head["options"])]


def _cut(job: Message) -> Answer:
    options = job.head["options"]
    places = [Box(**place) for place in options["places"]]
    return {}, cut(job.parts[0], **(options | {"places": places}))


def _list_archive(job: Message) -> Answer:
    with os.fdopen(job.descriptors[0], "rb") as file:
        listing = list_archive(file, **job.head["options"])
    head = {"count": listing.count, "total_bytes": listing.total_bytes}
    return head, [json.dumps([asdict(entry) for entry in listing.entries]).encode()]


def _unpack(job: Message) -> Answer:
    with os.fdopen(job.descriptors[0], "rb") as file:
        return {}, [unpack(file, **job.head["options"])]


def _open_mail(job: Message) -> Answer:
    return {}, [json.dumps(asdict(list_mail(job.parts[0]))).encode()]


def _of_documents(do: Callable[[Message], Answer]) -> Callable[[Message], Answer]:
    """A mail is a document of another kind by what is in it."""

    def do_opened(job: Message) -> Answer:
        options = dict(job.head["options"])
        places = options.pop("mail_places")
        parts = [opened(part, place=at) for part, at in zip(job.parts, places, strict=True)]
        return do(Message(job.head | {"options": options}, tuple(parts)))

    return do_opened


WORK: dict[str, Callable[[Message], Answer]] = {
    "examine": _of_documents(_examine),
    "enhance": _of_documents(_enhance),
    "preview": _of_documents(_preview),
    "draw": _of_documents(_draw),
    "cut": _of_documents(_cut),
    "open_mail": _open_mail,
    "list_archive": _list_archive,
    "unpack": _unpack,
}
