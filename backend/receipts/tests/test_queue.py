"""The receipts' table as a queue: claims, leases, retries, sweeps."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.db.models.signals import pre_save
from django.utils import timezone

from common.lease.retries import MAX_INTERRUPTIONS
from receipts.models import Receipt, Transaction
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.storages.receipt_storage import receipt_storage
from receipts.tasks import queue_due_receipts
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.file_rows import stored_name
from receipts.tests.stub_reader import (
    good_reading,
    lasting_failure,
    passing_failure,
    printed,
)
from subscriptions.models import QuotaPeriod, QuotaUse

pytestmark = pytest.mark.django_db

LEASE = timedelta(minutes=3)


def claim(receipt):
    return Receipt.objects.claim(receipt.pk, now=timezone.now(), lease=LEASE)


def lose_worker(receipt):
    """As if the process of the last run had been killed."""
    Receipt.objects.filter(pk=receipt.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_run_completes_the_receipt_and_counts_it(receipt):
    assert process_receipt(receipt.pk) is True

    receipt.refresh_from_db()
    assert receipt.status == Receipt.Status.COMPLETED
    assert receipt.attempts == 1
    assert receipt.lease_token is None
    assert receipt.engine == "offline"
    assert receipt.reading["total"]["value"] == "12.50"
    assert QuotaUse.objects.get().state == QuotaUse.State.COMMITTED
    assert [event.kind for event in receipt.events.all()] == ["uploaded", "read"]


def test_a_receipt_is_claimed_once(receipt):
    assert claim(receipt) is not None
    assert claim(receipt) is None


def test_a_task_that_is_delivered_twice_reads_once(receipt, stub_reader):
    assert process_receipt(receipt.pk) is True
    assert process_receipt(receipt.pk) is False

    assert len(stub_reader.seen) == 1
    assert Transaction.objects.count() == 1


def test_a_task_for_a_receipt_that_is_gone_does_nothing(stub_reader):
    assert process_receipt(12345) is False
    assert stub_reader.seen == []


def test_a_late_run_changes_nothing(receipt, stub_reader):
    def meanwhile():
        """Another run takes the receipt over and completes it."""
        stub_reader.while_reading = lambda: None
        lose_worker(receipt)
        process_receipt(receipt.pk)

    stub_reader.answers = [good_reading(), good_reading(total=printed("99.00"))]
    stub_reader.while_reading = meanwhile

    assert process_receipt(receipt.pk) is False

    receipt.refresh_from_db()
    assert (receipt.attempts, receipt.interruptions) == (1, 1)
    assert receipt.reading["total"]["value"] == "12.50"
    assert Transaction.objects.get().total == Decimal("12.50")
    assert ReceiptEvent.objects.filter(kind=ReceiptEvent.Kind.READ).count() == 1


def test_a_late_failure_changes_nothing(receipt, stub_reader):
    def meanwhile():
        stub_reader.while_reading = lambda: None
        lose_worker(receipt)
        stub_reader.answers = [good_reading()]
        process_receipt(receipt.pk)
        stub_reader.answers = [lasting_failure()]

    stub_reader.while_reading = meanwhile

    assert process_receipt(receipt.pk) is False

    receipt.refresh_from_db()
    assert receipt.status == Receipt.Status.COMPLETED
    assert receipt.failure_code == ""
    assert QuotaUse.objects.get().state == QuotaUse.State.COMMITTED


def test_a_passing_failure_waits_longer_each_time_and_then_succeeds(receipt, stub_reader):
    stub_reader.answers = [passing_failure(), passing_failure(), good_reading()]
    waits = []
    for _ in range(2):
        process_receipt(receipt.pk)
        receipt.refresh_from_db()
        assert receipt.status == Receipt.Status.PENDING
        assert receipt.failure_code == "answer_invalid"
        waits.append(receipt.not_before - timezone.now())
        assert queue_due_receipts() == 0
        Receipt.objects.update(not_before=timezone.now())

    assert queue_due_receipts() == 1
    receipt.refresh_from_db()
    assert receipt.status == Receipt.Status.COMPLETED
    assert receipt.failure_code == ""
    assert receipt.not_before is None
    assert timedelta(seconds=9) < waits[0] < timedelta(seconds=11)
    assert timedelta(seconds=19) < waits[1] < timedelta(seconds=21)


def test_the_services_wish_to_wait_is_respected(receipt, stub_reader):
    stub_reader.answers = [passing_failure(retry_after=120.0)]

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert receipt.not_before > timezone.now() + timedelta(seconds=115)


def test_the_last_failure_is_final_and_gives_the_quota_back(receipt, stub_reader, settings):
    settings.OCR_MAX_ATTEMPTS = 2
    stub_reader.answers = [passing_failure(code="internal_error")]
    process_receipt(receipt.pk)
    Receipt.objects.update(not_before=None)

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert receipt.status == Receipt.Status.FAILED
    assert receipt.failure_text == (
        "The answer makes no sense. It was tried as often as can help."
        " Upload another photo or file of the receipt, or enter it by hand."
    )
    assert QuotaUse.objects.get().state == QuotaUse.State.GIVEN_BACK
    assert QuotaPeriod.objects.get().used == 0
    assert not Transaction.objects.exists()


def test_a_lasting_failure_is_not_tried_again(receipt, stub_reader):
    stub_reader.answers = [lasting_failure()]

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert (receipt.status, receipt.attempts) == (Receipt.Status.FAILED, 1)
    assert queue_due_receipts() == 0


def test_a_crash_of_a_reader_is_tried_again_and_says_nothing_of_its_cause(receipt, stub_reader):
    stub_reader.answers = [ZeroDivisionError("secret detail"), good_reading()]

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert receipt.status == Receipt.Status.PENDING
    assert receipt.failure_code == "internal_error"
    assert "secret" not in receipt.failure_text


def test_a_reading_that_cannot_be_saved_is_failed_in_the_end(receipt, stub_reader, settings):
    settings.OCR_MAX_ATTEMPTS = 1
    stub_reader.answers = [good_reading()]

    def crash(**_signal):
        raise ZeroDivisionError

    pre_save.connect(crash, sender=Transaction)
    try:
        process_receipt(receipt.pk)
    finally:
        pre_save.disconnect(crash, sender=Transaction)

    receipt.refresh_from_db()
    assert (receipt.status, receipt.failure_code) == (Receipt.Status.FAILED, "internal_error")
    assert receipt.reading is None
    assert QuotaUse.objects.get().state == QuotaUse.State.GIVEN_BACK
    assert [event.kind for event in receipt.events.all()] == ["uploaded", "failed"]


def test_a_sweep_takes_up_what_a_dead_worker_left(receipt):
    claim(receipt)
    assert queue_due_receipts() == 0
    lose_worker(receipt)

    assert queue_due_receipts() == 1

    receipt.refresh_from_db()
    assert receipt.status == Receipt.Status.COMPLETED
    assert (receipt.attempts, receipt.interruptions) == (1, 1)


def test_a_receipt_that_kills_every_worker_fails_in_the_end(receipt, stub_reader):
    for _ in range(MAX_INTERRUPTIONS):
        assert claim(receipt) is not None
        lose_worker(receipt)

    queue_due_receipts()

    receipt.refresh_from_db()
    assert receipt.status == Receipt.Status.FAILED
    assert receipt.failure_code == "interrupted"
    assert stub_reader.seen == []
    assert QuotaPeriod.objects.get().used == 0


def test_an_unreadable_receipt_is_failed_and_makes_no_entry(receipt, stub_reader):
    stub_reader.answers = [good_reading(vendor=None, purchased_on=None, total=None)]

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert receipt.status == Receipt.Status.FAILED
    assert receipt.failure_code == "unreadable"
    assert not Transaction.objects.exists()


def test_a_jpeg_that_was_cut_and_given_a_new_end_is_failed_and_not_counted(user, stub_reader):
    content = picture("JPEG", size=(640, 480))
    file = SimpleUploadedFile("cut.jpg", content[: len(content) // 2] + b"\xff\xd9")
    receipt = upload_unread(user, file)

    assert process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert (receipt.status, receipt.failure_code) == ("failed", "truncated")
    assert "Please send the whole file again." in receipt.failure_text
    assert receipt.quota_use.state == QuotaUse.State.GIVEN_BACK
    assert stub_reader.seen == []
    assert not Transaction.objects.exists()


def test_a_receipt_without_its_original_is_failed(receipt):
    receipt_storage().delete(stored_name(receipt))

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert receipt.status == Receipt.Status.FAILED
    assert receipt.failure_code == "original_missing"


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_read_each_receipt_once(receipt, stub_reader):
    barrier = Barrier(8)

    def work(_):
        barrier.wait()
        try:
            return process_receipt(receipt.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        wins = list(pool.map(work, range(8)))

    assert wins.count(True) == 1
    assert len(stub_reader.seen) == 1
    assert Transaction.objects.count() == 1
