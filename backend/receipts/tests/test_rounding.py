"""A printed rounding, from the paper to the books: the total contains it, with its sign."""

from decimal import Decimal

import pytest

from receipts.models import Transaction
from receipts.processing.run import process_receipt
from receipts.services.extraction import ReadingContext
from receipts.services.offline.reader import read_sheet
from receipts.tests.offline_sheets import sheet_of
from receipts.tests.readings import TODAY, check_named, codes, validated
from receipts.tests.stub_reader import good_reading, printed

URL = "/api/v1/receipts/"
SUMS = {"subtotal": "40.02", "tax": "8.00"}


def read(sums):
    text = f"Linden Cafe\n05/11/2026\nTea | 40.02\n{sums}"
    receipt = read_sheet(sheet_of(text), context=ReadingContext(today=TODAY), model="test")
    return receipt.total.value, receipt.rounding and receipt.rounding.value


class TestArithmetic:
    def test_a_total_with_its_rounding_adds_up_and_all_parts_are_surer(self):
        receipt = validated(currency="CHF", total="48.00", rounding="-0.02", **SUMS)

        assert "total_mismatch" not in codes(receipt)
        assert receipt.rounding.value == Decimal("-0.02")
        assert receipt.rounding.confidence > validated(rounding="-0.02").rounding.confidence

    def test_a_rounding_to_whole_rupees_explains_the_total(self):
        sums = {"currency": "INR", "country": "IN", "subtotal": "100.20", "tax": "18.04"}

        assert "total_mismatch" in codes(validated(total="118.00", **sums))
        rounded = validated(total="118.00", rounding="-0.24", **sums)
        assert not codes(rounded) & {"total_mismatch", "rounding_implausible"}

    @pytest.mark.parametrize(
        ("currency", "largest"),
        [
            ("MYR", "0.02"),
            ("CHF", "0.02"),
            ("INR", "0.50"),
            ("NOK", "0.50"),
            ("SEK", "0.50"),
            ("DKK", "0.25"),
            ("KRW", "5"),
            ("GBP", "0.02"),
        ],
    )
    def test_more_than_half_of_the_smallest_coin_is_doubted(self, currency, largest):
        wrong = f"{Decimal(largest) * 2:f}"
        values = {"currency": currency, "total": "300.00"}

        assert "rounding_implausible" not in codes(validated(rounding=largest, **values))
        assert "rounding_implausible" not in codes(validated(rounding=f"-{largest}", **values))
        check = check_named(validated(rounding=wrong, **values), "rounding_implausible")
        assert (check.severity, set(check.values)) == ("error", {"total", "rounding"})

    def test_of_a_credit_note_it_turns_with_the_other_amounts(self):
        receipt = validated(
            document_kind="credit_note", currency="CHF", total="48.00", rounding="-0.02", **SUMS
        )

        assert (receipt.total.value, receipt.rounding.value) == (Decimal(-48), Decimal("0.02"))
        assert "total_mismatch" not in codes(receipt)


class TestOfflineReader:
    @pytest.mark.parametrize(
        ("sums", "rounding"),
        [
            ("Total | 40.02\nRounding Adj | -0.02\nRounded total | 40.00", "-0.02"),
            ("Total | 40.02\nRounding Adj | 0.02\nRounded total | 40.00", "-0.02"),
            ("Zwischensumme | 40.02\nRundung | 0.03\nTotal CHF | 40.05", "0.03"),
            ("Delsumma | 40.02\nÖresavrundning | -0.02\nAtt betala | 40.00", "-0.02"),
            ("Subtotaal | 40.02\nAfronding | -0.02\nTe betalen | 40.00", "-0.02"),
            ("Subtotal | 33.35\nVAT 20% | 6.67\nRound off | -0.02\nTOTAL | 40.00", "-0.02"),
        ],
    )
    def test_it_is_read_with_the_sign_that_it_has_in_the_sum(self, sums, rounding):
        total, found = read(sums)

        assert (total[:2], found) == ("40", rounding)

    def test_what_is_due_after_a_payment_is_no_rounded_total(self):
        total, _ = read("Total | 40.02\nRounded total | 40.02\nCard | 40.02\nBalance due | 0.00")

        assert total == "40.02"

    @pytest.mark.parametrize(
        "sums",
        [
            "TOTAL | 40.02\nRounding | 0.00",
            "TOTAL | 40.02\nRounding | 0.07",  # in no sum
        ],
    )
    def test_what_is_in_no_sum_is_none(self, sums):
        assert read(sums) == ("40.02", None)


class TestBooks:
    def test_it_is_in_the_entry_and_can_be_corrected(self, api, receipt, stub_reader):
        stub_reader.answers = [
            good_reading(total=printed("12.52"), rounding=printed("0.02"), tax_lines=())
        ]
        process_receipt(receipt.pk)

        shown = api.get(f"{URL}{receipt.pk}/").json()
        assert shown["transaction"]["rounding"] == "0.02"
        assert shown["evidence"]["rounding"]["value"] == "0.02"
        changed = api.patch(f"{URL}{receipt.pk}/", {"rounding": "-0.01"}, format="json")
        assert changed.json()["transaction"]["rounding"] == "-0.01"
        assert Transaction.objects.get().rounding == Decimal("-0.010")

    def test_an_entry_by_hand_is_checked_with_it(self, api):
        typed = {"total": "12.00", "currency": "CHF", "purchased_on": "2026-11-05"}
        entry = api.post(f"{URL}transactions/", typed | {"rounding": "0.02"}, format="json")
        assert (entry.status_code, entry.json()["rounding"]) == (201, "0.02")

        answer = api.post(f"{URL}transactions/check/", typed | {"rounding": "2"}, format="json")
        assert "rounding_implausible" in {check["code"] for check in answer.json()["checks"]}
