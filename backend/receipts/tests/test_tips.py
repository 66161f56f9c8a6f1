"""A printed tip, from the paper to the books: the total contains it."""

from decimal import Decimal

import pytest

from receipts.models import Transaction
from receipts.processing.run import process_receipt
from receipts.services.extraction import ReadingContext, ReadLineItem
from receipts.services.offline.reader import read_sheet
from receipts.tests.offline_sheets import sheet_of
from receipts.tests.readings import TODAY, check_named, codes, validated
from receipts.tests.stub_reader import good_reading, printed

URL = "/api/v1/receipts/"
BILL = "FIVE SPICE DINER | | \n11/20/2026\nNoodles | 18.00\nTea | 4.00\n"


def items(*amounts):
    return tuple(ReadLineItem(description="thing", amount=amount) for amount in amounts)


def read(text):
    receipt = read_sheet(sheet_of(text), context=ReadingContext(today=TODAY), model="test")
    values = (receipt.total, receipt.subtotal, receipt.tax, receipt.tip)
    return tuple(field.value if field else None for field in values)


class TestArithmetic:
    SUMS = {"subtotal": "22.00", "tax": "1.98", "tip": "4.00"}

    def test_a_total_with_its_tip_adds_up_and_all_parts_are_surer(self):
        alone = validated(total="27.98", tip="4.00")
        receipt = validated(total="27.98", **self.SUMS)

        assert "total_mismatch" not in codes(receipt)
        for name in ("total", "subtotal", "tax", "tip"):
            assert receipt.field(name).confidence > alone.field("tip").confidence

    def test_a_total_without_its_tip_does_not_add_up(self):
        receipt = validated(total="23.98", **self.SUMS)

        check = check_named(receipt, "total_mismatch")
        assert check.severity == "error"
        assert check.values["tip"] == "4.00"

    def test_items_add_up_to_what_was_before_the_tip(self):
        receipt = validated(total="27.98", **self.SUMS, items=items("18.00", "4.00"))

        assert "items_mismatch" not in codes(receipt)

    def test_a_tip_may_be_one_of_the_items(self):
        receipt = validated(total="26.00", tip="4.00", items=items("18.00", "4.00", "4.00"))

        assert "items_mismatch" not in codes(receipt)

    def test_a_tip_that_can_be_no_part_of_the_total_is_said(self):
        receipt = validated(total="5.00", tip="100.00")

        assert check_named(receipt, "tip_implausible").severity == "error"

    @pytest.mark.parametrize(("total", "tip"), [("-27.98", "4.00"), ("27.98", "-4.00")])
    def test_a_tip_with_another_sign_than_the_total_is_said_once(self, total, tip):
        receipt = validated(total=total, tip=tip)

        assert check_named(receipt, "signs_differ").values == {"total": total, "tip": tip}
        assert "tip_implausible" not in codes(receipt)

    def test_the_tip_of_a_refund_has_its_sign(self):
        receipt = validated(total="-27.98", subtotal="-22.00", tax="-1.98", tip="-4.00")

        assert not {"total_mismatch", "signs_differ"} & codes(receipt)


class TestOfflineReader:
    def test_the_amount_with_the_tip_is_the_total(self):
        text = BILL + "Subtotal | 22.00\nTax | 1.98\nTotal | 23.98\nTip | 4.00\nTotal | 27.98"

        assert read(text) == ("27.98", "22.00", "1.98", "4.00")

    def test_a_tip_above_the_only_total(self):
        text = BILL + "Subtotal | 22.00\nTax | 1.98\nTip | 4.00\nTotal | 27.98"

        assert read(text) == ("27.98", "22.00", "1.98", "4.00")

    def test_tips_that_are_only_suggested_are_none(self):
        text = BILL + (
            "Subtotal | 22.00\nTax | 1.98\nTotal | 23.98\n"
            "Tip 15% | 3.60\nTotal | 27.58\nTip 20% | 4.80\nTotal | 28.78"
        )

        total, *_, tip = read(text)
        assert (total, tip) == ("23.98", None)

    def test_one_that_is_suggested_by_its_rate_is_none(self):
        text = BILL + (
            "Subtotal | 22.00\nTax | 1.98\nTotal | 23.98\nTip 15% | 3.60\nTotal with tip | 27.58"
        )

        total, *_, tip = read(text)
        assert (total, tip) == ("23.98", None)

    def test_a_line_that_waits_for_a_pen_is_none(self):
        text = BILL + "Subtotal | 22.00\nTax | 1.98\nTotal | 23.98\nTip ______\nTotal ______"

        assert read(text) == ("23.98", "22.00", "1.98", None)


@pytest.mark.django_db
class TestLedger:
    def test_a_reading_brings_it_into_the_entry(self, api, receipt, stub_reader):
        stub_reader.answers = [
            good_reading(
                total=printed("14.50"),
                subtotal=printed("10.42"),
                tax=printed("2.08"),
                tip=printed("2.00"),
            )
        ]

        process_receipt(receipt.pk)

        body = api.get(f"{URL}{receipt.pk}/").json()
        assert body["transaction"]["tip"] == "2.00"
        assert body["transaction"]["total"] == "14.50"
        assert body["evidence"]["tip"]["value"] == "2.00"
        assert "total_mismatch" not in {check["code"] for check in body["checks"]}

    def test_a_person_corrects_it_and_no_later_reading_does(self, api, completed, stub_reader):
        answer = api.patch(f"{URL}{completed.pk}/", {"tip": "1.50", "total": "14.00"})

        assert answer.status_code == 200
        assert answer.json()["transaction"]["tip"] == "1.50"
        stub_reader.answers = [good_reading(tip=printed("9.00"))]
        api.post(f"{URL}{completed.pk}/reprocess/")
        process_receipt(completed.pk)
        assert Transaction.objects.get().tip == Decimal("1.500")

    def test_an_entry_by_hand_has_one(self, api):
        answer = api.post(
            f"{URL}transactions/",
            {"total": "12.00", "tip": "2.00", "purchased_on": "2026-04-03", "vendor": "Cafe"},
        )

        assert answer.status_code == 201
        assert answer.json()["tip"] == "2.00"

    def test_no_amount_is_refused_and_changes_nothing(self, api, completed):
        before = Transaction.objects.values().get()

        answer = api.patch(f"{URL}{completed.pk}/", {"tip": "generous"})

        assert answer.status_code == 400
        assert "tip" in answer.json()
        assert Transaction.objects.values().get() == before

    def test_a_reading_from_before_there_were_tips_shows_none(self, api, completed):
        reading = completed.reading
        del reading["tip"]
        completed.save(update_fields=["reading"])

        evidence = api.get(f"{URL}{completed.pk}/").json()["evidence"]

        assert (evidence["tip"]["value"], evidence["tip"]["confidence"]) == (None, 0.0)
