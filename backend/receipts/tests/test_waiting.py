"""The wait for a reading: how many receipts of an account may wait, and what is said of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.errors import AppError
from receipts.intake.reprocessing import reprocess_receipt
from receipts.intake.upload import upload_receipt
from receipts.models import ReadingTurn, Receipt
from receipts.processing.run import process_receipt
from receipts.processing.waiting import place_in_queue
from receipts.tests.conftest import picture, upload_unread
from subscriptions.models import QuotaPeriod, QuotaUse
from subscriptions.plans import PLATINUM
from subscriptions.services.grants import give_plan
from tests.tasks import NO_ENGINE

URL = "/api/v1/receipts/"


@pytest.fixture(autouse=True)
def nobody_reads(settings):
    """What is uploaded waits."""
    settings.TASKS = NO_ENGINE


@pytest.fixture
def full(user, settings):
    """Two of this account's receipts wait, as many as may."""
    settings.QUEUE_MAX_PER_ACCOUNT = 2
    return [upload_receipt(owner=user, files=[image()]) for _ in range(2)]


def image(name: str = "lunch.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(size=(40, 60)), content_type="image/png")


def status_of(api, receipt) -> dict:
    return api.get(f"{URL}{receipt.pk}/processing_status/").json()


def stored_files(folder) -> int:
    return len(list(folder.glob("*.png")))


@pytest.mark.django_db
def test_an_upload_beyond_a_full_queue_keeps_nothing_and_says_when_to_come_back(
    api, full, own_storage
):
    files, uses = stored_files(own_storage), QuotaUse.objects.count()

    response = api.post(URL, {"image": image()}, format="multipart")

    assert (response.status_code, response.json()["code"]) == (429, "queue_full")
    assert response.json()["limit"] == 2
    assert int(response["Retry-After"]) >= 1
    assert (Receipt.objects.count(), stored_files(own_storage)) == (2, files)
    assert (QuotaUse.objects.count(), QuotaPeriod.objects.get().used) == (uses, 2)


@pytest.mark.django_db
def test_an_upload_that_finds_the_queue_full_at_its_end_keeps_nothing(user, full, own_storage):
    """It has filled since the call began."""
    files = stored_files(own_storage)

    with pytest.raises(AppError) as refused:
        upload_receipt(owner=user, files=[image()])

    assert refused.value.code == "queue_full"
    assert (Receipt.objects.count(), stored_files(own_storage)) == (2, files)
    assert QuotaPeriod.objects.get().used == 2


@pytest.mark.django_db
def test_the_queue_of_one_account_is_not_full_for_another(other_api, full):
    assert other_api.post(URL, {"image": image()}, format="multipart").status_code == 201


@pytest.mark.django_db
def test_what_has_been_read_makes_room(api, full):
    process_receipt(full[0].pk)

    assert api.post(URL, {"image": image()}, format="multipart").status_code == 201


@pytest.mark.django_db
def test_a_bulk_upload_is_answered_file_by_file(api, user, settings, own_storage):
    now = timezone.now()
    give_plan(user, plan=PLATINUM, until=now.date(), reason="Test", actor=user, now=now)
    settings.QUEUE_MAX_PER_ACCOUNT = 2

    response = api.post(
        f"{URL}bulk/", {"files": [image(f"{n}.png") for n in range(4)]}, format="multipart"
    )

    assert response.status_code == 207
    assert [one["status"] for one in response.json()["results"]] == [201, 201, 429, 429]
    refused = response.json()["results"][2]
    assert (refused["code"], refused["retry_after"] >= 1) == ("queue_full", True)
    assert (Receipt.objects.count(), stored_files(own_storage)) == (2, 2)


@pytest.mark.django_db
def test_a_reread_needs_room_as_well(api, user, settings):
    read = upload_receipt(owner=user, files=[image()])
    process_receipt(read.pk)
    settings.QUEUE_MAX_PER_ACCOUNT = 1
    upload_receipt(owner=user, files=[image()])

    response = api.post(f"{URL}{read.pk}/reprocess/")

    assert (response.status_code, response.json()["code"]) == (429, "queue_full")
    read.refresh_from_db()
    assert (read.status, read.reread_use) == ("completed", None)
    assert read.events.filter(kind="reprocessed").count() == 0


@pytest.mark.django_db
def test_of_many_rereads_as_many_are_queued_as_there_is_room_for(api, user, settings):
    read = [upload_receipt(owner=user, files=[image()]) for _ in range(3)]
    for receipt in read:
        process_receipt(receipt.pk)
    settings.QUEUE_MAX_PER_ACCOUNT = 2

    response = api.post(
        f"{URL}bulk/reprocess/", {"ids": [receipt.pk for receipt in read]}, format="json"
    )

    results = response.json()["results"]
    assert [one.get("code", "queued") for one in results] == ["queued", "queued", "queue_full"]
    assert Receipt.objects.filter(status="pending").count() == 2


@pytest.mark.django_db
def test_out_of_the_trash_comes_what_there_is_room_for(api, full, settings):
    api.delete(f"{URL}{full[0].pk}/")
    settings.QUEUE_MAX_PER_ACCOUNT = 1

    response = api.post(f"{URL}{full[0].pk}/restore/")

    assert (response.status_code, response.json()["code"]) == (429, "queue_full")
    assert Receipt.objects.in_trash().count() == 1


@pytest.mark.django_db(transaction=True)
def test_racing_uploads_and_rereads_do_not_pass_the_bound(user, settings):
    read = [upload_receipt(owner=user, files=[image()]) for _ in range(3)]
    for receipt in read:
        process_receipt(receipt.pk)
    settings.QUEUE_MAX_PER_ACCOUNT = 3
    barrier = Barrier(8)

    def call(number: int) -> str:
        barrier.wait()
        try:
            if number < len(read):
                reprocess_receipt(read[number], actor=user)
            else:
                upload_receipt(owner=user, files=[image()])
        except AppError as error:
            return error.code
        finally:
            connections.close_all()
        return "queued"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(call, range(8)))

    assert answers == ["queue_full"] * 5 + ["queued"] * 3
    assert Receipt.objects.filter(status="pending").count() == 3


