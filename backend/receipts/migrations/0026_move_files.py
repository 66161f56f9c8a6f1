"""Every receipt has had one file: it becomes the first of its document, and back."""

from django.db import migrations

_COLUMNS = ("stored_name", "mime_type", "size_bytes", "width", "height", "page_count")

_FORWARD = f"""
    INSERT INTO receipts_receiptfile (receipt_id, position, sha256, {", ".join(_COLUMNS)})
    SELECT id, 0, sha256, {", ".join(_COLUMNS)} FROM receipts_receipt ORDER BY id
"""
_BACK = f"""
    UPDATE receipts_receipt SET {", ".join(f"{name} = file.{name}" for name in _COLUMNS)}
    FROM receipts_receiptfile AS file WHERE file.receipt_id = receipts_receipt.id
"""


def refuse_to_lose_files(apps, schema_editor):
    files = apps.get_model("receipts", "ReceiptFile").objects.filter(position__gt=0)
    receipts = sorted(set(files.values_list("receipt_id", flat=True)))
    if receipts:
        raise ValueError(
            f"{len(receipts)} receipts consist of several files, and earlier releases know one: "
            f"delete them for good before you go back. The first are {receipts[:20]}."
        )


class Migration(migrations.Migration):

    dependencies = [
        ("receipts", "0025_add_receipt_files"),
    ]

    operations = [
        migrations.RunSQL(_FORWARD, _BACK),
        migrations.RunPython(migrations.RunPython.noop, refuse_to_lose_files),
    ]
