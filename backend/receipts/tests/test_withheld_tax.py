"""Withheld tax, from the paper to the books: it makes the total less, and is none of its tax."""

from dataclasses import replace
from decimal import Decimal

import pytest

from receipts.models import TaxLine
from receipts.processing.run import process_receipt
from receipts.services.extraction import ReadingContext, ReadTaxLine
from receipts.services.offline.reader import read_sheet
from receipts.services.validation.stored import from_json
from receipts.services.validation.validated import to_json
from receipts.tests.offline_sheets import sheet_of
from receipts.tests.readings import TODAY, check_named, codes, validated
from receipts.tests.stub_reader import good_reading, printed

URL = "/api/v1/receipts/"
VAT = ReadTaxLine(rate="21", net="1000.00", tax="210.00")
IRPF = ReadTaxLine(kind="withheld", rate="15", net="1000.00", tax="-150.00")
SUMS = {"currency": "EUR", "subtotal": "1000.00", "tax": "210.00"}


def read(sums):
    text = f"Estudio Linde\n05/11/2026\nDiseno | 40.00\n{sums}"
    receipt = read_sheet(sheet_of(text), context=ReadingContext(today=TODAY), model="test")
    lines = [(line.kind, line.rate, line.tax) for line in receipt.tax_lines]
    return receipt.total.value, receipt.tax and receipt.tax.value, lines


class TestArithmetic:
    def test_it_satisfies_the_total_and_is_no_part_of_the_tax(self):
        receipt = validated(total="1060.00", tax_lines=(VAT, IRPF), **SUMS)

        assert not codes(receipt) & {"total_mismatch", "tax_lines_mismatch", "signs_differ"}
        assert [line.tax for line in receipt.tax_lines] == [Decimal("210.00"), Decimal("150.00")]
        assert "total_mismatch" in codes(validated(total="1060.00", tax_lines=(VAT,), **SUMS))

    def test_a_total_that_is_off_says_what_it_is_less_by(self):
        check = check_named(
            validated(total="1080.00", tax_lines=(VAT, IRPF), rounding="0.02", **SUMS),
            "total_mismatch",
        )

        assert check.values == {
            "total": "1080.00",
            "subtotal": "1000.00",
            "tax": "210.00",
            "rounding": "0.02",
            "withheld": "150.00",
        }
        assert "plus tax, tip and rounding less discount and withheld tax" in check.message

    def test_its_rate_is_checked_like_any_other(self):
        wrong = ReadTaxLine(kind="withheld", rate="19", net="1000.00", tax="150.00")

        check = check_named(
            validated(total="1060.00", tax_lines=(VAT, wrong), **SUMS), "tax_rate_mismatch"
        )
        assert check.repair is None

    def test_of_a_credit_note_it_is_less_than_nothing_too(self):
        receipt = validated(
            document_kind="credit_note", total="1060.00", tax_lines=(VAT, IRPF), **SUMS
        )

        assert receipt.tax_lines[1].tax == Decimal("-150.00")
        assert not codes(receipt) & {"total_mismatch", "signs_differ"}

    @pytest.mark.parametrize("kind", ["credit_note", "invoice"])
    @pytest.mark.parametrize("withheld", ["150.00", "-150.00"])
    def test_beside_amounts_that_have_their_minus_it_has_it_too(self, kind, withheld):
        lines = (
            replace(VAT, net="-1000.00", tax="-210.00"),
            replace(IRPF, net="-1000.00", tax=withheld),
        )
        sums = {"currency": "EUR", "subtotal": "-1000.00", "tax": "-210.00"}

        receipt = validated(document_kind=kind, total="-1060.00", tax_lines=lines, **sums)

        assert receipt.tax_lines[1].tax == Decimal("-150.00")
        assert not codes(receipt) & {"total_mismatch", "signs_differ", "refund_without_minus"}

    def test_a_stored_reading_keeps_its_kind(self):
        receipt = validated(total="1060.00", tax_lines=(VAT, IRPF), **SUMS)

        assert from_json(to_json(receipt)).tax_lines == receipt.tax_lines
        old = to_json(receipt)
        for line in old["tax_lines"]:
            del line["kind"]
        assert [line.kind for line in from_json(old).tax_lines] == ["charged", "charged"]


