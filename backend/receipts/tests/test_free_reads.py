"""Free reads: readings that cost the operator and become no document are bounded."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone

from accounts.models import User
from common.errors import AppError
from receipts.intake.reprocessing import read_again, reprocess_receipt
from receipts.intake.upload import upload_receipt
from receipts.models import Duplicate, Receipt
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.processing.stopping import stop_reading
from receipts.services.extraction import ExtractionError
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.stub_reader import good_reading, lasting_failure
from subscriptions.errors import TooManyFailedReadsError
from subscriptions.models import QuotaPeriod, QuotaUse
from subscriptions.plans import FREE_READS_WITHOUT_LIMIT, PLATINUM
from subscriptions.services.grants import give_plan
from subscriptions.services.quota import reserve_document

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
DETAILS = "/api/v1/subscriptions/api/details/"
UNREADABLE = good_reading(vendor=None, purchased_on=None, total=None)


def photo(shade: int = 200) -> SimpleUploadedFile:
    return SimpleUploadedFile("lunch.png", picture(size=(60, 80), shade=shade))


def counted() -> tuple[int, int]:
    period = QuotaPeriod.objects.get()
    uses = QuotaUse.objects.filter(state=QuotaUse.State.FREE).count()
    assert period.free_reads == uses
    return period.used, period.free_reads


def use_up(user, *, free_reads: int = 50, used: int | None = None) -> None:
    """Without the uses, which nothing counts."""
    if not QuotaPeriod.objects.exists():
        reserve_document(user, now=timezone.now())
        QuotaUse.objects.all().delete()
        QuotaPeriod.objects.update(used=0)
    QuotaPeriod.objects.update(free_reads=free_reads)
    if used is not None:
        QuotaPeriod.objects.update(used=used)


@pytest.fixture
def staff(db) -> User:
    return User.objects.create_user("staff@example.com", is_staff=True)


def reread(api, receipt):
    return api.post(f"{URL}{receipt.pk}/reprocess/")


def seconds_left_of_month() -> float:
    now = datetime.now(UTC)
    first = (now.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (first.replace(hour=0, minute=0, second=0, microsecond=0) - now).total_seconds()


class TestReadingsInVain:
    @pytest.mark.parametrize(
        "answer",
        [
            pytest.param(UNREADABLE, id="unreadable"),
            pytest.param(lasting_failure(), id="refused"),
            pytest.param(
                ExtractionError("Too long.", code="answer_cut", retryable=False), id="cut"
            ),
        ],
    )
    def test_one_is_a_free_read_and_no_document(self, api, receipt, stub_reader, answer):
        stub_reader.answers = [answer]

        process_receipt(receipt.pk)

        assert counted() == (0, 1)
        quota = api.get(DETAILS).json()["quota"]
        assert (quota["used"], quota["free_reads"], quota["free_reads_limit"]) == (0, 1, 50)

    @pytest.mark.parametrize("code", ["bad_image", "too_large", "no_pages"])
    def test_one_that_cost_nothing_is_none(self, receipt, stub_reader, code):
        stub_reader.answers = [ExtractionError("No.", code=code, retryable=False)]

        process_receipt(receipt.pk)

        assert counted() == (0, 0)

    def test_one_that_staff_have_stopped_is_none(self, receipt, staff):
        stop_reading([receipt], actor=staff, now=timezone.now())

        assert counted() == (0, 0)

    def test_a_receipt_that_is_read_at_the_second_try_is_both(self, receipt, user, stub_reader):
        stub_reader.answers = [UNREADABLE, good_reading()]
        process_receipt(receipt.pk)
        receipt.refresh_from_db()

        reprocess_receipt(receipt, actor=user)
        process_receipt(receipt.pk)

        assert counted() == (1, 1)


class TestTheLimit:
    def test_an_upload_beyond_it_is_refused_and_nothing_is_kept(self, api, user, own_storage):
        use_up(user)

        response = api.post(URL, {"image": photo()}, format="multipart")

        assert response.status_code == 429
        body = response.json()
        assert body["code"] == "too_many_failed_reads"
        assert body["limit"] == 50
        assert body["resets_on"] in body["detail"]
        assert abs(int(response["Retry-After"]) - seconds_left_of_month()) < 60
        assert not Receipt.objects.exists()
        assert counted_period() == (0, 50)
        assert [path for path in own_storage.rglob("*") if path.is_file()] == []

    def test_a_re_read_beyond_it_is_refused_and_changes_nothing(self, api, user, completed):
        use_up(user)
        before = Receipt.objects.values().get()

        response = reread(api, completed)

        assert (response.status_code, response.json()["code"]) == (429, "too_many_failed_reads")
        assert int(response["Retry-After"]) > 0
        assert Receipt.objects.values().get() == before
        assert counted_period() == (1, 50)
        assert not ReceiptEvent.objects.filter(kind="reprocessed").exists()

    def test_a_failed_receipt_is_not_read_again_beyond_it(self, api, user, receipt, stub_reader):
        stub_reader.answers = [UNREADABLE]
        process_receipt(receipt.pk)
        use_up(user)

        assert reread(api, receipt).json()["code"] == "too_many_failed_reads"
        assert Receipt.objects.get().status == "failed"

    def test_fifty_unreadable_receipts_are_read_and_no_more(self, user, stub_reader):
        stub_reader.answers = [UNREADABLE]
        for _ in range(50):
            process_receipt(upload_unread(user, photo()).pk)

        with pytest.raises(TooManyFailedReadsError):
            upload_receipt(owner=user, files=[photo()])

        assert len(stub_reader.seen) == 50
        assert counted() == (0, 50)

    def test_the_next_month_begins_anew(self, user, completed):
        use_up(user)

        with time_machine.travel(timezone.now() + timedelta(days=32)):
            reprocess_receipt(completed, actor=user)

        periods = QuotaPeriod.objects.order_by("starts_on")
        assert list(periods.values_list("free_reads", flat=True)) == [50, 1]

    def test_without_a_limit_of_documents_they_are_as_many_as_documents(self, user, completed):
        now = timezone.now()
        give_plan(user, plan=PLATINUM, until=now.date(), reason="Test", actor=user, now=now)
        use_up(user, free_reads=FREE_READS_WITHOUT_LIMIT, used=FREE_READS_WITHOUT_LIMIT)
        with pytest.raises(TooManyFailedReadsError) as refused:
            reprocess_receipt(completed, actor=user)
        assert refused.value.details["limit"] == FREE_READS_WITHOUT_LIMIT

        QuotaPeriod.objects.update(used=FREE_READS_WITHOUT_LIMIT + 1)
        reprocess_receipt(completed, actor=user)

        assert counted_period() == (FREE_READS_WITHOUT_LIMIT + 1, FREE_READS_WITHOUT_LIMIT + 1)

    def test_what_is_on_its_way_may_pass_it_once(self, user, stub_reader):
        """Documents and free reads together are twice the plan's documents, never more."""
        stub_reader.answers = [UNREADABLE]
        waiting = [upload_unread(user, photo()) for _ in range(5)]
        use_up(user, free_reads=49)

        for receipt in waiting:
            process_receipt(receipt.pk)

        assert counted_period() == (0, 54)


