"""Circuits: a service that is away is asked by one receipt alone, and all go on when it answers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone

from common.lease.processes import this_process
from common.lease.sweep import free_claims_left_behind
from common.tests.test_interruptions import another_process
from receipts.models import Receipt, ServiceCircuit, Transaction
from receipts.processing import circuits
from receipts.processing.circuits import (
    FALLBACK_AFTER,
    FAULTS_IN_A_ROW,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    begin_passage,
    reading_may_begin,
)
from receipts.processing.run import process_receipt
from receipts.tasks import queue_due_receipts
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.file_rows import stored_name
from receipts.tests.stub_reader import (
    SECOND_STUB,
    good_reading,
    lasting_failure,
    outage,
    passing_failure,
)

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture
def receipts(user, clock):
    files = [SimpleUploadedFile(f"{n}.png", picture(shade=150 + n)) for n in range(6)]
    return [upload_unread(user, file) for file in files]


@pytest.fixture
def opened(receipts, stub_reader):
    """The reader's circuit has just opened; three receipts have met its faults."""
    stub_reader.answers = [outage()]
    for receipt in receipts[:FAULTS_IN_A_ROW]:
        process_receipt(receipt.pk)
    stub_reader.seen.clear()
    return ServiceCircuit.objects.get(opened_at__isnull=False)


def read(receipt) -> bool:
    process_receipt(receipt.pk)
    receipt.refresh_from_db()
    return receipt.status == Receipt.Status.COMPLETED


def test_it_opens_after_a_few_faults_in_a_row_and_nobody_asks_then(opened, receipts, stub_reader):
    before = Receipt.objects.values("status", "attempts", "not_before").get(pk=receipts[4].pk)

    assert process_receipt(receipts[4].pk) is False
    assert not reading_may_begin(now=timezone.now())
    assert queue_due_receipts() == 0

    assert stub_reader.seen == []
    assert (
        Receipt.objects.values("status", "attempts", "not_before").get(pk=receipts[4].pk) == before
    )
    assert (opened.service, opened.code) == ("offline", "service_unavailable")


@pytest.mark.parametrize("answer", [good_reading(), lasting_failure(), passing_failure()])
def test_an_answer_in_between_says_that_it_is_there(receipts, stub_reader, answer):
    stub_reader.answers = [outage(), outage(), answer, outage(), outage(), good_reading()]
    for receipt in receipts[:5]:
        process_receipt(receipt.pk)

    assert not ServiceCircuit.objects.opened().exists()
    assert read(receipts[5])


def test_what_is_wrong_with_the_file_says_nothing_of_the_reader(receipts, stub_reader, own_storage):
    stub_reader.answers = [outage()]
    process_receipt(receipts[0].pk)
    (own_storage / stored_name(receipts[1])).unlink()
    process_receipt(receipts[1].pk)

    assert ServiceCircuit.objects.get(service="offline").faults == 1


def test_one_receipt_asks_when_the_pause_is_over_and_all_go_on_when_it_is_answered(
    opened, receipts, stub_reader, clock
):
    clock.shift(FIRST_PAUSE)
    stub_reader.answers = [good_reading()]

    def others_meanwhile():
        stub_reader.while_reading = lambda: None
        assert not reading_may_begin(now=timezone.now())
        assert process_receipt(receipts[5].pk) is False

    stub_reader.while_reading = others_meanwhile
    assert read(receipts[4])

    assert not ServiceCircuit.objects.opened().exists()
    assert Receipt.objects.filter(status="completed").count() == 6


def test_a_probe_in_vain_makes_a_longer_pause(opened, receipts, stub_reader, clock):
    pauses = []
    for _ in range(8):
        opened.refresh_from_db()
        pauses.append(opened.open_until - timezone.now())
        clock.move_to(opened.open_until)
        assert reading_may_begin(now=timezone.now())
        Receipt.objects.update(not_before=None)
        process_receipt(receipts[4].pk)

    assert pauses[0] == FIRST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    assert len(stub_reader.seen) == 8


def test_what_the_service_asks_for_counts_for_all_at_once(receipts, stub_reader, clock):
    stub_reader.answers = [outage(code="rate_limited", retry_after=3000.0), good_reading()]
    process_receipt(receipts[0].pk)

    assert process_receipt(receipts[1].pk) is False
    clock.shift(timedelta(seconds=2999))
    assert process_receipt(receipts[1].pk) is False
    clock.shift(SECOND)

    assert read(receipts[1])
    assert read(receipts[0])


def test_a_service_that_is_busy_for_a_second_is_left_alone_for_a_second(
    receipts, stub_reader, clock
):
    stub_reader.answers = [outage(code="rate_limited", retry_after=1.0), good_reading()]
    process_receipt(receipts[0].pk)
    assert read(receipts[1]) is False

    clock.shift(SECOND)

    assert read(receipts[1])
    assert [read(receipt) for receipt in receipts[2:]] == [True] * len(receipts[2:])


