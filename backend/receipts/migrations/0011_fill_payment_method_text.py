import re

from django.db import migrations

# What the stored texts mean, the first that fits; what fits none is another way to pay.
_NOTHING = {"", "-", "n/a", "none", "null", "unknown"}
_MEANINGS = (
    ("other", r"gift ?card|gutschein|voucher|carte cadeau|store credit|credit note"),
    ("mobile", r"apple ?pay|google ?pay|paypal|alipay|wechat|wallet|mobile|klarna|twint|grabpay"
               r"|支付宝|微信"),
    ("direct_debit", r"direct ?debit|lastschrift|bankeinzug|sepa debit|pr[eé]l[eè]vement"),
    ("bank_transfer", r"transfer|berweisung|virement|bonifico|\bwire\b|\bbacs\b|\bach\b|przelew"),
    ("cheque", r"ch[eè]que|scheck|\bcheck\b|assegno"),
    ("card", r"card|karte|visa|master|maestro|amex|american express|debit|credit|contactless|carte"
             r"|tarjeta|bancomat|eftpos|chip|\bec\b|\bpin\b|\*{2,}|x{3,}"),
    ("cash", r"cash|\bbar\b|bargeld|tunai|esp[eè]ces|contanti|efectivo|contant|kontant|got[oó]wka"
             r"|現金|现金"),
)  # fmt: skip


def _meaning(text):
    plain = text.strip(" .").casefold()
    found = (word for word, pattern in _MEANINGS if re.search(pattern, plain))
    return "" if plain in _NOTHING else next(found, "other")


def close(apps, schema_editor):
    """The text goes to its own column and a word of the closed list takes its place; where a
    person has set the one, a later reading shall touch neither."""
    entries = apps.get_model("receipts", "Transaction").objects
    old = entries.exclude(payment_method="").filter(payment_method_text="")
    for text in list(old.order_by().values_list("payment_method", flat=True).distinct()):
        # Not those that have got this very word for a text of theirs.
        same = old.filter(payment_method=text)
        for pk, fields in same.values_list("pk", "corrected_fields").iterator(chunk_size=500):
            if "payment_method" in fields:
                fields = sorted({*fields, "payment_method_text"})
                entries.filter(pk=pk).update(corrected_fields=fields)
        same.update(payment_method_text=text, payment_method=_meaning(text))


def open_again(apps, schema_editor):
    """What has been stored since without a text keeps its word, and so does what a person chose."""
    entries = apps.get_model("receipts", "Transaction").objects
    rows = entries.exclude(payment_method_text="").values_list(
        "pk", "payment_method_text", "corrected_fields"
    )
    for pk, text, fields in rows.iterator(chunk_size=500):
        values = {"corrected_fields": [name for name in fields if name != "payment_method_text"]}
        if "payment_method_text" in fields or "payment_method" not in fields:
            values["payment_method"] = text
        entries.filter(pk=pk).update(**values)


class Migration(migrations.Migration):
    # By itself: PostgreSQL alters no table whose rows have changed twice in the transaction.
    dependencies = [("receipts", "0010_add_payment_method_text")]
    operations = [migrations.RunPython(close, open_again)]
