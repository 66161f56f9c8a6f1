"""The files of a receipt are told by `ReceiptFile` alone."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('receipts', '0026_move_files'),
    ]

    operations = [
        migrations.RemoveField('receipt', 'stored_name'),
        migrations.RemoveField('receipt', 'mime_type'),
        migrations.RemoveField('receipt', 'size_bytes'),
        migrations.RemoveField('receipt', 'width'),
        migrations.RemoveField('receipt', 'height'),
        migrations.RemoveField('receipt', 'page_count'),
    ]
