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


@pytest.mark.parametrize("tax", ["VAT 20%", "DONT TVA 10%", "inkl. MwSt 19 %", "Food BTW 6%"])
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
