"""GET receipts/dashboard/: the first page of the existing web client."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.stub_reader import good_reading, printed

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/dashboard/"


def upload(user, name="lunch.png"):
    file = SimpleUploadedFile(name, picture())
    return upload_unread(user, file)


def by_hand(api, **values):
    body = {"total": "5.00", "purchased_on": "2026-04-03"} | values
    assert api.post("/api/v1/receipts/transactions/", body).status_code == 201


def test_an_empty_account(api):
    assert api.get(URL).json() == {
        "total_receipts": 0,
        "total_expenses": "0.00",
        "currency": "GBP",
        "expenses_by_currency": [{"currency": "GBP", "total": "0.00"}],
        "recent_receipts": [],
    }


def test_recent_receipts_have_the_main_values_at_the_top(api, completed):
    [row] = api.get(URL).json()["recent_receipts"]

    assert (row["vendor"], row["amount"]) == ("Corner Cafe", "12.50")
    assert (row["currency"], row["date"]) == ("GBP", "2026-04-03")
    assert row["extracted_data"]["total"] == "12.50"
    assert row["image_info"]["thumbnail_url"].startswith("http")


def test_a_receipt_that_waits_has_none_of_them(api, receipt):
    [row] = api.get(URL).json()["recent_receipts"]

    assert (row["vendor"], row["amount"], row["date"]) == (None, None, None)
    assert "currency" not in row
    assert row["ocr_status"] == "pending"


def test_without_an_amount_there_is_no_currency(api, receipt, stub_reader):
    stub_reader.answers = [good_reading(total=None, subtotal=None, tax=None, items=())]
    process_receipt(receipt.pk)

    [row] = api.get(URL).json()["recent_receipts"]

    assert row["amount"] is None
    assert "currency" not in row


def test_expenses_are_added_in_each_currency_and_never_across(api, completed, other_api):
    by_hand(api, total="7.50")
    by_hand(api, total="-2.50")
    by_hand(api, total="30", currency="EUR")
    by_hand(api, total="1000", currency="JPY")
    by_hand(api, total="900", transaction_type="income")
    by_hand(other_api, total="77")

    body = api.get(URL).json()

    assert (body["total_expenses"], body["currency"]) == ("17.50", "GBP")
    assert body["expenses_by_currency"] == [
        {"currency": "GBP", "total": "17.50"},
        {"currency": "EUR", "total": "30.00"},
        {"currency": "JPY", "total": "1000"},
    ]
    assert body["total_receipts"] == 1


def test_what_is_in_the_trash_does_not_count(api, completed):
    Receipt.objects.update(deleted_at=timezone.now())

    body = api.get(URL).json()

    assert (body["total_receipts"], body["total_expenses"]) == (0, "0.00")
    assert body["recent_receipts"] == []


def test_the_newest_come_first_in_a_fixed_number_of_queries(
    api, user, stub_reader, django_assert_num_queries
):
    stub_reader.answers = [good_reading(vendor=printed("Corner Cafe"))]
    process_receipt(upload(user).pk)
    with django_assert_num_queries(8):
        api.get(URL)
    newest = [upload(user, f"{number}.png") for number in range(12)]
    for receipt in newest:
        process_receipt(receipt.pk)

    with django_assert_num_queries(8):
        rows = api.get(URL).json()["recent_receipts"]

    assert [row["id"] for row in rows] == [receipt.pk for receipt in newest[:1:-1]]
    assert len(rows) == 10


def test_an_anonymous_call_is_401(anonymous):
    assert anonymous.get(URL).status_code == 401
