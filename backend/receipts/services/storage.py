"""Step 2: where originals are kept."""

from dataclasses import dataclass
from typing import cast

from django.core.files.storage import FileSystemStorage, storages


@dataclass(frozen=True)
class ReceiptLinks:
    original_url: str
    display_url: str
    thumbnail_url: str


class LocalReceiptStorage(FileSystemStorage):
    """The local disk."""

    is_remote = False

    def is_reachable(self) -> bool:
        return True

    def links(self, stored_name: str, *, mime_type: str) -> ReceiptLinks:
        return ReceiptLinks("/a", "/b", "/c")


def receipt_storage() -> LocalReceiptStorage:
    return cast(LocalReceiptStorage, storages["receipts"])
