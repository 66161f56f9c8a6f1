"""Stored terms that were renamed: rows of earlier releases say the same by the new words."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps

from receipts.models import Duplicate, Receipt
from receipts.models.event import ReceiptEvent
from receipts.tests.conftest import picture
from receipts.tests.test_duplicates import upload

pytestmark = pytest.mark.django_db

migration = import_module("receipts.migrations.0014_rename_stored_terms")
NOW = datetime(2026, 11, 29, tzinfo=UTC)
OLD_READING = {
    "vendor": {"value": "Corner Cafe", "second": {"outcome": "seen", "value": ""}},
    "total": {"value": "12.50", "second": {"outcome": "absent", "value": ""}},
    "tax": {"value": None, "second": None},
    "checks": [{"code": "not_seen_by_second_reader"}, {"code": "sum_differs"}],
    "confidence": 0.5,
}


@pytest.fixture
def pair(user):
    earlier, later = upload(user, picture()), upload(user, picture(shade=190))
    Duplicate.objects.create(
        receipt=later, other=earlier, reasons=["bytes", "picture"], found_at=NOW
    )
    ReceiptEvent.objects.create(
        owner=user,
        receipt=later,
        kind="merged",
        data={"duplicate": 1, "answer": "same", "with": earlier.pk},
        created_at=NOW,
    )
    Receipt.objects.filter(pk=later.pk).update(
        reading=OLD_READING, review_reasons=[{"code": "not_seen_by_second_reader"}]
    )
    return earlier, later


def stored(receipt):
    receipt.refresh_from_db()
    event = receipt.events.get(kind="merged").data
    reasons = [why["code"] for why in receipt.review_reasons]
    return Duplicate.objects.get().reasons, event, receipt.reading, reasons


def test_old_words_become_the_new_ones(pair):
    earlier, later = pair

    migration.rename(apps, None)

    matches, event, reading, reasons = stored(later)
    assert matches == ["bytes", "image"]
    assert event == {"duplicate": 1, "resolution": "same", "with": earlier.pk}
    assert reading["vendor"]["second"]["outcome"] == "found"
    assert reading["total"] == OLD_READING["total"]
    assert [check["code"] for check in reading["checks"]] == [
        "not_found_by_second_reader",
        "sum_differs",
    ]
    assert reasons == ["not_found_by_second_reader"]


def test_and_back(pair):
    _, later = pair
    before = stored(later)

    migration.rename(apps, None)
    migration.rename_back(apps, None)

    assert stored(later) == before
