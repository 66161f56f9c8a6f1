"""receipts/transactions/: the ledger."""

from decimal import Decimal

import pytest
from django.utils import timezone

from receipts.models import Category, LineItem, Receipt, Transaction
from receipts.processing.run import process_receipt
from receipts.tests.conftest import upload_unread

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/transactions/"
CASH = {"total": "5.00", "purchased_on": "2026-04-03", "vendor": "Market"}
# Session, account, count, entries, items, tax lines.
LIST_QUERIES = 8


def make(api, **changes):
    response = api.post(URL, CASH | changes)
    assert response.status_code == 201, response.json()
    return response.json()


def kinds(entry_id):
    return [event.kind for event in Transaction.objects.get(pk=entry_id).events.all()]


class TestByHand:
    def test_cash_without_a_slip(self, api, user):
        entry = make(api)

        assert entry["receipt"] is None
        assert (entry["total"], entry["currency"]) == ("5.00", "GBP")
        assert entry["transaction_type"] == "expense"
        assert entry["is_verified"] is True
        assert kinds(entry["id"]) == ["created"]
        made = Transaction.objects.get()
        assert (made.owner, made.verified_by) == (user, user)

    @pytest.mark.parametrize("day", ["0026-04-03", "1949-12-31"])
    def test_a_year_of_two_digits_is_no_year(self, api, day):
        entry = make(api)

        made = api.post(URL, CASH | {"purchased_on": day})
        changed = api.patch(f"{URL}{entry['id']}/", {"purchased_on": day})

        for refused in (made, changed):
            assert refused.status_code == 400
            assert "purchased_on" in refused.json()
        assert [str(row.purchased_on) for row in Transaction.objects.all()] == ["2026-04-03"]

    def test_income_without_a_receipt(self, api):
        entry = make(
            api,
            transaction_type="income",
            total="1200",
            currency="JPY",
            category="income",
            items=[{"description": "Workshop", "amount": "1200"}],
            tax_lines=[{"rate": "10", "net": "1091", "tax": "109"}],
        )

        assert (entry["transaction_type"], entry["total"]) == ("income", "1200")
        assert entry["items"][0]["description"] == "Workshop"
        line = {"kind": "charged", "rate": "10.000", "net": "1091", "tax": "109"}
        assert entry["tax_lines"] == [line]

    @pytest.mark.parametrize(
        ("field", "values"),
        [
            ("category", {"category": "income"}),
            ("items", {"items": [{"amount": "5", "category": "income"}]}),
        ],
    )
    def test_a_category_of_the_other_type_is_400(self, api, field, values):
        response = api.post(URL, CASH | values)

        assert response.status_code == 400
        assert field in response.json()
        assert not Transaction.objects.exists()

    @pytest.mark.parametrize("total", ["-5.00", "0"])
    def test_a_refund_and_nothing_at_all(self, api, total):
        assert Decimal(make(api, total=total)["total"]) == Decimal(total)

    def test_a_deductible_category_makes_it_deductible(self, api):
        assert make(api, category="travel")["deductible_share"] == "1.000"
        assert make(api, category="travel", deductible_share="0.3")["deductible_share"] == "0.300"
        assert make(api, category="travel", deductible_share=None)["deductible_share"] == "1.000"

    @pytest.mark.parametrize("missing", ["total", "purchased_on"])
    def test_without_total_or_date_it_is_refused(self, api, missing):
        response = api.post(URL, {name: CASH[name] for name in CASH if name != missing})

        assert response.status_code == 400
        assert missing in response.json()
        assert not Transaction.objects.exists()

    def test_an_unknown_category_keeps_nothing(self, api):
        response = api.post(URL, CASH | {"category": "nonsense"})

        assert response.status_code == 400
        assert not Transaction.objects.exists()

    def test_a_category_of_another_type_keeps_nothing(self, api):
        response = api.post(URL, CASH | {"category": "income"})

        assert response.status_code == 400
        assert "category" in response.json()
        assert not Transaction.objects.exists()

    def test_its_total_can_be_corrected_but_not_taken_away(self, api):
        url = f"{URL}{make(api)['id']}/"

        assert api.patch(url, {"total": "6"}).json()["total"] == "6.00"
        refused = api.patch(url, {"total": None})

        assert refused.status_code == 400
        assert "total" in refused.json()
        assert Transaction.objects.get().total == 6

    def test_each_correction_counts_its_version(self, api):
        entry = make(api)

        changed = api.patch(f"{URL}{entry['id']}/", {"total": "6"}).json()

        assert (entry["version"], changed["version"]) == (1, 2)
        assert kinds(entry["id"]) == ["created", "corrected"]


