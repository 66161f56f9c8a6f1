from django.db import migrations


def fill(apps, schema_editor):
    """Entries that were made before there was a search: their items and the lines of the receipt."""
    entries = apps.get_model("receipts", "Transaction").objects
    rows = entries.values_list("pk", "receipt__reading__lines").order_by("pk")
    for pk, lines in rows.iterator(chunk_size=500):
        texts = list(entries.get(pk=pk).items.values_list("description", flat=True))
        words = " ".join(dict.fromkeys(" ".join(texts + (lines or [])).split()))
        entries.filter(pk=pk).update(search_words=words[:100_000])


class Migration(migrations.Migration):
    dependencies = [("receipts", "0004_add_search_and_trash")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
