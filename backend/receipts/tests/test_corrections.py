"""PATCH receipts/{id}/ and what becomes of a correction."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from receipts.models import Category, Receipt, Transaction
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.tests.conftest import upload_unread
from receipts.tests.stub_reader import good_reading, lasting_failure, printed

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"


def url(receipt):
    return f"{URL}{receipt.pk}/"


def corrections(receipt):
    events = receipt.events.filter(kind=ReceiptEvent.Kind.CORRECTED)
    return [(event.data["field"], event.data["old"], event.data["new"]) for event in events]


def test_every_field_can_be_corrected(api, completed):
    response = api.patch(
        url(completed),
        {
            "transaction_type": "income",
            "vendor": "The Corner",
            "purchased_on": "2026-04-04",
            "currency": "eur",
            "total": "14.00",
            "subtotal": "11.67",
            "tax": "2.33",
            "discount": "0",
            "category": "income",
            "payment_method": "cash",
            "receipt_number": "A-17",
            "notes": "With a client.\nTwo people.",
            "deductible_share": "0.5",
            "items": [{"description": "Lunch", "amount": "14", "category": "income"}],
            "tax_lines": [{"rate": "20", "net": "11.67", "tax": "2.33"}],
        },
    )

    assert response.status_code == 200
    entry = response.json()["transaction"]
    assert entry["transaction_type"] == "income"
    assert entry["vendor"] == "The Corner"
    assert entry["purchased_on"] == "2026-04-04"
    assert (entry["total"], entry["currency"]) == ("14.00", "EUR")
    assert entry["category"] == "income"
    assert entry["notes"] == "With a client.\nTwo people."
    assert entry["deductible_share"] == "0.500"
    assert entry["items"] == [
        {
            "description": "Lunch",
            "quantity": None,
            "unit_price": None,
            "amount": "14.00",
            "category": "income",
        }
    ]
    line = {"kind": "charged", "rate": "20.000", "net": "11.67", "tax": "2.33"}
    assert entry["tax_lines"] == [line]
    assert len(entry["corrected_fields"]) == 15


@pytest.mark.parametrize(
    "body",
    [
        {"transaction_type": "income"},
        {"category": "income"},
        {"transaction_type": "income", "category": "travel"},
    ],
)
def test_a_type_that_is_not_its_categorys_is_400(api, completed, body):
    before = api.get(url(completed)).json()

    response = api.patch(url(completed), body)

    assert response.status_code == 400
    assert "category" in response.json()
    assert api.get(url(completed)).json() == before


@pytest.mark.parametrize("category", ["income", "groceries"])
def test_an_item_of_the_other_types_category_is_400(api, completed, category):
    items = {"items": [{"amount": "12.50", "category": "groceries"}]}
    if category == "groceries":  # they are there, and the type is to change
        api.patch(url(completed), items)
    before = api.get(url(completed)).json()
    body = {
        "income": {"items": [{"amount": "12.50", "category": "income"}]},
        "groceries": {"transaction_type": "income", "category": "income"},
    }[category]

    response = api.patch(url(completed), body)

    assert response.status_code == 400
    assert "items" in response.json()
    assert api.get(url(completed)).json() == before


def test_what_was_contradictory_before_can_be_corrected_otherwise(api, completed):
    Transaction.objects.update(type="income")

    assert api.patch(url(completed), {"notes": "Paid in May"}).status_code == 200
    response = api.patch(url(completed), {"transaction_type": "income", "category": None})

    assert response.status_code == 200


def test_put_is_patch(api, other_api, completed):
    before = api.get(url(completed)).json()

    changed = api.put(url(completed), {"vendor": "The Corner"})
    assert changed.status_code == 200
    entry = changed.json()["transaction"]
    assert entry == before["transaction"] | {
        "vendor": "The Corner",
        "version": entry["version"],
        "updated_at": entry["updated_at"],
        "corrected_fields": ["vendor"],
    }
    refused = [
        other_api.put(url(completed), {"vendor": "Mine"}),
        api.put(url(completed), {"total": "a lot"}),
        api.put(url(completed), {"vendor": "Stale"}, headers={"If-Match": '"1"'}),
    ]
    assert [answer.status_code for answer in refused] == [404, 400, 412]
    assert Transaction.objects.get().vendor == "The Corner"


def test_each_change_is_an_event_with_old_and_new_and_who(api, user, completed):
    api.patch(
        url(completed), {"total": 13.5, "vendor": "Corner Cafe", "purchased_on": "2026-04-05"}
    )

    assert corrections(completed) == [
        ("purchased_on", "2026-04-03", "2026-04-05"),
        ("total", "12.50", "13.50"),
    ]
    assert {event.actor for event in completed.events.filter(kind="corrected")} == {user}
    assert Transaction.objects.get().corrected_fields == ["purchased_on", "total"]


def test_what_is_sent_back_unchanged_is_no_correction(api, completed):
    before = api.get(url(completed)).json()

    response = api.patch(url(completed), before["transaction"])

    assert response.json()["transaction"] == before["transaction"]
    assert corrections(completed) == []
    assert response.json()["version"] == before["version"]


def test_a_changed_list_is_one_event_with_both_lists(api, completed):
    api.patch(url(completed), {"items": [{"description": "Scone", "quantity": "2"}]})

    [(field, old, new)] = corrections(completed)
    assert field == "items"
    assert [row["description"] for row in old] == ["Flat white", "Scone"]
    assert old[0]["unit_price"] == "3.75"
    assert new == [
        {
            "description": "Scone",
            "quantity": "2",
            "unit_price": None,
            "amount": None,
            "category": None,
        }
    ]


def test_null_takes_a_value_away(api, completed):
    body = {"purchased_on": None, "vendor": None, "category": None, "tax": None, "notes": None}

    entry = api.patch(url(completed), body).json()["transaction"]

    assert (entry["purchased_on"], entry["vendor"], entry["category"]) == (None, "", None)
    assert (entry["tax"], entry["notes"]) == (None, "")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("total", "twelve"),
        ("total", "NaN"),
        ("total", "1.2345"),
        ("total", "99999999999999.00"),
        ("total", True),
        ("purchased_on", "03/04/2026"),
        ("currency", "XYZ"),
        ("currency", None),
        ("transaction_type", "gift"),
        ("category", "no-such-thing"),
        ("deductible_share", "1.5"),
        ("vendor", "x" * 201),
        ("vendor", ["a", "list"]),
        ("notes", "nul\x00"),
        ("items", "lunch"),
        ("items", [{"amount": "a lot"}]),
        ("items", [{"category": "no-such-thing"}]),
        ("items", [{"amount": "1"}] * 501),
        ("tax_lines", [{"rate": "high"}]),
    ],
)
def test_a_bad_value_is_refused_with_its_field_and_changes_nothing(api, completed, field, value):
    before = api.get(url(completed)).json()

    response = api.patch(url(completed), {"notes": "good", field: value})

    assert response.status_code == 400
    body = response.json()
    assert field in body
    assert body["code"] == "invalid"
    assert body["detail"] == body["error"]
    assert api.get(url(completed)).json() == before
    assert corrections(completed) == []


def test_somebody_elses_receipt_is_404(other_api, completed):
    assert other_api.patch(url(completed), {"vendor": "Mine"}).status_code == 404
    assert Transaction.objects.get().vendor == "Corner Cafe"


def test_a_receipt_in_the_trash_is_404(api, completed):
    Receipt.objects.update(deleted_at=timezone.now())

    assert api.patch(url(completed), {"vendor": "Mine"}).status_code == 404
    assert Transaction.objects.get().vendor == "Corner Cafe"


def test_somebody_elses_category_is_unknown(api, other_user, completed):
    Category.objects.create(owner=other_user, slug="secret", name="Secret")

    response = api.patch(url(completed), {"category": "secret"})

    assert response.status_code == 400
    assert response.json()["category"] == ["There is no category 'secret'."]


def test_hidden_characters_are_left_out_of_a_name(api, completed):
    entry = api.patch(url(completed), {"vendor": "Cor\u202ener\u200b \x00 Shop"}).json()[
        "transaction"
    ]

    assert entry["vendor"] == "Corner Shop"


@pytest.mark.parametrize("total", ["-12.50", "0", "0.00"])
def test_a_refund_and_a_total_of_nothing_are_allowed(api, completed, total):
    response = api.patch(url(completed), {"total": total})

    assert response.status_code == 200
    assert Transaction.objects.get().total == Decimal(total)


class TestDeductibleShare:
    def test_it_follows_the_category(self, api, completed):
        entry = api.patch(url(completed), {"category": "groceries"}).json()["transaction"]

        assert entry["deductible_share"] == "0.000"
        assert entry["corrected_fields"] == ["category"]
        assert corrections(completed) == [
            ("category", "meals", "groceries"),
            ("deductible_share", "1", "0"),
        ]

    def test_it_stays_once_a_person_has_set_it(self, api, completed):
        api.patch(url(completed), {"deductible_share": "0.25"})

        entry = api.patch(url(completed), {"category": "groceries"}).json()["transaction"]

        assert entry["deductible_share"] == "0.250"

    def test_null_hands_it_back_to_the_category(self, api, completed):
        api.patch(url(completed), {"deductible_share": "0.25"})

        entry = api.patch(url(completed), {"deductible_share": None}).json()["transaction"]

        assert (entry["deductible_share"], entry["corrected_fields"]) == ("1.000", [])
        assert corrections(completed)[-1] == ("deductible_share", "0.25", "1")
        entry = api.patch(url(completed), {"category": "groceries"}).json()["transaction"]
        assert entry["deductible_share"] == "0.000"

    def test_null_of_what_nobody_has_set_changes_nothing_but_what_else_is_changed(
        self, api, completed
    ):
        change = {"deductible_share": None, "category": "groceries"}

        entry = api.patch(url(completed), change).json()["transaction"]

        assert entry["deductible_share"] == "0.000"
        assert entry["corrected_fields"] == ["category"]

    def test_a_later_reading_keeps_that_of_the_corrected_category(self, api, completed):
        api.patch(url(completed), {"category": "groceries"})
        api.post(f"{url(completed)}reprocess/")

        process_receipt(completed.pk)

        assert Transaction.objects.get().deductible_share == 0


class TestLaterReadings:
    def test_no_corrected_field_is_touched(self, api, completed, stub_reader):
        changes = {
            "total": "13.00",
            "items": [{"description": "Lunch", "amount": "13.00"}],
            "tax_lines": [],
        }
        api.patch(url(completed), changes)
        stub_reader.answers = [
            good_reading(vendor=printed("Corner Coffee"), purchased_on=printed("2026-04-09"))
        ]
        api.post(f"{url(completed)}reprocess/")

        process_receipt(completed.pk)

        entry = Transaction.objects.get()
        assert (entry.total, entry.vendor) == (Decimal("13.00"), "Corner Coffee")
        assert entry.purchased_on == date(2026, 4, 9)
        assert [item.description for item in entry.items.all()] == ["Lunch"]
        assert not entry.tax_lines.exists()

    def test_a_correction_while_the_receipt_waits_survives_its_reading(self, api, receipt):
        body = api.patch(url(receipt), {"vendor": "Grandma", "total": "9.99"}).json()

        assert body["ocr_status"] == "pending"
        assert body["review_status"] == "unreviewed"
        assert body["extracted_data"]["vendor"] == "Grandma"
        process_receipt(receipt.pk)
        entry = Transaction.objects.get()
        assert (entry.vendor, entry.total) == ("Grandma", Decimal("9.99"))
        assert entry.purchased_on == date(2026, 4, 3)

    def test_a_correction_in_the_middle_of_the_reading_survives(self, api, receipt, stub_reader):
        stub_reader.while_reading = lambda: api.patch(url(receipt), {"vendor": "Grandma"})

        assert process_receipt(receipt.pk) is True

        receipt.refresh_from_db()
        assert receipt.status == Receipt.Status.COMPLETED
        entry = Transaction.objects.get()
        assert (entry.vendor, entry.total) == ("Grandma", Decimal("12.50"))

    def test_before_the_reading_even_an_obvious_value_is_the_persons(
        self, api, receipt, stub_reader
    ):
        stub_reader.answers = [
            good_reading(transaction_type=printed("income"), currency=printed("EUR"))
        ]
        api.patch(url(receipt), {"transaction_type": "expense", "currency": "GBP"})

        process_receipt(receipt.pk)

        entry = Transaction.objects.get()
        assert (entry.type, entry.currency) == ("expense", "GBP")

    @pytest.mark.parametrize(
        ("corrected", "type_", "category"),
        [
            ({"category": "travel"}, "expense", "travel"),
            ({"transaction_type": "income"}, "income", None),
            ({}, "income", None),
        ],
    )
    def test_what_is_read_never_contradicts_what_a_person_has_set(
        self, api, receipt, stub_reader, corrected, type_, category
    ):
        read = "expense" if "transaction_type" in corrected else "income"
        stub_reader.answers = [good_reading(transaction_type=printed(read))]
        assert api.patch(url(receipt), corrected).status_code == 200

        process_receipt(receipt.pk)

        entry = api.get(url(receipt)).json()["transaction"]
        assert (entry["transaction_type"], entry["category"]) == (type_, category)

    def test_a_verified_entry_stays_as_it_is(self, api, completed, stub_reader):
        api.post(f"{url(completed)}verify/")
        stub_reader.answers = [good_reading(vendor=printed("Other"), total=printed("1.00"))]
        api.post(f"{url(completed)}reprocess/")

        process_receipt(completed.pk)

        body = api.get(url(completed)).json()
        assert body["transaction"]["vendor"] == "Corner Cafe"
        assert body["review_status"] == "approved"
        assert body["evidence"]["vendor"]["value"] == "Other"


class TestFailedReceipts:
    @pytest.fixture
    def failed(self, receipt, stub_reader):
        stub_reader.answers = [lasting_failure()]
        process_receipt(receipt.pk)
        return receipt

    def test_one_can_be_completed_by_hand_and_stays_failed(self, api, failed):
        response = api.patch(
            url(failed), {"vendor": "Kiosk", "total": "3.20", "purchased_on": "2026-04-03"}
        )

        body = response.json()
        assert response.status_code == 200
        assert body["ocr_status"] == "failed"
        assert body["failure"]["code"] == "refused"
        assert body["extracted_data"]["total"] == "3.20"
        assert body["review_status"] == "approved"

    def test_what_was_set_while_it_waited_is_reviewed_as_it_fails(self, api, receipt, stub_reader):
        stub_reader.answers = [lasting_failure()]
        api.patch(url(receipt), {"vendor": "Kiosk", "total": "3.20"})

        process_receipt(receipt.pk)

        body = api.get(url(receipt)).json()
        assert (body["ocr_status"], body["review_status"]) == ("failed", "needs_review")
        assert [reason["code"] for reason in body["review_reasons"]] == ["date_missing"]

    def test_what_is_missing_is_said(self, api, failed):
        body = api.patch(url(failed), {"vendor": "Kiosk"}).json()

        assert body["review_status"] == "needs_review"
        codes = [reason["code"] for reason in body["review_reasons"]]
        assert codes == ["total_missing", "date_missing"]

    def test_read_again_it_keeps_what_was_set_by_hand(self, api, failed, stub_reader):
        api.patch(url(failed), {"vendor": "Kiosk"})
        stub_reader.answers = [good_reading()]
        api.post(f"{url(failed)}reprocess/")

        process_receipt(failed.pk)

        entry = Transaction.objects.get()
        assert (entry.vendor, entry.total) == ("Kiosk", Decimal("12.50"))


def test_a_correction_asks_a_fixed_number_of_queries(
    api, user, png, completed, django_assert_max_num_queries
):
    for _ in range(5):
        png.seek(0)
        process_receipt(upload_unread(user, png).pk)
    few = [{"description": "Lunch", "amount": "1", "category": "meals"}]

    with django_assert_max_num_queries(33):
        api.patch(url(completed), {"vendor": "Other", "items": few * 100})


def spent_in(api):
    sums = api.get(f"{URL}dashboard/").json()["expenses_by_currency"]
    return {one["currency"]: one["total"] for one in sums}


class TestUnknownCurrency:
    """ "Zork" stands where the currency does: that is not the account's own."""

    @pytest.fixture
    def unsure(self, receipt, stub_reader):
        stub_reader.answers = [good_reading(currency=printed("Zork"))]
        process_receipt(receipt.pk)
        return receipt

    def test_it_is_stored_as_unknown_and_added_to_nothing(self, api, unsure):
        shown = api.get(url(unsure)).json()

        assert (shown["transaction"]["currency"], shown["transaction"]["total"]) == ("XXX", "12.50")
        assert "currency_unreadable" in [why["code"] for why in shown["review_reasons"]]
        assert spent_in(api) == {"GBP": "0.00"}

    def test_it_cannot_be_verified_before_it_is_known(self, api, unsure):
        refused = api.post(f"{url(unsure)}verify/")

        assert (refused.status_code, refused.json()["code"]) == (409, "not_verifiable")
        assert Transaction.objects.get(receipt=unsure).verified_at is None

    def test_who_says_which_it_is_has_it_counted(self, api, unsure):
        answer = api.patch(url(unsure), {"currency": "PLN"})

        assert answer.json()["transaction"]["currency"] == "PLN"
        assert answer.json()["review_status"] == "approved"
        assert spent_in(api)["PLN"] == "12.50"

    def test_nobody_can_say_that_it_is_none(self, api, unsure):
        assert api.patch(url(unsure), {"currency": "XXX"}).status_code == 400
