"""`manage.py restore FOLDER`: what `backup` has kept, into this database and this storage."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accounts.models import User
from common.database_dump import DumpError, restore_database
from receipts.change_triggers import TRIGGERS, end_cursors
from receipts.storages.backups import BackupPlaceError, check_place, restore_originals
from receipts.storages.receipt_storage import StorageUnavailableError


class Command(BaseCommand):
    help = (
        "Restore the database and the originals from a folder that `backup` has made. The server "
        "must be stopped. Where it was interrupted, run it again with --replace."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="even where the database holds accounts"
        )

    def handle(self, *args: Any, folder: Path, replace: bool = False, **options: Any) -> None:
        if not replace and _holds_accounts():
            raise CommandError("This database holds accounts. --replace gives them up.")
        try:
            check_place(folder)
            restore_database(folder)
            # What clients have seen since the backup never was.
            if TRIGGERS.has_tables(connection):
                end_cursors(connection)
            report = restore_originals(folder)
        except (BackupPlaceError, DumpError, StorageUnavailableError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The database is restored.\n{report.in_words('restored')}")
        if not report.is_whole:
            raise CommandError("Not every receipt has its original.")


def _holds_accounts() -> bool:
    """A database that was never migrated holds nobody."""
    tables = connection.introspection.table_names()
    return User._meta.db_table in tables and User.objects.exists()
