"""The accountant's package: one zip with the ledger, the taxes and every original.

The same period gives the same bytes: entries in a fixed order, no clock, nothing compressed (the
originals are compressed already, and a compressor's output changes with its version).
"""

import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.db.models import QuerySet

from common.localization.sentences import translated
from common.money import decimal_string
from receipts.models import Receipt, ReceiptFile, Transaction
from receipts.models.receipt import wholes_of
from receipts.storages.originals import (
    FIRST_MOMENT,
    Apology,
    Archived,
    Original,
    add_originals,
    apology,
    place_suffix,
)
from reports.aggregates.coverage import Coverage
from reports.aggregates.question import Question
from reports.catalogue.ledger.parts import BATCH, ledger_entries
from reports.exports.left_out import receipts_left_out
from reports.files.csv_file import csv_blocks
from reports.files.formats import stem_of
from reports.files.tables import Document

_BLOCK = 64 * 1024
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, kw_only=True)
class _Names:
    """Names in the package, in the language at work."""

    readme: str
    ledger: str
    taxes: str
    originals: str
    left_out: str
    missing: str
    manifest: str = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class PackageParts:
    """The documents that the package holds beside the originals. `left_out`: what no report
    counts; None where there is nothing."""

    ledger: Document
    taxes: Document
    left_out: Document | None
    coverage: Coverage


def write_package(
    question: Question, parts: PackageParts, file: IO[bytes], progress: Callable[[int], None]
) -> None:
    """`progress` is told how many originals are done with. One that the storage cannot give is
    listed as missing, never left out in silence."""
    files: list[dict[str, Any]] = []
    missing: list[dict[str, Any]] = []
    said = apology()
    names = _names(parts, said)
    with ZipFile(file, "w", ZIP_STORED) as package:
        writer = _Writer(package, files)
        writer.add(names.readme, io.BytesIO(_about(names).encode()))
        writer.add(names.ledger, _Joined(csv_blocks(parts.ledger)))
        writer.add(names.taxes, _Joined(csv_blocks(parts.taxes)))
        if parts.left_out is not None:
            writer.add(names.left_out, _Joined(csv_blocks(parts.left_out)))
        originals = add_originals(package, _originals(question, names.originals), said)
        for number, archived in enumerate(originals, start=1):
            _note_original(archived, files, missing)
            progress(number)
        manifest = _manifest(question, parts.coverage, files, missing)
        writer.add(names.manifest, io.BytesIO(manifest), is_listed=False)


def count_originals(question: Question) -> int:
    """Files, of which a document may have several; also those that parts are cut from."""
    own = ledger_entries(question.scope).filter(receipt__files__isnull=False)
    return own.count() + _files_of_wholes(question).count() + _files_left_out(question).count()


def _names(parts: PackageParts, said: Apology) -> _Names:
    return _Names(
        readme=translated("README.txt"),
        ledger=f"{_stem(parts.ledger)}.csv",
        taxes=f"{_stem(parts.taxes)}.csv",
        originals=translated("originals"),
        left_out=f"{_stem(parts.left_out)}.csv" if parts.left_out else "",
        missing=said.name,
    )


def _stem(document: Document) -> str:
    return stem_of(document.name, document.title, document.question)


def _about(names: _Names) -> str:
    lines = {
        names.ledger: translated(
            "every entry; a line that stands in another category is a row of its own"
        ),
        names.taxes: translated("net, tax and gross for each tax rate, and what is not counted"),
        f"{names.originals}/": translated(
            'the receipts, named by date, vendor and amount; "-p2" is a second file of one, and'
            ' "r7" what several of them were cut from, or what no report counts'
        ),
        names.left_out: translated("what no report counts, each with the reason"),
        names.missing: translated(
            "the receipts that could not be fetched; where it is absent, all are here"
        ),
        names.manifest: translated("the size and SHA-256 of each file, and what is missing"),
    }
    width = max(map(len, lines))
    listed = "".join(f"{name:{width}}  {about}\n" for name, about in lines.items() if name)
    return f"{translated('The books of one period.')}\n\n{listed}"


def original_name(entry: Transaction, file: ReceiptFile, folder: str) -> str:
    """`2026-03-05_corner-shop_12.50-GBP_r17.jpg`: sorted by date, and one of a kind. The document's
    second file is `..._r17-p2.jpg`."""
    vendor = unicodedata.normalize("NFC", entry.vendor).strip().lower()
    vendor = _UNSAFE.sub("-", vendor).strip("-._")[:60] or translated("no-vendor")
    assert entry.total is not None  # a counted entry has one
    amount = f"{decimal_string(entry.total, entry.currency)}-{entry.currency}"
    return f"{folder}/{entry.purchased_on}_{vendor}_{amount}_{_place_of(file)}"


