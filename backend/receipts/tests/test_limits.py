"""GET receipts/limits/: what an upload may be, before it is sent."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.models import Receipt
from receipts.services.files.kinds import ACCEPTED, KINDS
from receipts.tests.conftest import picture

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"


def test_they_are_those_that_an_upload_is_held_to(api, settings):
    settings.RECEIPT_MAX_BYTES, settings.RECEIPT_MAX_PAGES = 2000, 3
    settings.QUEUE_MAX_PER_ACCOUNT = 7

    limits = api.get(f"{URL}limits/").json()

    assert {name: limits[name] for name in ("max_bytes", "max_pages", "max_waiting")} == {
        "max_bytes": 2000, "max_pages": 3, "max_waiting": 7,
    }  # fmt: skip
    assert limits["max_bulk_files"] == 100
    assert limits["max_bulk_bytes"] % 2000 == 0
    large = SimpleUploadedFile("lunch.png", picture() + b"x" * 2000)
    assert len(large) > limits["max_bytes"]
    assert api.post(URL, {"image": large}, format="multipart").status_code == 413
    assert not Receipt.objects.exists()


def test_every_kind_that_is_taken_is_named(api):
    assert [kind.name for kind in KINDS] == re.split(", | or ", ACCEPTED)
    assert api.get(f"{URL}limits/").json()["mime_types"] == [kind.mime_type for kind in KINDS]


def test_an_anonymous_call_is_401(anonymous):
    assert anonymous.get(f"{URL}limits/").status_code == 401
