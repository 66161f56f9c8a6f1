"""What entries and receipts are found by, of those that are there: a few at a time."""

from collections import defaultdict
from contextlib import contextmanager

from django.db import migrations

from common.text import folded_words, word_line
from receipts.ledger.search_text import search_text

_BATCH = 200
_MOST = 100_000  # characters
_TEXTS = ["vendor", "receipt_number", "notes"]
_AMOUNTS = ["total", "subtotal", "tax", "discount", "tip"]


def fill(apps, schema_editor):
    with _untold(schema_editor, "receipts_receipt"):
        for rows in _batches(apps.get_model("receipts", "Receipt")):
            for receipt in rows.only("original_filename"):
                words = word_line(receipt.original_filename)
                rows.filter(pk=receipt.pk).update(filename_words=words)
    with _untold(schema_editor, "receipts_transaction"):
        for rows in _batches(apps.get_model("receipts", "Transaction")):
            _fill_entries(apps, rows)


def unfill(apps, schema_editor):
    """The texts go with their columns; what was searched before is made anew, as by 0005."""
    items = apps.get_model("receipts", "LineItem").objects
    with _untold(schema_editor, "receipts_transaction"):
        for rows in _batches(apps.get_model("receipts", "Transaction")):
            texts = defaultdict(list)
            for pk, text in items.filter(transaction__in=_ids(rows)).values_list(
                "transaction_id", "description"
            ):
                texts[pk].append(text)
            for pk, lines in list(rows.values_list("pk", "receipt__reading__lines")):
                words = " ".join([*texts[pk], *(lines or [])]).split()
                rows.filter(pk=pk).update(search_words=" ".join(dict.fromkeys(words))[:_MOST])


@contextmanager
def _untold(schema_editor, table):
    """Nothing is shown otherwise than before: no client needs to hear of it."""
    is_told = schema_editor.connection.vendor == "postgresql"
    if is_told:
        schema_editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    if is_told:
        schema_editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _batches(model):
    last = 0
    while ids := list(
        model.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_BATCH]
    ):
        yield model.objects.filter(pk__in=ids)
        last = ids[-1]


def _ids(rows):
    return list(rows.values_list("pk", flat=True))


def _fill_entries(apps, rows):
    texts, amounts = defaultdict(list), defaultdict(list)
    items = apps.get_model("receipts", "LineItem").objects.filter(transaction__in=_ids(rows))
    for pk, text, *money in items.values_list(
        "transaction_id", "description", "unit_price", "amount"
    ):
        texts[pk].append(text)
        amounts[pk] += money
    taxes = apps.get_model("receipts", "TaxLine").objects.filter(transaction__in=_ids(rows))
    for pk, *money in taxes.values_list("transaction_id", "net", "tax"):
        amounts[pk] += money
    others = ["receipt__original_filename", "receipt__reading__lines"]
    for row in list(rows.values("pk", *_TEXTS, *_AMOUNTS, *others)):
        pk, filename, lines = row["pk"], row[others[0]] or "", row[others[1]] or []
        rows.filter(pk=pk).update(
            vendor_words=folded_words(row["vendor"]),
            search_text=search_text(
                [*(row[name] for name in _TEXTS), filename, *texts[pk], *lines],
                [*(row[name] for name in _AMOUNTS), *amounts[pk]],
            ),
        )


class Migration(migrations.Migration):
    dependencies = [("receipts", "0029_add_search_text")]
    operations = [migrations.RunPython(fill, unfill)]
