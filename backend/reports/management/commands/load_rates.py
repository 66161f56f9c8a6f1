"""`manage.py load_rates eurofxref-hist.csv`"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.exchange_rates import BadRatesError, load_rates


class Command(BaseCommand):
    help = "Store exchange rates from a CSV file of the European Central Bank."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="eurofxref.csv or eurofxref-hist.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                number = load_rates(lines)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error
        except (BadRatesError, UnicodeDecodeError) as error:
            raise CommandError(f"{path}: {error}") from error
        self.stdout.write(f"{number} rates stored.")
