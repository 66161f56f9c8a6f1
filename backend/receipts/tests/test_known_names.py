"""Names and words of calls: which are known, by which other names, and in which case."""

import pytest

from receipts.filters import ReceiptFilterSet
from receipts.models import Category, Receipt, Transaction
from reports.tests.ledgers import add_entry
from tests.test_access import everything_stored

pytestmark = pytest.mark.django_db

RECEIPTS = "/api/v1/receipts/"
ENTRIES = "/api/v1/receipts/transactions/"
NEW = {"total": "5.00", "purchased_on": "2026-04-03"}


def url(receipt):
    return f"{RECEIPTS}{receipt.pk}/"


# --- Unknown keys


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        ("totall", "total"),
        ("Total", "total"),
        ("purchasedOn", "purchased_on"),
        ("date", "purchased_on"),
        ("type", "transaction_type"),
    ],
)
def test_the_nearest_name_is_said(api, completed, key, nearest):
    before = everything_stored()

    response = api.patch(url(completed), {"vendor": "The Corner", key: "1"})

    assert response.status_code == 400
    body = response.json()
    assert body["code"] == "unknown_field"
    assert body[key] == [f'"{key}" is not known here. Did you mean "{nearest}"?']
    assert body["detail"] == body["error"] == body[key][0]
    assert everything_stored() == before


def test_a_name_like_none_is_refused_without_a_guess(api, completed):
    body = api.patch(url(completed), {"qqqqqqqq": 1}).json()

    assert body["qqqqqqqq"] == ['"qqqqqqqq" is not known here.']


@pytest.mark.parametrize("rows", ["items", "tax_lines"])
def test_a_key_inside_of_a_list_is_refused_as_well(api, completed, rows):
    before = everything_stored()

    response = api.patch(url(completed), {rows: [{}, {"amountt": "1", "taxx": "1"}]})

    assert response.status_code == 400
    assert response.json()["code"] == "unknown_field"
    assert response.json()[rows]["1"].keys() == {"amountt", "taxx"}
    assert everything_stored() == before


def test_unknown_keys_are_said_together_with_wrong_values(api, completed):
    body = api.patch(url(completed), {"totall": 1, "total": "ten", "items": [{"amount": "x"}]})

    assert body.json().keys() >= {"totall", "total", "items"}
    assert body.json()["code"] == "unknown_field"
    assert "Items 1 amount: A valid number is required." in body.json()["detail"]
    assert "Total: A valid number is required." in body.json()["detail"]


def test_of_many_unknown_keys_some_are_named(api, completed):
    response = api.patch(url(completed), {f"total{number}": 1 for number in range(20_000)})

    assert response.status_code == 400
    assert response.json().keys() >= {"detail", "code", "documentation"}
    assert len(response.json()) == 10 + 4


def test_put_is_of_the_existing_client_and_ignores_them_at_every_depth(api, completed):
    body = {"vendor": "The Corner", "vendorr": "x", "items": [{"amount": "12.50", "namee": "x"}]}

    response = api.put(url(completed), body)

    assert response.status_code == 200
    assert response.json()["transaction"]["vendor"] == "The Corner"


# --- Read-only keys


@pytest.mark.parametrize("path", [RECEIPTS, ENTRIES])
def test_what_was_read_can_be_sent_back_with_a_change(api, completed, path):
    pk = completed.pk if path == RECEIPTS else completed.transaction.pk
    read = api.get(f"{path}{pk}/").json()
    entry = read.get("transaction", read)

    response = api.patch(f"{path}{pk}/", read | entry | {"notes": "With a client"})

    assert response.status_code == 200, response.content
    assert Transaction.objects.get().corrected_fields == ["notes"]


def test_what_has_not_been_read_yet_can_be_sent_back_too(api, receipt):
    response = api.patch(url(receipt), api.get(url(receipt)).json() | {"vendor": "The Corner"})

    assert response.status_code == 200, response.content
    assert Transaction.objects.get().corrected_fields == ["vendor"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", 999),
        ("version", 999),
        ("owner", 1),
        ("created_at", "2026-04-03T10:00:00Z"),
        ("corrected_fields", ["total"]),
        ("ocr_status", "failed"),
        ("image_info", {"width": 1}),
        ("transaction", {"total": "1"}),
    ],
)
def test_a_read_only_key_with_another_value_is_refused(api, completed, key, value):
    before = everything_stored()

    response = api.patch(url(completed), {"vendor": "The Corner", key: value})

    assert response.status_code == 400
    assert response.json()["code"] == ("unknown_field" if key == "owner" else "read_only")
    assert key in response.json()
    assert everything_stored() == before


def test_what_is_to_be_made_has_no_number_yet(api, user):
    response = api.post(ENTRIES, NEW | {"id": 5})

    assert response.status_code == 400
    assert response.json()["code"] == "read_only"
    assert not Transaction.objects.exists()


@pytest.mark.parametrize("kind", ["categories", "vendor-rules"])
def test_categories_and_rules_can_be_sent_back_too(api, kind):
    made = api.post(
        f"{RECEIPTS}{kind}/",
        {"name": "Clients"} if kind == "categories" else {"matched_vendor": "Cafe", "vendor": "C"},
    )
    path = made.headers["Location"]
    change = {"name": "Buyers"} if kind == "categories" else {"state": "OFF"}

    assert api.patch(path, made.json() | change).status_code == 200
    refused = api.patch(path, {"version": 77})
    assert refused.json()["code"] == "read_only"


