"""`manage.py check_reader`: do the configured readers read, and how long will they be there?"""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from receipts.processing.readers import (
    configured_model,
    is_model_reader,
    model_reader,
    reader_names,
)
from receipts.reader_trial import try_reader
from receipts.services.extraction import ExtractionError
from receipts.services.offline_ocr_service import shared_engine


class Command(BaseCommand):
    help = (
        "Try the configured readers in their order: each reads one drawn receipt, which costs what "
        "a small receipt does."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--free",
            action="store_true",
            help="read nothing: ask about key and model, load the offline reader",
        )

    def handle(self, *args: Any, free: bool, **options: Any) -> None:
        """All are tried, also after one that fails: it is for that that there are others."""
        failures = []
        for name in reader_names():
            try:
                for line in _asked(name) if free else _tried(name):
                    self.stdout.write(line)
            except ExtractionError as error:
                # Its sentence is for who uploads; what an operator does is in the guide, by the
                # code.
                failures.append(f"{name}: {error} ({error.code})")
        if failures:
            raise CommandError("\n".join([*failures, 'See docs/operations.md, "Why work fails".']))


def _tried(name: str) -> Iterator[str]:
    """Raises an ExtractionError."""
    first, *others = try_reader(name).sentences()
    yield first
    yield from (f"  {line}" for line in others)


def _asked(name: str) -> Iterator[str]:
    """Raises an ExtractionError."""
    if is_model_reader(name):
        with closing(model_reader(name)) as reader:
            last_day = reader.shutdown_date()
        until = f"; it will be switched off on {last_day.isoformat()}" if last_day else ""
        yield f"{name}: {configured_model(name)} answers{until}."
    elif name == "offline":
        shared_engine(threads=settings.OCR_THREADS)
        yield "offline: its models are loaded; there is nobody to ask."
    else:
        yield f"{name}: it is not known how to try this one."
