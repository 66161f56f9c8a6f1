"""GET receipts/: filters, search, order and pages."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.filters import TransactionFilterSet
from receipts.ledger.search_text import MAX_CHARACTERS, refresh_search_texts
from receipts.models import Category, Duplicate, LineItem, Receipt, Transaction
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.file_rows import add_file
from receipts.tests.stub_reader import good_reading

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"


def make(user, number: int, *, items=(), category=None, reading=None, **entry) -> Receipt:
    """One receipt as it is after reading, without reading it."""
    moment = datetime(2026, 5, 1, tzinfo=UTC) + timedelta(minutes=number)
    receipt = Receipt.objects.create(
        owner=user, original_filename=f"{number}.png", sha256=f"{number:064}",
        uploaded_at=moment, updated_at=moment, status="completed",
        reading=reading or {"lines": []},
    )  # fmt: skip
    add_file(receipt)
    values = {"vendor": "Corner Cafe", "currency": "GBP", "total": Decimal("12.50")}
    slug = category and Category.objects.get(slug=category)
    values |= {"purchased_on": date(2026, 4, 3), "category": slug}
    made = Transaction.objects.create(owner=user, receipt=receipt, **(values | entry))
    LineItem.objects.bulk_create(
        LineItem(transaction=made, position=n, description=text) for n, text in enumerate(items)
    )
    refresh_search_texts([made.pk])
    return receipt


def found(api, **params) -> list[int]:
    response = api.get(URL, params)
    assert response.status_code == 200, response.json()
    return sorted(row["id"] for row in response.json()["results"])


@pytest.fixture
def cafe(user):
    return make(user, 1, items=["Flat white", "Scone"], category="meals")


@pytest.fixture
def fuel(user):
    return make(
        user, 2, vendor="Road & Co", total=Decimal("-60.00"), currency="EUR", category="vehicle",
        purchased_on=date(2026, 6, 30), type="income", notes="company's van",
        reading={"lines": ["PUMP 7 UNLEADED", "Loyalty 00123"]},
    )  # fmt: skip


@pytest.mark.parametrize(
    "params",
    [
        {"type": "income"},
        {"currency": "EUR"},
        {"currency": "EUR,USD"},
        {"vendor": "road"},
        {"category": "vehicle"},
        {"category": "vehicle,travel"},
        {"date_from": "2026-06-30"},
        {"date_from": "2026-06-01", "date_to": "2026-06-30"},
        {"amount_max": "-59.99"},
        {"amount_min": "-60", "amount_max": "0"},
        {"search": "unleaded"},
        {"search": "UNLEAD pump"},
        {"search": "van"},
        {"search": "company's"},
        {"search": "road"},
        {"search": "Road & Co"},
        {"status": "completed", "type": "income", "search": "00123"},
    ],
)
def test_each_filter_finds_the_one_and_not_the_other(api, cafe, fuel, params):
    assert found(api, **params) == [fuel.pk]


def test_a_search_wants_every_word_and_finds_items(api, cafe, fuel):
    assert found(api, search="flat white") == [cafe.pk]
    assert found(api, search="flat pump") == []
    assert found(api, search="scone corner") == [cafe.pk]


@pytest.mark.parametrize("words", ["' | 'x", "\\", "%", "_", "a:* & !b", "(((", "<->", "'':*", "-"])
def test_what_is_typed_is_never_an_operator(api, cafe, words):
    assert found(api, search=words) == []


def test_a_search_of_nothing_finds_everything(api, cafe, fuel):
    assert found(api, search=" ") == [cafe.pk, fuel.pk]


def test_a_correction_is_found_at_once_and_the_old_value_no_more(api, cafe):
    api.patch(f"{URL}transactions/{cafe.transaction.pk}/", {"vendor": "Harbour Bakery"})

    assert found(api, search="harbour") == [cafe.pk]
    assert found(api, search="corner") == []


def test_what_was_read_is_found(api, receipt, stub_reader):
    process_receipt(receipt.pk)

    assert found(api, search="scone") == [receipt.pk]


def test_the_words_of_a_second_reading_replace_the_first(api, receipt, stub_reader):
    process_receipt(receipt.pk)
    stub_reader.answers = [good_reading(items=())]
    api.post(f"{URL}{receipt.pk}/reprocess/")
    process_receipt(receipt.pk)

    assert found(api, search="scone") == []
    assert found(api, search="cafe") == [receipt.pk]


def test_endless_text_is_searched_as_far_as_it_goes(api, user):
    words = [f"item{number:05}" + "x" * 480 for number in range(5000)]
    receipt = make(user, 1, items=words)

    assert found(api, search="item00000") == [receipt.pk]
    assert found(api, search="item04999") == []
    assert len(Transaction.objects.values_list("search_text", flat=True).get()) == MAX_CHARACTERS


def test_the_review_and_the_status_are_filters(api, user, cafe, fuel):
    Receipt.objects.filter(pk=fuel.pk).update(review_status="needs_review")
    Receipt.objects.filter(pk=cafe.pk).update(status="failed", failure_code="unreadable")

    assert found(api, review="needs_review") == [fuel.pk]
    assert found(api, status="failed") == [cafe.pk]
    assert found(api, status="failed,completed") == [cafe.pk, fuel.pk]
    assert found(api, status="pending") == []


def test_a_split_receipt_is_found_by_the_category_of_an_item(api, cafe, fuel):
    travel = Category.objects.get(slug="travel")
    LineItem.objects.filter(transaction__receipt=cafe).update(category=travel)

    assert found(api, category="travel") == [cafe.pk]
    assert found(api, category="meals") == [cafe.pk]


def test_entries_without_a_category_are_found(api, user, cafe):
    nowhere = make(user, 3)

    assert found(api, category="none") == [nowhere.pk]
    assert found(api, category="none,meals") == [cafe.pk, nowhere.pk]


def test_what_an_entry_lacks_or_has_is_found(api, user, cafe, fuel):
    undated = make(user, 3, purchased_on=None)
    without_total = make(user, 4, total=None)
    make(user, 5).transaction.delete()

    assert found(api, missing="date") == [undated.pk]
    assert found(api, missing="total") == [without_total.pk]
    assert found(api, missing="date,total") == [undated.pk, without_total.pk]
    assert found(api, has="date,total") == [cafe.pk, fuel.pk]
    assert api.get(URL, {"missing": "vendor"}).status_code == 400
    entries = api.get(f"{URL}transactions/", {"missing": "date"}).json()["results"]
    assert [entry["id"] for entry in entries] == [undated.transaction.pk]


def test_other_currencies_than_one_are_found(api, user, cafe, fuel):
    make(user, 3).transaction.delete()

    assert found(api, currency_not="GBP") == [fuel.pk]
    assert found(api, currency_not="GBP,EUR") == []
    entries = api.get(f"{URL}transactions/", {"currency_not": "EUR"}).json()["results"]
    assert [entry["id"] for entry in entries] == [cafe.transaction.pk]


def test_receipts_are_found_by_the_day_of_their_upload(api, user, cafe):
    late = make(user, 2)
    moments = {cafe.pk: "2026-05-01T00:00:00Z", late.pk: "2026-05-02T23:59:59.999Z"}
    for pk, moment in moments.items():
        Receipt.objects.filter(pk=pk).update(uploaded_at=moment)
        Transaction.objects.filter(receipt=pk).update(created_at=moment)

    assert found(api, uploaded_from="2026-05-01", uploaded_to="2026-05-02") == [cafe.pk, late.pk]
    assert found(api, uploaded_from="2026-05-02") == [late.pk]
    assert found(api, uploaded_to="2026-05-01") == [cafe.pk]
    assert api.get(URL, {"uploaded_to": "01/05/2026"}).status_code == 400
    days = {"created_from": "2026-05-02", "created_to": "2026-05-02"}
    entries = api.get(f"{URL}transactions/", days).json()["results"]
    assert [entry["id"] for entry in entries] == [late.transaction.pk]


def test_open_duplicates_are_found_on_both_sides(api, user, cafe, fuel, now):
    alone = make(user, 3)
    Duplicate.objects.create(receipt=fuel, other=cafe, reasons=["image"], found_at=now)

    assert found(api, duplicates="true") == [cafe.pk, fuel.pk]
    assert found(api, duplicates="false") == [alone.pk]

    Duplicate.objects.update(resolution="separate")
    assert found(api, duplicates="true") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "done"),
        ("status", "failed,done"),
        ("review", "x"),
        ("type", "gift"),
        ("date_from", "31/12/2026"),
        ("date_to", "2026-02-30"),
        ("amount_min", "ten"),
        ("amount_max", "NaN"),
        ("search", "x" * 201),
        ("ordering", "owner__email"),
        ("ordering", "-reading"),
        ("currency", "EUR,XYZ"),
        ("currency_not", "euro"),
        ("ids", "1,x"),
        ("ids", "1.5"),
        ("ids", "9223372036854775808"),
    ],
)
def test_a_filter_that_is_not_understood_is_400_with_its_name(api, cafe, name, value):
    response = api.get(URL, {name: value})

    assert response.status_code == 400
    assert name in response.json()
    assert response.json()["code"] == "invalid"


def test_nothing_of_somebody_else_is_found(other_api, cafe, fuel):
    assert found(other_api) == []
    assert found(other_api, search="cafe") == []
    assert found(other_api, ids=f"{cafe.pk},{fuel.pk}") == []


@pytest.mark.parametrize("field", ["date", "amount", "vendor", "category", "uploaded_at", "status"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_pages_repeat_and_omit_nothing_whatever_the_order(api, user, field, sign):
    pks = [make(user, n, total=None if n % 3 else 1, category="meals").pk for n in range(7)]

    pages = [
        api.get(URL, {"ordering": sign + field, "page_size": 2, "page": page}).json()["results"]
        for page in (1, 2, 3, 4)
    ]

    assert sorted(row["id"] for page in pages for row in page) == pks


def test_rows_without_a_value_come_last_in_both_directions(api, user):
    make(user, 1, total=None)
    make(user, 2, total=Decimal(5))
    make(user, 3, total=Decimal(7))

    def totals(ordering):
        rows = api.get(URL, {"ordering": ordering}).json()["results"]
        return [row["extracted_data"]["total"] for row in rows]

    assert totals("amount") == ["5.00", "7.00", None]
    assert totals("-amount") == ["7.00", "5.00", None]


def test_filters_and_search_ask_no_more_queries_for_200_rows_than_for_one(
    api, user, django_assert_num_queries, django_assert_max_num_queries
):
    make(user, 1, items=["Tea"], category="meals")
    params = {"search": "tea", "category": "meals", "duplicates": "false", "page_size": 1000}
    api.get(URL)  # the first call after a change gives it its place in the feed
    with django_assert_max_num_queries(9) as few:
        api.get(URL, params)
    asked = len(few)
    for number in range(2, 201):
        make(user, number, items=["Tea"], category="meals")
    api.get(URL)

    with django_assert_num_queries(asked):
        assert len(api.get(URL, params).json()["results"]) == 200


def test_entries_are_found_by_the_same_words(user, cafe, fuel):
    by_hand = Transaction.objects.create(owner=user, vendor="Market stall", currency="GBP", total=3)
    refresh_search_texts([by_hand.pk])

    def entries(**params):
        rows = Transaction.objects.owned_by(user)
        filterset = TransactionFilterSet(params, queryset=rows)
        assert filterset.is_valid(), filterset.errors
        return [entry.vendor for entry in filterset.qs]

    assert entries(search="stall") == ["Market stall"]
    assert entries(search="unleaded", status="completed") == ["Road & Co"]
    assert entries(category="none") == ["Market stall"]
    assert entries(ordering="-amount") == ["Corner Cafe", "Market stall", "Road & Co"]

    Receipt.objects.filter(pk=cafe.pk).update(deleted_at=datetime.now(UTC))
    Transaction.objects.filter(pk=by_hand.pk).update(deleted_at=datetime.now(UTC))
    assert entries() == ["Road & Co"]
    assert sorted(entries(deleted="true")) == ["Corner Cafe", "Market stall"]


def test_what_is_only_searched_is_not_fetched(api, user, cafe, django_assert_num_queries):
    with django_assert_num_queries(9) as queries:
        api.get(URL)

    assert not any("search_" in query["sql"] for query in queries.captured_queries)


def test_an_upload_is_found_by_the_name_of_its_file(api, user):
    file = SimpleUploadedFile("tea.png", picture())
    pending = upload_unread(user, file)

    assert found(api, search="tea") == [pending.pk]
    assert found(api, search="cafe") == []


@pytest.mark.parametrize("path", ["", "transactions/"])
def test_what_needs_a_look_is_found_by_review_duplicates_and_number(api, user, path):
    first, second = (upload_unread(user, SimpleUploadedFile("p.png", picture())) for _ in range(2))
    for receipt in (first, second):
        process_receipt(receipt.pk)

    def found(**params):
        rows = api.get(f"{URL}{path}", params).json()["results"]
        return {row["id"] if path == "" else row["receipt"] for row in rows}

    assert found(review="needs_review") == {second.pk}
    assert found(review="approved") == {first.pk}
    assert found(review="needs_review,approved") == {first.pk, second.pk}
    assert found(duplicates="true") == {first.pk, second.pk}
    assert found(duplicates="false") == set()
    number = second.pk if path == "" else second.transaction.pk
    assert found(ids=str(number)) == {second.pk}
    assert found(ids=f"{number},999") == {second.pk}
