"""`manage.py backup FOLDER`: the database and every original, so that both fit together."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.database_dump import DumpError, dump_database
from receipts.storages.backups import BackupPlaceError, back_up_originals, check_place
from receipts.storages.receipt_storage import StorageUnavailableError


class Command(BaseCommand):
    help = (
        "Back the database and the originals of all receipts up into a folder, while the server "
        "runs. In a folder that holds an earlier backup only new originals are fetched."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            check_place(folder)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # First: what is in the dump has its original, however much is uploaded meanwhile.
            dump = dump_database(folder)
            report = back_up_originals(folder)
        except (BackupPlaceError, DumpError, StorageUnavailableError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{dump.name}: the whole database.\n{report.in_words('backed up')}")
        if not report.is_whole:
            raise CommandError("Not every original is in the backup.")
