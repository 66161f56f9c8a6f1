from django.db import migrations, models

import common.text
import receipts.models.search


class Migration(migrations.Migration):
    dependencies = [("receipts", "0028_keep_page_sizes")]

    operations = [
        migrations.AddField(
            model_name="transaction",
            name="search_text",
            field=models.TextField(blank=True, db_default="", default="", editable=False),
        ),
        migrations.AddField(
            model_name="transaction",
            name="vendor_words",
            field=receipts.models.search.FoldedField(
                blank=True, by=common.text.folded_words, db_default="", default="",
                editable=False, of="vendor",
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="filename_words",
            field=receipts.models.search.FoldedField(
                blank=True, by=common.text.word_line, db_default="", default="",
                editable=False, of="original_filename",
            ),
        ),
    ]
