"""Migrations beside running processes: those of the release before go on meanwhile."""

import re
from functools import partial

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from tests.test_docs import PROJECT

# Older ones may take away: docs/operations.md says how to go past them.
FIRST_RELEASE = {"accounts": 9, "receipts": 34, "reports": 4, "subscriptions": 7, "webhooks": 1}
_TAKEN_AWAY = (
    migrations.RemoveField, migrations.RenameField, migrations.DeleteModel, migrations.RenameModel,
    migrations.AlterModelTable,
)  # fmt: skip


def what_stops_older_processes(operation, field_before) -> str | None:
    """They read the columns that they know, and write no others. `field_before`: by the names of
    model and field."""
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        found = (what_stops_older_processes(o, field_before) for o in operation.database_operations)
        return next((what for what in found if what), None)
    if isinstance(operation, _TAKEN_AWAY):
        return "takes away what they read: leave it for the release after the next"
    is_altered = isinstance(operation, migrations.AlterField)
    if not is_altered and not isinstance(operation, migrations.AddField):
        return None
    former = field_before(operation.model_name, operation.name) if is_altered else None
    if _may_be_left_out(operation.field) or (former and not _may_be_left_out(former)):
        return None
    return "wants a value that they don't write: give it a db_default, or null"


def _field_of(models_before, app, model, field):
    return models_before[app, model.lower()].fields.get(field)


def _may_be_left_out(field) -> bool:
    return field.null or field.has_db_default() or field.many_to_many


def test_what_a_release_migrates_lets_the_processes_of_the_one_before_go_on():
    loader, stopped = MigrationLoader(None), {}
    for (app, name), migration in loader.disk_migrations.items():
        if app in FIRST_RELEASE and int(name[:4]) > FIRST_RELEASE[app]:
            before = loader.project_state((app, name), at_end=False).models
            field_before = partial(_field_of, before, app)
            found = (what_stops_older_processes(o, field_before) for o in migration.operations)
            stopped |= {f"{app}.{name}": what for what in found if what}

    assert stopped == {}


@pytest.mark.parametrize(
    ("operation", "is_refused"),
    [
        (migrations.RemoveField("receipt", "width"), True),
        (migrations.RenameField("receipt", "width", "breadth"), True),
        (migrations.DeleteModel("Receipt"), True),
        (migrations.AddField("receipt", "tip", models.TextField(default="")), True),
        (migrations.AddField("receipt", "tip", models.TextField(db_default="")), False),
        (migrations.AddField("receipt", "tip", models.TextField(null=True)), False),
        (migrations.AlterField("receipt", "maybe", models.TextField()), True),
        (migrations.AlterField("receipt", "always", models.TextField(db_index=True)), False),
        (migrations.SeparateDatabaseAndState([migrations.DeleteModel("Receipt")]), True),
        (migrations.SeparateDatabaseAndState([], [migrations.DeleteModel("Receipt")]), False),
        (migrations.CreateModel("Tip", []), False),
    ],
)
def test_what_would_stop_them_is_known(operation, is_refused):
    def field_before(_model, field):
        return models.TextField(null=field == "maybe")

    assert (what_stops_older_processes(operation, field_before) is not None) is is_refused


def test_nothing_refuses_a_release_after_it_has_migrated():
    script = (PROJECT / "release.sh").read_text()

    commands = re.findall(r"^python manage\.py (\w+)", script, re.MULTILINE)
    assert commands == ["check", "migrate", "createcachetable"]
