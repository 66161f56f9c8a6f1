"""Accounts take turns: one that brings many receipts does not hold up another, nor a mail."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone

from accounts.models import OutgoingMail
from accounts.services.users import create_verified_user
from accounts.tasks import queue_mail
from common.task_engines import thread_pool_backend
from receipts.intake.upload import upload_receipt
from receipts.models import ReadingTurn, Receipt, ServiceCircuit
from receipts.processing.turns import process_next_receipt
from receipts.tasks import queue_due_receipts, read_receipt
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.stub_reader import passing_failure

SLOTS = 2
LEASE = timedelta(minutes=3)


def image() -> SimpleUploadedFile:
    return SimpleUploadedFile("lunch.png", picture(size=(40, 60)), content_type="image/png")


def add_waiting(owner, count: int) -> None:
    """Rows without a file: they only stand in the queue."""
    now = timezone.now()
    Receipt.objects.bulk_create(
        Receipt(
            owner=owner, original_filename="many.png", sha256="0" * 64,
            uploaded_at=now, updated_at=now,
        )
        for _ in range(count)
    )  # fmt: skip


def claim(receipt: Receipt) -> None:
    assert Receipt.objects.claim(receipt.pk, now=timezone.now(), lease=LEASE)


def next_in_turn() -> int | None:
    turn = Receipt.objects.next_in_turn(now=timezone.now())
    return turn and turn.oldest_receipt_id


def read_all() -> list[int]:
    """Ids in the order in which one slot reads them."""
    order = []
    while (pk := next_in_turn()) is not None:
        assert process_next_receipt()
        order.append(pk)
    return order


@pytest.mark.django_db
def test_accounts_take_turns_and_of_each_the_oldest_is_read_first(user, other_user):
    many = [upload_unread(user, image()).pk for _ in range(4)]
    few = [upload_unread(other_user, image()).pk for _ in range(2)]

    assert read_all() == [many[0], few[0], many[1], few[1], many[2], many[3]]
    assert process_next_receipt() is False


@pytest.mark.django_db
def test_whoever_was_served_the_longest_ago_comes_first_and_newcomers_before_all(user, other_user):
    third = create_verified_user(email="carol@example.com", password="correct horse battery")
    receipts = {owner: upload_unread(owner, image()).pk for owner in (user, other_user, third)}
    now = timezone.now()
    ReadingTurn.objects.note(user.pk, now=now - timedelta(seconds=1))
    ReadingTurn.objects.note(other_user.pk, now=now - timedelta(seconds=2))

    assert read_all() == [receipts[third], receipts[other_user], receipts[user]]


@pytest.mark.django_db
def test_whoever_has_the_fewest_receipts_in_hand_comes_first(user, other_user):
    """So receipts that take long do not fill all slots with one account."""
    first, second = (upload_unread(user, image()) for _ in range(2))
    claim(first)
    waiting = upload_unread(other_user, image())
    ReadingTurn.objects.note(other_user.pk, now=timezone.now())

    assert next_in_turn() == waiting.pk
    claim(waiting)
    # Each has one in hand now; the next turn is that of who was served before the other.
    upload_unread(other_user, image())
    assert next_in_turn() == second.pk


@pytest.mark.django_db
def test_what_is_not_due_has_no_turn(user, other_user):
    for owner in (user, other_user):
        upload_unread(owner, image())
    later, trashed = Receipt.objects.order_by("pk")
    Receipt.objects.filter(pk=later.pk).update(not_before=timezone.now() + timedelta(minutes=1))
    Receipt.objects.filter(pk=trashed.pk).update(deleted_at=timezone.now())

    assert next_in_turn() is None
    assert process_next_receipt() is False


@pytest.mark.django_db
def test_what_a_dead_worker_left_has_its_turn_and_counts_as_in_hand_no_more(user, other_user):
    lost, _ = upload_unread(user, image()), upload_unread(user, image())
    claim(lost)
    Receipt.objects.filter(pk=lost.pk).update(lease_until=timezone.now() - timedelta(seconds=1))

    assert next_in_turn() == lost.pk
    assert len(read_all()) == 2


@pytest.mark.django_db
def test_a_receipt_that_is_tried_again_later_lets_the_slot_go_on(user, stub_reader):
    for _ in range(3):
        upload_unread(user, image())
    stub_reader.answers = [passing_failure()]

    assert len(read_all()) == 3
    assert set(Receipt.objects.values_list("status", flat=True)) == {"pending"}


@pytest.mark.django_db
def test_the_turn_is_found_in_a_fixed_number_of_queries(
    user, other_user, django_assert_num_queries
):
    add_waiting(user, 300)
    add_waiting(other_user, 300)

    with django_assert_num_queries(3):
        assert next_in_turn() is not None


@pytest.mark.django_db
def test_the_turns_of_an_account_go_with_it(user):
    ReadingTurn.objects.note(user.pk, now=timezone.now())

    user.delete()

    assert not ReadingTurn.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_workers_who_choose_at_once_read_each_receipt_once(user, other_user, stub_reader):
    for owner in (user, other_user):
        for _ in range(4):
            upload_unread(owner, image())
    barrier = threading.Barrier(8)

    def work(_) -> bool:
        barrier.wait()
        try:
            return process_next_receipt()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))

    assert len(stub_reader.seen) == 8
    assert set(Receipt.objects.values_list("status", "attempts")) == {("completed", 1)}


class Slots:
    """Every reading waits in the stub reader until it is let go."""

    def __init__(self) -> None:
        self.busy = threading.Semaphore(0)
        self.gate = threading.Semaphore(0)
        self.begun = 0

    def read(self) -> None:
        self.begun += 1
        self.busy.release()
        assert self.gate.acquire(timeout=60)

    def wait_for_reading(self) -> None:
        assert self.busy.acquire(timeout=60)

    def let_go(self, count: int = 1) -> None:
        self.gate.release(count)


@pytest.fixture
def slots(settings, stub_reader, transactional_db):
    """The threads engine with two slots for reading."""
    workers = {"reading": SLOTS, "mail": 1, "billing": 1, "exports": 1}
    settings.TASKS = {
        "default": {
            "BACKEND": "common.task_engines.thread_pool_backend.ThreadPoolTaskBackend",
            "QUEUES": list(workers),
            "OPTIONS": {"workers": workers},
        }
    }
    slots = Slots()
    stub_reader.while_reading = slots.read
    yield slots
    slots.let_go(1000)
    thread_pool_backend.drain_pools()
    thread_pool_backend._pools.clear()


def wait_until(is_so) -> None:
    give_up = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < give_up
        time.sleep(0.01)


def reading(owner) -> int:
    return Receipt.objects.filter(owner=owner, status="processing").count()


def test_with_a_thousand_waiting_another_ones_receipt_takes_the_next_slot_and_a_mail_none(
    slots, user, other_user
):
    for _ in range(SLOTS + 2):
        upload_unread(user, image())
    add_waiting(user, 1000 - SLOTS - 2)
    queue_due_receipts()
    for _ in range(SLOTS):
        slots.wait_for_reading()

    upload_receipt(owner=other_user, files=[image()])
    queue_mail(template="account/email/password_changed", recipient=user.email, user=user)

    wait_until(lambda: not OutgoingMail.objects.exists())
    assert (reading(user), reading(other_user), slots.begun) == (SLOTS, 0, SLOTS)

    slots.let_go()
    slots.wait_for_reading()
    assert (reading(user), reading(other_user), slots.begun) == (SLOTS - 1, 1, SLOTS + 1)


def test_a_slot_goes_on_by_itself_until_nothing_is_due(slots, user):
    for _ in range(5):
        upload_unread(user, image())
    upload_receipt(owner=user, files=[image()])
    slots.let_go(6)

    wait_until(lambda: Receipt.objects.filter(status="completed").count() == 6)


def test_when_a_service_answers_again_every_slot_goes_on_without_a_sweep(slots, user):
    receipts = [upload_unread(user, image()) for _ in range(1 + SLOTS)]
    now = timezone.now()
    ServiceCircuit.objects.create(
        service="offline", faults=3, opened_at=now - LEASE, open_until=now
    )
    read_receipt.enqueue(receipts[0].pk)
    slots.wait_for_reading()

    slots.let_go()

    for _ in range(SLOTS):
        slots.wait_for_reading()
    assert reading(user) == SLOTS


def test_a_process_that_stops_takes_no_further_receipt(slots, user):
    for _ in range(3):
        upload_unread(user, image())
    upload_receipt(owner=user, files=[image()])
    slots.wait_for_reading()
    stopping = threading.Thread(target=thread_pool_backend.drain_pools)
    stopping.start()
    pool = thread_pool_backend._pools["default", "reading"]
    wait_until(lambda: pool._closed)

    slots.let_go()
    stopping.join()

    assert slots.begun == 1
    assert sorted(Receipt.objects.values_list("status", flat=True)) == [
        "completed",
        *["pending"] * 3,
    ]
