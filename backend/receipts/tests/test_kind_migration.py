"""Receipts of earlier releases get a kind where their reading is certain; no figure moves."""

from io import StringIO

import pytest
from django.core.management import call_command

from receipts.models import Receipt, Transaction
from receipts.services.validation.validated import to_json
from receipts.tests.readings import field, validated
from receipts.tests.test_find import make

BEFORE, AFTER = "0037_name_unverifications", "0039_fill_document_kind"


def read_as(kind, confidence=0.97):
    return to_json(validated(document_kind=field(kind, confidence=confidence)))


def read_before():
    reading = read_as("receipt")
    del reading["document_kind"]
    return reading


@pytest.fixture
def receipts(transactional_db, user):
    readings = [read_as("quotation"), read_as("invoice"), read_as("menu", 0.5), read_before()]
    yield [
        make(user, number, vendor="Hartley", total=number, reading=reading)
        for number, reading in enumerate(readings, start=1)
    ]
    call_command("migrate", verbosity=0)


def test_what_is_certain_is_said_and_every_entry_stays(api, receipts):
    call_command("migrate", "receipts", BEFORE, verbosity=0)
    call_command("migrate", "receipts", AFTER, verbosity=0)
    call_command("migrate", verbosity=0)  # the code of today asks for later columns

    kinds = Receipt.objects.order_by("pk").values_list("document_kind", "is_kind_settled")
    assert list(kinds) == [("quotation", False), ("invoice", False), ("", False), ("", False)]
    assert Transaction.objects.kept().count() == 4
    assert api.get("/api/v1/receipts/?has_entry=true").json()["count"] == 4
    quotation, _, menu, unknown = Transaction.objects.order_by("pk")
    assert _review().splitlines() == [
        f"{_named(quotation)} is of a quotation, which is no purchase, and counts.",
        f"{_named(menu)} is of a document whose kind is not known.",
        f"{_named(unknown)} is of a document whose kind is not known.",
        "3 to look at.",
    ]

    api.patch(f"/api/v1/receipts/{quotation.receipt_id}/", {"document_kind": "quotation"})
    api.patch(f"/api/v1/receipts/{menu.receipt_id}/", {"document_kind": "receipt"})

    assert "2 to look at" not in _review()
    assert Transaction.objects.kept().count() == 3


def _review():
    out = StringIO()
    call_command("review_books", stdout=out)
    return out.getvalue()


def _named(entry):
    return f"Account {entry.owner_id}: entry {entry.pk} (receipt {entry.receipt_id})"
