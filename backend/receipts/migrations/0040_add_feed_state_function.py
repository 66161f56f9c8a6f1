"""The question that every poll asks, as a function whose plan is kept."""

from django.db import migrations

from receipts.changes.feed_state import add_function, remove_function


def add(apps, schema_editor):
    add_function(schema_editor.connection)


def remove(apps, schema_editor):
    remove_function(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('receipts', '0039_fill_document_kind'),
    ]

    operations = [
        migrations.RunPython(add, remove),
    ]