class TestOfflineReader:
    @pytest.mark.parametrize(
        ("sums", "tax", "lines"),
        [
            (
                "Base imponible | 40.00\nIVA 21% | 8.40\nRetención IRPF 15% | -6.00\nTotal | 42.40",
                "8.40",
                [("charged", "21", "8.40"), ("withheld", "15", "6.00")],
            ),
            (
                "Imponibile | 40.00\nIVA 22% | 8.80\nRitenuta d'acconto 20% | 8.00\nTotale | 40.80",
                "8.80",
                [("charged", "22", "8.80"), ("withheld", "20", "8.00")],
            ),
            (
                "Subtotal | 40.00\nCGST 9% | 3.60\nSGST 9% | 3.60\nTDS 10% | -4.00\nTotal | 43.20",
                "7.20",
                [("charged", "9", "3.60"), ("charged", "9", "3.60"), ("withheld", "10", "4.00")],
            ),
            (
                "Netto | 40.00\nMwSt 19% | 7.60\nQuellensteuer 15% | 40.00 | -6.00\n"
                "Zu zahlen | 41.60",
                "7.60",
                [("charged", "19", "7.60"), ("withheld", "15", "6.00")],
            ),
        ],
    )
    def test_it_is_a_line_of_its_own_and_never_the_tax(self, sums, tax, lines):
        assert read(sums)[1:] == (tax, lines)

    def test_what_is_in_no_sum_is_no_line(self):
        sums = "Base imponible | 40.00\nIVA 21% | 8.40\nTotal | 48.40\nRetención 15% | -6.00"

        assert read(sums) == ("48.40", "8.40", [("charged", "21", "8.40")])


class TestBooks:
    def test_it_is_in_the_entry_and_can_be_corrected(self, api, receipt, stub_reader):
        withheld = ReadTaxLine(kind="withheld", rate="10", net="10.42", tax="1.04")
        vat = ReadTaxLine(rate="20", net="10.42", tax="2.08")
        stub_reader.answers = [good_reading(total=printed("11.46"), tax_lines=(vat, withheld))]
        process_receipt(receipt.pk)

        shown = api.get(f"{URL}{receipt.pk}/").json()
        assert shown["transaction"]["tax_lines"][1] == {
            "kind": "withheld",
            "rate": "10.000",
            "net": "10.42",
            "tax": "1.04",
        }
        kinds = [line["kind"] for line in api.get(f"{URL}{receipt.pk}/lines/").json()["tax_lines"]]
        assert kinds == ["charged", "withheld"]

        lines = [{"rate": "20", "net": "10.42", "tax": "2.08"}]
        changed = api.patch(f"{URL}{receipt.pk}/", {"tax_lines": lines}, format="json").json()
        assert [line["kind"] for line in changed["transaction"]["tax_lines"]] == ["charged"]
        assert "total_mismatch" in {reason["code"] for reason in changed["review_reasons"]}

    def test_an_entry_by_hand_has_it(self, api):
        typed = {"total": "1060", "purchased_on": "2026-11-05", "subtotal": "1000", "tax": "210"}
        withheld = {"kind": "withheld", "rate": "15", "net": "1000", "tax": "150"}
        body = typed | {"tax_lines": [withheld]}

        assert api.post(f"{URL}transactions/check/", body, format="json").json()["checks"] == []
        answer = api.post(f"{URL}transactions/", body, format="json")
        assert answer.status_code == 201
        assert TaxLine.objects.get().kind == "withheld"
        wrong = body | {"tax_lines": [withheld | {"kind": "vat"}]}
        assert api.post(f"{URL}transactions/", wrong, format="json").status_code == 400
