"""The accountant's package: one zip with the ledger, the taxes and every original.

The same period gives the same bytes: entries in a fixed order, no clock, nothing compressed (the
originals are compressed already, and a compressor's output changes with its version).
"""

import hashlib
import io
import json
import logging
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from common.money import decimal_string
from receipts.models import Receipt, Transaction
from receipts.storages.receipt_storage import receipt_storage
from reports.aggregates.coverage import Coverage
from reports.aggregates.question import Question
from reports.catalogue.ledger.parts import BATCH, ledger_entries
from reports.files.csv_file import csv_blocks
from reports.files.tables import Document

logger = logging.getLogger(__name__)

# The first moment that a zip can name.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BLOCK = 64 * 1024
_UNSAFE = re.compile(r"[^\w.-]+")
_EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/heif": "heif",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
    "application/pdf": "pdf",
}

_README = """The books of one period.

ledger.csv       every entry; a line that stands in another category is a row of its own
tax-summary.csv  net, tax and gross for each tax rate, and what is not counted
originals/       the receipts, named by date, vendor and amount
manifest.json    the size and SHA-256 of each file, and what is missing
"""


@dataclass(frozen=True, kw_only=True)
class PackageParts:
    """The two documents that the package holds beside the originals."""

    ledger: Document
    taxes: Document
    coverage: Coverage


def write_package(
    question: Question, parts: PackageParts, file: IO[bytes], progress: Callable[[int], None]
) -> None:
    """`progress` is told how many originals are in. One that the storage cannot give is listed as
    missing, never left out in silence."""
    files: list[dict[str, Any]] = []
    missing: list[dict[str, Any]] = []
    with ZipFile(file, "w", ZIP_STORED) as package:
        writer = _Writer(package, files)
        writer.add("README.txt", io.BytesIO(_README.encode()))
        writer.add("ledger.csv", _Joined(csv_blocks(parts.ledger)))
        writer.add("tax-summary.csv", _Joined(csv_blocks(parts.taxes)))
        for number, entry in enumerate(_with_receipts(question), start=1):
            _add_original(writer, entry, missing)
            progress(number)
        manifest = _manifest(question, parts.coverage, files, missing)
        writer.add("manifest.json", io.BytesIO(manifest), is_listed=False)


def count_originals(question: Question) -> int:
    return ledger_entries(question.scope).filter(receipt__isnull=False).count()


def original_name(entry: Transaction, receipt: Receipt) -> str:
    """`2026-03-05_corner-shop_12.50-GBP_r17.jpg`: sorted by date, and one of a kind."""
    vendor = unicodedata.normalize("NFC", entry.vendor).strip().lower()
    vendor = _UNSAFE.sub("-", vendor).strip("-._")[:60] or "no-vendor"
    assert entry.total is not None  # a counted entry has one
    amount = f"{decimal_string(entry.total, entry.currency)}-{entry.currency}"
    extension = _EXTENSIONS.get(receipt.mime_type, "bin")
    return f"originals/{entry.purchased_on}_{vendor}_{amount}_r{receipt.pk}.{extension}"


def _with_receipts(question: Question) -> Iterator[Transaction]:
    entries = ledger_entries(question.scope).filter(receipt__isnull=False)
    return entries.select_related("receipt").defer("receipt__reading").iterator(chunk_size=BATCH)


def _add_original(writer: "_Writer", entry: Transaction, missing: list[dict[str, Any]]) -> None:
    receipt = entry.receipt
    assert receipt is not None  # the query asks for it
    name = original_name(entry, receipt)
    about: dict[str, Any] = {"receipt": receipt.pk, "entry": entry.pk}
    try:
        original = receipt_storage().open(receipt.stored_name)
    except OSError:
        logger.warning("The original of receipt %s is not in the storage", receipt.pk)
        missing.append({"name": name, **about})
        return
    with original:
        sha256 = writer.add(name, original, **about)
    if sha256 != receipt.sha256:
        missing.append({"name": name, "reason": "differs from what was uploaded", **about})


def _manifest(
    question: Question,
    coverage: Coverage,
    files: list[dict[str, Any]],
    missing: list[dict[str, Any]],
) -> bytes:
    period = question.scope.period
    reasons = [*coverage.doubtful, *coverage.left_out]
    about = {
        "period": {"start_date": f"{period.start}", "end_date": f"{period.end}"},
        "coverage": {
            "counted": coverage.counted,
            **{reason.code: reason.count for reason in reasons},
        },
        "files": files,
        "missing": missing,
    }
    return json.dumps(about, indent=1, ensure_ascii=False).encode() + b"\n"


class _Writer:
    """Adds files with a fixed date, and keeps the list of them."""

    def __init__(self, package: ZipFile, files: list[dict[str, Any]]) -> None:
        self.package = package
        self.files = files

    def add(self, name: str, source: Any, *, is_listed: bool = True, **about: Any) -> str:
        """Returns the SHA-256 of what was read."""
        info = ZipInfo(name, date_time=_EPOCH)
        info.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self.package.open(info, "w", force_zip64=True) as target:
            while block := source.read(_BLOCK):
                digest.update(block)
                size += len(block)
                target.write(block)
        if is_listed:
            entry = {"name": name, "size_bytes": size, "sha256": digest.hexdigest()}
            self.files.append(entry | about)
        return digest.hexdigest()


class _Joined:
    """Blocks as something to read from: one block at a time."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.blocks = blocks

    def read(self, _size: int) -> bytes:
        return next(self.blocks, b"")
