"""A place for each file of a document. What stands on the receipt moves with the next migration."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('receipts', '0024_add_change_marks'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReceiptFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(help_text='from 0')),
                ('stored_name', models.CharField(max_length=255, unique=True)),
                ('mime_type', models.CharField(max_length=40)),
                ('sha256', models.CharField(max_length=64)),
                ('size_bytes', models.PositiveBigIntegerField()),
                ('width', models.PositiveIntegerField(help_text='of the first page')),
                ('height', models.PositiveIntegerField(help_text='of the first page')),
                ('page_count', models.PositiveSmallIntegerField(default=1)),
                ('receipt', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='receipts.receipt')),
            ],
            options={
                'ordering': ['receipt_id', 'position'],
                'constraints': [models.UniqueConstraint(fields=('receipt', 'position'), name='receipt_file_has_its_place')],
            },
        ),
        # On the way back the columns are there before their values are.
        migrations.AlterField('receipt', 'stored_name', models.CharField(max_length=255, null=True, unique=True)),
        migrations.AlterField('receipt', 'mime_type', models.CharField(max_length=40, null=True)),
        migrations.AlterField('receipt', 'size_bytes', models.PositiveBigIntegerField(null=True)),
        migrations.AlterField('receipt', 'width', models.PositiveIntegerField(null=True)),
        migrations.AlterField('receipt', 'height', models.PositiveIntegerField(null=True)),
        migrations.AlterField('receipt', 'original_filename', models.CharField(help_text='of the first file', max_length=255)),
        migrations.AlterField('receipt', 'sha256', models.CharField(db_index=True, help_text='of the document: see `document_sha256`', max_length=64)),
    ]
