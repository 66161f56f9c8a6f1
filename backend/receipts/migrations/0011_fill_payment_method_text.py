import re

from django.db import migrations, models

# What the stored texts mean, the first that fits; what fits none is another way to pay.
_MEANINGS = (
    ("mobile", r"apple ?pay|google ?pay|paypal|alipay|wechat|wallet|mobile|klarna|twint|grabpay"),
    ("direct_debit", r"direct ?debit|lastschrift|bankeinzug|sepa debit"),
    ("bank_transfer", r"transfer|berweisung|virement|bonifico|transferencia|wire|\bbacs\b|\bach\b"),
    ("cheque", r"cheque|chèque|scheck|\bcheck\b|assegno"),
    ("card", r"card|karte|visa|master|maestro|amex|american express|debit|credit|contactless|carte"
             r"|tarjeta|bancomat|eftpos|chip|\bec\b|\bpin\b|\*{2,}|x{3,}"),
    ("cash", r"cash|\bbar\b|bargeld|tunai|especes|espèces|contanti|efectivo|contant|kontant"),
)  # fmt: skip


def _meaning(text):
    plain = text.casefold()
    found = (word for word, pattern in _MEANINGS if re.search(pattern, plain))
    return next(found, "other")


def close(apps, schema_editor):
    """The text goes to its own column and a word of the closed list takes its place; where a
    person has set the one, a later reading shall touch neither."""
    entries = apps.get_model("receipts", "Transaction").objects.exclude(payment_method="")
    for text in entries.order_by().values_list("payment_method", flat=True).distinct():
        same = entries.filter(payment_method=text)
        for pk, fields in same.values_list("pk", "corrected_fields").iterator(chunk_size=500):
            if "payment_method" in fields:
                fields = sorted({*fields, "payment_method_text"})
                entries.filter(pk=pk).update(corrected_fields=fields)
        same.update(payment_method_text=text, payment_method=_meaning(text))


def open_again(apps, schema_editor):
    """What has been stored since without a text keeps its word."""
    entries = apps.get_model("receipts", "Transaction").objects
    for pk, fields in entries.values_list("pk", "corrected_fields").iterator(chunk_size=500):
        if "payment_method_text" in fields:
            fields.remove("payment_method_text")
            entries.filter(pk=pk).update(corrected_fields=fields)
    with_text = entries.exclude(payment_method_text="")
    with_text.update(payment_method=models.F("payment_method_text"))


class Migration(migrations.Migration):
    # By itself: PostgreSQL alters no table whose rows have changed twice in the transaction.
    dependencies = [("receipts", "0010_add_payment_method_text")]
    operations = [migrations.RunPython(close, open_again)]
