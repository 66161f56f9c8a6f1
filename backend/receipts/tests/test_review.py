"""Review: what a person is asked to look at, the evidence, and their yes."""

from decimal import Decimal

import pytest

from receipts.ledger.verification import verify_receipts
from receipts.models import Receipt, Transaction
from receipts.processing.run import process_receipt
from receipts.services.extraction import Box, ReadField, ReadLineItem
from receipts.tests.conftest import upload_unread
from receipts.tests.stub_reader import good_reading, lasting_failure, printed

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"


def codes(body):
    return [reason["code"] for reason in body["review_reasons"]]


@pytest.fixture
def read(receipt, stub_reader, api):
    """Reads the receipt with the given changes and returns it as the API shows it."""

    def read_with(**changes):
        stub_reader.answers = [good_reading(**changes)]
        process_receipt(receipt.pk)
        return api.get(f"{URL}{receipt.pk}/").json()

    return read_with


class TestApproval:
    def test_a_sure_reading_whose_sums_hold_is_approved_by_itself(self, read):
        body = read()

        assert (body["review_status"], body["review_reasons"]) == ("approved", [])
        assert body["transaction"]["is_verified"] is False

    @pytest.mark.parametrize(
        ("field", "code"),
        [("vendor", "unsure_vendor"), ("purchased_on", "unsure_date")],
    )
    def test_one_unsure_main_field_needs_review(self, read, field, code):
        text = {"vendor": "Corner Cafe", "purchased_on": "2026-04-03"}[field]

        body = read(**{field: printed(text, confidence=0.8)})

        assert body["review_status"] == "needs_review"
        assert codes(body) == [code]
        [reason] = body["review_reasons"]
        assert reason["message"].endswith("certainty.")
        assert reason["values"] == {"confidence": "0.8", "together": "0.7747", "needed": "0.85"}

    def test_several_that_are_nearly_sure_are_not_sure_together(self, read):
        body = read(
            vendor=printed("Corner Cafe", confidence=0.91),
            purchased_on=printed("2026-04-03", confidence=0.92),
        )

        # With the least sure one settled the others are sure enough.
        assert codes(body) == ["unsure_vendor"]

    def test_the_confidence_is_the_probability_that_all_are_right(self, read):
        body = read(vendor=printed("Corner Cafe", confidence=0.9))

        # Four of 99 % beside it; the amounts add up, so there is a tenth of their doubt.
        assert body["ocr_confidence"] == pytest.approx(100 * 0.9 * 0.99**3 * 0.999**2, abs=0.06)

    def test_a_tax_that_may_have_been_missed_is_asked_about(self, read):
        """The total is more than the subtotal, and nothing says why."""
        body = read(tax=None, tax_lines=(), items=())

        assert codes(body) == ["unsure_tax"]
        assert body["review_reasons"][0]["fields"] == ["tax"]

    def test_a_receipt_without_any_tax_needs_nobody(self, read):
        assert read(tax=None, tax_lines=(), subtotal=None)["review_status"] == "approved"

    def test_each_reason_names_its_fields_as_the_entry_has_them(self, read):
        items = (
            ReadLineItem(description="Flat white", quantity="2", unit_price="4.75", amount="7.50"),
            ReadLineItem(description="Scone", amount="5.00"),
        )
        body = read(
            vendor=printed("Corner Caff", confidence=0.5),
            purchased_on=printed("03/04/2026"),
            currency=printed("USD"),
            total=printed("12.60", confidence=0.9),
            items=items,
        )

        told = {reason["code"]: reason for reason in body["review_reasons"]}
        assert told["unsure_vendor"]["fields"] == ["vendor"]
        assert told["date_ambiguous"]["fields"] == ["purchased_on"]
        assert told["total_mismatch"]["fields"] == ["total", "subtotal", "tax"]
        assert told["total_mismatch"]["values"] == {
            "total": "12.60", "subtotal": "10.42", "tax": "2.08",
        }  # fmt: skip
        assert "items_mismatch" not in told  # lines that were missed say nothing of the total
        names = {*body["transaction"], "items", "tax_lines"}
        for reason in told.values():
            assert {name.partition("[")[0] for name in reason["fields"]} <= names

    def test_what_is_no_field_of_an_entry_is_among_the_values_alone(self, read):
        body = read(purchased_on=printed("2046-04-03"))

        [reason] = [one for one in body["review_reasons"] if one["code"] == "date_in_future"]
        assert reason["fields"] == ["purchased_on"]
        assert {*reason["values"]} == {"purchased_on", "today"}

    def test_the_threshold_is_a_setting(self, read, settings):
        settings.AUTO_APPROVE_CONFIDENCE = 0.75

        assert read(vendor=printed("Corner Cafe", confidence=0.8))["review_status"] == "approved"

    def test_one_failed_check_needs_review_and_proposes_a_repair(self, read):
        body = read(total=printed("12.60", confidence=0.9))

        assert "total_mismatch" in codes(body)
        [mismatch] = [r for r in body["review_reasons"] if r["code"] == "total_mismatch"]
        assert mismatch["repair"]["field"] == "total"
        assert (mismatch["repair"]["from"], mismatch["repair"]["to"]) == ("12.60", "12.50")
        assert "total_mismatch" in {check["code"] for check in body["checks"]}


