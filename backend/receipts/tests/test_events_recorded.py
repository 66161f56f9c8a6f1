"""The hook of events: who listens is told within the transaction that records them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from receipts.history import Kind, RecordedEvent, events_recorded
from receipts.models import Receipt
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture, upload_unread

pytestmark = pytest.mark.django_db(transaction=True)

URL = "/api/v1/receipts/"


@pytest.fixture
def listen():
    """Connects listeners until the test ends."""
    connected = []

    def connect(listener):
        events_recorded.connect(listener)
        connected.append(listener)

    yield connect
    for listener in connected:
        events_recorded.disconnect(listener)


@pytest.fixture
def heard(completed, listen) -> list[tuple[RecordedEvent, ...]]:
    """The events of each call."""
    calls = []

    def listener(events, **kwargs):
        calls.append(events)

    listen(listener)
    return calls


def test_a_correction_is_told_with_its_keys_and_without_its_values(api, completed, heard):
    api.patch(f"{URL}{completed.pk}/", {"vendor": "Chemist", "total": "13.00"})

    assert heard == [
        tuple(
            RecordedEvent(
                pk=pk,
                kind=Kind.CORRECTED,
                owner_id=completed.owner_id,
                receipt_id=completed.pk,
                transaction_id=completed.transaction.pk,
                created_at=created_at,
            )
            for pk, created_at in ReceiptEvent.objects.filter(kind="corrected").values_list(
                "pk", "created_at"
            )
        )
    ]
    assert len(heard[0]) == 2


def test_each_of_many_is_told_of_in_one_call(api, user, completed, heard):
    second = upload_unread(user, SimpleUploadedFile("second.png", picture()))
    process_receipt(second.pk)
    heard.clear()

    api.post(f"{URL}bulk/verify/", {"ids": [completed.pk, second.pk]})

    assert [[(one.kind, one.receipt_id) for one in call] for call in heard] == [
        [("verified", completed.pk), ("verified", second.pk)]
    ]


def test_what_a_listener_writes_is_committed_with_the_events_or_not_at_all(api, completed, listen):
    seen = []

    def write_and_crash(events, **kwargs):
        seen.append(connection.in_atomic_block)
        Receipt.objects.filter(pk=completed.pk).update(original_filename="by the listener")
        raise RuntimeError("the hook is broken")

    listen(write_and_crash)

    with pytest.raises(RuntimeError):
        api.post(f"{URL}{completed.pk}/verify/")

    assert seen == [True]
    assert not completed.events.filter(kind="verified").exists()
    before = completed.original_filename
    completed.refresh_from_db()
    assert completed.original_filename == before
