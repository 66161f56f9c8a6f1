"""Entries of earlier releases, and what they are found by: there and back."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from receipts.checks import SEARCH_INDEX, check_search_index
from receipts.ledger.search_text import refresh_search_texts
from receipts.models import ChangeMark, Receipt, Transaction
from receipts.tests.test_find import found, make

BEFORE, AFTER = "0028_keep_page_sizes", "0031_drop_search_words"


@pytest.fixture
def entries(transactional_db, user):
    made = [
        make(user, 1, vendor="ÖBB", items=["Fahrkarte"], reading={"lines": ["Danke"]}),
        make(user, 2, receipt_number="No 7", notes="Für Anna"),
    ]
    by_hand = Transaction.objects.create(owner=user, vendor="Märkte", currency="GBP", total=3)
    refresh_search_texts([by_hand.pk])
    yield made
    call_command("migrate", verbosity=0)


def _migrate(name):
    call_command("migrate", "receipts", name, verbosity=0)


def _folded():
    entries = Transaction.objects.order_by("pk").values_list("search_text", "vendor_words")
    return list(entries), list(Receipt.objects.order_by("pk").values_list("filename_words"))


def test_what_is_there_is_found_and_can_be_found_as_before(api, entries):
    folded = _folded()
    _migrate(BEFORE)

    model = MigrationExecutor(connection).loader.project_state([("receipts", BEFORE)]).apps
    old = model.get_model("receipts", "Transaction").objects.order_by("pk")
    assert list(old.values_list("search_words", flat=True)) == ["Fahrkarte Danke", "", ""]

    _migrate(AFTER)
    assert _folded() == folded
    call_command("migrate", verbosity=0)
    assert found(api, search="obb fahrkarte") == [entries[0].pk]


@pytest.mark.django_db(transaction=True)
def test_nobody_is_told_that_something_has_changed(api, entries):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no triggers while it migrates, and begins its feed anew")
    _migrate(BEFORE)
    marks = set(ChangeMark.objects.values_list("pk", flat=True))

    _migrate(AFTER)

    assert set(ChangeMark.objects.values_list("pk", flat=True)) == marks


@pytest.mark.django_db
def test_a_missing_index_is_said(user):
    """Also by the migration: a server may have been installed without the extension."""
    is_warned_of = [warning.id for warning in check_search_index()] == ["receipts.W006"]
    if connection.vendor != "postgresql":
        assert not is_warned_of
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        assert is_warned_of == (cursor.fetchone() is None)
        cursor.execute(f"DROP INDEX IF EXISTS {SEARCH_INDEX}")

    assert [warning.id for warning in check_search_index()] == ["receipts.W006"]
