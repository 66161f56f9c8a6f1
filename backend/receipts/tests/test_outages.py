"""Outages of what a reading needs: the receipt waits, uses up no attempt, and says what is true."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from receipts.models import Receipt, Transaction
from receipts.processing.run import process_receipt
from receipts.tasks import queue_due_receipts
from receipts.tests.file_rows import stored_name
from receipts.tests.stub_reader import good_reading, outage
from subscriptions.models import QuotaUse

pytestmark = pytest.mark.django_db

AGAIN = "The receipt is tried again by itself."


def polled(api, receipt):
    return api.get(f"/api/v1/receipts/{receipt.pk}/processing_status/").json()


def test_a_service_that_is_away_for_hours_costs_no_receipt(api, receipt, stub_reader):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        stub_reader.answers = [outage()]
        for _ in range(24):
            process_receipt(receipt.pk)
            clock.shift(timedelta(minutes=80))
        waiting = Receipt.objects.select_related("quota_use").get()
        stub_reader.answers = [good_reading()]
        process_receipt(receipt.pk)

    assert (waiting.status, waiting.attempts) == ("pending", 0)
    assert waiting.quota_use.state == QuotaUse.State.RESERVED
    assert polled(api, receipt)["ocr_status"] == "completed"
    assert Transaction.objects.count() == 1


def test_a_waiting_receipt_says_when_it_is_tried_again_and_a_failed_one_does_not(
    api, receipt, stub_reader, settings
):
    settings.OUTAGE_MAX_HOURS = 48
    stub_reader.answers = [outage(retry_after=3000.0)]
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        process_receipt(receipt.pk)
    body = polled(api, receipt)
    assert body["ocr_status"] == "pending"
    assert body["next_try_at"] >= (now + timedelta(seconds=3000)).isoformat()[:19]
    assert body["failure"]["message"] == f"The service has a fault. {AGAIN}"

    Receipt.objects.update(outage_since=now - timedelta(hours=48), not_before=None)
    queue_due_receipts()

    body = polled(api, receipt)
    assert (body["ocr_status"], body["next_try_at"]) == ("failed", None)
    assert body["failure"]["code"] == "outage_too_long"
    assert AGAIN not in body["failure"]["message"]
    assert QuotaUse.objects.get().state == QuotaUse.State.GIVEN_BACK
    assert not Transaction.objects.exists()


def test_a_storage_that_is_away_is_an_outage(receipt, stub_reader, own_storage):
    stored = own_storage / stored_name(receipt)
    content = stored.read_bytes()
    stored.unlink()
    stored.mkdir()  # reading it is an error of the disk

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert (receipt.status, receipt.attempts) == ("pending", 0)
    assert receipt.failure_code == "storage_unavailable"
    assert receipt.failure_text == f"The storage of receipts cannot be reached. {AGAIN}"
    stored.rmdir()
    stored.write_bytes(content)
    Receipt.objects.update(not_before=None)
    process_receipt(receipt.pk)
    receipt.refresh_from_db()
    assert receipt.status == "completed"