class TestReReads:
    def test_one_takes_a_free_read_and_no_document(self, api, completed):
        response = reread(api, completed)

        assert response.status_code == 202
        assert counted() == (1, 1)

    def test_one_that_finds_nothing_is_counted_once(self, api, completed, stub_reader):
        reread(api, completed)
        stub_reader.answers = [UNREADABLE]

        process_receipt(completed.pk)

        assert Receipt.objects.get().status == "completed"
        assert counted() == (1, 1)

    def test_one_that_cost_nothing_is_given_back(self, api, completed, stub_reader):
        reread(api, completed)
        stub_reader.answers = [ExtractionError("No.", code="bad_image", retryable=False)]

        process_receipt(completed.pk)

        assert Receipt.objects.get().status == "completed"
        assert counted() == (1, 0)

    def test_one_that_staff_have_stopped_is_given_back(self, api, completed, staff):
        reread(api, completed)

        stop_reading([completed], actor=staff, now=timezone.now())

        assert counted() == (1, 0)

    def test_five_of_one_receipt_a_day_and_the_sixth_has_to_wait(self, api, user, completed):
        for _ in range(5):
            assert reread(api, completed).status_code == 202
            process_receipt(completed.pk)
        before = Receipt.objects.values().get()

        response = reread(api, completed)

        assert (response.status_code, response.json()["code"]) == (429, "too_many_rereads")
        assert 24 * 3600 - 600 < int(response["Retry-After"]) <= 24 * 3600
        assert Receipt.objects.values().get() == before
        assert counted() == (1, 5)
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            reprocess_receipt(completed, actor=user)

    def test_those_of_staff_are_neither_bounded_nor_counted(self, user, completed, staff):
        use_up(user)

        for _ in range(6):
            assert read_again([completed], actor=staff) == (1, 0)
            process_receipt(completed.pk)

        assert counted_period() == (1, 50)

    def test_staff_read_a_failed_one_again_when_no_free_read_is_left(
        self, user, receipt, staff, stub_reader
    ):
        stub_reader.answers = [UNREADABLE, good_reading()]
        process_receipt(receipt.pk)
        use_up(user)

        assert read_again([Receipt.objects.get()], actor=staff) == (1, 0)
        process_receipt(receipt.pk)

        assert counted_period() == (1, 50)

    @pytest.mark.django_db(transaction=True)
    def test_of_many_at_once_as_many_are_read_as_are_free(self, user):
        receipts = [upload_unread(user, photo(shade)) for shade in range(150, 210, 10)]
        for receipt in receipts:
            process_receipt(receipt.pk)
            receipt.refresh_from_db()
        use_up(user, free_reads=48)
        barrier = Barrier(len(receipts))

        def ask(receipt):
            barrier.wait()
            try:
                reprocess_receipt(receipt, actor=user)
            except AppError as error:
                return error.code
            finally:
                connections.close_all()
            return "queued"

        with ThreadPoolExecutor(len(receipts)) as pool:
            answers = sorted(pool.map(ask, receipts))

        assert answers == ["queued"] * 2 + ["too_many_failed_reads"] * 4
        assert counted_period() == (6, 50)


