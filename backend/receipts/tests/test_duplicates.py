"""Duplicates, receipts that resemble each other: found, shown, resolved; never blocked."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from receipts.demo.sample_receipts import DEMO_RECEIPTS, draw_receipt
from receipts.models import Duplicate, Receipt, Transaction
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.drawing import as_file
from receipts.tests.stub_reader import good_reading, lasting_failure, printed
from subscriptions.models import QuotaPeriod

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
PHOTO = draw_receipt(DEMO_RECEIPTS[0][1], DEMO_RECEIPTS[0][2])
OTHER_PHOTO = draw_receipt(DEMO_RECEIPTS[1][1], DEMO_RECEIPTS[1][2])
NUMBERED = good_reading(receipt_number=printed("000117"))


def upload(user, content):
    file = SimpleUploadedFile("lunch.jpg", content)
    return upload_unread(user, file)


@pytest.fixture
def read(user, stub_reader):
    """Upload a picture, and have that read on it."""

    def upload_and_read(content, reading=NUMBERED, *, owner=user):
        stub_reader.answers = [reading]
        receipt = upload(owner, content)
        process_receipt(receipt.pk)
        receipt.refresh_from_db()
        return receipt

    return upload_and_read


@pytest.fixture
def pair(read):
    """The same purchase on two pictures of noise."""
    return read(picture()), read(picture(shade=190))


def reasons_of(receipt):
    return [candidate.reasons for candidate in Duplicate.objects.filter(receipt=receipt)]


def codes(receipt):
    receipt.refresh_from_db()
    return [reason["code"] for reason in receipt.review_reasons]


def resolve(api, receipt, text):
    candidate = Duplicate.objects.get(receipt=receipt)
    return api.post(f"{URL}{receipt.pk}/duplicates/{candidate.pk}/resolve/", {"resolution": text})


class TestBytes:
    def test_the_second_upload_is_taken_and_a_candidate_at_once(self, user):
        content = picture()
        first, second = upload(user, content), upload(user, content)

        candidate = Duplicate.objects.get()
        assert (candidate.receipt, candidate.other) == (second, first)
        assert candidate.reasons == ["bytes"]
        assert codes(first) == []
        assert codes(second) == ["possible_duplicate"]
        assert second.review_status == "needs_review"
        assert second.status == "pending"

    def test_somebody_elses_file_is_no_candidate(self, user, other_user):
        content = picture()
        upload(other_user, content)
        upload(user, content)

        assert not Duplicate.objects.exists()

    def test_a_failed_one_is_no_candidate_and_loses_its_candidate(self, read, user, stub_reader):
        content = as_file(PHOTO)
        first = read(content, lasting_failure())
        second = read(content)
        assert (first.status, second.status) == ("failed", "completed")
        assert not Duplicate.objects.exists()

        Receipt.objects.filter(pk=second.pk).update(read_by="another reader")
        third = upload(user, content)
        assert Duplicate.objects.get().receipt == third
        stub_reader.answers = [lasting_failure()]
        process_receipt(third.pk)
        assert not Duplicate.objects.exists()
        assert codes(third) == []

    def test_one_in_the_trash_is_no_candidate(self, api, read, user):
        first = read(as_file(PHOTO))
        api.delete(f"{URL}{first.pk}/")

        second = read(as_file(PHOTO))

        assert not Duplicate.objects.exists()
        assert second.review_status == "approved"


class TestImageMatch:
    def test_the_same_photo_turned_and_repacked_is_a_candidate(self, read):
        blank = {"total": None, "tax": None, "subtotal": None, "items": (), "tax_lines": ()}
        first = read(as_file(PHOTO), good_reading(**blank))
        second = read(as_file(PHOTO.rotate(90, expand=True), quality=40), good_reading(**blank))

        assert Duplicate.objects.get().other == first
        assert reasons_of(second) == [["image"]]

    def test_another_receipt_of_the_same_printer_is_not(self, read):
        read(as_file(PHOTO))
        read(
            as_file(PHOTO, quality=70),
            good_reading(
                total=printed("21.50"), subtotal=None, tax=None, tax_lines=(), items=(),
                receipt_number=printed("000118"),
            ),
        )  # fmt: skip

        assert not Duplicate.objects.exists()

    def test_a_value_that_was_misread_without_certainty_does_not_hide_it(self, read):
        read(as_file(PHOTO), good_reading())
        second = read(
            as_file(PHOTO, quality=70), good_reading(purchased_on=printed("2026-04-08", 0.3))
        )

        assert reasons_of(second) == [["image"]]

    def test_another_shops_receipt_is_not(self, read):
        read(as_file(PHOTO), good_reading())
        read(
            as_file(OTHER_PHOTO),
            good_reading(vendor=printed("Bistro Sonnenhof"), purchased_on=printed("2026-04-04")),
        )

        assert not Duplicate.objects.exists()


class TestContentMatch:
    @pytest.mark.parametrize(
        "vendor", ["CORNER CAFE LTD", "Corner Cafe 0412", "Corner Café", "Comer Cafe"]
    )
    def test_the_same_purchase_by_another_spelling_is_a_candidate(self, read, vendor):
        first = read(picture())
        second = read(
            picture(shade=190),
            good_reading(vendor=printed(vendor), receipt_number=printed("No. 117")),
        )

        assert reasons_of(second) == [["content"]]
        assert codes(second) == ["possible_duplicate"]
        assert codes(first) == []

    @pytest.mark.parametrize(
        "changes",
        [
            {
                "total": printed("12.51"),
                "tax": None,
                "subtotal": None,
                "items": (),
                "tax_lines": (),
            },
            {"purchased_on": printed("2026-04-04")},
            {"currency": printed("EUR")},
            {"receipt_number": printed("000118")},
            {"vendor": printed("Harbour Books")},
            {"total": None, "tax": None, "subtotal": None, "items": (), "tax_lines": ()},
            {"purchased_on": None},
        ],
        ids=["total", "date", "currency", "number", "vendor", "no-total", "no-date"],
    )
    def test_a_near_miss_is_not(self, read, changes):
        read(picture())
        read(picture(shade=190), good_reading(**{"receipt_number": printed("000117")} | changes))

        assert not Duplicate.objects.exists()

    def test_without_a_vendor_the_number_tells(self, read):
        read(picture())
        second = read(
            picture(shade=190), good_reading(vendor=None, receipt_number=printed("000117"))
        )

        assert reasons_of(second) == [["content"]]

    def test_without_a_vendor_and_a_number_nothing_does(self, read):
        read(picture())
        read(picture(shade=190), good_reading(vendor=None))

        assert not Duplicate.objects.exists()

    def test_a_later_reading_takes_an_open_candidate_back(self, api, pair, stub_reader):
        _, second = pair
        stub_reader.answers = [good_reading(purchased_on=printed("2026-04-09"))]
        api.post(f"{URL}{second.pk}/reprocess/")
        process_receipt(second.pk)

        assert not Duplicate.objects.exists()
        assert codes(second) == []


class TestList:
    def test_it_shows_both_ways_what_resembles_and_why(self, api, pair):
        first, second = pair

        [candidate] = api.get(f"{URL}{second.pk}/duplicates/").json()["results"]

        assert [candidate] == api.get(f"{URL}{first.pk}/duplicates/").json()["results"]
        assert (candidate["receipt"]["id"], candidate["other"]["id"]) == (second.pk, first.pk)
        assert (candidate["other"]["vendor"], candidate["other"]["total"]) == (
            "Corner Cafe",
            "12.50",
        )
        assert candidate["reasons"][0]["code"] == "content"
        assert candidate["resolution"] == "open"

    def test_somebody_elses_is_404(self, other_api, pair):
        _, second = pair
        assert other_api.get(f"{URL}{second.pk}/duplicates/").status_code == 404
        assert resolve(other_api, second, "same").status_code == 404
        assert Duplicate.objects.get().resolution == "open"

    def test_it_asks_a_fixed_number_of_queries(self, api, read, django_assert_num_queries):
        read(picture())
        receipts = [read(picture(shade=190 - n)) for n in range(6)]

        with django_assert_num_queries(5):
            assert len(api.get(f"{URL}{receipts[0].pk}/duplicates/").json()["results"]) == 6
        with django_assert_num_queries(5):
            api.get(f"{URL}{receipts[0].pk}/duplicates/?page_size=1")


class TestResolution:
    def test_same_removes_the_later_one_and_gives_its_quota_back(self, api, user, pair):
        first, second = pair
        assert QuotaPeriod.objects.get(owner=user).used == 2

        response = resolve(api, second, "same")

        assert response.status_code == 200
        assert response.json()["resolution"] == "same"
        assert [row["id"] for row in api.get(URL).json()["results"]] == [first.pk]
        assert QuotaPeriod.objects.get(owner=user).used == 1
        assert Transaction.objects.get(receipt=second).deleted_at is not None
        assert [e.kind for e in second.events.all()][-2:] == ["deleted", "merged"]
        assert [e.kind for e in first.events.all()][-1] == "merged"

    def test_said_twice_it_counts_once(self, api, user, pair):
        _, second = pair
        first_body = resolve(api, second, "same").json()

        again = resolve(api, second, "same")

        assert again.status_code == 200
        assert again.json() == first_body
        assert QuotaPeriod.objects.get(owner=user).used == 1
        assert second.events.filter(kind="merged").count() == 1

    def test_another_resolution_later_is_a_conflict(self, api, user, pair):
        _, second = pair
        resolve(api, second, "separate")

        response = resolve(api, second, "same")

        assert response.status_code == 409
        assert response.json()["code"] == "conflict"
        assert Duplicate.objects.get().resolution == "separate"
        assert Receipt.objects.kept().count() == 2
        assert QuotaPeriod.objects.get(owner=user).used == 2

    def test_separate_is_never_asked_again(self, api, pair):
        _, second = pair
        resolve(api, second, "separate")
        assert codes(second) == []
        assert second.review_status == "approved"

        api.post(f"{URL}{second.pk}/reprocess/")
        process_receipt(second.pk)

        assert Duplicate.objects.get().resolution == "separate"
        assert codes(second) == []

    def test_replace_keeps_the_later_one_with_the_corrections_of_the_earlier(self, api, user, pair):
        first, second = pair
        api.patch(
            f"{URL}{first.pk}/",
            {"notes": "with Jo", "items": [{"description": "Lunch", "amount": "12.50"}]},
            format="json",
        )

        resolve(api, second, "replace")

        first.refresh_from_db()
        assert first.deleted_at is not None
        entry = Transaction.objects.get(receipt=second)
        assert entry.notes == "with Jo"
        assert [item.description for item in entry.items.all()] == ["Lunch"]
        assert entry.corrected_fields == ["items", "notes"]
        assert codes(second) == []
        assert QuotaPeriod.objects.get(owner=user).used == 1

    @pytest.mark.parametrize(
        ("later", "type_", "category"),
        [({}, "income", "income"), ({"category": "travel"}, "expense", "travel")],
    )
    def test_type_and_category_come_together_or_not_at_all(self, api, pair, later, type_, category):
        first, second = pair
        api.patch(f"{URL}{first.pk}/", {"transaction_type": "income", "category": "income"})
        Transaction.objects.filter(receipt=first).update(corrected_fields=["category"])
        api.patch(f"{URL}{second.pk}/", later)

        resolve(api, second, "replace")

        entry = Transaction.objects.get(receipt=second)
        assert (entry.type, entry.category.slug) == (type_, category)

    def test_replacing_a_verified_one_leaves_a_verified_one(self, api, pair):
        first, second = pair
        api.patch(f"{URL}{first.pk}/", {"total": "12.50"}, format="json")
        api.post(f"{URL}{first.pk}/verify/")
        before = Transaction.objects.get(receipt=first)

        resolve(api, second, "replace")

        entry = Transaction.objects.get(receipt=second)
        assert (entry.verified_at, entry.total) == (before.verified_at, before.total)

    @pytest.mark.parametrize("text", ["open", "maybe", "", None])
    def test_anything_else_is_refused(self, api, pair, text):
        _, second = pair

        candidate = Duplicate.objects.get()
        response = api.post(
            f"{URL}{second.pk}/duplicates/{candidate.pk}/resolve/",
            {"resolution": text},
            format="json",
        )

        assert response.status_code == 400
        assert Duplicate.objects.get().resolution == "open"

    def test_what_is_taken_out_of_the_trash_is_asked_about_and_counts_again(self, api, user, pair):
        _, second = pair
        resolve(api, second, "same")

        assert api.post(f"{URL}{second.pk}/restore/").status_code == 200

        assert Duplicate.objects.get().resolution == "open"
        assert codes(second) == ["possible_duplicate"]
        assert QuotaPeriod.objects.get(owner=user).used == 2

    def test_deleting_the_earlier_one_ends_the_question(self, api, pair):
        first, second = pair

        api.delete(f"{URL}{first.pk}/")

        assert not Duplicate.objects.exists()
        assert codes(second) == []
        assert second.review_status == "approved"


def test_the_whole_way_of_a_photo_that_was_sent_twice(api, user, stub_reader):
    def send(content):
        file = SimpleUploadedFile("photo.jpg", content)
        pk = api.post(URL, {"image": file}, format="multipart").json()["id"]
        process_receipt(pk)
        return pk

    first = send(as_file(PHOTO))
    turned = PHOTO.rotate(180, expand=True).resize((PHOTO.width // 2, PHOTO.height // 2))
    second = send(as_file(turned, quality=60))

    [reason] = api.get(f"{URL}{second}/").json()["review_reasons"]
    assert (reason["code"], reason["fields"]) == ("possible_duplicate", [])
    named = '"Corner Cafe (photo.jpg)"'
    assert reason["message"] == f"It resembles {named}, which was there before. Are they the same?"
    assert reason["values"] == {"receipt": str(first), "vendor": "Corner Cafe", "file": "photo.jpg"}
    [candidate] = api.get(f"{URL}{second}/duplicates/").json()["results"]
    assert {reason["code"] for reason in candidate["reasons"]} == {"image", "content"}
    assert candidate["other"]["id"] == first
    api.post(f"{URL}{second}/duplicates/{candidate['id']}/resolve/", {"resolution": "same"})
    assert [row["id"] for row in api.get(URL).json()["results"]] == [first]
    assert QuotaPeriod.objects.get(owner=user).used == 1


@pytest.mark.django_db(transaction=True)
def test_two_identical_receipts_that_are_read_at_once_are_one_pair(user, stub_reader):
    receipts = [upload(user, as_file(PHOTO, quality=quality)) for quality in (60, 90)]
    barrier = Barrier(2)
    stub_reader.while_reading = barrier.wait

    def work(receipt):
        try:
            return process_receipt(receipt.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, receipts)) == [True, True]

    candidate = Duplicate.objects.get()
    assert (candidate.other, candidate.receipt) == tuple(receipts)
    assert codes(receipts[1]) == ["possible_duplicate"]
    assert codes(receipts[0]) == []
