"""PATCH receipts/{id}/update_extracted_data/: the bodies that the existing web client sends."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from receipts.models import Category, Transaction
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.tests.stub_reader import good_reading, printed

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"

FORM = {
    "vendor": "The Corner",
    "total": "14.00",
    "type": "expense",
    "date": "2026-04-04",
    "currency": "EUR",
    "category": "transport",
    "tax": "2.00",
    "description": "To the fair",
}


def patch(api, receipt, body):
    return api.patch(f"{URL}{receipt.pk}/update_extracted_data/", body)


def changed_fields(receipt):
    events = receipt.events.filter(kind=ReceiptEvent.Kind.CORRECTED)
    return [event.data["field"] for event in events]


@pytest.fixture
def before(api, completed):
    return api.get(f"{URL}{completed.pk}/").json()


def test_the_flat_form(api, completed):
    response = patch(api, completed, FORM)

    assert response.status_code == 200
    body = response.json()
    data = body["extracted_data"]
    assert {name: data[name] for name in FORM} == FORM
    assert data["total_amount"] == "14.00"
    assert body["id"] == completed.pk
    assert body["transaction"]["total"] == "14.00"


@pytest.mark.parametrize("word", ["transport", "office"])
def test_a_word_is_looked_up_once_and_its_category_held_once(api, completed, word):
    with CaptureQueriesContext(connection) as queries:
        response = patch(api, completed, {"category": word})

    assert response.json()["extracted_data"]["category"] in {word, "shopping"}
    by_slug = [query["sql"] for query in queries if '"receipts_category"."slug" IN' in query["sql"]]
    others = [query["sql"] for query in queries if '"receipts_category"."slug" =' in query["sql"]]
    assert (len(by_slug), others) == (2, [])


def test_a_part_of_the_flat_form_leaves_the_rest(api, completed):
    data = patch(api, completed, {"total": 14}).json()["extracted_data"]

    assert (data["total"], data["vendor"], data["date"]) == ("14.00", "Corner Cafe", "2026-04-03")
    assert changed_fields(completed) == ["total"]


def test_wrapped_together_with_what_the_server_had_sent(api, completed, before):
    wrapped = before["extracted_data"] | {"total": "14.00", "vendor": "The Corner"}

    data = patch(api, completed, {"extracted_data": wrapped}).json()["extracted_data"]

    assert (data["total"], data["total_amount"], data["vendor"]) == ("14.00", "14.00", "The Corner")
    assert data["items"] == before["extracted_data"]["items"]
    assert sorted(changed_fields(completed)) == ["total", "vendor"]


def test_the_whole_receipt_sent_back(api, completed, before):
    body = before | {"vendor": "stale", "extracted_data": before["extracted_data"] | FORM}

    data = patch(api, completed, body).json()["extracted_data"]

    assert data["vendor"] == "The Corner"


def test_what_the_server_had_sent_alone_changes_nothing(api, completed, before):
    response = patch(api, completed, {"extracted_data": before["extracted_data"]})

    assert response.status_code == 200
    assert response.json() == before
    assert changed_fields(completed) == []


@pytest.mark.parametrize("nothing", ["", "  ", None])
def test_an_empty_text_leaves_what_is_there(api, completed, before, nothing):
    response = patch(api, completed, dict.fromkeys(FORM, nothing))

    assert response.status_code == 200
    assert response.json() == before


def test_an_empty_text_leaves_open_what_is_open(api, receipt, stub_reader):
    stub_reader.answers = [good_reading(purchased_on=None, category=None)]
    process_receipt(receipt.pk)

    response = patch(api, receipt, FORM | {"date": "", "category": ""})

    data = response.json()["extracted_data"]
    assert (data["date"], data["category"], data["vendor"]) == (None, None, "The Corner")


def test_unknown_and_read_only_keys_are_ignored_whatever_they_hold(api, completed):
    body = {
        "total": "14.00",
        "items": "nonsense",
        "ocr_status": "failed",
        "ocr_confidence": "very",
        "id": 99,
        "favourite": {"colour": "blue"},
    }

    body = patch(api, completed, body).json()

    assert body["ocr_status"] == "completed"
    assert body["extracted_data"]["tax"] == "2.08"
    assert changed_fields(completed) == ["total"]


def test_total_amount_counts_where_there_is_no_total(api, completed):
    data = patch(api, completed, {"total_amount": "15.00"}).json()["extracted_data"]

    assert (data["total"], data["total_amount"]) == ("15.00", "15.00")


@pytest.mark.parametrize("wrap", [False, True])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("total", "a lot"),
        ("date", "2026-02-30"),
        ("type", "gift"),
        ("currency", "POUND"),
        ("category", "no-such-thing"),
        ("vendor", {"name": "x"}),
        ("vendor", "x" * 201),
        ("tax", "some"),
        ("description", ["a list"]),
        ("description", "x" * 2001),
    ],
)
def test_a_bad_value_is_400_and_changes_nothing(api, completed, before, wrap, field, value):
    body = FORM | {field: value}

    response = patch(api, completed, {"extracted_data": body} if wrap else body)

    assert response.status_code == 400
    assert field in response.json()
    assert response.json()["detail"] == response.json()["error"]
    assert api.get(f"{URL}{completed.pk}/").json() == before
    assert changed_fields(completed) == []


@pytest.mark.parametrize("body", [["a list"], {"extracted_data": "a text"}, "a text"])
def test_a_body_of_another_shape_is_400(api, completed, before, body):
    assert patch(api, completed, body).status_code == 400
    assert api.get(f"{URL}{completed.pk}/").json() == before


def test_ones_own_category_can_be_named(api, user, completed):
    Category.objects.create(owner=user, slug="clients", name="Clients")

    data = patch(api, completed, {"category": "clients"}).json()["extracted_data"]

    assert data["category"] == "clients"


def test_tax_and_description_as_its_third_form_sends_them(api, completed, before):
    wrapped = before["extracted_data"] | {"total": 14, "tax": 1.27, "description": "With Eve"}

    body = patch(api, completed, {"extracted_data": wrapped}).json()

    assert body["extracted_data"]["tax"] == body["transaction"]["tax"] == "1.27"
    assert body["extracted_data"]["description"] == body["transaction"]["notes"] == "With Eve"
    assert sorted(changed_fields(completed)) == ["notes", "tax", "total"]


# What its list page and its second page know.
WORDS = {
    "food": "groceries",
    "transport": "travel",
    "shopping": "shopping",
    "utilities": "utilities",
    "healthcare": "health",
    "entertainment": "entertainment",
    "business": "business",
    "refund": "other",
    "other": "other",
    "office": "office",
    "travel": "travel",
    "education": "education",
    "insurance": "insurance",
    "maintenance": "maintenance",
}
DEFAULTS = (
    "meals", "groceries", "travel", "vehicle", "office", "utilities", "services", "health", "other"
)  # fmt: skip
BOTH_KNOW = {"food", "shopping", "transport", "utilities", "healthcare", "entertainment"}


class TestTheWordsOfCategories:
    @pytest.mark.parametrize("word", WORDS)
    def test_each_is_a_category_and_changes_neither_type_nor_sign(self, api, completed, word):
        Transaction.objects.update(category=None)

        response = patch(api, completed, {"category": word})

        assert response.status_code == 200
        entry = Transaction.objects.get()
        assert (entry.category.slug, entry.type) == (WORDS[word], "expense")
        assert entry.total == Decimal("12.50")

    def test_one_that_fits_no_default_is_made_once_and_is_the_accounts_own(self, api, completed):
        for _ in range(2):
            Transaction.objects.update(category=None)
            patch(api, completed, {"category": "education"})

        made = Category.objects.exclude(owner=None).get()
        assert (made.owner, made.name, made.is_deductible) == (completed.owner, "Education", False)

    def test_one_that_the_account_has_by_that_name_is_taken(self, api, user, completed):
        own = Category.objects.create(owner=user, slug="courses", name="EDUCATION")

        patch(api, completed, {"category": "education"})

        assert Transaction.objects.get().category == own

    def test_a_category_of_ones_own_comes_before_the_word(self, api, user, completed):
        own = Category.objects.create(owner=user, slug="transport", name="Lorries")

        data = patch(api, completed, {"category": "transport"}).json()["extracted_data"]

        assert Transaction.objects.get().category == own
        assert data["category"] == "transport"

    def test_what_is_refused_makes_none(self, api, completed, before):
        response = patch(api, completed, {"category": "education", "total": "a lot"})

        assert response.status_code == 400
        assert not Category.objects.exclude(owner=None).exists()
        stale = {"HTTP_IF_MATCH": '"99"'}
        url = f"{URL}{completed.pk}/update_extracted_data/"
        assert api.patch(url, {"category": "education"}, **stale).status_code == 412
        assert not Category.objects.exclude(owner=None).exists()
        assert api.get(f"{URL}{completed.pk}/").json() == before

    @pytest.mark.parametrize(
        "slug",
        [
            "meals",
            "groceries",
            "travel",
            "vehicle",
            "office",
            "utilities",
            "services",
            "health",
            "other",
        ],
    )
    def test_each_default_is_shown_as_one_that_both_pages_know(self, api, completed, slug):
        Transaction.objects.update(category=Category.objects.get(slug=slug, owner=None))

        data = api.get(f"{URL}{completed.pk}/").json()["extracted_data"]
        assert data["category"] in BOTH_KNOW
        patch(api, completed, {"extracted_data": data})

        assert Transaction.objects.get().category.slug == slug
        assert changed_fields(completed) == []


class TestAFormSavedBeforeTheReading:
    @pytest.mark.parametrize(
        "form",
        [
            {"vendor": "", "total": "", "type": "expense", "date": "", "currency": "GBP"},
            {"vendor": "", "date": "", "type": "expense", "category": "other", "currency": "GBP"},
            {"extracted_data": {"total": None, "tax": None, "currency": "GBP"}},
        ],
    )
    def test_its_defaults_correct_nothing(self, api, receipt, form):
        response = patch(api, receipt, form)

        assert response.status_code == 200
        assert response.json()["transaction"] is None
        assert not Transaction.objects.exists()

    def test_with_an_amount_they_are_meant(self, api, receipt):
        patch(api, receipt, {"vendor": "", "total": "9", "type": "income", "currency": "EUR"})

        entry = Transaction.objects.get()
        assert (entry.total, entry.currency, entry.type) == (Decimal(9), "EUR", "income")
        assert entry.vendor == ""


@pytest.mark.parametrize("typed", ["Income", " INCOME "])
def test_type_and_currency_typed_freely(api, completed, typed):
    data = patch(api, completed, {"type": typed, "currency": "eur"}).json()["extracted_data"]

    assert (data["type"], data["currency"], data["category"]) == ("income", "EUR", "income")


class TestTheCategoryIncome:
    @pytest.fixture
    def consulting(self, user, completed):
        own = Category.objects.create(owner=user, slug="consulting", name="C", type="income")
        Transaction.objects.update(type="income", category=own)
        return own

    def test_sent_back_it_leaves_the_category_that_an_income_has(self, api, completed, consulting):
        data = api.get(f"{URL}{completed.pk}/").json()["extracted_data"]
        assert data["category"] == "income"

        patch(api, completed, {"extracted_data": data | {"total": "20.00"}})

        entry = Transaction.objects.get()
        assert (entry.category, entry.total) == (consulting, Decimal("20.00"))

    @pytest.mark.parametrize(
        "form",
        [
            {"category": "income"},
            {"type": "income"},
            {"type": "expense", "category": "income"},
            {"type": "income", "category": "other"},
        ],
    )
    def test_it_goes_with_the_type(self, api, completed, form):
        patch(api, completed, form)

        entry = Transaction.objects.get()
        assert (entry.type, entry.category.slug) == ("income", "income")

    @pytest.mark.parametrize("form", [{"category": "food"}, {"type": "income", "category": "food"}])
    def test_a_word_of_expenses_makes_an_income_an_expense(self, api, completed, consulting, form):
        response = patch(api, completed, form)

        assert response.status_code == 200
        entry = Transaction.objects.get()
        assert (entry.type, entry.category.slug) == ("expense", "groceries")

    @pytest.mark.parametrize("word", ["other", "refund"])
    @pytest.mark.parametrize("type_", [{}, {"type": "income"}])
    def test_a_word_that_says_nothing_of_the_type_leaves_an_income(
        self, api, completed, consulting, word, type_
    ):
        response = patch(api, completed, type_ | {"category": word, "vendor": "The Corner"})

        assert response.status_code == 200
        entry = Transaction.objects.get()
        assert (entry.type, entry.category, entry.vendor) == ("income", consulting, "The Corner")

    def test_where_both_are_new_and_contradict_the_type_counts(self, api, completed):
        response = patch(api, completed, {"type": "income", "category": "transport"})

        assert response.status_code == 200
        entry = Transaction.objects.get()
        assert (entry.type, entry.category.slug) == ("income", "income")

    def test_a_category_of_ones_own_brings_its_type_along(self, api, user, completed):
        Category.objects.create(owner=user, slug="consulting", name="C", type="income")

        data = patch(api, completed, {"category": "consulting"}).json()["extracted_data"]

        assert (data["type"], data["category"]) == ("income", "income")

    def test_items_lose_categories_of_the_former_type(self, api, completed):
        items = [{"description": "Tea", "amount": "12.50", "category": "groceries"}]
        api.patch(f"{URL}{completed.pk}/", {"items": items})

        response = patch(api, completed, {"type": "income"})

        assert response.status_code == 200
        (item,) = response.json()["transaction"]["items"]
        assert (item["description"], item["amount"], item["category"]) == ("Tea", "12.50", None)

    def test_what_becomes_an_expense_is_in_none_of_incomes(self, api, completed, consulting):
        patch(api, completed, {"type": "expense", "category": "income"})

        entry = Transaction.objects.get()
        assert (entry.type, entry.category) == ("expense", None)


def test_a_receipt_that_waits_can_be_corrected(api, receipt):
    body = patch(api, receipt, FORM).json()

    assert body["ocr_status"] == "pending"
    assert body["extracted_data"]["vendor"] == "The Corner"
    process_receipt(receipt.pk)
    entry = Transaction.objects.get()
    assert (entry.total, entry.currency) == (Decimal("14.00"), "EUR")
    assert entry.purchased_on == date(2026, 4, 4)


def test_nothing_sent_about_a_receipt_that_waits_makes_no_entry(api, receipt):
    response = patch(api, receipt, {"vendor": ""})

    assert response.status_code == 200
    assert response.json()["transaction"] is None
    assert not Transaction.objects.exists()


def test_a_later_reading_keeps_the_correction(api, completed, stub_reader):
    patch(api, completed, {"total": "14.00"})
    stub_reader.answers = [good_reading(total=printed("99.00"))]
    api.post(f"{URL}{completed.pk}/reprocess/")

    process_receipt(completed.pk)

    assert Transaction.objects.get().total == Decimal("14.00")


def test_somebody_elses_receipt_is_404(other_api, completed):
    assert patch(other_api, completed, FORM).status_code == 404
    assert Transaction.objects.get().vendor == "Corner Cafe"
