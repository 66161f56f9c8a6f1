"""An account is deleted while something of it is being written: what was first is waited for, the
two do not wait for each other, and nothing stays."""

import time
from threading import Thread

import pytest
from django.db import connection

from accounts.models import User
from accounts.services.users import delete_account
from receipts.intake import upload
from receipts.models import Receipt
from receipts.processing import results
from receipts.processing.run import process_receipt
from receipts.removal import cleanup
from receipts.tests.conftest import upload_unread
from receipts.tests.test_cleanup import run as clean_up
from receipts.tests.test_cleanup import stored
from receipts.tests.test_file_removal import trashed

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]

SECONDS = 20
WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


class Deletion:
    """In another connection, begun amid what others are at."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.error: Exception | None = None
        self.thread = Thread(target=self._delete, daemon=True)

    def amid(self, monkeypatch, module, name: str) -> None:
        function = getattr(module, name)

        def called(*args, **kwargs):
            if self.thread.ident is None:
                self.thread.start()
                self._wait_until_it_waits()
            return function(*args, **kwargs)

        monkeypatch.setattr(module, name, called)

    def _delete(self) -> None:
        try:
            delete_account(self.user)
        except Exception as error:  # noqa: BLE001 - whatever it was, the test that waits says it
            self.error = error
        finally:
            connection.close()

    def _wait_until_it_waits(self) -> None:
        deadline = time.monotonic() + SECONDS
        while self.thread.is_alive() and time.monotonic() < deadline:
            with connection.cursor() as cursor:
                # Or a transaction sees what was so when it first asked.
                cursor.execute("SELECT pg_stat_clear_snapshot()")
                cursor.execute(WAITING)
                if cursor.fetchone()[0]:
                    return
            time.sleep(0.01)
        raise AssertionError(f"It waits for nobody: {self.error!r}")

    def ended(self) -> None:
        self.thread.join(SECONDS)
        assert not self.thread.is_alive()
        assert self.error is None


@pytest.fixture
def deletion(user) -> Deletion:
    return Deletion(user)


def assert_nothing_stays(folder) -> None:
    assert not Receipt.objects.exists()
    assert not User.objects.exists()
    assert stored(folder) == set()


def test_while_its_trash_is_purged(user, deletion, own_storage, monkeypatch):
    for _ in range(3):
        trashed(user)
    deletion.amid(monkeypatch, cleanup, "purge_rows")

    clean_up()

    deletion.ended()
    assert_nothing_stays(own_storage)


def test_while_a_reading_is_saved(user, png, deletion, own_storage, monkeypatch):
    receipt = upload_unread(user, png)
    deletion.amid(monkeypatch, results, "refresh_candidates")

    process_receipt(receipt.pk)

    deletion.ended()
    assert_nothing_stays(own_storage)


def test_while_a_document_is_uploaded(user, png, deletion, own_storage, monkeypatch):
    deletion.amid(monkeypatch, upload, "create_receipt")

    upload_unread(user, png)

    deletion.ended()
    assert_nothing_stays(own_storage)
