"""`manage.py evaluate_extraction`: measure a reader on a folder of labelled receipts."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from receipts.decoders import decoders
from receipts.evaluation.labels import EvaluationError, Label
from receipts.evaluation.measuring import (
    load_pictured_labels,
    load_readings_of,
    read_labelled,
)
from receipts.evaluation.readings import Reading, to_line
from receipts.evaluation.report import Run, as_markdown, as_text, report
from receipts.processing.readers import reader


class Command(BaseCommand):
    help = (
        "Read every picture of a folder (labels.jsonl and img/) and print how much was right, "
        "empty and wrong, what would be approved, how fast, and how far the confidences hold."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument(
            "--reader",
            choices=sorted(settings.READER_FACTORIES),
            help="default: the one that the settings choose",
        )
        parser.add_argument("--limit", type=_positive, help="only the first N pictures")
        parser.add_argument(
            "--jobs",
            type=_positive,
            default=1,
            help="read N at a time; each offline reading uses OCR_THREADS cores of its own",
        )
        parser.add_argument(
            "--country",
            help="code of the account's country (ISO 3166), for labels that have none of their own",
        )
        kept = parser.add_mutually_exclusive_group()
        kept.add_argument(
            "--json", type=_new_file, metavar="FILE", help="keep every reading, one a line"
        )
        kept.add_argument(
            "--from", type=Path, dest="kept", metavar="FILE", help="measure kept readings instead"
        )
        parser.add_argument(
            "--against", type=Path, metavar="FILE", help="compare with kept readings"
        )
        parser.add_argument(
            "--markdown", type=_new_file, metavar="FILE", help="write the tables as Markdown too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = self._run(options)
        except EvaluationError as error:
            raise CommandError(str(error)) from error
        tables = list(report(run))
        self.stdout.write("\n\n".join(map(as_text, tables)))
        if options["markdown"]:
            text = "\n\n".join(map(as_markdown, tables))
            options["markdown"].write_text(f"{text}\n", encoding="utf-8")
        if all(reading.error for reading in run.readings.values()):
            raise CommandError("No receipt could be read.")

    def _run(self, options: dict[str, Any]) -> Run:
        folder: Path = options["folder"]
        labels = load_pictured_labels(folder, limit=options["limit"])
        before = load_readings_of(labels, options["against"]) if options["against"] else None
        kept = load_readings_of(labels, options["kept"]) if options["kept"] else None
        return Run(
            name=folder.resolve().name,
            labels=labels,
            readings=kept or self._read(labels, options),
            threshold=settings.AUTO_APPROVE_CONFIDENCE,
            before=before,
        )

    def _read(self, labels: list[Label], options: dict[str, Any]) -> dict[str, Reading]:
        readings = read_labelled(
            labels,
            extractor=reader(options["reader"]),
            decoders=decoders(),
            today=timezone.localdate(),
            country=options["country"],
            jobs=options["jobs"],
        )
        bar = tqdm(readings, total=len(labels), unit="receipt", disable=None)  # None: no terminal
        return {reading.id: reading for reading in _keep(bar, options["json"])}


def _keep(readings: Iterable[Reading], path: Path | None) -> Iterator[Reading]:
    """Each line is written at once, so a run that is broken off keeps what it had."""
    with path.open("w", encoding="utf-8") if path else nullcontext() as file:
        for reading in readings:
            if file:
                file.write(f"{to_line(reading)}\n")
                file.flush()
            yield reading


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no whole number from 1 on.")
    return int(text)


def _new_file(text: str) -> Path:
    """Told before the reading begins, not after it."""
    if not Path(text).parent.is_dir():
        raise ArgumentTypeError(f"There is no folder {Path(text).parent}.")
    return Path(text)
