"""Measuring of a reader: it reads every labelled picture of a folder as the pipeline does."""

import resource
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from receipts.evaluation.items import Item
from receipts.evaluation.labels import EvaluationError, Label, load_labels, reading_day
from receipts.evaluation.readings import Reading, load_readings
from receipts.services.decoding.documents import Decoders
from receipts.services.extraction import Extractor, ReadingContext
from receipts.services.fields import FIELD, FIELDS
from receipts.services.file_reading import FileFailure, FileReading, FileToRead, read_files
from receipts.services.read_document import Outcome
from receipts.services.validation.confidence import sureness_of


def load_pictured_labels(folder: Path, *, limit: int | None) -> list[Label]:
    """The first `limit` labels that have a picture. Raises EvaluationError."""
    labels = [label for label in load_labels(folder) if label.image is not None][:limit]
    if not labels:
        raise EvaluationError(f"No label of {folder} names a picture.")
    missing = [label.image for label in labels if label.image and not label.image.is_file()]
    if missing:
        raise EvaluationError(
            f"{len(missing)} of {len(labels)} pictures are missing, the first is {missing[0]}."
        )
    return labels


def load_readings_of(labels: Sequence[Label], path: Path) -> dict[str, Reading]:
    """Of the kept readings those of these labels, at least one. Raises EvaluationError."""
    kept = load_readings(path)
    found = {label.id: kept[label.id] for label in labels if label.id in kept}
    if not found:
        raise EvaluationError(f"{path} holds no reading of this folder's pictures.")
    return found


def read_labelled(
    labels: Sequence[Label],
    *,
    extractor: Extractor,
    decoders: Decoders,
    today: date,
    country: str | None = None,
    jobs: int = 1,
) -> Iterator[Reading]:
    """In the order of the labels, each as soon as it is read.

    The reader is told what an account's settings would tell it, which is the order of day and
    month and the country, `country` where the label has none, and never more of the label. The day
    of reading is `reading_day`'s.
    """
    day = reading_day(list(labels), today=today)
    files = [
        FileToRead(
            label.image,
            ReadingContext(
                today=day, date_order=label.date_order, country=label.country or country
            ),
        )
        for label in labels
        if label.image is not None
    ]
    read = read_files(files, extractor=extractor, decoders=decoders, jobs=jobs)
    for label, file in zip(labels, read, strict=True):
        yield _keep(file, label_id=label.id)


def peak_memory_mb() -> float:
    """The most that this process has ever used, in MiB; it never falls."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bytes_for_each = 1 if sys.platform == "darwin" else 1024  # getrusage(2) of macOS and of Linux
    return round(peak * bytes_for_each / 2**20, 1)


def reading_of(outcome: Outcome, *, label_id: str, peak_mb: float | None = None) -> Reading:
    """What is measured of what was read."""
    checked = {
        field.label: outcome.validated.field(field.name) for field in FIELDS if field.is_labelled
    }
    given = {label: field for label, field in checked.items() if field.value is not None}
    return Reading(
        id=label_id,
        reader=f"{outcome.reading.engine} ({outcome.reading.usage.model})",
        values={name: _text(field.value) for name, field in given.items()},
        confidence={name: field.confidence for name, field in given.items()},
        sureness={FIELD[name].label: sure for name, sure in sureness_of(outcome.validated).items()},
        failed=tuple(dict.fromkeys(c.code for c in outcome.validated.blocking_checks)),
        items=tuple(
            Item(name=item.description, amount=item.amount) for item in outcome.validated.items
        ),
        pages=outcome.pages,
        text_pages=outcome.text_pages,
        seconds=round(outcome.seconds, 4),
        peak_mb=peak_mb,
    )


def _keep(file: FileReading, *, label_id: str) -> Reading:
    peak_mb = peak_memory_mb()
    if isinstance(file.result, FileFailure):
        error = f"{file.result.message} ({file.result.code})"
        return Reading(id=label_id, error=error, peak_mb=peak_mb)
    return reading_of(file.result, label_id=label_id, peak_mb=peak_mb)


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
