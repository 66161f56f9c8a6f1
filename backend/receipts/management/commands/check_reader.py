"""`manage.py check_reader`: does the configured reader answer, and how long will it be there?"""

from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from receipts.processing.readers import openai_reader
from receipts.services.extraction import ExtractionError


class Command(BaseCommand):
    help = "Ask the model's service about the configured key and model. Costs nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.READER != "openai":
            self.stdout.write("Receipts are read by the offline reader; there is nobody to ask.")
            return
        try:
            with closing(openai_reader()) as reader:
                last_day = reader.shutdown_date()
        except ExtractionError as error:
            # Its sentence is for who uploads; what an operator does is in the guide, by the code.
            raise CommandError(
                f'{error} ({error.code}; docs/operations.md, "Why work fails")'
            ) from error
        until = f"; it will be switched off on {last_day.isoformat()}" if last_day else ""
        self.stdout.write(f"{settings.OPENAI_MODEL} answers{until}.")
