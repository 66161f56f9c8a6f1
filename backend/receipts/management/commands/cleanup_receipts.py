"""`manage.py cleanup_receipts`: meant to run once a day."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from receipts.removal.cleanup import CleanupReport, clean_up
from receipts.storages.receipt_storage import StorageUnavailableError


def _days(text: str) -> timedelta:
    if not text.isdecimal():
        raise ArgumentTypeError("must be a whole number of days")
    return timedelta(days=int(text[:6]))


class Command(BaseCommand):
    help = (
        "Purge the trash after 30 days, delete stored files that no receipt knows, drop expired "
        "idempotency keys, old tombstones and the old log of web hooks, and report receipts whose "
        "file is gone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--failed-older-than",
            metavar="DAYS",
            type=_days,
            help="also purge receipts that failed so long ago and have no entry",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument("--json", action="store_true", help="the summary as one JSON object")

    def handle(
        self,
        *args: Any,
        failed_older_than: timedelta | None = None,
        dry_run: bool = False,
        **options: Any,
    ) -> None:
        try:
            report = clean_up(
                now=timezone.now(), is_dry_run=dry_run, failed_older_than=failed_older_than
            )
        except StorageUnavailableError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(report.as_json()) if options["json"] else _in_words(report))


def _in_words(report: CleanupReport) -> str:
    will = "would be " if report.is_dry_run else ""
    of_others = report.of_others.items()
    lines = [
        f"{report.purged_from_trash} receipts {will}purged from the trash.",
        f"{report.purged_failed} failed receipts {will}purged.",
        f"{report.unknown_files} files that no receipt knows {will}deleted.",
        f"{report.expired_keys} expired idempotency keys {will}dropped.",
        f"{report.old_tombstones} tombstones of old deletions {will}dropped.",
        *(f"{count} {name.replace('_', ' ')} {will}dropped." for name, count in of_others),
        f"{report.missing_files} receipts whose file is gone{_named(report)}.",
    ]
    if report.files_not_deleted:
        lines.append(f"{report.files_not_deleted} files could not be deleted; the next run will.")
    return "\n".join(lines)


def _named(report: CleanupReport) -> str:
    if not report.missing_receipts:
        return ""
    named = ", ".join(map(str, report.missing_receipts))
    more = " ..." if report.missing_files > len(report.missing_receipts) else ""
    return f", they stay: {named}{more}"
