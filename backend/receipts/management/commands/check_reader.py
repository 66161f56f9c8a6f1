"""`manage.py check_reader`: do the configured readers answer, and how long will they be there?"""

from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from receipts.processing.readers import configured_model, openai_reader, reader_names
from receipts.services.extraction import ExtractionError
from receipts.services.offline_ocr_service import shared_engine


class Command(BaseCommand):
    help = (
        "Try the configured readers in their order: ask the model's service about key and model, "
        "load the offline reader. Costs nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """All are tried, also after one that fails: it is for that that there are others."""
        failures = []
        for name in reader_names():
            try:
                self.stdout.write(_found(name))
            except ExtractionError as error:
                # Its sentence is for who uploads; what an operator does is in the guide, by the
                # code.
                failures.append(f"{name}: {error} ({error.code})")
        if failures:
            raise CommandError("\n".join([*failures, 'See docs/operations.md, "Why work fails".']))


def _found(name: str) -> str:
    """Raises an ExtractionError."""
    if name == "openai":
        with closing(openai_reader()) as reader:
            last_day = reader.shutdown_date()
        until = f"; it will be switched off on {last_day.isoformat()}" if last_day else ""
        return f"openai: {configured_model()} answers{until}."
    if name == "offline":
        shared_engine(threads=settings.OCR_THREADS)
        return "offline: its models are loaded; there is nobody to ask."
    return f"{name}: it is not known how to try this one."
