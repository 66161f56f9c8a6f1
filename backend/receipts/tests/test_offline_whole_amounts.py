"""Amounts without decimals: small ones beside those with thousands, and one decimal alone."""

from datetime import date

import pytest

from receipts.services.extraction import ReadingContext
from receipts.services.offline.reader import read_sheet
from receipts.tests.offline_sheets import sheet_of


def read(rows):
    context = ReadingContext(today=date(2026, 11, 22), date_order="dmy")
    return read_sheet(sheet_of(f"Linden Stop\n12.11.2026\n{rows}"), context=context, model="test")


@pytest.mark.parametrize(
    ("rows", "total", "tax", "amounts"),
    [
        (
            "Kenyér | 690 Ft\nTej | 450 Ft\nÖSSZESEN | 1 140 Ft\nKP. | 2 000 Ft\nÁFA 27% | 242 Ft",
            "1140",
            "242",
            ["690", "450"],
        ),
        (
            "Pan | 1.290\nLeche | 990\nTOTAL | 2.280\nEFECTIVO | 3.000\nVUELTO | 720",
            "2280",
            None,
            ["1290", "990"],
        ),
        (
            "コーヒー | ¥450\nケーキ | ¥330\n合計 | ¥780\n現金 | ¥1,000\nお釣り | ¥220",
            "780",
            None,
            ["450", "330"],
        ),
        (
            "Table 12 | 2 persons\nThé | 900\nRiz | 3.600\nTOTAL | 4.500\nESPECES | 5.000",
            "4500",
            None,
            ["900", "3600"],
        ),
    ],
)  # fmt: skip
def test_amounts_below_a_thousand_are_read_where_money_has_no_decimals(rows, total, tax, amounts):
    receipt = read(rows)

    assert receipt.total.value == total
    assert receipt.total.confidence > 0.95
    assert (receipt.tax and receipt.tax.value) == tax
    assert [item.amount for item in receipt.items] == amounts


def test_one_decimal_is_enough_where_no_amount_has_two():
    total = read("Room | 5000.0\nLaundry | 981.0\nTotal | 5981.0").total

    assert total.value == "5981.0"


def test_a_length_in_feet_is_no_price():
    receipt = read("Ladder 10 FT | 24.60\nRope | 5.40\nTOTAL | 30.00")

    assert [item.amount for item in receipt.items] == ["24.60", "5.40"]