# --- Other names, and the case of words


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ({"ocr_status": "completed"}, {"status": "Completed"}),
        ({"review_status": "approved"}, {"review": "APPROVED"}),
        ({"transaction_type": "income"}, {"type": "INCOME"}),
        ({"start_date": "2026-06-01"}, {"date_from": "2026-06-01"}),
        ({"end_date": "2026-06-01"}, {"date_to": "2026-06-01"}),
        ({"missing": "purchased_on"}, {"missing": "Date"}),
        ({"currency": "EUR"}, {"currency": "eur, usd"}),
        ({"currency_not": "EUR"}, {"currency_not": "eur"}),
        ({"category": "travel"}, {"category": "Travel"}),
        ({"ordering": "-purchased_on"}, {"ordering": "-Date"}),
        ({"ordering": "-total"}, {"ordering": "-amount"}),
    ],
)
@pytest.mark.parametrize("path", [RECEIPTS, ENTRIES])
def test_a_thing_has_one_name_and_the_other_is_taken(api, user, completed, path, name, other):
    add_entry(user, "2026-06-03", "9.00", currency="EUR", type="income")
    found = [api.get(path, params).json() for params in (name, other)]
    everything = api.get(path).json()

    assert "results" in found[0], found[0]
    assert found[0]["results"] == found[1]["results"]
    assert "ordering" in name or path == RECEIPTS or found[0]["count"] < everything["count"]


def test_one_thing_cannot_be_asked_for_by_both_names(api, completed):
    response = api.get(RECEIPTS, {"ocr_status": "completed", "status": "failed"})

    assert response.status_code == 400
    assert "status" in response.json()


def test_a_parameter_is_sent_once(api, completed):
    response = api.get(f"{RECEIPTS}?currency=EUR&currency=GBP")

    assert response.status_code == 400
    assert "currency" in response.json()


@pytest.mark.parametrize("name", ["page", "page_size"])
@pytest.mark.parametrize("value", ["x", "0", "-1", "1.5", "9" * 5000])
def test_a_page_is_a_number(api, completed, name, value):
    response = api.get(RECEIPTS, {name: value})

    assert response.status_code == 400
    assert name in response.json()


def test_the_last_page_and_none(api, completed):
    assert api.get(RECEIPTS, {"page": "last", "page_size": ""}).json()["count"] == 1
    assert api.get(RECEIPTS, {"page": 2}).status_code == 404
    assert api.get(RECEIPTS, {"page_size": 5000}).status_code == 200


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("statuss", "ocr_status"), ("serach", "search"), ("page_sise", "page_size")],
)
def test_the_nearest_filter_is_said(api, completed, name, nearest):
    body = api.get(RECEIPTS, {name: "1"}).json()

    assert body["code"] == "unknown_field"
    assert f'Did you mean "{nearest}"?' in body[name][0]


@pytest.mark.parametrize("name", ["deleted", "has_entry", "duplicates", "reread_offered"])
@pytest.mark.parametrize("value", ["yes", "2", "null"])
def test_a_truth_is_true_or_false(api, completed, name, value):
    response = api.get(RECEIPTS, {name: value})

    assert response.status_code == 400
    assert name in response.json()
    assert api.get(RECEIPTS, {name: "TRUE"}).status_code == 200


def test_links_to_pages_keep_the_filters(api, user):
    for day in ("2026-06-01", "2026-06-02", "2026-06-03"):
        add_entry(user, day, "9.00")
    page = api.get(ENTRIES, {"date_from": "2026-06-02", "page_size": 1}).json()

    assert api.get(page["next"]).json()["count"] == page["count"] == 2


def test_words_of_bodies_are_taken_in_any_case(api, user):
    words = {"transaction_type": "Income", "category": "INCOME", "payment_method": "Cash"}
    made = api.post(ENTRIES, NEW | words | {"currency": "eur"})

    assert made.status_code == 201
    assert made.json().items() >= {
        "transaction_type": "income", "category": "income", "payment_method": "cash",
        "currency": "EUR",
    }.items()  # fmt: skip


# --- Where what was made is


def test_what_was_made_is_in_location(api, user, png):
    made = [
        api.post(ENTRIES, NEW),
        api.post(f"{RECEIPTS}categories/", {"name": "Clients"}),
        api.post(f"{RECEIPTS}vendor-rules/", {"matched_vendor": "Cafe", "vendor": "The Cafe"}),
        api.post(RECEIPTS, {"image": png}, format="multipart"),
    ]

    for response in made:
        assert response.status_code == 201
        assert api.get(response.headers["Location"]).json()["id"] == response.json()["id"]


def test_a_replay_says_so_as_well(api, user):
    first, again = (api.post(ENTRIES, NEW, headers={"Idempotency-Key": "one"}) for _ in range(2))

    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    assert Transaction.objects.count() == 1


def test_filters_are_called_as_the_values_are(api, completed):
    shown = api.get(url(completed)).json()
    names = {"ocr_status", "review_status"} & shown.keys()
    names |= {"transaction_type", "currency", "vendor", "category"} & shown["transaction"].keys()

    assert names <= ReceiptFilterSet.base_filters.keys()
    assert len(names) == 6
    assert Receipt.objects.exists()
    assert Category.objects.exists()
