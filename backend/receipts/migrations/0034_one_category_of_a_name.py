from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("receipts", "0033_rename_categories_of_one_name")]

    operations = [
        migrations.AddConstraint(
            model_name="category",
            constraint=models.UniqueConstraint(
                fields=["owner", "name_key"], name="category_name_of_owner"
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.UniqueConstraint(
                condition=models.Q(owner=None),
                fields=["name_key"],
                name="category_name_of_defaults",
            ),
        ),
    ]