class TestAfterACorrection:
    def test_what_was_unsure_is_settled(self, read, api):
        body = read(vendor=printed("Corner Caff", confidence=0.5))

        after = api.patch(f"{URL}{body['id']}/", {"vendor": "Corner Cafe"}).json()

        assert (after["review_status"], after["review_reasons"]) == ("approved", [])

    def test_sums_are_added_up_anew(self, read, api):
        body = read(total=printed("99.00", confidence=0.4))
        assert {"total_mismatch", "unsure_total"} <= {*codes(body)}

        after = api.patch(f"{URL}{body['id']}/", {"total": "12.50"}).json()

        assert after["review_reasons"] == []

    def test_a_correction_that_breaks_a_sum_is_asked_about(self, read, api):
        body = read()

        after = api.patch(f"{URL}{body['id']}/", {"total": "12.40"}).json()

        assert after["review_status"] == "needs_review"
        assert codes(after) == ["total_mismatch", "items_mismatch", "taxed_more_than_total"]

    def test_items_that_a_person_sets_have_to_add_up(self, read, api):
        body = read(items=(ReadLineItem(description="Scone", amount="5.00"),))
        assert (body["review_status"], codes(body)) == ("approved", [])

        items = [{"description": "Scone", "amount": "5.10"}]
        after = api.patch(f"{URL}{body['id']}/", {"items": items}).json()

        assert (after["review_status"], codes(after)) == ("needs_review", ["items_mismatch"])

    def test_its_figures_are_written_as_those_of_a_reading(self, read, api):
        """Columns have more decimals than a pound."""
        body = read()

        after = api.patch(f"{URL}{body['id']}/", {"total": "12.60"}).json()

        [mismatch] = [r for r in after["review_reasons"] if r["code"] == "total_mismatch"]
        assert mismatch["values"] == {"total": "12.60", "subtotal": "10.42", "tax": "2.08"}

    def test_other_reasons_stay(self, read, api):
        body = read(
            vendor=printed("Corner Caff", confidence=0.5),
            purchased_on=printed("2026-04-03", confidence=0.5),
        )

        after = api.patch(f"{URL}{body['id']}/", {"vendor": "Corner Cafe"}).json()

        assert codes(after) == ["unsure_date"]

    def test_an_ambiguous_date_is_settled_by_a_person(self, read, api):
        body = read(purchased_on=printed("03/04/2026"), currency=printed("USD"))
        assert "date_ambiguous" in codes(body)

        after = api.patch(f"{URL}{body['id']}/", {"purchased_on": "2026-04-03"}).json()

        assert after["review_reasons"] == []

    def test_a_strange_name_is_a_persons_own_business(self, read, api):
        body = read(vendor=printed("Receipt"))
        assert "vendor_suspicious" in codes(body)

        after = api.patch(f"{URL}{body['id']}/", {"vendor": "24/7"}).json()

        assert after["review_reasons"] == []

    def test_a_date_that_has_not_come_is_asked_about(self, read, api):
        body = read()

        after = api.patch(f"{URL}{body['id']}/", {"purchased_on": "2062-04-03"}).json()

        assert codes(after) == ["date_in_future"]

    def test_a_total_that_was_taken_away_is_missed(self, read, api):
        body = read()
        api.post(f"{URL}{body['id']}/verify/")

        after = api.patch(f"{URL}{body['id']}/", {"total": None}).json()

        assert "total_missing" in codes(after)
        assert "There is no total." in [why["message"] for why in after["review_reasons"]]
        assert after["transaction"]["is_verified"] is False

    def test_what_was_not_read_at_all_is_said_once(self, read):
        body = read(vendor=None)

        assert codes(body) == ["vendor_missing"]
        assert body["review_reasons"][0]["message"] == "No vendor could be read."

    def test_a_correction_before_the_reading_settles_its_field(self, api, receipt, stub_reader):
        api.patch(f"{URL}{receipt.pk}/", {"vendor": "Corner Cafe"})
        stub_reader.answers = [good_reading(vendor=printed("C0rner", confidence=0.2))]
        process_receipt(receipt.pk)

        body = api.get(f"{URL}{receipt.pk}/").json()

        assert (body["review_status"], body["review_reasons"]) == ("approved", [])