def test_who_is_busy_again_and_again_is_left_alone_for_longer(receipts, stub_reader, clock):
    stub_reader.answers = [outage(code="rate_limited", retry_after=1.0)]
    for receipt in receipts[:FAULTS_IN_A_ROW]:
        process_receipt(receipt.pk)
        clock.shift(SECOND)
    stub_reader.answers = [good_reading()]

    assert read(receipts[3]) is False
    clock.shift(FIRST_PAUSE)
    assert read(receipts[3])


def test_no_wish_is_longer_than_an_hour(receipts, stub_reader, clock):
    stub_reader.answers = [outage(code="rate_limited", retry_after=86400.0), good_reading()]
    process_receipt(receipts[0].pk)
    clock.shift(timedelta(hours=1))

    assert read(receipts[1])


def test_a_late_answer_to_an_early_question_closes_nothing(receipts, stub_reader, clock):
    def meanwhile():
        """While it is read, another worker is told to wait."""
        stub_reader.while_reading = lambda: None
        stub_reader.answers = [outage(code="rate_limited", retry_after=600.0)]
        clock.shift(SECOND)
        process_receipt(receipts[1].pk)
        stub_reader.answers = [good_reading()]

    stub_reader.while_reading = meanwhile
    assert read(receipts[0])

    assert process_receipt(receipts[2].pk) is False


def test_a_late_fault_cuts_no_pause_short(receipts, stub_reader, clock):
    begun = begin_passage(now=timezone.now())
    stub_reader.answers = [outage(code="rate_limited", retry_after=600.0)]
    process_receipt(receipts[0].pk)

    begun.faults["offline"] = outage()
    begun.settle()

    until = ServiceCircuit.objects.get(service="offline").open_until
    assert until == timezone.now() + timedelta(seconds=600)


def test_a_probe_that_did_not_ask_is_given_back(opened, receipts, own_storage, clock, stub_reader):
    clock.shift(FIRST_PAUSE)
    (own_storage / stored_name(receipts[4])).unlink()
    assert process_receipt(12345) is False
    process_receipt(receipts[4].pk)
    assert stub_reader.seen == []
    stub_reader.answers = [good_reading()]

    assert read(receipts[5])


def test_a_probe_whose_process_died_is_taken_again_after_its_lease(
    opened, receipts, stub_reader, clock, settings
):
    clock.shift(FIRST_PAUSE)
    assert begin_passage(now=timezone.now()) is not None
    stub_reader.answers = [good_reading()]
    assert process_receipt(receipts[4].pk) is False

    clock.shift(timedelta(seconds=settings.RECEIPT_LEASE_SECONDS))

    assert read(receipts[4])


def test_a_probe_whose_process_was_killed_is_taken_again_at_once(
    opened, receipts, stub_reader, clock, settings
):
    clock.shift(FIRST_PAUSE)
    with another_process(settings) as (_, name):
        assert begin_passage(now=timezone.now()) is not None
        assert ServiceCircuit.objects.get().claimed_by == this_process()
        ServiceCircuit.objects.update(claimed_by=name)
        assert free_claims_left_behind() == 0
        assert process_receipt(receipts[4].pk) is False
    stub_reader.answers = [good_reading()]

    assert free_claims_left_behind() == 1

    assert read(receipts[4])
    assert ServiceCircuit.objects.get().claimed_by == ""


def test_a_pause_is_no_claim_of_a_killed_process(opened, stub_reader, clock, settings):
    clock.shift(FIRST_PAUSE)
    with another_process(settings) as (_, name):
        passage = begin_passage(now=timezone.now())
        ServiceCircuit.objects.update(claimed_by=name)
        passage.faults[opened.service] = outage()
        passage.settle()
    paused = ServiceCircuit.objects.get()

    assert free_claims_left_behind() == 0

    assert ServiceCircuit.objects.get().open_until == paused.open_until > timezone.now()


def test_who_has_not_been_tried_is_told_why_it_waits(opened, receipts, api, clock):
    queue_due_receipts()

    body = api.get(f"/api/v1/receipts/{receipts[5].pk}/processing_status/").json()
    assert (body["ocr_status"], body["attempts"]) == ("pending", 0)
    assert body["failure"] == {
        "code": "service_unavailable",
        "message": "The service has a fault. The receipt is tried again by itself.",
    }
    asked_at = (timezone.now() + FIRST_PAUSE).isoformat()[:19]
    assert body["next_try_at"][:19] == asked_at


def test_who_waits_too_long_fails_even_if_it_was_never_asked_for(opened, receipts, settings, clock):
    queue_due_receipts()
    clock.shift(timedelta(hours=settings.OUTAGE_MAX_HOURS))
    ServiceCircuit.objects.update(open_until=timezone.now() + SECOND)

    queue_due_receipts()

    failed = Receipt.objects.filter(status="failed", failure_code="outage_too_long", attempts=0)
    assert failed.count() == 6
    assert not Transaction.objects.exists()


