"""Originals of receipts from when each had one, there and back."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("receipts", "0024_add_change_marks")]
AFTER = [("receipts", "0027_drop_file_columns_of_receipts")]
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
COLUMNS = ("stored_name", "mime_type", "sha256", "size_bytes", "width", "height", "page_count")
ORIGINALS = [
    ("a.png", "image/png", "a" * 64, 10, 300, 400, 1),
    ("b.pdf", "application/pdf", "b" * 64, 2**40, 595, 842, 7),
]


@pytest.fixture
def before(transactional_db, user):
    _migrate(BEFORE)
    yield _models(BEFORE)
    call_command("migrate", verbosity=0)


def _migrate(targets):
    for app, name in targets:
        call_command("migrate", app, name, verbosity=0)


def _models(targets):
    return MigrationExecutor(connection).loader.project_state(targets).apps.get_model


def _fill(receipt, user):
    for values in ORIGINALS:
        named = dict(zip(COLUMNS, values, strict=True))
        receipt.objects.create(
            owner_id=user.pk, original_filename="x", uploaded_at=NOW, updated_at=NOW, **named
        )


def test_each_original_becomes_the_first_file_and_comes_back(before, user):
    receipt = before("receipts", "Receipt")
    _fill(receipt, user)

    _migrate(AFTER)

    files = _models(AFTER)("receipts", "ReceiptFile").objects.order_by("receipt_id")
    assert list(files.values_list("position", *COLUMNS)) == [(0, *values) for values in ORIGINALS]
    assert set(files.values_list("receipt_id", flat=True)) == set(
        receipt.objects.values_list("pk", flat=True)
    )
    documents = _models(AFTER)("receipts", "Receipt").objects.order_by("pk")
    assert list(documents.values_list("sha256", flat=True)) == ["a" * 64, "b" * 64]

    _migrate(BEFORE)

    assert list(receipt.objects.order_by("pk").values_list(*COLUMNS)) == ORIGINALS


def test_the_way_back_loses_no_file_of_a_document(before, user):
    _fill(before("receipts", "Receipt"), user)
    _migrate(AFTER)
    files = _models(AFTER)("receipts", "ReceiptFile").objects
    first = files.order_by("pk").first()
    second = files.create(
        receipt_id=first.receipt_id, position=1, stored_name="c.png", mime_type="image/png",
        sha256="c" * 64, size_bytes=1, width=1, height=1,
    )  # fmt: skip

    with pytest.raises(ValueError, match=rf"several files.*\[{first.receipt_id}\]"):
        _migrate(BEFORE)

    assert files.count() == 3
    second.delete()
