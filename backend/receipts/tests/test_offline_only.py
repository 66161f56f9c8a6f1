"""Accounts whose receipts no model may read: nothing is sent, and they wait for no model."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from receipts.models import ModelRequest, Receipt, ServiceCircuit
from receipts.processing.circuits import FALLBACK_AFTER, next_try_at
from receipts.processing.readers import drop_reader, service_of
from receipts.processing.run import process_receipt
from receipts.processing.turns import process_next_receipt
from receipts.services.extraction import ReadField
from receipts.tasks import queue_due_receipts
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.openai_server import API_KEY, MODEL, running_openai_server
from receipts.tests.stub_reader import good_reading

pytestmark = pytest.mark.django_db

SAME = picture()


@pytest.fixture(scope="module")
def running():
    with running_openai_server() as server:
        yield server


@pytest.fixture
def main(running, settings, stub_reader):
    """A model reads first, and the offline reader, a stub, while it is away."""
    running.reset()
    settings.READER, settings.FALLBACK_READERS = "main", ["offline"]
    settings.MODEL_READERS = {
        "main": {"MODEL": MODEL, "BASE_URL": running.base_url, "API_KEY": API_KEY, "PRICE": []}
    }
    yield running
    drop_reader("main")


@pytest.fixture
def user(user):
    user.model_privacy = "offline_only"
    user.save()
    return user


@pytest.fixture
def receipt(user, main):
    return upload_unread(user, SimpleUploadedFile("a.png", SAME))


@pytest.fixture
def other_receipt(other_user, main, receipt):
    return upload_unread(other_user, SimpleUploadedFile("b.png", picture(shade=140)))


@pytest.fixture
def away(main):
    """For a moment only, so that nobody stands in for it yet."""
    now = timezone.now()
    ServiceCircuit.objects.create(
        service=service_of("main"),
        faults=3,
        code="service_unavailable",
        opened_at=now,
        open_until=now + timedelta(minutes=2),
    )


def fresh(receipt: Receipt) -> Receipt:
    return Receipt.objects.get(pk=receipt.pk)


def test_the_offline_reader_reads_as_if_there_was_no_model(receipt, main, api):
    process_receipt(receipt.pk)

    assert main.requests == []
    assert not ModelRequest.objects.exists()
    body = api.get(f"/api/v1/receipts/{receipt.pk}/").json()
    assert body["processing_metadata"]["engine"] == "offline"
    assert (body["read_by_fallback"], body["review_status"]) == (False, "approved")


def test_no_model_is_asked_about_what_is_in_doubt(receipt, main, settings, stub_reader):
    settings.READER, settings.FALLBACK_READERS = "offline", ["main"]
    unsure = ReadField(value="12.50", source="offline", printed="12.50", confidence=0.3)
    stub_reader.answers = [good_reading(total=unsure, subtotal=None, tax=None, tax_lines=())]

    process_receipt(receipt.pk)

    assert fresh(receipt).review_status == "needs_review"
    assert main.requests == []


def test_a_model_reads_none_of_them_while_the_offline_reader_is_away(
    receipt, main, settings, stub_reader
):
    settings.READER, settings.FALLBACK_READERS = "offline", ["main"]
    since = timezone.now() - 2 * FALLBACK_AFTER
    ServiceCircuit.objects.create(
        service="offline", faults=3, opened_at=since, open_until=since + 3 * FALLBACK_AFTER
    )

    process_receipt(receipt.pk)

    assert main.requests == []


def test_they_are_read_while_the_model_is_away_and_the_others_wait(
    other_receipt, receipt, away, main
):
    queue_due_receipts()

    assert fresh(receipt).status == "completed"
    assert fresh(receipt).engine == "offline"
    assert fresh(other_receipt).status == "pending"
    assert fresh(other_receipt).outage_since is not None


def test_a_worker_passes_over_those_that_wait(other_receipt, receipt, away):
    Receipt.objects.filter(pk=receipt.pk).update(uploaded_at=timezone.now())

    assert process_next_receipt()
    assert not process_next_receipt()

    assert fresh(receipt).status == "completed"
    assert fresh(other_receipt).status == "pending"


def test_nobody_is_told_that_they_wait(other_receipt, receipt, away, settings, monkeypatch):
    now = timezone.now()
    assert next_try_at(fresh(receipt), now=now) is None
    settings.OUTAGE_MAX_HOURS = 0
    Receipt.objects.update(outage_since=now - timedelta(hours=1))

    queue_due_receipts()

    assert fresh(receipt).status == "completed"
    assert fresh(other_receipt).failure_code == "outage_too_long"


def test_a_copy_takes_over_what_the_offline_reader_has_read(receipt, user, main, stub_reader):
    process_receipt(receipt.pk)
    copy = upload_unread(user, SimpleUploadedFile("c.png", SAME))

    process_receipt(copy.pk)

    assert fresh(copy).status == "completed"
    assert len(stub_reader.seen) == 1
