"""The hook after the commit: who listens is told what was recorded, and nothing that was not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.history import Kind, RecordedEvent, events_recorded
from receipts.models import Receipt
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture, upload_unread
from subscriptions.models import QuotaPeriod, QuotaUse

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
            )
            for pk in ReceiptEvent.objects.filter(kind="corrected").values_list("pk", flat=True)
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


def test_what_is_rolled_back_is_not_told(api, completed, heard):
    api.delete(f"{URL}{completed.pk}/")
    QuotaUse.objects.update(state=QuotaUse.State.GIVEN_BACK)
    QuotaPeriod.objects.update(used=10_000)
    heard.clear()

    response = api.post(f"{URL}{completed.pk}/restore/")

    assert response.status_code == 402
    assert Receipt.objects.in_trash().exists()
    assert not ReceiptEvent.objects.filter(kind="restored").exists()
    assert heard == []


def test_a_listener_that_crashes_is_logged_and_harms_nobody(api, completed, listen, caplog):
    others = []

    def crash(**kwargs):
        raise RuntimeError("the hook is broken")

    def other(events, **kwargs):
        others.append([event.kind for event in events])

    listen(crash)
    listen(other)

    response = api.post(f"{URL}{completed.pk}/verify/")

    assert response.status_code == 200
    assert completed.events.filter(kind="verified").count() == 1
    assert others == [["verified"]]
    [line] = [line for line in caplog.records if line.levelname == "ERROR"]
    assert "crash" in line.getMessage()
    assert str(line.exc_info[1]) == "the hook is broken"


@pytest.mark.django_db  # never committed, so what waits for it can be seen
def test_where_nobody_listens_nothing_waits_for_the_commit(
    api, completed, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        api.post(f"{URL}{completed.pk}/verify/")

    assert callbacks == []