@pytest.mark.django_db
def test_the_status_says_the_place_in_the_queue_by_turns(api, user, other_user):
    theirs = [upload_unread(other_user, image()) for _ in range(5)]
    mine = [upload_unread(user, image()) for _ in range(3)]

    def places() -> list:
        return [status_of(api, receipt)["queue_position"] for receipt in mine]

    # Both are new, and the other account has the older receipt.
    assert places() == [2, 4, 6]
    ReadingTurn.objects.note(other_user.pk, now=timezone.now())
    assert places() == [1, 3, 5]
    process_receipt(theirs[0].pk)
    process_receipt(theirs[1].pk)
    process_receipt(theirs[2].pk)
    assert places() == [1, 3, 5]
    process_receipt(theirs[3].pk)
    assert places() == [1, 3, 4]


@pytest.mark.django_db
def test_the_estimate_follows_the_last_readings_and_the_slots(api, user, settings):
    settings.WORKERS = settings.WORKERS | {"reading": 2}
    read, first, second, third = (upload_unread(user, image()) for _ in range(4))
    assert status_of(api, third)["estimated_seconds"] is None

    process_receipt(read.pk)
    Receipt.objects.filter(pk=read.pk).update(seconds=10)

    estimates = [status_of(api, receipt)["estimated_seconds"] for receipt in (first, second, third)]
    assert estimates == [10, 15, 20]


@pytest.mark.django_db
def test_who_does_not_wait_for_a_turn_has_no_place(api, user):
    waits_for_a_try, is_being_read, is_read = (upload_unread(user, image()) for _ in range(3))
    Receipt.objects.filter(pk=waits_for_a_try.pk).update(
        not_before=timezone.now() + timedelta(minutes=1)
    )
    Receipt.objects.claim(is_being_read.pk, now=timezone.now(), lease=timedelta(minutes=3))
    process_receipt(is_read.pk)

    for receipt in (waits_for_a_try, is_being_read, is_read):
        body = status_of(api, receipt)
        assert (body["queue_position"], body["estimated_seconds"]) == (None, None)


@pytest.mark.django_db
def test_who_is_taken_while_its_place_is_looked_for_has_none(user):
    receipt, now = upload_unread(user, image()), timezone.now()
    tokens = []

    def take_after_first_look(execute, *call):
        found = execute(*call)
        if not tokens:
            tokens.append(None)
            tokens[0] = Receipt.objects.claim(receipt.pk, now=now, lease=timedelta(minutes=3))
        return found

    with connection.execute_wrapper(take_after_first_look):
        place = place_in_queue(receipt, now=now)

    assert tokens != [None]
    assert place is None


def queue(api) -> list[dict]:
    return api.get(f"{URL}queue/").json()["waiting"]


@pytest.mark.django_db
def test_the_queue_tells_of_each_what_its_status_tells(api, user, other_user):
    upload_unread(other_user, image())
    mine = [upload_unread(user, image(f"{n}.png")) for n in range(3)]

    told = queue(api)

    assert told == [
        {
            "id": receipt.pk,
            "queue_position": status_of(api, receipt)["queue_position"],
            "estimated_seconds": status_of(api, receipt)["estimated_seconds"],
        }
        for receipt in mine
    ]
    assert [one["queue_position"] for one in told] == sorted(one["queue_position"] for one in told)


@pytest.mark.django_db
def test_what_does_not_wait_for_its_turn_has_no_place(api, user):
    read, later, copied = (upload_unread(user, image(f"{n}.png")) for n in range(3))
    process_receipt(read.pk)
    Receipt.objects.filter(pk=later.pk).update(not_before=timezone.now() + timedelta(hours=1))
    Receipt.objects.filter(pk=copied.pk).update(duplicate_of=later.pk)

    assert queue(api) == []


@pytest.mark.django_db
def test_many_that_wait_ask_as_many_queries_as_one(api, user, django_assert_num_queries):
    upload_unread(user, image())
    with CaptureQueriesContext(connection) as few:
        assert len(queue(api)) == 1
    for number in range(5):
        upload_unread(user, image(f"{number}.png"))

    with django_assert_num_queries(len(few)):
        assert len(queue(api)) == 6
