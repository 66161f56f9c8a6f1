"""`manage.py demo`: the demo account and its three sample receipts.

Without an option it makes and reads them; with `--show URL` it waits for the server and says how to
sign in and what was read.
"""

import time
from argparse import ArgumentParser
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.services.demo import DEMO_EMAIL, demo_account
from common.money import decimal_string
from receipts.demo.samples import add_sample_receipts
from receipts.models import Receipt
from receipts.processing.run import process_receipt

_START_SECONDS = 60


class Command(BaseCommand):
    help = "Make the demo account with three sample receipts that have been read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--show", metavar="URL", help="wait for the server there, then tell")

    def handle(self, *args: Any, show: str | None = None, **options: Any) -> None:
        if not settings.DEMO_PASSWORD:
            raise CommandError("DEMO_PASSWORD must be set: the demo account has no default one.")
        if show:
            self._wait_for(show)
            self._tell(show)
        else:
            user = demo_account(password=settings.DEMO_PASSWORD)
            is_empty = not Receipt.objects.owned_by(user).exists()
            for receipt in add_sample_receipts(user) if is_empty else ():
                process_receipt(receipt.pk)

    def _wait_for(self, url: str) -> None:
        give_up = time.monotonic() + _START_SECONDS
        while not _is_ready(url):
            if time.monotonic() > give_up:
                raise CommandError(f"The server at {url} did not start; see the lines above.")
            time.sleep(0.2)

    def _tell(self, url: str) -> None:
        self.stdout.write(f"\nSmart Accounting is running at {url}\n")
        if (settings.CLIENT_FOLDER / "index.html").exists():
            self.stdout.write(f"  web client {url}/")
        self.stdout.write(f"  API pages  {url}/api/docs/")
        self.stdout.write(f"  sign in    {DEMO_EMAIL}  {settings.DEMO_PASSWORD}\n")
        self.stdout.write("\nThree sample receipts, as they were read:\n")
        user = User.objects.get(email=DEMO_EMAIL)
        for receipt in Receipt.objects.owned_by(user).with_entry().order_by("pk")[:3]:
            self.stdout.write(f"  {_line_of(receipt)}")
        self.stdout.write("\nCtrl-C stops it.")


def _is_ready(url: str) -> bool:
    try:
        with urlopen(f"{url}/readyz", timeout=5):  # noqa: S310 - the address of this very server
            return True
    except HTTPError as error:
        # Plain HTTP on a server that only speaks HTTPS, or one that says what it lacks.
        raise CommandError(f"{url}/readyz answers {error.code}: {error.read(500)!r}") from error
    except OSError:
        return False


def _line_of(receipt: Receipt) -> str:
    entry = getattr(receipt, "transaction", None)
    if entry is None:
        return f"{receipt.original_filename:24} {receipt.status}: {receipt.failure_text}"
    total = "?" if entry.total is None else decimal_string(entry.total, entry.currency)
    review = receipt.review_status.replace("_", " ")
    return (
        f"{receipt.original_filename:24} {entry.purchased_on or '?'!s:10}  {entry.vendor[:28]:28} "
        f"{entry.currency} {total:>9}  {review}"
    )
