"""Receipt numbers, by the words before them in several languages, or alone on their line."""

from datetime import date

import pytest

from receipts.services.extraction import ReadingContext
from receipts.services.offline.reader import read_sheet
from receipts.tests.offline_sheets import sheet_of


def number_of(head):
    text = f"Linden Shoes\n{head}\n12.11.2026\nShoes | 79.90\nTOTAL | 79.90\nVISA | 79.90"
    context = ReadingContext(today=date(2026, 11, 22), date_order="dmy")
    found = read_sheet(sheet_of(text), context=context, model="test").receipt_number
    return found and found.value


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        *[("Receipt #: R-2291", "R-2291"), ("Invoice No. 2026/17", "2026/17")],
        *[("Rechnung Nr. RE-2026-17", "RE-2026-17"), ("Bon-Nr.: 2291", "2291")],
        *[("Facture n° F2026-17", "F2026-17"), ("FACTURA 17/2026", "17/2026")],
        *[("Scontrino n. 2291-0004", "2291-0004"), ("Doc. N. 2291", "2291")],
        *[("Fatura no FT-17", "FT-17"), ("Fiş No: 2291", "2291"), ("Paragon nr 2291", "2291")],
        *[("Kvitto nr 2291", "2291"), ("Kvittering 2291", "2291"), ("Lasku 2291", "2291")],
        *[("伝票番号 2291", "2291"), ("单号 2291", "2291"), ("영수증번호 2291", "2291")],
        *[("No 2291", "2291"), ("Nr. 2291", "2291"), ("N° 2291", "2291"), ("# A-2291", "A-2291")],
    ],
)
def test_a_number_stands_behind_its_word(printed, number):
    assert number_of(printed) == number


@pytest.mark.parametrize(
    "printed",
    [
        *["Tel. No 0123 456789", "VAT No 123 4567 89", "Table No 12", "Store # 12", "No 12"],
        *["Steuer-Nr. 12/345/6789", "Account No 1234567", "Invoice 12/11/2026"],
    ],
)
def test_other_numbers_are_not_the_receipts(printed):
    assert number_of(printed) is None


def test_a_number_with_its_word_goes_before_one_alone():
    assert number_of("No 4711\nReceipt 2291") == "2291"
