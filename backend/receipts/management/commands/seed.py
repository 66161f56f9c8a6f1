"""`manage.py seed`: the demo account with a year of books, to look at every page and report."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.services.demo import DEMO_EMAIL, demo_account
from receipts.demo.books import fill_books


class Command(BaseCommand):
    help = "Fill the demo account with a year of books. Run again, it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--months", type=int, choices=range(1, 61), default=12, metavar="N", help="at most 60"
        )

    def handle(self, *args: Any, months: int, **options: Any) -> None:
        if not settings.DEMO_PASSWORD:
            raise CommandError("DEMO_PASSWORD must be set: the demo account has no default one.")
        user = demo_account(password=settings.DEMO_PASSWORD)
        for line in fill_books(user, months=months, now=timezone.now()):
            self.stdout.write(line)
        self.stdout.write(f"Sign in as {DEMO_EMAIL}  {settings.DEMO_PASSWORD}")
