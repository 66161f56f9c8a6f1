"""What an upload asks of the database does not grow with what is stored. Counted on SQLite in steps
of its machine, which are the same on every computer."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.utils import timezone

from receipts.duplicates.candidates import same_bytes
from receipts.models import Receipt
from receipts.models.change import ChangeMark

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="counts the steps of SQLite"),
]

NOW = datetime(2026, 4, 3, 12, tzinfo=UTC)
MANY = 2000


def steps_of(call) -> int:
    """Of SQLite's virtual machine."""
    call()  # what is prepared once
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    connection.connection.set_progress_handler(count, 1)
    try:
        call()
    finally:
        connection.connection.set_progress_handler(None, 1)
    return steps


def add_receipts(owner, count):
    return Receipt.objects.bulk_create(
        Receipt(owner=owner, sha256=f"{n:064}", uploaded_at=NOW, updated_at=NOW)
        for n in range(count)
    )


def test_marking_a_change_does_not_go_through_all_marks(user):
    [receipt] = add_receipts(user, 1)
    change = Receipt.objects.filter(pk=receipt.pk)
    before = steps_of(lambda: change.update(engine="offline"))

    ChangeMark.objects.bulk_create(
        ChangeMark(account=user.pk, kind=kind, object_id=10_000 + n, marked_at=timezone.now())
        for kind in ("receipt", "entry")
        for n in range(MANY)
    )

    assert steps_of(lambda: change.update(engine="offline")) < before + 100


def test_looking_for_the_same_bytes_does_not_go_through_all_receipts(user):
    add_receipts(user, 1)
    before = steps_of(lambda: same_bytes(user, "a" * 64))

    add_receipts(user, MANY)

    assert steps_of(lambda: same_bytes(user, "a" * 64)) < before + 100
