"""Documents that are no purchase: read, shown and asked about, yet in no books by themselves."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.models import DocumentKind, Receipt, Transaction
from receipts.processing.run import process_receipt
from receipts.services.fields import DOCUMENT_KINDS, PURCHASE_KINDS
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.stub_reader import good_reading, lasting_failure, printed
from subscriptions.models import QuotaUse

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
ENTRIES = f"{URL}transactions/"
SUMMARY = "/api/v1/reports/summary/"
NO_PURCHASES = [kind for kind in DOCUMENT_KINDS if kind not in PURCHASE_KINDS]


def url_of(body, rest=""):
    return f"{URL}{body['id']}/{rest}"


def shown(api, body):
    return api.get(url_of(body)).json()


def codes(body):
    return [reason["code"] for reason in body["review_reasons"]]


def history(api, body):
    return [
        (event["kind"], event["data"].get("field"), event["data"].get("new"))
        for event in api.get(url_of(body, "history/")).json()["results"]
    ]


@pytest.fixture
def read(user, stub_reader, api):
    """Uploads a paper of its own picture, reads it and returns it as the API shows it."""
    shades = iter(range(120, 220, 9))

    def read_paper(kind=None, **changes):
        file = SimpleUploadedFile("paper.png", picture(shade=next(shades)))
        receipt = upload_unread(user, file)
        said = {} if kind is None else {"document_kind": printed(kind)}
        stub_reader.answers = [good_reading(**said, **changes)]
        process_receipt(receipt.pk)
        return api.get(f"{URL}{receipt.pk}/").json()

    return read_paper


@pytest.fixture
def quotation(read):
    return read("quotation")


def test_the_kinds_of_the_readers_are_those_that_are_stored():
    assert tuple(DocumentKind.values) == DOCUMENT_KINDS


@pytest.mark.parametrize("kind", NO_PURCHASES)
def test_what_is_no_purchase_is_read_and_has_no_entry(api, read, kind):
    body = read(kind)

    assert (body["ocr_status"], body["document_kind"], body["transaction"]) == (
        "completed", kind, None,
    )  # fmt: skip
    assert (body["review_status"], codes(body)) == ("needs_review", ["not_a_purchase"])
    assert body["review_reasons"][0]["fields"] == ["document_kind"]
    assert body["evidence"]["document_kind"]["value"] == kind
    assert body["evidence"]["total"]["value"] == "12.50"
    assert api.get(ENTRIES).json()["count"] == 0
    assert api.get(f"{ENTRIES}?deleted=true").json()["count"] == 0


@pytest.mark.parametrize("kind", PURCHASE_KINDS)
def test_what_is_a_purchase_has_one(read, kind):
    body = read(kind)

    assert (body["document_kind"], body["transaction"]["document_kind"]) == (kind, kind)


def test_a_kind_that_nobody_knows_is_taken_for_a_purchase(read):
    body = read(None)

    assert body["document_kind"] is None
    assert body["transaction"]["total"] == "12.50"


def test_it_is_in_no_sum_and_the_coverage_says_so(api, quotation):
    summary = api.get(SUMMARY).json()
    dashboard = api.get(f"{URL}dashboard/").json()

    assert summary["quick_metrics"]["current_month_expenses"] == 0
    assert dashboard["total_expenses"] == "0.00"
    [reason] = summary["coverage"]["left_out"]
    assert (reason["code"], reason["count"]) == ("not_a_purchase", 1)
    listed = api.get(reason["link"]).json()
    assert [row["id"] for row in listed["results"]] == [quotation["id"]]


def test_it_counts_in_the_quota(quotation):
    assert QuotaUse.objects.get().state == QuotaUse.State.COMMITTED


def test_the_existing_client_sees_a_reading_without_amounts(api, quotation):
    data = quotation["extracted_data"]

    assert (data["vendor"], data["date"]) == ("Corner Cafe", "2026-04-03")
    assert (data["total"], data["total_amount"], data["tax"], data["items"]) == (
        None, None, None, [],
    )  # fmt: skip
    assert "currency" not in data
    [recent] = api.get(f"{URL}dashboard/").json()["recent_receipts"]
    assert (recent["vendor"], recent["amount"]) == ("Corner Cafe", None)
    [row] = api.get(URL).json()["results"]
    assert row == {name: quotation[name] for name in row}


class TestACorrection:
    def test_of_the_kind_makes_the_entry_of_the_kept_reading(self, api, quotation):
        response = api.patch(url_of(quotation), {"document_kind": "invoice"})

        body = response.json()
        assert response.status_code == 200
        assert body["transaction"]["total"] == "12.50"
        assert [item["description"] for item in body["transaction"]["items"]] == [
            "Flat white", "Scone",
        ]  # fmt: skip
        assert (body["document_kind"], body["review_status"], codes(body)) == (
            "invoice", "approved", [],
        )  # fmt: skip
        assert body["evidence"]["document_kind"]["is_corrected"] is True
        assert body["evidence"]["document_kind"]["value"] == "quotation"
        assert body["version"] == quotation["version"] + 1
        assert history(api, body)[-1] == ("corrected", "document_kind", "invoice")
        assert api.get(ENTRIES).json()["count"] == 1

    def test_makes_the_entry_with_all_its_checks(self, api, read):
        body = read("quotation", total=printed("99.00", confidence=0.4))

        after = api.patch(url_of(body), {"document_kind": "receipt"}).json()

        assert {"total_mismatch", "unsure_total"} <= {*codes(after)}
        assert after["review_status"] == "needs_review"

    def test_twice_is_once(self, api, quotation):
        first = api.patch(url_of(quotation), {"document_kind": "invoice"}).json()
        second = api.patch(url_of(quotation), {"document_kind": "invoice"}).json()

        assert second == first
        assert len(history(api, first)) == 3

    def test_of_a_stale_version_changes_nothing(self, api, quotation):
        headers = {"HTTP_IF_MATCH": f'"{quotation["version"] - 1}"'}

        response = api.patch(url_of(quotation), {"document_kind": "invoice"}, **headers)

        assert response.status_code == 412
        assert shown(api, quotation) == quotation

    def test_of_a_kind_that_there_is_not_is_refused(self, api, quotation):
        response = api.patch(url_of(quotation), {"document_kind": "poem"})

        assert response.status_code == 400
        assert "document_kind" in response.json()
        assert shown(api, quotation) == quotation

    def test_of_a_purchase_takes_the_entry_out_and_brings_it_back_as_it_was(self, api, read):
        body = read("receipt")
        corrected = api.patch(url_of(body), {"vendor": "Corner Shop", "notes": "with Ann"}).json()

        gone = api.patch(url_of(body), {"document_kind": "order_confirmation"}).json()

        assert (gone["transaction"], gone["document_kind"]) == (None, "order_confirmation")
        assert (gone["review_status"], codes(gone)) == ("approved", [])
        entry = corrected["transaction"]["id"]
        assert api.get(f"{ENTRIES}{entry}/").status_code == 404
        assert api.get(f"{ENTRIES}?deleted=true").json()["count"] == 0
        assert api.get(SUMMARY).json()["coverage"]["left_out"][0]["code"] == "not_a_purchase"

        back = api.patch(url_of(body), {"document_kind": "receipt"}).json()

        unlike = {"version", "updated_at", "document_kind"}
        assert {**back["transaction"], **dict.fromkeys(unlike)} == {
            **corrected["transaction"], **dict.fromkeys(unlike),
        }  # fmt: skip

    def test_of_a_verified_entry_takes_it_out_and_brings_it_back_verified(self, api, read):
        body = read("receipt")
        api.post(url_of(body, "verify/"))

        gone = api.patch(url_of(body), {"document_kind": "menu"}).json()
        back = api.patch(url_of(body), {"document_kind": "receipt"}).json()

        assert gone["transaction"] is None
        assert back["transaction"]["is_verified"] is True

    def test_stays_whatever_is_read_later(self, api, quotation, stub_reader):
        api.patch(url_of(quotation), {"document_kind": "invoice"})
        stub_reader.answers = [good_reading(document_kind=printed("quotation"))]

        api.post(url_of(quotation, "reprocess/"))
        process_receipt(quotation["id"])

        body = shown(api, quotation)
        assert (body["document_kind"], body["review_status"]) == ("invoice", "approved")
        assert body["transaction"]["total"] == "12.50"

    def test_while_it_is_being_read_outlasts_the_reading(self, api, receipt, stub_reader):
        stub_reader.answers = [good_reading(document_kind=printed("receipt"))]
        stub_reader.while_reading = lambda: api.patch(
            f"{URL}{receipt.pk}/", {"document_kind": "quotation"}
        )

        process_receipt(receipt.pk)

        body = api.get(f"{URL}{receipt.pk}/").json()
        assert (body["document_kind"], body["transaction"]) == ("quotation", None)
        assert body["review_status"] == "approved"

    def test_to_a_credit_note_turns_the_amounts_and_back(self, api, read):
        body = read("receipt")

        refund = api.patch(url_of(body), {"document_kind": "credit_note"}).json()
        assert (refund["transaction"]["total"], refund["transaction"]["tax"]) == ("-12.50", "-2.08")
        assert (refund["transaction"]["transaction_type"], codes(refund)) == ("expense", [])

        again = api.patch(url_of(body), {"document_kind": "receipt"}).json()
        assert (again["transaction"]["total"], codes(again)) == ("12.50", [])

    def test_of_a_credit_notes_total_to_more_than_nothing_is_asked_about(self, api, read):
        body = read("credit_note", subtotal=None, tax=None, tax_lines=(), items=())

        after = api.patch(url_of(body), {"total": "12.50"}).json()

        assert (after["review_status"], codes(after)) == ("needs_review", ["positive_credit_note"])

    def test_of_a_credit_note_that_was_turned_turns_it_back(self, api, read):
        body = read("credit_note")
        assert body["transaction"]["total"] == "-12.50"

        after = api.patch(url_of(body), {"document_kind": "receipt"}).json()

        assert (after["transaction"]["total"], codes(after)) == ("12.50", [])
        assert [item["amount"] for item in after["transaction"]["items"]] == ["7.50", "5.00"]

    def test_of_what_could_not_be_read_makes_no_entry(self, api, receipt, stub_reader):
        stub_reader.answers = [lasting_failure()]
        process_receipt(receipt.pk)

        body = api.patch(f"{URL}{receipt.pk}/", {"document_kind": "invoice"}).json()

        assert (body["ocr_status"], body["document_kind"]) == ("failed", "invoice")
        assert body["transaction"] is None

    def test_of_somebody_elses_is_not_found(self, other_api, quotation):
        response = other_api.patch(url_of(quotation), {"document_kind": "invoice"})

        assert response.status_code == 404


class TestValuesOfWhatHasNoEntry:
    @pytest.mark.parametrize("rest", ["", "update_extracted_data/"])
    def test_a_total_says_that_it_is_a_purchase(self, api, quotation, rest):
        body = api.patch(url_of(quotation, rest), {"total": "20.00"}).json()

        assert (body["document_kind"], body["transaction"]["total"]) == ("receipt", "20.00")
        assert body["transaction"]["vendor"] == "Corner Cafe"

    @pytest.mark.parametrize("rest", ["", "update_extracted_data/"])
    def test_other_values_are_refused(self, api, quotation, rest):
        response = api.patch(url_of(quotation, rest), {"vendor": "Corner Shop"})

        assert response.status_code == 409
        assert response.json()["code"] == "not_a_purchase"
        assert shown(api, quotation) == quotation

    def test_values_come_with_the_kind(self, api, quotation):
        changes = {"document_kind": "invoice", "vendor": "Corner Shop"}

        body = api.patch(url_of(quotation), changes).json()

        assert (body["document_kind"], body["transaction"]["vendor"]) == ("invoice", "Corner Shop")

    def test_a_kind_and_values_that_contradict_change_nothing(self, api, quotation):
        changes = {"document_kind": "menu", "total": "3.00"}

        response = api.patch(url_of(quotation), changes)

        assert response.json()["code"] == "not_a_purchase"
        assert shown(api, quotation) == quotation

    def test_a_category_for_many_leaves_it_out(self, api, quotation, read):
        receipt = read("receipt", vendor=printed("Ink Ltd"))
        body = {"ids": [quotation["id"], receipt["id"]], "category": "office"}

        answers = api.post(f"{URL}bulk/category/", body).json()["results"]

        told = {answer["id"]: answer.get("code") for answer in answers}
        assert told == {quotation["id"]: "not_a_purchase", receipt["id"]: None}
        assert shown(api, quotation)["transaction"] is None


class TestAPersonsYes:
    def test_settles_that_it_is_none(self, api, quotation):
        response = api.post(url_of(quotation, "verify/"))

        body = response.json()
        assert response.status_code == 200
        assert (body["review_status"], codes(body), body["transaction"]) == ("approved", [], None)
        assert history(api, body)[-1][0] == "verified"
        assert api.post(url_of(quotation, "verify/")).json() == body

    def test_is_said_by_naming_the_same_kind_too(self, api, quotation):
        body = api.patch(url_of(quotation), {"document_kind": "quotation"}).json()

        assert (body["review_status"], body["transaction"]) == ("approved", None)
        assert history(api, body)[-1][0] == "verified"

    def test_can_be_taken_back(self, api, quotation):
        api.post(url_of(quotation, "verify/"))

        body = api.post(url_of(quotation, "unverify/")).json()

        assert (body["review_status"], codes(body)) == ("needs_review", ["not_a_purchase"])
        assert history(api, body)[-1][0] == "unverified"

    def test_to_many_at_once(self, api, quotation, read):
        menu = read("menu")
        body = {"ids": [quotation["id"], menu["id"]]}

        api.post(f"{URL}bulk/verify/", body)
        assert api.get(f"{URL}?review_status=approved").json()["count"] == 2
        api.post(f"{URL}bulk/unverify/", body)
        assert api.get(f"{URL}?review_status=needs_review").json()["count"] == 2


class TestAReadingOfWhatWasThere:
    def reread(self, api, body, stub_reader, kind):
        stub_reader.answers = [good_reading(document_kind=printed(kind))]
        api.post(url_of(body, "reprocess/"))
        process_receipt(body["id"])
        return shown(api, body)

    def test_takes_an_entry_out_and_brings_it_back(self, api, read, stub_reader):
        body = read("receipt")

        gone = self.reread(api, body, stub_reader, "quotation")
        back = self.reread(api, body, stub_reader, "receipt")

        assert (gone["transaction"], codes(gone)) == (None, ["not_a_purchase"])
        assert back["transaction"]["id"] == body["transaction"]["id"]
        assert back["review_status"] == "approved"

    def test_leaves_in_the_books_what_a_person_has_entered(self, api, read, stub_reader):
        body = read("receipt")
        api.patch(url_of(body), {"vendor": "Corner Shop"})

        after = self.reread(api, body, stub_reader, "quotation")

        assert after["transaction"]["vendor"] == "Corner Shop"
        assert (after["review_status"], codes(after)) == ("needs_review", ["not_a_purchase"])

        settled = api.patch(url_of(body), {"document_kind": "quotation"}).json()
        assert (settled["transaction"], settled["review_status"]) == (None, "approved")


class TestFilters:
    def test_by_kind(self, api, read):
        ids = {kind: read(kind)["id"] for kind in ("quotation", "menu", "invoice", None)}

        def found(kinds):
            return {row["id"] for row in api.get(f"{URL}?document_kind={kinds}").json()["results"]}

        assert found("quotation,menu") == {ids["quotation"], ids["menu"]}
        assert found("Invoice") == {ids["invoice"]}
        assert found("unknown") == {ids[None]}
        assert api.get(f"{URL}?document_kind=poem").status_code == 400
        entries = api.get(f"{ENTRIES}?document_kind=invoice,menu").json()["results"]
        assert [entry["receipt"] for entry in entries] == [ids["invoice"]]

    def test_by_whether_there_is_an_entry(self, api, quotation, read, png, user):
        receipt = read("receipt", vendor=printed("Ink Ltd"), total=printed("3.00"))
        waiting = upload_unread(user, png)

        def found(query):
            return {row["id"] for row in api.get(f"{URL}?{query}").json()["results"]}

        assert found("has_entry=true") == {receipt["id"]}
        assert found("has_entry=false") == {quotation["id"], waiting.pk}
        assert found("has_values=true") == {receipt["id"], quotation["id"]}
        assert found("has_values=false") == {waiting.pk}
        assert found("search=corner&review_status=needs_review") == {quotation["id"]}
        assert found("missing=total") == found("category=uncategorised") == set()

    def test_in_the_trash(self, api, quotation, read):
        receipt = read("receipt")
        for body in (quotation, receipt):
            api.delete(url_of(body))

        listed = api.get(f"{URL}?deleted=true&ordering=uploaded_at").json()["results"]
        assert [row["transaction"] is None for row in listed] == [True, False]
        entries = api.get(f"{ENTRIES}?deleted=true").json()["results"]
        assert [entry["receipt"] for entry in entries] == [receipt["id"]]
        for body in (quotation, receipt):
            api.post(url_of(body, "restore/"))
        assert shown(api, quotation)["transaction"] is None
        assert api.get(ENTRIES).json()["count"] == 1

    def test_changes_tell_the_kind(self, api, quotation):
        [row] = api.get(f"{URL}changes/").json()["receipts"]

        assert (row["document_kind"], row["review_status"]) == ("quotation", "needs_review")


class TestDuplicates:
    """A receipt and the slip of the card that paid for it; an invoice and its reminder."""

    def candidates(self, api, body):
        return api.get(url_of(body, "duplicates/")).json()["results"]

    def slip(self, read, **changes):
        values = {"purchased_on": printed("2026-04-04"), "vendor": printed("CORNER CAFE LONDON")}
        return read("card_slip", items=(), **(values | changes))

    @pytest.mark.parametrize("is_slip_first", [True, False])
    def test_a_slip_resembles_its_receipt_and_the_receipt_stays(self, api, read, is_slip_first):
        first = self.slip(read) if is_slip_first else read("receipt")
        second = read("receipt") if is_slip_first else self.slip(read)
        receipt, slip = (second, first) if is_slip_first else (first, second)

        [found] = self.candidates(api, slip)
        assert [reason["code"] for reason in found["reasons"]] == ["card_slip"]
        assert "possible_duplicate" in codes(shown(api, second))
        answer = {"resolution": "same"}
        api.post(url_of(second, f"duplicates/{found['id']}/resolve/"), answer)

        assert api.get(url_of(slip)).status_code == 404
        assert shown(api, receipt)["transaction"]["total"] == "12.50"

    @pytest.mark.parametrize(
        "changes",
        [
            {"total": printed("12.60")},
            {"purchased_on": printed("2026-04-09")},
            {"vendor": printed("Harbour Fish Bar")},
            {"currency": printed("EUR")},
        ],
    )
    def test_the_slip_of_something_else_resembles_nothing(self, api, read, changes):
        read("receipt")

        assert self.candidates(api, self.slip(read, **changes)) == []

    @pytest.mark.parametrize("is_slip_first", [True, False])
    @pytest.mark.parametrize("is_on_slip", [True, False])
    def test_a_tip_that_is_on_one_of_the_two_hides_nothing(
        self, api, read, is_slip_first, is_on_slip
    ):
        tipped = {"total": printed("14.50"), "tip": printed("2.00")}
        slip, receipt = (tipped, {}) if is_on_slip else ({}, tipped)
        first = self.slip(read, **slip) if is_slip_first else read("receipt", **receipt)
        second = read("receipt", **receipt) if is_slip_first else self.slip(read, **slip)

        [found] = self.candidates(api, second)
        assert found["other"]["id"] == first["id"]
        assert [reason["code"] for reason in found["reasons"]] == ["card_slip"]

    @pytest.mark.parametrize("is_reminder_first", [True, False])
    def test_a_reminder_with_a_fee_resembles_its_invoice(self, api, read, is_reminder_first):
        fee = {"purchased_on": printed("2026-05-20"), "total": printed("13.75")}
        papers = [("invoice", {}), ("payment_reminder", fee)]
        for kind, values in reversed(papers) if is_reminder_first else papers:
            last = read(kind, items=(), **values)

        [found] = self.candidates(api, last)
        assert [reason["code"] for reason in found["reasons"]] == ["payment_reminder"]

    @pytest.mark.parametrize(
        "changes",
        [
            {"total": printed("19.00")},
            {"total": printed("12.00")},
            {"purchased_on": printed("2026-03-20")},
            {"vendor": printed("Harbour Fish Bar")},
        ],
    )
    def test_the_reminder_of_something_else_resembles_nothing(self, api, read, changes):
        read("invoice")
        values = {"purchased_on": printed("2026-05-20")} | changes

        assert self.candidates(api, read("payment_reminder", items=(), **values)) == []

    @pytest.mark.parametrize("by", ["number", "total"])
    def test_a_reminder_resembles_its_invoice(self, api, read, by):
        number = {"receipt_number": printed("4711")}
        invoice = read("invoice", **number)
        later = {"purchased_on": printed("2026-05-20")}
        like = number | {"total": printed("17.50")} if by == "number" else {}

        reminder = read("payment_reminder", items=(), **later, **like)

        [found] = self.candidates(api, reminder)
        assert found["other"]["id"] == invoice["id"]
        assert found["other"]["document_kind"] == "invoice"
        assert [reason["code"] for reason in found["reasons"]] == ["payment_reminder"]

    def test_an_invoice_that_came_after_its_reminder_takes_its_place(self, api, read):
        reminder = read("payment_reminder", purchased_on=printed("2026-05-20"))
        invoice = read("invoice")

        [found] = self.candidates(api, invoice)
        api.post(url_of(invoice, f"duplicates/{found['id']}/resolve/"), {"resolution": "replace"})

        assert api.get(url_of(reminder)).status_code == 404
        assert shown(api, invoice)["transaction"]["total"] == "12.50"

    def test_a_slip_never_takes_the_place_of_its_receipt(self, api, read):
        receipt = read("receipt")
        slip = self.slip(read)
        [found] = self.candidates(api, slip)

        url = url_of(slip, f"duplicates/{found['id']}/resolve/")
        response = api.post(url, {"resolution": "replace"})

        assert response.status_code == 409
        assert [row["resolution"] for row in self.candidates(api, slip)] == ["open"]
        assert shown(api, receipt)["transaction"]["total"] == "12.50"


def test_a_paper_that_was_set_aside_before_goes_with_its_receipt(api, quotation, now):
    api.delete(url_of(quotation))
    entry, receipt = Transaction.objects.get(), Receipt.objects.get()

    assert entry.deleted_at < receipt.deleted_at
    assert receipt.deleted_at - entry.deleted_at < timedelta(minutes=5)
    assert entry.total == Decimal("12.50")