class TestVerify:
    def test_a_persons_yes_approves(self, read, api, user):
        body = read(vendor=printed("Corner Caff", confidence=0.5))

        response = api.post(f"{URL}{body['id']}/verify/")

        assert response.status_code == 200
        after = response.json()
        assert (after["review_status"], after["review_reasons"]) == ("approved", [])
        assert after["transaction"]["is_verified"] is True
        assert after["transaction"]["verified_at"] is not None
        entry = Transaction.objects.get()
        assert entry.verified_by == user
        assert [e.kind for e in entry.receipt.events.all()] == ["uploaded", "read", "verified"]

    def test_a_second_yes_changes_nothing(self, read, api):
        body = read()
        first = api.post(f"{URL}{body['id']}/verify/").json()

        assert api.post(f"{URL}{body['id']}/verify/").json() == first
        assert Transaction.objects.get().events.filter(kind="verified").count() == 1

    def test_a_later_correction_keeps_the_yes(self, read, api):
        body = read()
        api.post(f"{URL}{body['id']}/verify/")

        after = api.patch(f"{URL}{body['id']}/", {"total": "12.40"}).json()

        assert after["review_status"] == "approved"
        assert after["transaction"]["is_verified"] is True

    @pytest.mark.parametrize(
        "changes",
        [{"total": None, "items": (), "tax_lines": ()}, {"purchased_on": None}],
        ids=["total", "date"],
    )
    def test_without_a_total_or_a_date_there_is_nothing_to_say_yes_to(self, read, api, changes):
        body = read(**changes)

        response = api.post(f"{URL}{body['id']}/verify/")

        assert response.status_code == 409
        assert response.json()["code"] == "not_verifiable"
        assert Transaction.objects.get().verified_at is None

    def test_nor_before_the_reading(self, api, receipt):
        assert api.post(f"{URL}{receipt.pk}/verify/").status_code == 409

    def test_somebody_elses_is_404(self, other_api, completed):
        assert other_api.post(f"{URL}{completed.pk}/verify/").status_code == 404
        assert Transaction.objects.get().verified_at is None

    def test_many_are_verified_each_by_itself(self, user, png, completed, other_user, now):
        png.seek(0)
        waiting = upload_unread(user, png)

        wanted = dict.fromkeys([completed.pk, waiting.pk, 999_999])
        outcomes = verify_receipts(wanted, actor=user, now=now)

        codes = {pk: getattr(outcome, "code", None) for pk, outcome in outcomes.items()}
        assert codes == {completed.pk: None, waiting.pk: "not_verifiable", 999_999: "not_found"}
        [theirs] = verify_receipts({completed.pk: None}, actor=other_user, now=now).values()
        assert theirs.code == "not_found"

    def test_many_are_verified_as_they_were_seen_and_taken_back_so(self, api, user, png, completed):
        png.seek(0)
        second = upload_unread(user, png)
        process_receipt(second.pk)
        shown = [api.get(f"{URL}{pk}/").json() for pk in (completed.pk, second.pk)]
        seen = [{"id": one["id"], "version": one["version"]} for one in shown]
        api.patch(f"{URL}{second.pk}/", {"total": "99.00"})

        answer = api.post(f"{URL}bulk/verify/", {"receipts": seen}).json()

        [done, stale] = answer["results"]
        assert (answer["changed"], stale["status"], stale["code"]) == (1, 412, "stale")
        assert Transaction.objects.get(receipt=completed).verified_at
        assert Transaction.objects.get(receipt=second).verified_at is None
        again = api.post(f"{URL}bulk/unverify/", {"receipts": seen[:1]}).json()
        assert (again["changed"], Transaction.objects.filter(verified_at=None).count()) == (0, 1)
        as_answered = {"receipts": [{"id": done["id"], "version": done["version"]}]}
        assert api.post(f"{URL}bulk/unverify/", as_answered).json()["changed"] == 1

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"ids": [1], "receipts": [{"id": 1, "version": 1}]},
            {"receipts": [{"id": 1}]},
            {"receipts": [{"id": 1, "version": 1}, {"id": 1, "version": 2}]},
        ],
    )
    def test_nothing_is_verified_by_a_call_that_says_no_or_two_things(self, completed, api, body):
        assert api.post(f"{URL}bulk/verify/", body).status_code == 400
        assert Transaction.objects.get().verified_at is None


