"""A tax that is printed with its rate, and of which no amount was seen: a person is asked."""

from datetime import date

import pytest

from receipts.services.data_validator import validate_reading
from receipts.services.extraction import ReadingContext
from receipts.services.offline.reader import read_sheet
from receipts.tests.offline_sheets import sheet_of
from receipts.tests.readings import check_named, codes

TODAY = date(2026, 11, 22)
BILL = """
    Harbour Cafe
    14/11/2026 18:22
    Soup | 12.00
    Bread | 5.00
    TOTAL | 17.00
    {tax}
"""


def checked(tax):
    context = ReadingContext(today=TODAY, date_order="dmy")
    reading = read_sheet(sheet_of(BILL.format(tax=tax)), context=context, model="offline")
    return validate_reading(reading, context=context)


@pytest.mark.parametrize(
    "tax", ["VAT 20%", "DONT TVA 10%", "inkl. MwSt 19 %", "Food BTW 6%", "TVA 20N", "MVA 25"]
)
def test_it_is_told_and_waits_for_a_person(tax):
    receipt = checked(tax)

    check = check_named(receipt, "tax_not_read")
    assert (check.severity, check.values) == ("error", {"tax": tax})
    assert (receipt.total.value, receipt.tax.value) == (17, None)


@pytest.mark.parametrize(
    "tax",
    ["VAT 20% | 2.83", "VAT Reg GB 123 4567 89", "Tax invoice", "10% off with your card", ""],
)
def test_a_tax_that_was_read_and_words_without_a_rate_are_none(tax):
    assert "tax_not_read" not in codes(checked(tax))


@pytest.mark.parametrize(
    "taxes",
    [
        "GST Summary | Amount(RM) | Tax(RM)\n SR | @6% | 16.04 | 096",
        "MWST-CODE | NETTO-Entgelt\n 19.00% | 14.29",
    ],
)
def test_a_tables_row_without_its_tax_waits_for_a_person(taxes):
    assert check_named(checked(taxes), "tax_not_read").severity == "error"


def test_a_tax_among_the_sums_without_an_amount_waits_for_a_person():
    context = ReadingContext(today=TODAY, date_order="dmy")
    text = BILL.format(tax="").replace("TOTAL", "SALES TAX\n TOTAL")
    reading = read_sheet(sheet_of(text), context=context, model="offline")

    assert "tax_not_read" in codes(validate_reading(reading, context=context))


@pytest.mark.parametrize(
    "tax",
    [
        "TVA 0% export | 17.00 | 0.00",
        "TAX | .00 | BAL | 17.00",
        "Total taxes | 0,00",
        "GST Summary | Amount(RM) | Tax(RM)\n ZRL (@0%) | 17.00 | 0.00",
    ],
)
def test_a_tax_of_nothing_is_one(tax):
    receipt = checked(tax)

    assert receipt.tax.value == 0
    assert "tax_not_read" not in codes(receipt)