class TestDuplicates:
    def resolve(self, api, receipt):
        candidate = Duplicate.objects.get(receipt=receipt)
        url = f"{URL}{receipt.pk}/duplicates/{candidate.pk}/resolve/"
        assert api.post(url, {"resolution": "same"}).status_code == 200

    def test_one_that_was_read_and_removed_is_a_free_read(self, api, user, completed):
        second = upload_unread(user, photo())
        process_receipt(second.pk)

        self.resolve(api, second)
        assert counted() == (1, 1)

        assert api.post(f"{URL}{second.pk}/restore/").status_code == 200
        assert counted() == (2, 0)

    def test_the_same_file_once_more_is_none(self, api, user):
        content = picture()
        first, second = (
            upload_unread(user, SimpleUploadedFile("lunch.png", content)) for _ in range(2)
        )
        for receipt in (first, second):
            process_receipt(receipt.pk)

        self.resolve(api, second)

        assert counted() == (1, 0)

    def test_one_comes_out_of_the_trash_when_no_free_read_is_left(self, api, user, completed):
        second = upload_unread(user, photo())
        process_receipt(second.pk)
        self.resolve(api, second)
        QuotaPeriod.objects.update(free_reads=50)

        assert api.post(f"{URL}{second.pk}/restore/").status_code == 200

        assert counted_period() == (2, 49)


def counted_period() -> tuple[int, int]:
    return QuotaPeriod.objects.values_list("used", "free_reads").get()
