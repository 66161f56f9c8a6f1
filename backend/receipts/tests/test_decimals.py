"""Amounts with more decimals than their currency has, at every door."""

from decimal import Decimal

import pytest

from receipts.models import Transaction
from receipts.processing.run import process_receipt
from receipts.tests.conftest import upload_unread
from receipts.tests.stub_reader import good_reading, printed

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
ENTRIES = f"{URL}transactions/"
CASH = {"total": "5.00", "purchased_on": "2026-04-03", "vendor": "Market"}
IMPOSSIBLE = [
    ("EUR", "12.345"), ("JPY", "12.5"), ("ISK", "0.01"), ("KRW", "1.10"), ("RSD", "1.005"),
]  # fmt: skip
POSSIBLE = [
    ("EUR", "12.340"), ("JPY", "12.000"), ("KWD", "1.234"), ("RSD", "1.05"), ("HUF", "1.05"),
    ("IQD", "1.005"), ("UGX", "-3"),
]  # fmt: skip


def refused(response, code, field):
    assert (response.status_code, response.json()["code"]) == (400, code), response.json()
    assert field in response.json()
    assert response.json()["detail"] == response.json()["error"]
    return response.json()


@pytest.mark.parametrize(("currency", "amount"), IMPOSSIBLE)
def test_an_entry_by_hand_is_refused(api, currency, amount):
    response = api.post(ENTRIES, CASH | {"total": amount, "currency": currency})

    answer = refused(response, "too_many_decimals", "total")
    assert currency in answer["total"][0]
    assert not Transaction.objects.exists()


@pytest.mark.parametrize(("currency", "amount"), POSSIBLE)
def test_what_the_currency_has_is_taken(api, currency, amount):
    response = api.post(ENTRIES, CASH | {"total": amount, "currency": currency})

    assert response.status_code == 201
    assert Decimal(response.json()["total"]) == Decimal(amount)


def test_more_decimals_than_any_currency_has_are_refused(api):
    response = api.post(ENTRIES, CASH | {"total": "1.2345", "currency": "KWD"})

    refused(response, "invalid", "total")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"tax": "0.125"}, "tax"),
        ({"tip": "0.125"}, "tip"),
        ({"items": [{"amount": "1.00"}, {"amount": "1.005"}]}, "items"),
        ({"tax_lines": [{"rate": "19", "net": "1.001", "tax": "0.19"}]}, "tax_lines"),
        ({"tax_lines": [{"rate": "19", "net": "1.00", "tax": "0.191"}]}, "tax_lines"),
    ],
)
@pytest.mark.parametrize("door", ["entry", "patch", "put", "by hand"])
def test_every_amount_is_looked_at_at_every_door(api, completed, values, field, door):
    entry = Transaction.objects.get()
    before = api.get(f"{ENTRIES}{entry.pk}/").json()

    response = {
        "entry": lambda: api.patch(f"{ENTRIES}{entry.pk}/", values),
        "patch": lambda: api.patch(f"{URL}{completed.pk}/", values),
        "put": lambda: api.put(f"{URL}{completed.pk}/", values),
        "by hand": lambda: api.post(ENTRIES, CASH | values),
    }[door]()

    refused(response, "too_many_decimals", field)
    assert api.get(f"{ENTRIES}{entry.pk}/").json() == before
    assert Transaction.objects.count() == 1


@pytest.mark.parametrize("body", [{"total": 12.345}, {"extracted_data": {"tax": "1.001"}}])
def test_the_existing_clients_form_is_refused_too(api, completed, body):
    url = f"{URL}{completed.pk}/update_extracted_data/"

    name = "tax" if "extracted_data" in body else "total"
    refused(api.patch(url, body), "too_many_decimals", name)


def test_the_price_of_one_piece_may_have_more(api):
    items = [{"quantity": "40.12", "unit_price": "1.659", "amount": "66.56"}]

    assert api.post(ENTRIES, CASH | {"items": items, "currency": "EUR"}).status_code == 201


def test_a_currency_that_the_stored_amounts_do_not_fit_is_asked_about(api, completed):
    entry = Transaction.objects.get()
    assert entry.total % 1
    doors = [
        (f"{ENTRIES}{entry.pk}/", {"currency": "JPY"}),
        (f"{URL}{completed.pk}/", {"currency": "JPY", "notes": "x"}),
        (f"{URL}{completed.pk}/update_extracted_data/", {"currency": "JPY"}),
    ]
    for url, body in doors:
        answer = refused(api.patch(url, body), "currency_lacks_decimals", "currency")
        assert Decimal(answer["amounts"]["total"]) == entry.total
    assert Transaction.objects.get().currency == entry.currency

    whole = {"currency": "JPY", "total": "1200", "tax": None, "subtotal": None, "items": []}
    response = api.patch(f"{ENTRIES}{entry.pk}/", whole | {"tax_lines": []})
    assert (response.status_code, response.json()["currency"]) == (200, "JPY")


def test_every_amount_that_does_not_fit_is_told_by_its_place(api):
    items = [{"amount": "1.50"}, {"amount": "2.00"}, {"amount": "1.50", "unit_price": "0.75"}]
    lines = [{"rate": "19", "net": "4.20", "tax": "0.80"}, {"kind": "withheld", "tax": "0.10"}]
    made = api.post(ENTRIES, CASH | {"currency": "EUR", "items": items, "tax_lines": lines}).json()

    response = api.patch(f"{ENTRIES}{made['id']}/", {"currency": "JPY"})

    answer = refused(response, "currency_lacks_decimals", "currency")
    assert {place: Decimal(amount) for place, amount in answer["amounts"].items()} == {
        "items[0].amount": Decimal("1.50"),
        "items[2].amount": Decimal("1.50"),
        "tax_lines[0].net": Decimal("4.20"),
        "tax_lines[0].tax": Decimal("0.80"),
        "tax_lines[1].tax": Decimal("0.10"),
    }
    assert "1.5, 4.2, 0.8, 0.1" in answer["currency"][0]


def test_what_was_stored_before_is_read_and_corrected_in_its_other_fields(api):
    made = api.post(ENTRIES, CASH | {"items": [{"amount": "5.00"}]}).json()
    Transaction.objects.update(total="5.005")
    Transaction.objects.get().items.update(amount="5.005")
    url = f"{ENTRIES}{made['id']}/"

    assert api.get(url).json()["total"] == "5.005"
    items = [{"amount": "5.005", "description": "Tea"}, {"amount": "1.00"}]
    response = api.patch(url, {"vendor": "Fair", "total": "5.005", "items": items})
    assert (response.status_code, response.json()["vendor"]) == (200, "Fair")


def test_a_reading_of_such_an_amount_waits_for_a_person(api, user, png, stub_reader):
    receipt = upload_unread(user, png)
    stub_reader.answers = [good_reading(total=printed("12.50"), currency=printed("JPY"))]
    process_receipt(receipt.pk)

    shown = api.get(f"{URL}{receipt.pk}/").json()
    assert shown["review_status"] == "needs_review"
    reasons = {reason["code"]: reason for reason in shown["review_reasons"]}
    assert "total" in reasons["too_many_decimals"]["fields"]


def test_a_form_is_told_while_it_is_typed(api):
    response = api.post(f"{ENTRIES}check/", {"total": "12.5", "currency": "JPY"})

    assert [check["code"] for check in response.json()["checks"]] == ["too_many_decimals"]
