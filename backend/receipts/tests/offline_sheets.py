"""Sheets typed by hand for the tests of the reading: one text a row, " | " between its pieces."""

from receipts.services.extraction import Box
from receipts.services.offline.layout import SeenLine, lay_out

LETTER, LINE, PAPER = 12.0, 30.0, 480.0


def sheet_of(text, *, slope=0.0, tall=()):
    """Rows as a till prints them: the last piece of several ends at the right edge.

    `tall` are the numbers of rows in large print.
    """
    rows = [row.strip() for row in text.strip().splitlines()]
    return lay_out(
        [[line for number, row in enumerate(rows) for line in _lines(row, number, slope, tall)]]
    )


def _lines(row, number, slope, tall):
    pieces = row.split(" | ")
    height = LINE * (2 if number in tall else 1)
    for place, piece in enumerate(pieces):
        width = len(piece) * LETTER
        left = PAPER - width if place and place == len(pieces) - 1 else 40.0 + place * 120
        if len(pieces) == 1:
            left = (PAPER - width) / 2
        yield _line(piece, left, left + width, number * 1.3 * LINE, height, slope)


def _line(text, left, right, top, height, slope):
    corners = (
        (left, top + left * slope),
        (right, top + right * slope),
        (right, top + right * slope + height),
        (left, top + left * slope + height),
    )
    return SeenLine(
        text=text, score=0.98, corners=corners, box=Box(page=0, left=0, top=0, right=1, bottom=1)
    )
