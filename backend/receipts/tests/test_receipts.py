"""GET receipts/ and receipts/{id}/: the shape that clients rely on."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.models import Category, LineItem, Receipt, Transaction
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.stub_reader import good_reading, lasting_failure, printed

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
# Session, account, count, receipts with their entries, items, tax lines.
LIST_QUERIES = 9


def upload(user, name="lunch.png"):
    file = SimpleUploadedFile(name, picture())
    return upload_unread(user, file)


def test_a_completed_receipt_has_its_data_flat_and_typed(api, receipt):
    process_receipt(receipt.pk)

    body = api.get(f"{URL}{receipt.pk}/").json()

    assert body["ocr_status"] == "completed"
    assert 0 < body["ocr_confidence"] <= 100
    assert body["extracted_data"] == {
        "vendor": "Corner Cafe",
        "date": "2026-04-03",
        "total": "12.50",
        "total_amount": "12.50",
        "tax": "2.08",
        "type": "expense",
        "category": "food",
        "description": "",
        "currency": "GBP",
        "items": [
            {
                "description": "Flat white",
                "quantity": "2",
                "unit_price": "3.75",
                "amount": "7.50",
            },
            {"description": "Scone", "quantity": None, "unit_price": None, "amount": "5.00"},
        ],
    }
    entry = body["transaction"]
    assert entry["transaction_type"] == "expense"
    assert entry["total"] == "12.50"
    line = {"kind": "charged", "rate": "20.000", "net": "10.42", "tax": "2.08"}
    assert entry["tax_lines"] == [line]
    assert isinstance(body["processing_metadata"]["processing_time"], float)
    assert "cost_usd" not in body["processing_metadata"]
    assert body["failure"] is None


def test_a_currency_without_minor_units_is_shown_without_decimals(api, receipt, stub_reader):
    stub_reader.answers = [
        good_reading(
            total=printed("1250"), currency=printed("JPY"), subtotal=None, tax=None,
            tax_lines=(), items=(),
        )
    ]  # fmt: skip
    process_receipt(receipt.pk)

    assert api.get(f"{URL}{receipt.pk}/").json()["extracted_data"]["total"] == "1250"


def test_without_an_amount_there_is_no_currency(api, receipt, stub_reader):
    stub_reader.answers = [
        good_reading(total=None, subtotal=None, tax=None, currency=None, tax_lines=(), items=())
    ]
    process_receipt(receipt.pk)

    data = api.get(f"{URL}{receipt.pk}/").json()["extracted_data"]

    assert data["total"] is None
    assert "currency" not in data


def test_an_income_receipt_shows_the_category_income(api, receipt, stub_reader):
    stub_reader.answers = [good_reading(transaction_type=printed("income"))]
    process_receipt(receipt.pk)

    data = api.get(f"{URL}{receipt.pk}/").json()["extracted_data"]

    assert (data["type"], data["category"]) == ("income", "income")


def test_a_failed_receipt_says_why_and_has_no_data(api, receipt, stub_reader):
    stub_reader.answers = [lasting_failure()]
    process_receipt(receipt.pk)

    body = api.get(f"{URL}{receipt.pk}/").json()

    assert body["ocr_status"] == "failed"
    assert body["failure"] == {"code": "refused", "message": "The service refused."}
    assert body["extracted_data"] is None
    assert body["ocr_confidence"] is None


def test_an_unsure_reading_needs_review_and_says_why(api, receipt, stub_reader):
    stub_reader.answers = [good_reading(total=printed("99.00", confidence=0.4))]
    process_receipt(receipt.pk)

    body = api.get(f"{URL}{receipt.pk}/").json()

    assert body["review_status"] == "needs_review"
    assert {reason["code"] for reason in body["review_reasons"]} >= {
        "total_mismatch",
        "unsure_total",
    }
    assert body["transaction"]["total"] == "99.00"


def test_the_list_is_paged_newest_first_and_shows_only_ones_own(api, user, other_user):
    mine = [upload(user, f"{n}.png").pk for n in range(3)]
    upload(other_user)

    body = api.get(URL, {"page_size": 2}).json()

    assert body["count"] == 3
    assert [row["id"] for row in body["results"]] == [mine[2], mine[1]]
    assert body["next"] is not None
    assert body["previous"] is None


def test_the_list_asks_a_fixed_number_of_queries(api, user, django_assert_num_queries):
    for _ in range(6):
        process_receipt(upload(user).pk)
    LineItem.objects.update(category=Category.objects.get(slug="meals"))

    with django_assert_num_queries(LIST_QUERIES):
        api.get(URL, {"page_size": 1})
    with django_assert_num_queries(LIST_QUERIES):
        assert len(api.get(URL, {"page_size": 1000}).json()["results"]) == 6


@pytest.mark.parametrize("path", ["", "processing_status/"])
def test_somebody_elses_receipt_is_404(other_api, receipt, path):
    response = other_api.get(f"{URL}{receipt.pk}/{path}")

    assert response.status_code == 404
    assert response.json()["code"] == "not_found"


def test_the_processing_status_tells_what_happens(api, receipt, stub_reader):
    url = f"{URL}{receipt.pk}/processing_status/"
    assert api.get(url).json()["ocr_status"] == "pending"
    stub_reader.answers = [lasting_failure()]
    process_receipt(receipt.pk)

    body = api.get(url).json()

    assert (body["ocr_status"], body["attempts"]) == ("failed", 1)
    assert body["failure"]["code"] == "refused"
    assert body["next_try_at"] is None


class TestReprocess:
    def test_a_failed_receipt_is_read_again(self, api, receipt, stub_reader, user):
        stub_reader.answers = [lasting_failure(), good_reading()]
        process_receipt(receipt.pk)

        response = api.post(f"{URL}{receipt.pk}/reprocess/")

        assert response.status_code == 202
        assert response.json()["ocr_status"] == "pending"
        assert response.json()["failure"] is None
        process_receipt(receipt.pk)
        receipt.refresh_from_db()
        assert receipt.status == Receipt.Status.COMPLETED
        assert receipt.quota_use.state == "committed"
        assert receipt.quota_use.period.used == 1

    def test_a_completed_receipt_keeps_its_entry_meanwhile_and_counts_once(self, api, receipt):
        process_receipt(receipt.pk)

        body = api.post(f"{URL}{receipt.pk}/reprocess/").json()

        assert body["ocr_status"] == "pending"
        assert body["transaction"]["total"] == "12.50"
        process_receipt(receipt.pk)
        receipt.refresh_from_db()
        assert receipt.quota_use.period.used == 1
        assert Transaction.objects.count() == 1

    def test_a_second_reading_keeps_what_a_person_has_set(self, receipt, api, stub_reader):
        process_receipt(receipt.pk)
        Transaction.objects.update(total=Decimal("13.00"), corrected_fields=["total"])
        stub_reader.answers = [good_reading(vendor=printed("Corner Coffee"))]

        api.post(f"{URL}{receipt.pk}/reprocess/")
        process_receipt(receipt.pk)

        entry = Transaction.objects.get()
        assert (entry.total, entry.vendor) == (Decimal("13.00"), "Corner Coffee")

    def test_the_replaced_reading_stays_in_the_history(self, receipt, api, stub_reader):
        process_receipt(receipt.pk)
        stub_reader.answers = [good_reading(vendor=printed("Corner Coffee"))]
        api.post(f"{URL}{receipt.pk}/reprocess/")
        process_receipt(receipt.pk)

        replaced = receipt.events.filter(kind="read").last().data["replaced"]

        assert replaced["vendor"]["value"] == "Corner Cafe"

    def test_where_the_second_reading_fails_the_first_stays(self, receipt, api, stub_reader):
        process_receipt(receipt.pk)
        stub_reader.answers = [lasting_failure()]
        api.post(f"{URL}{receipt.pk}/reprocess/")
        process_receipt(receipt.pk)

        body = api.get(f"{URL}{receipt.pk}/").json()

        assert body["ocr_status"] == "completed"
        assert body["failure"]["code"] == "refused"
        assert body["transaction"]["total"] == "12.50"

    def test_a_waiting_receipt_is_a_conflict(self, api, receipt):
        response = api.post(f"{URL}{receipt.pk}/reprocess/")

        assert response.status_code == 409
        assert response.json()["code"] == "conflict"
        assert [event.kind for event in receipt.events.all()] == ["uploaded"]

    def test_somebody_elses_is_404(self, other_api, receipt):
        assert other_api.post(f"{URL}{receipt.pk}/reprocess/").status_code == 404
        receipt.refresh_from_db()
        assert receipt.status == Receipt.Status.PENDING
