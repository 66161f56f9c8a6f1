"""`manage.py read_receipt`: read files and show what was read. Nothing is stored."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from receipts.decoders import decoders
from receipts.processing.readers import reader
from receipts.services.extraction import ReadingContext
from receipts.services.fields import FIELDS
from receipts.services.file_reading import FileFailure, FileReading, FileToRead, read_files
from receipts.services.read_document import Outcome
from receipts.services.validation.validated import ValidatedReceipt, to_json


class Command(BaseCommand):
    help = (
        "Read receipts (pictures or PDF) and show vendor, date, amounts and items. Stores nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--reader",
            choices=sorted(settings.READER_FACTORIES),
            help="default: the one that the settings choose",
        )
        parser.add_argument(
            "--json", action="store_true", help="one JSON object a line, as it is stored"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        context = ReadingContext(today=timezone.localdate())
        files = [FileToRead(path, context) for path in options["files"]]
        readings = read_files(files, extractor=reader(options["reader"]), decoders=decoders())
        failed = 0
        # None: only on a terminal. Of a single file a bar would have nothing to say.
        with tqdm(total=len(files), unit="file", disable=None if len(files) > 1 else True) as bar:
            for reading in readings:
                bar.clear()
                failed += isinstance(reading.result, FileFailure)
                self._show(reading, as_json=options["json"])
                bar.update()
        if failed:
            raise CommandError(f"{failed} of {len(files)} files could not be read.")

    def _show(self, reading: FileReading, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(_document(reading), ensure_ascii=False))
        elif isinstance(reading.result, FileFailure):
            failure = reading.result
            self.stderr.write(f"{reading.path}: {failure.message} ({failure.code})")
        else:
            self.stdout.write("\n".join([str(reading.path), *_lines(reading.result), ""]))


def _document(reading: FileReading) -> dict[str, Any]:
    result = reading.result
    if isinstance(result, FileFailure):
        failure = {"code": result.code, "message": result.message}
        return {"file": str(reading.path), "error": failure}
    return {
        "file": str(reading.path),
        "engine": result.reading.engine,
        "model": result.reading.usage.model,
        "seconds": round(result.seconds, 3),
        "reading": to_json(result.validated),
    }


def _lines(outcome: Outcome) -> Iterator[str]:
    receipt = outcome.validated
    for row in FIELDS:
        field = receipt.field(row.name)
        if field.value is not None:
            yield f"  {row.label:<16}{field.value!s:<42} {field.confidence:.2f}"
    yield from _item_lines(receipt)
    yield from (f"  ! {check.message} ({check.code})" for check in receipt.checks)
    usage = outcome.reading.usage
    yield f"  {outcome.reading.engine} ({usage.model}), {outcome.seconds:.2f} s"


def _item_lines(receipt: ValidatedReceipt) -> Iterator[str]:
    for item in receipt.items:
        count = f"{item.quantity.normalize():f} x " if item.quantity is not None else ""
        amount = "" if item.amount is None else f"{item.amount:f}"
        yield f"  {'item':<16}{count + item.description:<42} {amount}"
