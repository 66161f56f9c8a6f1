"""Line items: names, quantities and prices, whichever way a till prints them."""

from datetime import date

import pytest

from receipts.services.extraction import ReadingContext
from receipts.services.offline.reader import read_sheet
from receipts.tests.offline_sheets import sheet_of

HAMMERS = [("Hammer", "2", "12.00", "24.00"), ("Nails", "3", "1.50", "4.50")]
JUICE = [("Apfelsaft 1L", "3", "1.69", "5.07"), ("Brot", None, None, "3.49")]
BANANAS = [("Bananas", "0.892", "1.98", "1.77"), ("Bread", None, None, "3.49")]


def items_of(rows, total):
    text = f"Linden Shop\n12.11.2026\n{rows}\nTOTAL | {total}\nCASH | {total}"
    context = ReadingContext(today=date(2026, 11, 22), date_order="dmy")
    receipt = read_sheet(sheet_of(text), context=context, model="test")
    assert receipt.total.value == total.replace(",", ".")
    return [(i.description, i.quantity, i.unit_price, i.amount) for i in receipt.items]


@pytest.mark.parametrize(
    ("rows", "total", "items"),
    [
        (
            "Item | Qty | Price\nHammer | 2 | 12.00 | 24.00\nNails | 3 | 1.50 | 4.50",
            "28.50",
            HAMMERS,
        ),
        ("2 | Hammer | 12.00 | 24.00\n3 | Nails | 1.50 | 4.50", "28.50", HAMMERS),
        ("Hammer\n2 x 12.00 | 24.00\nNails\n3 @ 1.50 | 4.50", "28.50", HAMMERS),
        (
            "9556001234567\nHammer\n2 PCS x 12.00 | 24.00\nNails\n3 EA x 1.50 | 4.50",
            "28.50",
            HAMMERS,
        ),
        ("Hammer A | 2 x12,00 | 24,00A\nNails B | 3 *1,50= | 4,50B", "28,50", HAMMERS),
        (
            "Pb95 | 38,51 x6,499 | 250,28A\nSPRZEDAZ OPODATKOWANA A | 250,28",
            "250,28",
            [("Pb95", "38.51", "6.499", "250.28")],
        ),
        ("Apfelsaft 1L | 5,07 A\n3 x 1,69\nBrot | 3,49 A", "8,56", JUICE),
        ("3 Stk x 1,69\nApfelsaft 1L | 5,07B\nBrot | 3,49B", "8,56", JUICE),
        ("Bananas | 1,77 A\n0,892 kg x 1,98 EUR/kg\nBread | 3,49 A", "5,26", BANANAS),
        ("Bananas\n0.892 kg @ £1.98/kg | 1.77\nBread | 3.49", "5.26", BANANAS),
        ("NET 0.892 kg @ £1.98/kg\nBananas | 1.77\nBread | 3.49", "5.26", BANANAS),
        (
            "Cola 1L | 7,74 A\n6 x 1,29\nPfand | 1,50 A\n6 x 0,25",
            "9,24",
            [("Cola 1L", "6", "1.29", "7.74"), ("Pfand", "6", "0.25", "1.50")],
        ),
        (
            "Brot | 3,49 A\nLeergut | -1,50 A",
            "1,99",
            [("Brot", None, None, "3.49"), ("Leergut", None, None, "-1.50")],
        ),
        (
            "Screws | 1000 | 0.0125 | 12.50\nDesign | 12.5 h | 60.00 | 750.00",
            "762.50",
            [("Screws", "1000", "0.0125", "12.50"), ("Design", "12.5", "60.00", "750.00")],
        ),
        (
            "Sourdough loaf\n4.20\nButter croissant\n2.80",
            "7.00",
            [("Sourdough loaf", None, None, "4.20"), ("Butter croissant", None, None, "2.80")],
        ),
        (
            "Shoes | 79.90\n20% off | -15.98\nDelivery | 2.00",
            "65.92",
            [("Shoes", None, None, "79.90"), ("Delivery", None, None, "2.00")],
        ),
    ],
)
def test_items_have_their_quantity_and_price_wherever_these_stand(rows, total, items):
    assert items_of(rows, total) == items


def test_numbers_that_do_not_make_up_an_amount_are_no_price():
    assert items_of("Route 66 mug 3 | 8.50", "8.50") == [("Route 66 mug 3", None, None, "8.50")]


def names_of(text):
    sheet = sheet_of(text)
    reading = read_sheet(sheet, context=ReadingContext(today=date(2026, 11, 22)), model="test")
    return [(item.description, item.amount) for item in reading.items]


def test_a_column_of_tax_rates_is_no_remark():
    rows = "Rolls 8STK | 15% | 15,90\nCheese | 15% | 44,90\nBag | 25 % | 1,00"

    found = names_of(f"Linde Kolonial AS\n12.11.2026\n{rows}\nSUBTOTAL | 61,80\nBANK | 61,80")

    assert found == [("Rolls 8STK", "15.90"), ("Cheese", "44.90"), ("Bag", "1.00")]


def test_goods_stand_below_an_amount_due_that_is_named_first():
    text = """
        Linden Repairs
        Invoice date: 12/11/2026
        Balance due | 127.50
        Item | Quantity | Rate | Amount
        Svc call | 12 | 10.00 | 120.00
        Cleaning | 5 | 1.50 | 7.50
        Subtotal | 127.50
        Total | 127.50
    """

    assert names_of(text) == [("Svc call", "120.00"), ("Cleaning", "7.50")]


def test_a_sum_that_nothing_calls_so_is_no_good():
    rows = "Soup | 4.00\nStew | 9.00\nTea | 2.00\nHere | 15.00\nTax | 1.20\nTotal | 16.20"

    found = names_of(f"Linden Grill\n12/11/2026\n{rows}\nVISA | 16.20")

    assert found == [("Soup", "4.00"), ("Stew", "9.00"), ("Tea", "2.00")]


def test_the_class_of_a_tax_that_runs_into_the_cents_is_no_digit():
    rows = "Suppe | 4,001\nBraten | 12,901\nTee | 2,101\nNetto | 15,97\nMwSt 19% | 3,03"

    found = names_of(f"Lindenhof\n12.11.2026\n{rows}\nSumme | 19,00")

    assert found == [("Suppe", "4.00"), ("Braten", "12.90"), ("Tee", "2.10")]