class TestUnverify:
    def test_a_yes_that_is_taken_back_is_asked_about_as_before(self, read, api):
        body = read(vendor=printed("Corner Caff", confidence=0.5))
        before = api.patch(f"{URL}{body['id']}/", {"total": "12.60"}).json()
        api.post(f"{URL}{body['id']}/verify/")

        response = api.post(f"{URL}{body['id']}/unverify/")

        assert response.status_code == 200
        after = response.json()
        assert after["review_status"] == "needs_review"
        assert after["review_reasons"] == before["review_reasons"] != []
        entry = Transaction.objects.get()
        assert (entry.verified_by, entry.verified_at) == (None, None)
        assert after["transaction"]["total"] == "12.60"
        assert after["transaction"]["corrected_fields"] == ["total"]
        assert after["version"] == before["version"] + 2
        kinds = [event.kind for event in entry.receipt.events.all()]
        assert kinds[-2:] == ["verified", "unverified"]

    def test_what_needed_no_look_needs_none_afterwards(self, read, api):
        body = read()
        api.post(f"{URL}{body['id']}/verify/")

        after = api.post(f"{URL}{body['id']}/unverify/").json()

        assert (after["review_status"], after["transaction"]["is_verified"]) == ("approved", False)

    def test_once_more_changes_nothing(self, read, api):
        body = read()
        api.post(f"{URL}{body['id']}/verify/")
        first = api.post(f"{URL}{body['id']}/unverify/").json()

        assert api.post(f"{URL}{body['id']}/unverify/").json() == first
        assert Transaction.objects.get().events.filter(kind="unverified").count() == 1

    def test_what_is_still_to_be_read_is_reviewed_afterwards(self, api, receipt, stub_reader):
        api.patch(f"{URL}{receipt.pk}/", {"total": "3.00", "purchased_on": "2026-03-01"})
        assert api.post(f"{URL}{receipt.pk}/verify/").json()["review_status"] == "approved"

        after = api.post(f"{URL}{receipt.pk}/unverify/").json()

        assert after["review_status"] == "unreviewed"
        process_receipt(receipt.pk)
        assert api.get(f"{URL}{receipt.pk}/").json()["transaction"]["total"] == "3.00"

    def test_somebody_elses_is_404(self, api, other_api, completed):
        api.post(f"{URL}{completed.pk}/verify/")

        assert other_api.post(f"{URL}{completed.pk}/unverify/").status_code == 404
        assert Transaction.objects.get().verified_at is not None


class TestEvidence:
    def test_each_field_says_where_it_comes_from(self, read):
        total = ReadField(
            value="12.50",
            source="offline",
            printed="TOTAL 12.50",
            confidence=0.99,
            box=Box(page=0, left=0.5, top=0.25, right=0.75, bottom=0.3),
        )

        evidence = read(total=total, payment_method=None)["evidence"]

        assert evidence["total"] == {
            "value": "12.50",
            "text": "12.50",
            "printed": "TOTAL 12.50",
            "confidence": pytest.approx(0.9967, abs=0.01),
            "reader": "offline",
            "origin": None,
            "place": {"page": 0, "left": 0.5, "top": 0.25, "right": 0.75, "bottom": 0.3},
            "second_opinion": None,
            "is_corrected": False,
        }
        assert evidence["payment_method"]["value"] is None
        assert evidence["payment_method"]["reader"] is None

    def test_it_stays_the_readers_after_a_correction(self, read, api):
        body = read()

        after = api.patch(
            f"{URL}{body['id']}/",
            {"total": "13.00", "transaction_type": "income", "category": "income"},
        ).json()

        assert after["evidence"]["total"]["value"] == "12.50"
        assert after["evidence"]["total"]["is_corrected"] is True
        assert after["evidence"]["transaction_type"]["is_corrected"] is True
        assert after["evidence"]["vendor"]["is_corrected"] is False

    def test_without_a_reading_there_is_none(self, api, receipt, stub_reader):
        stub_reader.answers = [lasting_failure()]
        process_receipt(receipt.pk)

        body = api.get(f"{URL}{receipt.pk}/").json()

        assert (body["evidence"], body["checks"]) == (None, [])

    def test_the_list_does_without_it(self, api, completed):
        [row] = api.get(URL).json()["results"]

        assert "evidence" not in row

    def test_the_detail_asks_a_fixed_number_of_queries(
        self, api, completed, django_assert_num_queries
    ):
        url = f"{URL}{completed.pk}/"
        items = [{"amount": "0.25", "category": "meals"}]
        for count in (1, 200):
            api.patch(url, {"items": items * count})
            with django_assert_num_queries(8):
                assert len(api.get(url).json()["transaction"]["items"]) == count


def test_a_correction_during_a_second_reading_is_reviewed_with_it(api, receipt, stub_reader):
    stub_reader.answers = [good_reading(total=printed("99.00", confidence=0.4))]
    process_receipt(receipt.pk)
    api.post(f"{URL}{receipt.pk}/reprocess/")
    stub_reader.while_reading = lambda: api.patch(f"{URL}{receipt.pk}/", {"total": "12.50"})

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert receipt.review_status == Receipt.ReviewStatus.APPROVED
    assert receipt.transaction.total == Decimal("12.50")
