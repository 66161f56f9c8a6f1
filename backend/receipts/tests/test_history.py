"""receipts/{id}/history/: what happened, who did it, and when."""

import pytest

from receipts.models import Transaction
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.tests.stub_reader import good_reading, printed

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"


def history(api, receipt, **query):
    return api.get(f"{URL}{receipt.pk}/history/", query).json()


def test_everything_is_there_in_order(api, completed, stub_reader):
    url = f"{URL}{completed.pk}/"
    api.patch(url, {"total": "13.00"})
    api.post(f"{url}verify/")
    api.post(f"{url}reprocess/")
    stub_reader.answers = [good_reading(vendor=printed("Corner Coffee"))]
    process_receipt(completed.pk)

    rows = history(api, completed)["results"]

    assert [(row["kind"], row["actor"]) for row in rows] == [
        ("uploaded", "alice@example.com"),
        ("read", None),
        ("corrected", "alice@example.com"),
        ("verified", "alice@example.com"),
        ("reprocessed", "alice@example.com"),
        ("read", None),
    ]
    assert rows[2]["data"] == {"field": "total", "old": "12.50", "new": "13.00"}


def test_the_replaced_reading_is_kept_whole(api, completed, stub_reader):
    api.post(f"{URL}{completed.pk}/reprocess/")
    stub_reader.answers = [good_reading(vendor=printed("Corner Coffee"))]
    process_receipt(completed.pk)

    replaced = history(api, completed)["results"][-1]["data"]["replaced"]

    assert replaced["vendor"]["value"] == "Corner Cafe"
    assert replaced["total"]["printed"] == "12.50"


def test_an_entry_has_a_history_too(api, completed):
    entry = Transaction.objects.get()
    api.patch(f"{URL}transactions/{entry.pk}/", {"vendor": "Other"})

    rows = api.get(f"{URL}transactions/{entry.pk}/history/").json()["results"]

    assert [row["data"]["new"] for row in rows] == ["Other"]


def test_somebody_elses_is_404(other_api, completed):
    assert other_api.get(f"{URL}{completed.pk}/history/").status_code == 404


def test_it_asks_a_fixed_number_of_queries(api, user, completed, django_assert_num_queries):
    ReceiptEvent.objects.bulk_create(
        ReceiptEvent(
            owner=user,
            actor=user,
            receipt=completed,
            kind="corrected",
            created_at=completed.read_at,
        )
        for _ in range(200)
    )

    for size in (1, 1000):
        with django_assert_num_queries(5):
            history(api, completed, page_size=size)