def _place_of(file: ReceiptFile) -> str:
    ending = PurePosixPath(file.stored_name).suffix
    return f"r{file.receipt_id}{place_suffix(file.position)}{ending}"


@dataclass(frozen=True, kw_only=True)
class _PackagedOriginal(Original):
    """`about`: numbers of the receipt, of its entry, of what it was cut from."""

    about: dict[str, int]
    sha256: str


def _originals(question: Question, folder: str) -> Iterator[_PackagedOriginal]:
    """Those of the entries, then what parts among them are cut from: once for all its parts; then
    what no report counts."""
    entries = ledger_entries(question.scope).filter(receipt__isnull=False)
    rows = entries.select_related("receipt").defer("receipt__reading")
    for entry in rows.prefetch_related("receipt__files").iterator(chunk_size=BATCH):
        assert entry.receipt is not None  # the query asks for it
        about = {"receipt": entry.receipt.pk, "entry": entry.pk} | _origin_of(entry.receipt)
        for file in entry.receipt.files.all():
            yield _packaged(file, original_name(entry, file, folder), about)
    for file in chain(_files_of_wholes(question), _files_left_out(question)):
        about = {"receipt": file.receipt_id} | _origin_of(file.receipt)
        yield _packaged(file, f"{folder}/{_place_of(file)}", about)


def _packaged(file: ReceiptFile, name: str, about: dict[str, int]) -> _PackagedOriginal:
    return _PackagedOriginal(
        receipt_id=file.receipt_id,
        stored_name=file.stored_name,
        name=name,
        about=about,
        sha256=file.sha256,
    )


def _origin_of(receipt: Receipt) -> dict[str, int]:
    return {} if receipt.split_from_id is None else {"split_from": receipt.split_from_id}


def _files_of_wholes(question: Question) -> QuerySet[ReceiptFile]:
    receipts = ledger_entries(question.scope).order_by().values("receipt")
    return _files_of(wholes_of(Receipt.objects.filter(pk__in=receipts)))


def _files_left_out(question: Question) -> QuerySet[ReceiptFile]:
    return _files_of(receipts_left_out(question.scope))


def _files_of(receipts: QuerySet[Receipt] | set[int]) -> QuerySet[ReceiptFile]:
    rows = ReceiptFile.objects.filter(receipt__in=receipts)
    return (
        rows.order_by("receipt_id", "position").select_related("receipt").defer("receipt__reading")
    )


def _note_original(
    archived: Archived[_PackagedOriginal],
    files: list[dict[str, Any]],
    missing: list[dict[str, Any]],
) -> None:
    name, content, original = archived
    about = original.about if original else {}
    if content is None:
        missing.append({"name": name, **about})
        return
    sha256 = hashlib.sha256(content).hexdigest()
    files.append({"name": name, "size_bytes": len(content), "sha256": sha256, **about})
    if original is not None and sha256 != original.sha256:
        missing.append({"name": name, "reason": "differs from what was uploaded", **about})


def _manifest(
    question: Question,
    coverage: Coverage,
    files: list[dict[str, Any]],
    missing: list[dict[str, Any]],
) -> bytes:
    period = question.scope.period
    about = {
        "period": {"start_date": f"{period.start}", "end_date": f"{period.end}"},
        "filters": question.scope.filters,
        "coverage": coverage.counts,
        "files": files,
        "missing": missing,
    }
    return json.dumps(about, indent=1, ensure_ascii=False).encode() + b"\n"


class _Writer:
    """Adds files with a fixed date, and keeps the list of them."""

    def __init__(self, package: ZipFile, files: list[dict[str, Any]]) -> None:
        self.package = package
        self.files = files

    def add(self, name: str, source: Any, *, is_listed: bool = True) -> None:
        info = ZipInfo(name, date_time=FIRST_MOMENT)
        info.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self.package.open(info, "w", force_zip64=True) as target:
            while block := source.read(_BLOCK):
                digest.update(block)
                size += len(block)
                target.write(block)
        if is_listed:
            self.files.append({"name": name, "size_bytes": size, "sha256": digest.hexdigest()})


class _Joined:
    """Blocks as something to read from: one block at a time."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.blocks = blocks

    def read(self, _size: int) -> bytes:
        return next(self.blocks, b"")
