"""The same bytes of one account are read once: copies take the reading over."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone

from accounts.models import User
from receipts.intake.upload import upload_receipt
from receipts.models import Duplicate, Receipt, Transaction
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.processing.stopping import stop_reading
from receipts.processing.takeover import take_over_reading
from receipts.tasks import queue_due_receipts
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.file_rows import stored_name
from receipts.tests.stub_reader import good_reading, lasting_failure, passing_failure, printed
from subscriptions.models import QuotaPeriod, QuotaUse
from subscriptions.plans import PLATINUM
from subscriptions.services.grants import give_plan

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
SAME = picture(size=(60, 80))
DIFFERENT = good_reading(vendor=printed("Somebody Else"))
# What a copy has of the reading, and of the entry.
READ = (
    "reading", "confidence", "engine", "model", "perceptual_hash", "turned_hashes", "read_by",
)  # fmt: skip
ENTERED = (
    "vendor", "purchased_on", "total", "subtotal", "tax", "currency", "category", "type",
    "payment_method", "search_text",
)  # fmt: skip


def same_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("lunch.png", SAME)


def unread(owner: User) -> Receipt:
    return upload_unread(owner, same_file())


def process(*receipts: Receipt) -> list[bool]:
    done = [process_receipt(receipt.pk) for receipt in receipts]
    for receipt in receipts:
        receipt.refresh_from_db()
    return done


def statuses(*receipts: Receipt) -> list[str]:
    return [Receipt.objects.get(pk=receipt.pk).status for receipt in receipts]


def entry_of(receipt: Receipt) -> Transaction:
    return Transaction.objects.get(receipt=receipt)


@pytest.fixture
def read(user, stub_reader) -> Receipt:
    receipt = unread(user)
    process(receipt)
    stub_reader.answers = [DIFFERENT]
    return receipt


class TestOfAReadReceipt:
    def test_a_copy_takes_the_reading_over_and_no_reader_is_asked(self, user, read, stub_reader):
        copy = unread(user)

        assert process(copy) == [True]

        assert copy.status == "completed"
        assert len(stub_reader.seen) == 1
        assert [getattr(copy, name) for name in READ] == [getattr(read, name) for name in READ]
        assert (copy.seconds, copy.input_tokens, copy.output_tokens) == (0, None, None)
        one, other = entry_of(copy), entry_of(read)
        assert [getattr(one, name) for name in ENTERED] == [
            getattr(other, name) for name in ENTERED
        ]
        lines = [
            list(entry.items.values_list("description", "quantity", "unit_price", "amount"))
            + list(entry.tax_lines.values_list("rate", "net", "tax"))
            for entry in (one, other)
        ]
        assert lines[0] == lines[1]
        assert len(lines[0]) == 3

    def test_its_history_says_from_where(self, user, read):
        copy = unread(user)
        process(copy)

        event = copy.events.get(kind="read")
        assert event.data == {"engine": "offline", "model": "stub", "taken_over_from": read.pk}

    def test_it_counts_as_a_document_until_it_is_removed(self, api, user, read):
        copy = unread(user)
        process(copy)
        assert QuotaPeriod.objects.values_list("used", "free_reads").get() == (2, 0)

        candidate = Duplicate.objects.get(receipt=copy)
        api.post(f"{URL}{copy.pk}/duplicates/{candidate.pk}/resolve/", {"resolution": "same"})

        assert QuotaPeriod.objects.values_list("used", "free_reads").get() == (1, 0)
        assert Receipt.objects.get(pk=copy.pk).quota_use.state == QuotaUse.State.GIVEN_BACK

    def test_it_is_a_duplicate_candidate_and_waits_for_a_person(self, user, read):
        copy = unread(user)
        process(copy)

        assert Duplicate.objects.get().receipt == copy
        assert copy.review_status == "needs_review"
        assert [why["code"] for why in copy.review_reasons] == ["possible_duplicate"]

    def test_corrections_of_the_other_stay_there_until_it_is_replaced(self, api, user, read):
        api.patch(f"{URL}{read.pk}/", {"total": "99.00"})
        copy = unread(user)
        process(copy)
        assert entry_of(copy).total == Decimal("12.50")
        assert entry_of(copy).corrected_fields == []

        candidate = Duplicate.objects.get(receipt=copy)
        api.post(f"{URL}{copy.pk}/duplicates/{candidate.pk}/resolve/", {"resolution": "replace"})

        assert entry_of(copy).total == Decimal("99.00")

    def test_what_a_person_has_entered_while_it_waited_stays(self, api, user, read):
        copy = unread(user)
        assert api.patch(f"{URL}{copy.pk}/", {"total": "7.00"}).status_code == 200

        process(copy)

        assert entry_of(copy).total == Decimal("7.00")
        assert entry_of(copy).vendor == "Corner Cafe"

    def test_it_has_a_file_of_its_own(self, api, user, read):
        copy = unread(user)
        process(copy)

        assert stored_name(copy) != stored_name(read)

    def test_the_newest_reading_is_taken(self, api, user, read, stub_reader):
        api.post(f"{URL}{read.pk}/reprocess/")
        process(read)
        copy = unread(user)

        process(copy)

        assert entry_of(copy).vendor == "Somebody Else"
        assert len(stub_reader.seen) == 2

    def test_a_re_read_of_the_other_is_not_waited_for(self, api, user, read, stub_reader):
        api.post(f"{URL}{read.pk}/reprocess/")
        copy = unread(user)

        process(copy)

        assert statuses(read, copy) == ["pending", "completed"]
        assert len(stub_reader.seen) == 1


class TestReadItself:
    def test_somebody_elses_reading_is_not_taken(self, other_user, read, stub_reader):
        receipt = unread(other_user)

        process(receipt)

        assert receipt.duplicate_of is None
        assert entry_of(receipt).vendor == "Somebody Else"

    def test_a_reading_in_the_trash_is_not_taken(self, api, user, read, stub_reader):
        copy = unread(user)
        api.delete(f"{URL}{read.pk}/")

        process(copy)

        assert len(stub_reader.seen) == 2

    def test_a_reading_of_another_model_does_not_stand(self, user, read, settings, stub_reader):
        settings.READER = "openai"
        settings.READER_FACTORIES = settings.READER_FACTORIES | {
            "openai": "receipts.tests.stub_reader.stub_reader"
        }
        stub_reader.answers = [good_reading(engine="openai")]
        first, second = unread(user), unread(user)
        process(first, second)
        assert len(stub_reader.seen) == 2
        assert second.events.get(kind="read").data["taken_over_from"] == first.pk

        settings.OPENAI_MODEL = "a-newer-one"
        third = unread(user)
        process(third)

        assert len(stub_reader.seen) == 3

    def test_a_copy_that_a_person_has_read_again_is_read(self, api, user, read, stub_reader):
        copy = unread(user)
        process(copy)

        assert api.post(f"{URL}{copy.pk}/reprocess/").status_code == 202
        process(copy)

        assert len(stub_reader.seen) == 2
        assert entry_of(copy).vendor == "Somebody Else"

    def test_so_is_a_failed_one_though_another_was_read(self, api, user, stub_reader):
        stub_reader.answers = [lasting_failure(), lasting_failure(), good_reading()]
        first, second = unread(user), unread(user)
        process(first, second)
        api.post(f"{URL}{first.pk}/reprocess/")
        process(first)
        api.post(f"{URL}{second.pk}/reprocess/")
        process(second)

        assert statuses(first, second) == ["completed"] * 2
        assert len(stub_reader.seen) == 4


class TestOfAReceiptThatWaits:
    def test_a_copy_waits_for_it_without_an_attempt(self, user, stub_reader):
        first, copy = unread(user), unread(user)

        assert process(copy) == [False]

        assert (copy.status, copy.attempts, copy.duplicate_of) == ("pending", 0, first)
        assert stub_reader.seen == []
        assert list(Receipt.objects.due(now=timezone.now())) == [first]

    def test_it_waits_through_the_retries_of_the_other(self, user, stub_reader):
        stub_reader.answers = [passing_failure(), good_reading()]
        first, copy = unread(user), unread(user)
        process(first, copy)
        assert statuses(first, copy) == ["pending", "pending"]
        Receipt.objects.update(not_before=None)

        process(first)
        assert queue_due_receipts() == 1

        assert statuses(first, copy) == ["completed", "completed"]
        assert len(stub_reader.seen) == 2

    def test_where_the_other_fails_the_next_is_read_and_the_others_wait_for_it(
        self, user, stub_reader
    ):
        stub_reader.answers = [lasting_failure(), good_reading()]
        first, second, third = (unread(user) for _ in range(3))
        process(first)

        assert process(third) == [False]
        assert third.duplicate_of == second
        assert process(second, third) == [True, True]

        assert statuses(first, second, third) == ["failed", "completed", "completed"]
        assert len(stub_reader.seen) == 2
        assert QuotaPeriod.objects.values_list("used", "free_reads").get() == (2, 1)

    def test_so_they_do_where_it_goes_into_the_trash(self, api, user, stub_reader):
        first, second = unread(user), unread(user)
        api.delete(f"{URL}{first.pk}/")

        assert process(second) == [True]
        assert second.status == "completed"

    def test_or_where_staff_stop_it(self, user, stub_reader):
        staff = User.objects.create_user("staff@example.com", is_staff=True)
        first, second = unread(user), unread(user)
        stop_reading([first], actor=staff, now=timezone.now())

        assert process(second) == [True]
        assert second.status == "completed"

    def test_a_run_that_lost_its_claim_takes_nothing_over(self, user, read):
        copy = unread(user)
        assert take_over_reading(copy, uuid4(), now=timezone.now()) is False

        assert Receipt.objects.get(pk=copy.pk).status == "pending"
        assert not Transaction.objects.filter(receipt=copy).exists()


class TestTheProcessingStatus:
    def waits_for(self, api, receipt):
        return api.get(f"{URL}{receipt.pk}/processing_status/").json()["waits_for"]

    def test_a_copy_says_which_receipt_it_waits_for(self, api, user):
        first, copy = unread(user), unread(user)

        awaited = self.waits_for(api, copy)

        assert self.waits_for(api, first) is None
        assert awaited["receipt"] == first.pk
        assert f"receipt {first.pk}" in awaited["message"]

    def test_it_waits_for_nothing_more_when_the_other_is_read_or_it_is_itself(self, api, user):
        first, copy = unread(user), unread(user)
        process(first)
        assert self.waits_for(api, copy) is None
        process(copy)
        assert self.waits_for(api, copy) is None

    def test_nor_when_the_other_fails_or_is_thrown_away(self, api, user, stub_reader):
        stub_reader.answers = [lasting_failure()]
        first, second, third = (unread(user) for _ in range(3))
        process(first)
        assert self.waits_for(api, second) is None
        process(third)
        assert self.waits_for(api, third)["receipt"] == second.pk
        api.delete(f"{URL}{second.pk}/")
        assert self.waits_for(api, third) is None


class TestTheAnswer:
    def post(self, api, **headers):
        return api.post(URL, {"image": same_file()}, format="multipart", headers=headers)

    def test_an_upload_names_the_earlier_one_also_while_it_waits(self, api, user):
        first = self.post(api).json()
        assert first["duplicate_of"] is None

        second, third = self.post(api).json(), self.post(api).json()

        assert second["duplicate_of"] == third["duplicate_of"] == first["id"]
        assert api.get(f"{URL}{third['id']}/").json()["duplicate_of"] == first["id"]
        assert api.get(URL).json()["results"][0]["duplicate_of"] == first["id"]

    def test_so_does_a_bulk_upload(self, api, user):
        now = timezone.now()
        give_plan(user, plan=PLATINUM, until=now.date(), reason="Test", actor=user, now=now)

        answer = api.post(f"{URL}bulk/", {"files": [same_file(), same_file()]}, format="multipart")

        one, two = (result["receipt"] for result in answer.json()["results"])
        assert (one["duplicate_of"], two["duplicate_of"]) == (None, one["id"])

    def test_the_same_key_gives_the_same_answer_and_no_copy(self, api):
        first = self.post(api, **{"Idempotency-Key": "one"})

        assert self.post(api, **{"Idempotency-Key": "one"}).json() == first.json()
        assert Receipt.objects.count() == 1

    def test_one_that_failed_or_is_in_the_trash_is_not_named(self, api, user, stub_reader):
        stub_reader.answers = [lasting_failure()]
        process(unread(user))
        trashed = unread(user)
        api.delete(f"{URL}{trashed.pk}/")

        assert self.post(api).json()["duplicate_of"] is None


@pytest.mark.django_db(transaction=True)
def test_of_many_uploads_and_workers_at_once_one_is_read(user, stub_reader):
    barrier = Barrier(6)

    def upload(_):
        barrier.wait()
        try:
            upload_receipt(owner=user, files=[same_file()])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(upload, range(6)))
    queue_due_receipts()

    first, *others = Receipt.objects.order_by("pk")
    assert [receipt.duplicate_of_id for receipt in [first, *others]] == [None] + [first.pk] * 5
    assert {receipt.status for receipt in [first, *others]} == {"completed"}
    assert len(stub_reader.seen) == 1
    assert ReceiptEvent.objects.filter(kind="read").count() == 6
    assert QuotaPeriod.objects.get().used == 6
