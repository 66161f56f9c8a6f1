"""POST receipts/transactions/check/: the checks of a reading for what a person types."""

import pytest

from tests.test_access import everything_stored

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/transactions/check/"
GOOD = {
    "vendor": "Corner Cafe",
    "purchased_on": "2026-04-03",
    "total": "12.50",
    "subtotal": "10.42",
    "tax": "2.08",
    "tax_lines": [{"rate": "20", "net": "10.42", "tax": "2.08"}],
    "items": [
        {"description": "Flat white", "quantity": "2", "unit_price": "3.75", "amount": "7.50"},
        {"description": "Scone", "amount": "5.00"},
    ],
}


def checks(api, **changes):
    answer = api.post(URL, GOOD | changes)
    assert answer.status_code == 200, answer.content
    return {check["code"]: check for check in answer.json()["checks"]}


def test_what_adds_up_is_not_told_of_and_nothing_is_stored(api):
    before = everything_stored()

    assert checks(api) == {}
    assert everything_stored() == before


def test_sums_that_do_not_add_up_are_told_with_their_figures(api):
    found = checks(api, total="12.60")

    assert {code for code, check in found.items() if check["severity"] == "error"} == {
        "total_mismatch", "items_mismatch",
    }  # fmt: skip
    assert "total" in found["total_mismatch"]["fields"]
    assert found["total_mismatch"]["values"]["total"] == "12.60"
    assert found["items_mismatch"]["values"]["items"] == "12.50"


def test_a_line_names_its_place(api):
    items = [GOOD["items"][1], GOOD["items"][0] | {"quantity": "3"}]

    found = checks(api, items=items)

    assert "items[1].quantity" in found["item_amount_mismatch"]["fields"]


def test_a_date_that_has_not_come_is_told(api):
    assert checks(api, purchased_on="2099-01-01").keys() == {"date_in_future"}


def test_little_is_enough(api):
    answer = api.post(URL, {"total": "5.00"})

    assert answer.json() == {"checks": []}
    assert api.post(URL, {}).status_code == 200


def test_a_name_is_a_persons_own_business(api):
    assert checks(api, vendor="24/7") == {}


def test_reasons_are_said_in_german_too(api):
    answer = api.post(URL, GOOD | {"total": "12.60"}, headers={"Accept-Language": "de"})

    told = answer.json()["checks"]
    assert told
    assert all(" the " not in check["message"].lower() for check in told)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"total": "much"}, "total"), ({"items": [{"amount": "x"}]}, "items"), ({"sum": 1}, "sum")],
)
def test_what_is_no_value_is_refused_with_its_field(api, changes, field):
    answer = api.post(URL, GOOD | changes)

    assert answer.status_code == 400
    assert field in answer.json()


def test_an_anonymous_call_is_401(anonymous):
    assert anonymous.post(URL, GOOD).status_code == 401
