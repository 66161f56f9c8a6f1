"""Lines find their rows on straight, sloping and bent pages, and pages follow one another."""

from receipts.services.extraction import Box
from receipts.services.offline.layout import SeenLine, lay_out
from receipts.tests.offline_sheets import sheet_of

ROWS = """
    Apples and pears | 2.40
    Wholemeal bread | 1.90
    Cheese from the farm | 7.35
    TOTAL TO BE PAID | 11.65
"""


def row_texts(sheet):
    return [row.text for row in sheet.rows]


def test_a_name_and_its_amount_share_a_row():
    assert row_texts(sheet_of(ROWS)) == [
        "Apples and pears 2.40",
        "Wholemeal bread 1.90",
        "Cheese from the farm 7.35",
        "TOTAL TO BE PAID 11.65",
    ]


def test_rows_hold_on_a_page_that_slopes_by_more_than_a_line():
    for slope in (-0.12, -0.08, 0.08, 0.12):
        assert row_texts(sheet_of(ROWS, slope=slope)) == row_texts(sheet_of(ROWS))


def test_the_second_page_stands_below_the_first():
    first, second = seen("first page", top=900), seen("second page", top=10)

    assert row_texts(lay_out([[first], [second]])) == ["first page", "second page"]


def test_lines_of_two_pages_never_share_a_row():
    assert len(lay_out([[seen("left", left=0)], [seen("right", left=300)]]).rows) == 2


def test_an_empty_page_has_no_rows():
    sheet = lay_out([[]])

    assert sheet.rows == ()
    assert sheet.lines == ()


def seen(text, *, left=0.0, top=0.0):
    right, bottom = left + 12.0 * len(text), top + 30.0
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return SeenLine(
        text=text, score=1.0, corners=corners, box=Box(page=0, left=0, top=0, right=1, bottom=1)
    )
