"""Step 2: where originals are kept."""

from typing import cast

from django.core.files.storage import FileSystemStorage, storages


class LocalReceiptStorage(FileSystemStorage):
    """The local disk."""

    def is_reachable(self) -> bool:
        return True


def receipt_storage() -> LocalReceiptStorage:
    return cast(LocalReceiptStorage, storages["receipts"])
