"""POST receipts/bulk/reprocess/: an answer for each receipt, each limited as by itself."""

from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction

from common.rates import Rate
from receipts.intake.upload import upload_receipt
from receipts.locking import lock_receipts
from receipts.models import Receipt
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.stub_reader import good_reading, lasting_failure
from subscriptions.models import QuotaPeriod, QuotaUse

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/bulk/reprocess/"


def upload(owner) -> Receipt:
    return upload_unread(owner, SimpleUploadedFile("lunch.png", picture(size=(60, 80))))


@pytest.fixture
def read(user, stub_reader):
    """A new receipt that was read, or could not be."""

    def upload_and_read(*, owner=user, answer=None) -> Receipt:
        stub_reader.answers = [answer or good_reading()]
        receipt = upload(owner)
        process_receipt(receipt.pk)
        receipt.refresh_from_db()
        return receipt

    return upload_and_read


def post(api, *receipts, **headers):
    ids = [receipt if isinstance(receipt, int) else receipt.pk for receipt in receipts]
    return api.post(URL, {"ids": ids}, headers=headers)


def answers(response) -> list[tuple]:
    assert response.status_code == 207, response.json()
    return [(one["id"], one["status"], one.get("code")) for one in response.json()["results"]]


def counts() -> tuple[int, int]:
    return QuotaPeriod.objects.values_list("used", "free_reads").get()


def test_each_is_queued_or_told_why_not(api, user, other_user, read):
    done, failed, waiting = read(), read(answer=lasting_failure()), upload(user)
    theirs = read(owner=other_user)

    response = post(api, failed, theirs, done, waiting, 999)

    assert answers(response) == [
        (failed.pk, 202, None),
        (theirs.pk, 404, "not_found"),
        (done.pk, 202, None),
        (waiting.pk, 409, "conflict"),
        (999, 404, "not_found"),
    ]
    assert (response.json()["changed"], response.json()["refused"]) == (2, 3)
    mine = Receipt.objects.filter(owner=user).order_by("pk")
    assert list(mine.values_list("status", flat=True)) == ["pending"] * 3
    assert Receipt.objects.get(pk=theirs.pk).status == "completed"
    period = QuotaPeriod.objects.get(owner=user)
    assert (period.used, period.free_reads) == (3, 2)  # the failed one, and the re-read
    asked = ReceiptEvent.objects.filter(kind="reprocessed")
    assert set(asked.values_list("receipt", flat=True)) == {failed.pk, done.pk}


def test_they_are_read_again_and_corrections_stay(api, read, stub_reader):
    receipts = [read(), read()]
    api.patch(f"/api/v1/receipts/{receipts[0].pk}/", {"vendor": "My Cafe"})
    stub_reader.answers = [good_reading(total=None, subtotal=None, tax=None)]

    post(api, *receipts)
    for receipt in receipts:
        process_receipt(receipt.pk)

    one, two = Receipt.objects.order_by("pk").select_related("transaction")
    assert (one.transaction.vendor, one.transaction.total) == ("My Cafe", None)
    assert (two.transaction.vendor, two.transaction.total) == ("Corner Cafe", None)


def test_as_many_are_read_again_as_are_free(api, read):
    receipts = [read() for _ in range(4)]
    QuotaPeriod.objects.update(free_reads=47)

    response = post(api, *receipts)

    assert [status for _, status, _ in answers(response)] == [202, 202, 202, 429]
    refused = response.json()["results"][-1]
    assert refused["code"] == "too_many_failed_reads"
    assert refused["retry_after"] > 0
    assert counts() == (4, 50)
    assert Receipt.objects.filter(status="pending").count() == 3


def test_failed_ones_take_the_documents_that_are_left(api, read):
    receipts = [read(answer=lasting_failure()) for _ in range(3)]
    QuotaPeriod.objects.update(used=48)

    response = post(api, *receipts)

    assert [code for _, _, code in answers(response)] == [None, None, "quota_exceeded"]
    assert counts() == (50, 3)
    assert QuotaUse.objects.filter(state=QuotaUse.State.RESERVED).count() == 2
    assert Receipt.objects.get(pk=receipts[2].pk).status == "failed"


def test_one_that_was_read_again_five_times_today_waits_for_tomorrow(api, read):
    often, rarely = read(), read()
    for _ in range(5):
        assert answers(post(api, often)) == [(often.pk, 202, None)]
        process_receipt(often.pk)

    response = post(api, often, rarely)

    assert answers(response) == [(often.pk, 429, "too_many_rereads"), (rarely.pk, 202, None)]
    assert response.json()["results"][0]["retry_after"] > 86_000
    assert Receipt.objects.get(pk=often.pk).status == "completed"
    assert counts() == (2, 6)


def test_what_another_reader_has_read_meanwhile_is_read_again_for_nothing(api, read):
    receipt = read()
    Receipt.objects.update(read_by_fallback=True)

    assert answers(post(api, receipt)) == [(receipt.pk, 202, None)]

    assert counts() == (1, 0)


def test_one_named_twice_is_read_once(api, read):
    receipt = read()

    assert answers(post(api, receipt, receipt)) == [(receipt.pk, 202, None)]
    assert counts() == (1, 1)


def test_the_same_key_reads_them_once(api, read):
    receipt = read()

    first = post(api, receipt, **{"Idempotency-Key": "one"})
    process_receipt(receipt.pk)
    again = post(api, receipt, **{"Idempotency-Key": "one"})

    assert again.json() == first.json()
    assert Receipt.objects.get().status == "completed"
    assert counts() == (1, 1)


def test_each_of_them_counts_in_the_rate(api, read, settings):
    settings.CALL_RATES = settings.CALL_RATES | {"reread": (Rate(2, 60),)}
    receipts = [read() for _ in range(4)]
    assert post(api, *receipts).status_code == 207

    response = post(api, *receipts)

    assert (response.status_code, response.json()["code"]) == (429, "too_many_calls")
    assert int(response["Retry-After"]) > 60


@pytest.mark.parametrize("ids", [[], [0], ["x"], list(range(1, 502)), None])
def test_bad_ids_are_refused(api, ids):
    response = api.post(URL, {"ids": ids})

    assert response.status_code == 400
    assert "ids" in response.json()


def test_an_anonymous_call_is_401(anonymous):
    assert anonymous.post(URL, {"ids": [1]}).status_code == 401


def test_fifty_ask_as_many_queries_as_two(api, read, django_assert_max_num_queries):
    one, two, *others = [read() for _ in range(16)]
    failed, other, *more = [read(answer=lasting_failure()) for _ in range(16)]
    post(api, one, failed)
    with django_assert_max_num_queries(100) as few:
        assert post(api, two, other).json()["changed"] == 2

    with django_assert_max_num_queries(len(few.captured_queries)):
        assert post(api, *others, *more).json()["changed"] == 28


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite locks the whole database")
def test_a_copy_is_uploaded_while_the_receipt_is_locked(user):
    """Else the two would wait for each other: the upload holds the quota that a re-read needs."""
    content = picture()
    receipt = upload_unread(user, SimpleUploadedFile("lunch.png", content))

    def upload_copy():
        try:
            upload_receipt(owner=user, files=[SimpleUploadedFile("again.png", content)])
        finally:
            connections.close_all()

    copy = Thread(target=upload_copy)
    with transaction.atomic():
        lock_receipts([receipt.pk], owner=user)
        copy.start()
        copy.join(timeout=30)
        is_done = not copy.is_alive()
    copy.join()

    assert is_done
    assert Receipt.objects.get(duplicate_of=receipt)
