"""Plain functions fill the shapes that serializers describe: both agree, in lists and alone."""

import pytest
from rest_framework import serializers

from receipts.models import Receipt, Transaction
from receipts.processing.run import process_receipt
from receipts.serializers.dashboard import RecentReceiptSerializer
from receipts.serializers.evidence import ReceiptDetailSerializer
from receipts.serializers.receipts import ReceiptSerializer, TransactionSerializer
from receipts.tests.stub_reader import good_reading, lasting_failure, printed

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
STATES = {
    "read": good_reading(),
    "with a doubt": good_reading(total=printed("12.60", confidence=0.4)),
    "without an amount": good_reading(
        total=None, subtotal=None, tax=None, purchased_on=None, vendor=None, items=(), tax_lines=()
    ),
    "failed": lasting_failure(),
}
EVERYTHING = {
    "transaction_type": "income",
    "currency": "KWD",
    "total": "1200",
    "discount": "12.345",
    "notes": "with\u2028Zoë, 漢",
    "category": "income",
    "deductible_share": "0.5",
    "items": [
        {"description": "Ticket", "quantity": "100", "unit_price": "12", "category": "income"},
        {"amount": "0"},
    ],
    "tax_lines": [{"rate": "20", "net": "100", "tax": "20"}, {"tax": "0.5"}],
}


def assert_described(value, field):
    """As deep as it goes: no key is missing, and none is there that nobody describes."""
    if isinstance(field, serializers.ListSerializer):
        for one in value:
            assert_described(one, field.child)
    elif isinstance(field, serializers.Serializer) and value is not None:
        fields = field.fields
        needed = {name for name, part in fields.items() if part.required or part.read_only}
        assert needed - OPTIONAL <= value.keys() <= fields.keys()
        for name, part in value.items():
            assert_described(part, fields[name])


# Of processing: only what is known.
OPTIONAL = {"processing_time", "cost_usd", "token_usage", "engine", "model"}


def assert_written_as_declared(shape, row, serializer):
    """Dates, moments, numbers: as the field that the schema is made from would write them."""
    for name, field in serializer.fields.items():
        value = getattr(row, field.source, None)
        if isinstance(field, WRITTEN_BY_THEMSELVES) and value is not None:
            assert shape[name] == field.to_representation(value), name


WRITTEN_BY_THEMSELVES = (
    serializers.CharField,
    serializers.ChoiceField,
    serializers.DateField,
    serializers.DateTimeField,
    serializers.DecimalField,
    serializers.JSONField,
)


def read(stub_reader, receipt, state):
    stub_reader.answers = [STATES[state]]
    process_receipt(receipt.pk)


@pytest.mark.parametrize("state", STATES)
def test_a_receipt_has_the_fields_that_are_described(api, receipt, stub_reader, state):
    read(stub_reader, receipt, state)

    listed = api.get(URL).json()["results"][0]
    alone = api.get(f"{URL}{receipt.pk}/").json()
    recent = api.get(f"{URL}dashboard/").json()["recent_receipts"][0]

    assert_described(listed, ReceiptSerializer())
    assert_described(alone, ReceiptDetailSerializer())
    assert_described(recent, RecentReceiptSerializer())
    assert listed.items() <= alone.items()
    assert listed.items() <= recent.items()
    assert_written_as_declared(listed, Receipt.objects.get(), ReceiptSerializer())


@pytest.mark.parametrize("state", STATES)
def test_a_corrected_receipt_says_the_same_in_a_list_and_alone(api, receipt, stub_reader, state):
    read(stub_reader, receipt, state)
    api.patch(f"{URL}{receipt.pk}/", EVERYTHING)
    entry = Transaction.objects.get()

    listed = api.get(f"{URL}transactions/").json()["results"][0]

    assert_described(listed, TransactionSerializer())
    assert_written_as_declared(listed, entry, TransactionSerializer())
    assert listed == api.get(f"{URL}transactions/{entry.pk}/").json()
    assert listed == api.get(f"{URL}{receipt.pk}/").json()["transaction"]
    assert listed == api.get(URL).json()["results"][0]["transaction"]
    assert (listed["total"], listed["discount"]) == ("1200.000", "12.345")
    assert [item["quantity"] for item in listed["items"]] == ["100.000", None]
    assert [item["category"] for item in listed["items"]] == ["income", None]


def test_an_entry_by_hand_says_the_same_in_a_list_and_alone(api):
    made = api.post(f"{URL}transactions/", EVERYTHING | {"purchased_on": "2026-04-03"}).json()

    assert_described(made, TransactionSerializer())
    assert api.get(f"{URL}transactions/").json()["results"] == [made]
    assert api.get(f"{URL}transactions/{made['id']}/").json() == made


def test_the_flat_projection_writes_quantities_without_zeros_at_their_end(api, completed):
    items = [{"quantity": quantity} for quantity in ("2", "2.5", "100", "0", "0.125")]
    api.patch(f"{URL}{completed.pk}/", {"items": items})

    shown = api.get(URL).json()["results"][0]["extracted_data"]["items"]

    assert [item["quantity"] for item in shown] == ["2", "2.5", "100", "0", "0.125"]