class TestSplit:
    def test_each_line_can_have_a_category_of_its_own(self, api, user, completed):
        Category.objects.create(owner=user, slug="clients", name="Clients")
        lines = [
            {"description": "Flat white", "amount": "7.50", "category": "clients"},
            {"description": "Scone", "amount": "5.00"},
        ]

        entry = api.patch(f"{URL}{completed.transaction.pk}/", {"items": lines}).json()

        assert [line["category"] for line in entry["items"]] == ["clients", None]
        assert entry["category"] == "meals"

    def test_lines_that_do_not_add_up_need_a_look(self, api, completed):
        api.patch(f"{URL}{completed.transaction.pk}/", {"items": [{"amount": "3.00"}]})

        body = api.get(f"/api/v1/receipts/{completed.pk}/").json()
        assert body["review_status"] == "needs_review"
        assert [reason["code"] for reason in body["review_reasons"]] == ["items_mismatch"]


class TestTrash:
    def test_an_entry_goes_into_the_trash_and_comes_back(self, api):
        entry = make(api)
        url = f"{URL}{entry['id']}/"

        assert api.delete(url).status_code == 204
        assert api.get(url).status_code == 404
        assert api.patch(url, {"total": "1"}).status_code == 404
        assert api.get(URL).json()["count"] == 0
        assert Transaction.objects.get().deleted_at is not None

        assert api.post(f"{url}restore/").status_code == 200
        assert api.get(url).json()["total"] == "5.00"
        assert kinds(entry["id"]) == ["created", "deleted", "restored"]

    def test_one_that_is_not_in_the_trash_cannot_be_restored(self, api):
        entry = make(api)

        assert api.post(f"{URL}{entry['id']}/restore/").status_code == 404
        assert kinds(entry["id"]) == ["created"]

    def test_the_entry_of_a_receipt_goes_with_its_receipt(self, api, completed):
        response = api.delete(f"{URL}{completed.transaction.pk}/")

        assert response.status_code == 409
        assert response.json()["receipt"] == completed.pk
        assert Transaction.objects.get().deleted_at is None

    def test_an_entry_whose_receipt_is_in_the_trash_is_gone_too(self, api, completed):
        Receipt.objects.update(deleted_at=timezone.now())

        assert api.get(URL).json()["count"] == 0
        assert api.get(f"{URL}{completed.transaction.pk}/").status_code == 404
        assert api.patch(f"{URL}{completed.transaction.pk}/", {"total": 1}).status_code == 404


def test_somebody_elses_entry_is_404(api, other_api):
    url = f"{URL}{make(api)['id']}/"

    assert other_api.get(url).status_code == 404
    assert other_api.patch(url, {"total": "1"}).status_code == 404
    assert other_api.delete(url).status_code == 404
    assert other_api.post(f"{url}restore/").status_code == 404
    assert other_api.get(f"{url}history/").status_code == 404
    entry = Transaction.objects.get()
    assert (entry.total, entry.deleted_at) == (Decimal("5.00"), None)


def test_the_list_shows_ones_own_the_latest_purchase_first(api, other_api):
    make(other_api)
    for day in ("2026-04-02", "2026-04-09", "2026-04-05"):
        make(api, purchased_on=day)

    rows = api.get(URL).json()["results"]

    assert [row["purchased_on"] for row in rows] == ["2026-04-09", "2026-04-05", "2026-04-02"]


def test_the_list_asks_a_fixed_number_of_queries(api, user, png, django_assert_num_queries):
    for _ in range(4):
        png.seek(0)
        process_receipt(upload_unread(user, png).pk)
        make(api, items=[{"amount": "5"}], tax_lines=[{"tax": "1"}])
    LineItem.objects.update(category=Category.objects.get(slug="meals"))

    with django_assert_num_queries(LIST_QUERIES):
        api.get(URL, {"page_size": 1})
    with django_assert_num_queries(LIST_QUERIES):
        assert len(api.get(URL, {"page_size": 1000}).json()["results"]) == 8


def test_an_anonymous_call_is_401(anonymous):
    assert anonymous.get(URL).status_code == 401
    assert anonymous.post(URL, CASH).status_code == 401
    assert not Transaction.objects.exists()
