"""The kind of each document whose reading is certain of it. Entries stay as they are: those of
papers that are no purchase are listed by `review_books`, and no figure moves by itself."""

from django.db import migrations
from django.db.models.fields.json import KT

_KINDS = (
    "receipt", "invoice", "credit_note", "card_slip", "unpaid_bill", "quotation", "pro_forma",
    "order_confirmation", "delivery_note", "payment_reminder", "bank_statement", "menu",
    "price_tag", "gift_card", "cheque", "other",
)  # fmt: skip
_CERTAIN = 0.9


def fill(apps, schema_editor):
    receipts = apps.get_model("receipts", "Receipt").objects.filter(document_kind="")
    certain = receipts.filter(
        reading__document_kind__value__in=_KINDS, reading__document_kind__confidence__gte=_CERTAIN
    )
    certain.update(document_kind=KT("reading__document_kind__value"))


class Migration(migrations.Migration):
    # By itself: PostgreSQL makes no index of a table whose rows have changed in the transaction.
    dependencies = [("receipts", "0038_add_document_kind")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