def test_the_storage_has_a_circuit_of_its_own(receipts, own_storage, stub_reader, clock):
    for receipt in receipts[:FAULTS_IN_A_ROW]:
        stored = own_storage / stored_name(receipt)
        stored.rename(stored.with_suffix(".kept"))
        stored.mkdir()
        process_receipt(receipt.pk)

    assert [circuit.service for circuit in ServiceCircuit.objects.opened()] == ["storage"]
    assert process_receipt(receipts[4].pk) is False
    for receipt in receipts[:FAULTS_IN_A_ROW]:
        stored = own_storage / stored_name(receipt)
        stored.rmdir()
        stored.with_suffix(".kept").rename(stored)
    clock.shift(FIRST_PAUSE)
    assert read(receipts[4])
    assert not ServiceCircuit.objects.opened().exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_probes(opened, receipts, stub_reader, clock):
    clock.shift(FIRST_PAUSE)
    barrier = Barrier(8)

    def work(_):
        barrier.wait()
        try:
            return begin_passage(now=timezone.now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        passages = list(pool.map(work, range(8)))

    assert sum(passage is not None for passage in passages) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_faults_at_once_one_is_the_first_after_an_answer():
    ServiceCircuit.objects.create(service="offline")
    barrier = Barrier(8)

    def work(_):
        barrier.wait()
        try:
            return ServiceCircuit.objects.count_first_fault("offline", code="bad_request", text="")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        counted = list(pool.map(work, range(8)))

    assert sum(counted) == 1
    assert ServiceCircuit.objects.get().faults == 1


class TestFallback:
    """`RECEIPT_READERS=openai,offline`."""

    @pytest.fixture(autouse=True)
    def two_readers(self, settings, clock):
        settings.READER, settings.FALLBACK_READERS = "openai", ["offline"]
        settings.READER_FACTORIES = {
            "openai": "receipts.tests.stub_reader.stub_reader",
            "offline": "receipts.tests.stub_reader.second_stub_reader",
        }
        SECOND_STUB.reset()

    @pytest.fixture
    def away(self, opened, clock, stub_reader):
        """The first reader has been away for some minutes, and a probe has just been in vain."""
        clock.shift(FALLBACK_AFTER)
        ServiceCircuit.objects.update(open_until=timezone.now() + LONGEST_PAUSE)
        return opened

    def test_the_first_reader_is_waited_for_first(self, opened, receipts, clock):
        clock.shift(FALLBACK_AFTER - SECOND)
        ServiceCircuit.objects.update(open_until=timezone.now() + LONGEST_PAUSE)

        assert process_receipt(receipts[4].pk) is False
        assert SECOND_STUB.seen == []

    def test_then_the_next_one_reads_and_says_so(self, away, receipts, api):
        queue_due_receipts()

        assert Receipt.objects.filter(status="completed").count() == 6
        body = api.get(f"/api/v1/receipts/{receipts[0].pk}/").json()
        assert (body["read_by_fallback"], body["reread_offered"]) == (True, False)
        assert body["review_status"] == "needs_review"
        assert "read_by_fallback" in [reason["code"] for reason in body["review_reasons"]]
        assert api.get("/api/v1/receipts/?reread_offered=true").json()["count"] == 0

    def test_a_reread_is_offered_when_the_first_one_answers(
        self, away, receipts, api, clock, stub_reader
    ):
        for receipt in receipts[:5]:
            Receipt.objects.update(not_before=None)
            process_receipt(receipt.pk)
        clock.shift(LONGEST_PAUSE)
        stub_reader.answers = [good_reading()]
        assert read(receipts[5])
        assert not receipts[5].read_by_fallback

        queue_due_receipts()

        offered = api.get("/api/v1/receipts/?reread_offered=true").json()
        assert {row["id"] for row in offered["results"]} == {r.pk for r in receipts[:5]}
        url = f"/api/v1/receipts/{receipts[0].pk}/reprocess/"
        assert api.post(url).status_code == 202
        process_receipt(receipts[0].pk)
        body = api.get(f"/api/v1/receipts/{receipts[0].pk}/").json()
        assert (body["read_by_fallback"], body["reread_offered"]) == (False, False)
        assert body["review_reasons"] == []

    def test_one_receipt_goes_on_asking_the_first_one(self, away, receipts, clock, stub_reader):
        clock.shift(LONGEST_PAUSE)
        Receipt.objects.update(not_before=None)
        for receipt in receipts:
            process_receipt(receipt.pk)

        assert len(stub_reader.seen) == 1
        assert len(SECOND_STUB.seen) == 5

    def test_no_more_stand_in_than_can_compute(self, away, receipts, settings):
        settings.SECOND_OPINIONS_AT_ONCE, settings.OPENAI_TIMEOUT_SECONDS = 1, 0.01
        Receipt.objects.update(not_before=None)
        SECOND_STUB.while_reading = lambda: process_receipt(receipts[1].pk)

        assert read(receipts[0])

        receipts[1].refresh_from_db()
        assert (receipts[1].status, receipts[1].failure_code) == ("pending", "reader_busy")
        assert circuits.reading_may_begin(now=timezone.now())
