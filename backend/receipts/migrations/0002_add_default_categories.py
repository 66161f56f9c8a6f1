from django.db import migrations

# (slug, name, type, deductible by default)
DEFAULTS = [
    ("meals", "Meals and entertainment", "expense", True),
    ("groceries", "Groceries", "expense", False),
    ("travel", "Travel and accommodation", "expense", True),
    ("vehicle", "Vehicle and fuel", "expense", True),
    ("office", "Office and equipment", "expense", True),
    ("utilities", "Utilities and telephone", "expense", True),
    ("services", "Services and fees", "expense", True),
    ("health", "Health", "expense", False),
    ("other", "Other", "expense", False),
    ("income", "Income", "income", False),
]


def add_defaults(apps, schema_editor):
    category = apps.get_model("receipts", "Category")
    for slug, name, type_, is_deductible in DEFAULTS:
        category.objects.create(slug=slug, name=name, type=type_, is_deductible=is_deductible)


def remove_defaults(apps, schema_editor):
    slugs = [slug for slug, *_ in DEFAULTS]
    apps.get_model("receipts", "Category").objects.filter(owner=None, slug__in=slugs).delete()


class Migration(migrations.Migration):
    dependencies = [("receipts", "0001_initial")]
    operations = [migrations.RunPython(add_defaults, remove_defaults)]
