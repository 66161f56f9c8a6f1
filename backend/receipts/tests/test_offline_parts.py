"""Several receipts in one picture or PDF, as the offline reader sees where each of them stands."""

from datetime import date

import pytest

from receipts.services.extraction import Box, ReadingContext
from receipts.services.offline.layout import SeenLine, lay_out
from receipts.services.offline.reader import read_sheet

CONTEXT = ReadingContext(
    today=date(2026, 11, 22), date_order="dmy", country="GB", home_currency="GBP"
)
LETTER, LINE, SIDE = 10, 24, 1000

SHOES = """
    Linden Shoes
    3 High Street
    12/11/2026
    Shoes 79.90
    TOTAL 79.90
    VISA DEBIT 79.90
"""
CAFE = """
    Harbour Cafe
    1 Pier Road
    12/11/2026
    Fish 12.40
    TOTAL 12.40
    CASH 12.40
"""
INVOICE = """
    Hartley Roofing Ltd
    INVOICE
    Invoice no: {number}
    Date: {date}
    Repair of a roof 1,450.00
    Scaffolding 600.00
    Subtotal 2,050.00
    VAT 20% 410.00
    Total {total}
"""


def seen(text, *, left=0, top=0, page=0, turned=False):
    """Lines of a page of 1000 x 1000, one below the other."""
    for number, words in enumerate(line.strip() for line in text.strip().splitlines()):
        x0, y0 = left, top + number * 1.5 * LINE
        x1, y1 = x0 + len(words) * LETTER, y0 + LINE
        corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        edges = [edge / SIDE for edge in (x0, y0, x1, y1)]
        if turned:  # it lay on its side, and was read after a quarter turn
            edges = [1 - edges[3], edges[0], 1 - edges[1], edges[2]]
        box = Box(page=page, **dict(zip(("left", "top", "right", "bottom"), edges, strict=True)))
        yield SeenLine(text=words, score=0.98, corners=corners, box=box)


def read(*pages):
    return read_sheet(lay_out([list(page) for page in pages]), context=CONTEXT, model="test")


def edges_of(reading):
    return [
        [(b.page, *(round(edge, 2) for edge in (b.left, b.top, b.right, b.bottom))) for b in part]
        for part in reading.parts
    ]


def test_receipts_side_by_side_are_cut_between_them():
    reading = read([*seen(SHOES, left=50), *seen(CAFE, left=600)])

    assert not reading.is_one_receipt
    assert edges_of(reading) == [[(0, 0, 0, 0.4, 1)], [(0, 0.4, 0, 1, 1)]]


def test_receipts_on_a_page_that_lies_on_its_side_are_cut_as_it_lies():
    reading = read([*seen(SHOES, left=50, turned=True), *seen(CAFE, left=600, turned=True)])

    assert edges_of(reading) == [[(0, 0, 0, 1, 0.4)], [(0, 0, 0.4, 1, 1)]]


def test_receipts_one_below_the_other_are_cut_at_the_gap():
    reading = read([*seen(SHOES, left=50), *seen(CAFE, left=50, top=500)])

    assert not reading.is_one_receipt
    assert edges_of(reading) == [[(0, 0, 0, 1, 0.35)], [(0, 0, 0.35, 1, 1)]]


def test_three_and_four_receipts_are_found_as_well():
    third = SHOES.replace("Linden Shoes", "Elm Books").replace("79.90", "21.00")
    fourth = CAFE.replace("Harbour Cafe", "Toll Bridge").replace("12.40", "3.50")
    below = [*seen(third, left=50, top=500), *seen(fourth, left=600, top=500)]

    three = read([*seen(SHOES, left=50), *seen(CAFE, left=600), *seen(third, left=50, top=500)])
    four = read([*seen(SHOES, left=50), *seen(CAFE, left=600), *below])

    assert (len(three.parts), len(four.parts)) == (3, 4)


@pytest.mark.parametrize(
    "slip",
    [
        "Linden Shoes\nCARD SLIP\n12/11/2026\nAUTH 112233\nTOTAL 79.90\nVISA 79.90",
        "Linden Shoes\n12/11/2026\nAUTH 112233\nTip 10.00\nTOTAL 89.90\nVISA 89.90",
    ],
)
@pytest.mark.parametrize("place", [{"left": 600}, {"left": 50, "top": 500}])
def test_the_card_slip_of_a_receipt_is_no_receipt_of_its_own(slip, place):
    reading = read([*seen(SHOES, left=50), *seen(slip, **place)])

    assert reading.is_one_receipt
    assert reading.parts == ()


def test_columns_of_one_receipt_are_no_receipts():
    words = "Linden Shoes\n12/11/2026\nShoes\nSocks\nTOTAL\nVISA DEBIT"
    amounts = "GBP\n\n79.90\n5.00\n84.90\n84.90"

    assert read([*seen(words, left=50), *seen(amounts, left=600)]).parts == ()


def pages_of(*texts):
    return [list(seen(text, left=50, page=number)) for number, text in enumerate(texts)]


def invoice(number, total, day="12/11/2026"):
    return INVOICE.format(number=number, total=total, date=day)


@pytest.mark.parametrize(
    "second",
    [
        invoice("A-18", "2,999.00"),
        invoice("A-17", "2,999.00", "14/11/2026"),
        CAFE,
    ],
)
def test_pages_that_are_documents_of_their_own_are_told_apart(second):
    terms = "Terms\nThe total of all claims is 10,000.00\nSince 01/01/2020\nPage 2"

    reading = read(*pages_of(invoice("A-17", "2,460.00"), terms, second))

    assert [[box.page for box in part] for part in reading.parts] == [[0, 1], [2]]


@pytest.mark.parametrize(
    "second",
    [
        invoice("A-17", "2,460.00"),
        invoice("A-17", "2,999.00"),
        invoice("A-18", "2,999.00") + "Page 2 of 2",
        "Terms\n01/01/2020\nThe total of all claims is 10,000.00\nLine\nLine",
        "The second page\nShoes 79.90\nSocks 5.00",
    ],
)
def test_pages_of_one_document_stay_together(second):
    reading = read(*pages_of(invoice("A-17", "2,460.00"), second))

    assert reading.is_one_receipt
    assert reading.parts == ()


def test_a_picture_without_lines_has_no_parts():
    assert read([]).parts == ()
