from django.db import migrations, models

import common.text
import receipts.models.search


class Migration(migrations.Migration):
    dependencies = [("receipts", "0031_drop_search_words")]

    operations = [
        migrations.AddField(
            model_name="category",
            name="name_key",
            field=receipts.models.search.FoldedField(
                blank=True, by=common.text.fold, db_default="", default="", editable=False,
                of="name",
            ),
        ),
        migrations.AddField(
            model_name="category",
            name="former_name",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False,
                help_text="before a release found another one of this name", max_length=60,
            ),
        ),
        migrations.AlterModelOptions(
            name="category",
            options={"ordering": ["name_key", "pk"], "verbose_name_plural": "categories"},
        ),
    ]
