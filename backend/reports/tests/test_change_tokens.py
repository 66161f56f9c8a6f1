"""Writers of one account do not wait for one another, and the token of each is there."""

from decimal import Decimal
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from receipts.models import Transaction
from reports.models import LedgerChange
from reports.tests.ledgers import add_entry, make_user


def tokens():
    return set(LedgerChange.objects.values_list("token", flat=True))


def write_elsewhere(entry):
    """In a connection of its own. Returns whether it came to an end."""

    def write():
        Transaction.objects.filter(pk=entry.pk).update(total=Decimal(2))
        connection.close()

    thread = Thread(target=write, daemon=True)
    thread.start()
    thread.join(timeout=5)
    return not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_a_writer_waits_for_no_other_and_each_leaves_its_token():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    owner = make_user()
    first, second = (add_entry(owner, "2026-11-05", "1.00") for _ in range(2))
    before = tokens()

    with transaction.atomic():
        Transaction.objects.filter(pk=first.pk).update(total=Decimal(2))
        assert write_elsewhere(second)
    after = tokens()

    assert len(after - before) == 2
    assert after != before


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_leaves_what_was_there():
    owner = make_user()
    entry = add_entry(owner, "2026-11-05", "1.00")
    before = tokens()

    with transaction.atomic():
        Transaction.objects.filter(pk=entry.pk).update(total=Decimal(2))
        assert tokens() != before
        transaction.set_rollback(True)

    assert tokens() == before


@pytest.mark.django_db(transaction=True)
def test_changes_are_noted_after_a_further_migrate():
    call_command("migrate", "reports", verbosity=0)
    owner = make_user()

    add_entry(owner, "2026-11-05", "1.00")

    assert LedgerChange.objects.filter(account=owner.pk).count() == 1
