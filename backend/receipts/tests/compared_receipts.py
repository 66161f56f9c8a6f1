"""Verified receipts of an account, and a served model that reads them with faults."""

from decimal import Decimal
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from receipts.models import Receipt, Transaction
from receipts.storages.receipt_storage import receipt_storage
from receipts.tests.file_rows import add_file
from receipts.tests.openai_server import GOOD_ANSWER, answered

# What the stub reads, too.
CONFIRMED = {
    "vendor": "Corner Cafe",
    "purchased_on": "2026-04-03",
    "total": Decimal("12.50"),
    "subtotal": Decimal("10.42"),
    "tax": Decimal("2.08"),
    "currency": "GBP",
}


def verified_receipts(owner, picture: bytes, count: int, **changes) -> list[Receipt]:
    """All of the same picture, each with a file of its own."""
    return [_verified_receipt(owner, picture, **changes) for _ in range(count)]


def _verified_receipt(owner, picture: bytes, **changes) -> Receipt:
    now = timezone.now()
    stored_name = receipt_storage().save(f"{uuid4()}.png", ContentFile(picture))
    receipt = Receipt.objects.create(
        owner=owner,
        original_filename="x.png",
        sha256=uuid4().hex * 2,
        uploaded_at=now,
        updated_at=now,
        status=Receipt.Status.COMPLETED,
        engine="offline",
        document_kind="receipt",
        reading={},
        read_at=now,
    )
    add_file(receipt, stored_name=stored_name)
    values = CONFIRMED | {"verified_at": now, "verified_by": owner} | changes
    Transaction.objects.create(owner=owner, receipt=receipt, **values)
    return receipt


def without_dates(count: int, *, percent: int):
    """Replies of a model that drops the date of so many."""
    dropped = count * percent // 100
    blank = {"date": None, "date_printed": None}
    return [answered(**(blank if number < dropped else {})) for number in range(count)]


assert GOOD_ANSWER["date"] == CONFIRMED["purchased_on"]
