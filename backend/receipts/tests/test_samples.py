"""POST receipts/samples/: three drawn receipts for an account that has none yet."""

from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from accounts.models import IdempotencyKey
from receipts.models import Receipt, Transaction
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.stub_reader import lasting_failure, outage
from subscriptions.models import QuotaPeriod
from subscriptions.plans import BASIC

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/samples/"
DETAILS = "/api/v1/subscriptions/api/details/"


def counted(api):
    quota = api.get(DETAILS).json()["quota"]
    return quota["used"] + quota["reserved"], quota["free_reads"]


def test_they_are_receipts_like_any_other(api, user, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = api.post(URL)

    assert answer.status_code == 201
    names = [receipt["original_filename"] for receipt in answer.json()["receipts"]]
    assert names == ["stationery.jpg", "lunch.jpg", "hardware.jpg"]
    assert answer.headers["Location"] == "/api/v1/receipts/"
    listed = api.get("/api/v1/receipts/").json()
    assert listed["count"] == 3
    assert {receipt["ocr_status"] for receipt in listed["results"]} == {"completed"}
    assert Transaction.objects.owned_by(user).count() == 3
    pk = answer.json()["receipts"][0]["id"]
    assert api.delete(f"/api/v1/receipts/{pk}/").status_code == 204
    assert api.get("/api/v1/receipts/").json()["count"] == 2


def test_they_use_free_reads_and_no_document(api, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        api.post(URL)

    assert counted(api) == (0, 3)


@pytest.mark.parametrize("failure", [lasting_failure(), outage()])
def test_nor_do_they_where_they_cannot_be_read(
    api, stub_reader, failure, django_capture_on_commit_callbacks
):
    stub_reader.answers = [failure]
    with django_capture_on_commit_callbacks(execute=True):
        api.post(URL)

    assert counted(api) == (0, 3)


def test_nor_after_the_trash(api, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        pk = api.post(URL).json()["receipts"][0]["id"]

    api.delete(f"/api/v1/receipts/{pk}/")
    assert api.post(f"/api/v1/receipts/{pk}/restore/").status_code == 200

    assert counted(api) == (0, 3)


def test_an_account_whose_documents_are_used_up_may_try_them(api, user):
    api.post(URL)
    Receipt.objects.all().delete()
    QuotaPeriod.objects.update(used=BASIC.max_documents, free_reads=0)

    assert api.post(URL).status_code == 201


def test_without_free_reads_there_are_no_samples(api, user, own_storage):
    api.post(URL)
    Receipt.objects.all().delete()
    QuotaPeriod.objects.update(free_reads=BASIC.max_documents)

    answer = api.post(URL)

    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_failed_reads")
    assert int(answer.headers["Retry-After"]) > 0
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("is_in_trash", [False, True])
def test_an_account_with_receipts_gets_none(api, user, is_in_trash):
    receipt = upload_unread(user, SimpleUploadedFile("lunch.png", picture()))
    if is_in_trash:
        api.delete(f"/api/v1/receipts/{receipt.pk}/")
    before = counted(api)

    answer = api.post(URL)

    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert Receipt.objects.count() == 1
    assert counted(api) == before


def test_asked_for_twice_they_come_once(api):
    assert api.post(URL).status_code == 201
    assert api.post(URL).status_code == 409
    assert Receipt.objects.count() == 3


def test_the_same_key_gets_the_same_answer(api):
    headers = {"Idempotency-Key": "samples"}
    first, again = api.post(URL, headers=headers), api.post(URL, headers=headers)

    assert again.headers["Idempotent-Replayed"] == "true"
    assert first.json() == again.json()
    assert Receipt.objects.count() == 3


def test_a_try_that_died_is_carried_on_under_its_key(api):
    headers = {"Idempotency-Key": "samples"}
    first = api.post(URL, headers=headers).json()["receipts"]
    Receipt.objects.exclude(pk=first[0]["id"]).delete()
    # As it is after a process that had made one of them, and whose lease has run out.
    IdempotencyKey.objects.update(
        status=None, body="", progress={"0": first[0]["id"]}, lease_until=timezone.now()
    )

    answer = api.post(URL, headers=headers)

    assert answer.status_code == 201
    assert answer.json()["receipts"][0]["id"] == first[0]["id"]
    assert Receipt.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_calls_at_once_one_adds_them(api, user):
    together, statuses = Barrier(2, timeout=60), []

    def ask():
        together.wait()
        statuses.append(api.post(URL).status_code)
        connection.close()

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [201, 409]
    assert Receipt.objects.count() == 3
    assert counted(api) == (0, 3)


def test_somebody_elses_receipts_keep_nobody_from_them(api, other_user):
    upload_unread(other_user, SimpleUploadedFile("lunch.png", picture()))

    assert api.post(URL).status_code == 201


def test_an_anonymous_call_is_401(anonymous):
    assert anonymous.post(URL).status_code == 401
    assert not Receipt.objects.exists()
