"""`manage.py move_originals`: from the disk to Cloudinary, or back."""

import json
from argparse import ArgumentParser
from typing import Any, cast

from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError

from receipts.storages.moving import Move, MoveReport, Step, move_originals
from receipts.storages.receipt_storage import ReceiptStorage, StorageUnavailableError

_OTHER = {"cloudinary": "disk", "disk": "cloudinary"}


class Command(BaseCommand):
    help = (
        "Move the originals of all receipts to the disk or to Cloudinary, each compared by its "
        "SHA-256 before it is taken away. One that was stopped goes on when it is run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", choices=sorted(_OTHER), required=True, dest="target")
        parser.add_argument(
            "--keep", action="store_true", help="copy: leave the originals where they are as well"
        )
        parser.add_argument("--json", action="store_true", help="the summary as one JSON object")

    def handle(self, *args: Any, target: str, keep: bool = False, **options: Any) -> None:
        move = Move(source=_storage(_OTHER[target]), target=_storage(target), keeps_source=keep)
        try:
            report = move_originals(move)
        except StorageUnavailableError as error:
            raise CommandError(f"{error} Run it again to go on.") from error
        self.stdout.write(_as_json(report) if options["json"] else report.in_words("moved"))
        if not report.is_whole:
            raise CommandError(f"Not every original is at: {target}.")


def _storage(name: str) -> ReceiptStorage:
    if name not in settings.RECEIPT_STORAGES:
        raise CommandError(
            "Cloudinary is not set: CLOUDINARY_URL, or CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY "
            "and CLOUDINARY_API_SECRET."
        )
    return cast(ReceiptStorage, storages.create_storage(settings.RECEIPT_STORAGES[name]))


def _as_json(report: MoveReport) -> str:
    return json.dumps({step: report.steps[step] for step in Step} | {"receipts": report.receipts})
