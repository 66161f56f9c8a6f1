"""Rows of files without a file behind them, for receipts that no test uploads or reads."""

from uuid import uuid4

from receipts.models import Receipt, ReceiptFile


def add_file(receipt: Receipt, **values) -> ReceiptFile:
    usual = {
        "position": receipt.files.count(),
        "stored_name": f"{uuid4()}.png",
        "mime_type": "image/png",
        "sha256": receipt.sha256,
        "size_bytes": 1,
        "width": 1,
        "height": 1,
    }
    return ReceiptFile.objects.create(receipt=receipt, **(usual | values))


def stored_name(receipt: Receipt) -> str:
    """Of its only file."""
    return receipt.files.get().stored_name
