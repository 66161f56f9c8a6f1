from django.db import DatabaseError, migrations, transaction

_INDEX = """
CREATE INDEX transaction_search_text ON receipts_transaction
USING gin (search_text gin_trgm_ops)
"""
_WITHOUT = """
  The extension pg_trgm could not be created, so searches read every entry of an account.
  `manage.py check --deploy --database default` says how to add the index later (receipts.W006).
"""


def add_index(apps, schema_editor):
    """SQLite looks at every row of one account instead, which are few."""
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(_INDEX)
    except DatabaseError:
        print(_WITHOUT)


def remove_index(apps, schema_editor):
    """The extension stays: others may use it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS transaction_search_text")


def drop_former_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS transaction_search")


def add_former_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX transaction_search ON receipts_transaction USING gin (search_document)"
        )


class Migration(migrations.Migration):
    dependencies = [("receipts", "0030_fill_search_text")]

    operations = [
        migrations.RunPython(drop_former_index, add_former_index),
        migrations.RemoveField(model_name="transaction", name="search_document"),
        migrations.RemoveField(model_name="transaction", name="search_words"),
        migrations.RunPython(add_index, remove_index),
    ]
