"""Of two categories that an account sees by one folded name, such as "Café" and "CAFÉ", the later
one gets a number. Its name before stays beside it, for the way back and for a person to look at."""

from contextlib import contextmanager
from itertools import groupby

from django.db import migrations

from common.text import fold

_MOST = 60  # characters


def rename(apps, schema_editor):
    categories = apps.get_model("receipts", "Category").objects
    renamed = {}
    with _untold(schema_editor):
        known = _fill(categories, categories.filter(owner=None).order_by("pk"), set(), renamed)
        own = categories.exclude(owner=None).order_by("owner_id", "pk")
        for _, rows in groupby(own.iterator(), key=lambda category: category.owner_id):
            _fill(categories, rows, known, renamed)
    for pk, names in renamed.items():
        categories.filter(pk=pk).update(**names)


def rename_back(apps, schema_editor):
    """Where a person has chosen another name since then, that one stays."""
    categories = apps.get_model("receipts", "Category").objects
    for category in categories.exclude(former_name=""):
        categories.filter(pk=category.pk).update(name=category.former_name, former_name="")


def _fill(categories, rows, known, renamed):
    """The keys of those that keep their name. Returns what is taken afterwards."""
    rows = list(rows)
    kept, all_keys = set(known), {*known, *(fold(category.name) for category in rows)}
    for category in rows:
        key = fold(category.name)
        if key not in kept:
            kept.add(key)
            categories.filter(pk=category.pk).update(name_key=key)
            continue
        name = _free_name(category.name, all_keys)
        all_keys.add(fold(name))
        renamed[category.pk] = {
            "name": name, "name_key": fold(name), "former_name": category.name,
        }
    return all_keys


def _free_name(name, taken):
    number = 1
    while True:
        number += 1
        ending = f" ({number})"
        found = name[: _MOST - len(ending)] + ending
        if fold(found) not in taken:
            return found


@contextmanager
def _untold(schema_editor):
    """A key is shown nowhere: no client needs to hear of it."""
    is_told = schema_editor.connection.vendor == "postgresql"
    if is_told:
        schema_editor.execute("ALTER TABLE receipts_category DISABLE TRIGGER USER")
    yield
    if is_told:
        schema_editor.execute("ALTER TABLE receipts_category ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [("receipts", "0032_add_category_name_keys")]
    operations = [migrations.RunPython(rename, rename_back)]
