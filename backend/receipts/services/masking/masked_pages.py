"""Masked pages: what is private on them is painted out of the picture and starred in the text.

It is found in the lines that the offline reader has seen, so nothing leaves the machine for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from receipts.services.extraction import Page, Point, PrivateKind, TextLine
from receipts.services.masking.painting import Polygon, paint_over
from receipts.services.masking.pieces import PrivatePiece
from receipts.services.masking.rows import Cell, cell_of, private_pieces_of

# Letters are not equally wide, and boxes not exact: so much more is painted, in letters of the
# line, and in its heights above and below.
_MARGIN = 0.7
_MARGIN_ABOVE = 0.08
# Of a letter's usual width, where type is proportional; what is set in one width is near enough.
_NARROW, _WIDE = frozenset(" .,:;'!|ilIjtfr1()[]-"), frozenset("mwMW@%")
_NARROW_WIDTH, _WIDE_WIDTH, _IDEOGRAPH_WIDTH = 0.72, 1.3, 1.8
_FIRST_IDEOGRAPH = "\u2e80"
_MASK = "█"


def mask_pages(pages: Sequence[Page], lines: Sequence[TextLine]) -> list[Page]:
    """By the lines that were seen on them. A page on which none was seen is painted out whole: what
    cannot be read cannot be masked."""
    return [
        _mask(page, [line for line in lines if line.box.page == number])
        for number, page in enumerate(pages)
    ]


def _mask(page: Page, lines: Sequence[TextLine]) -> Page:
    if not lines and not page.text:
        return replace(page, jpeg=paint_over(page.jpeg, [_whole(page)]))
    seen = [cell_of(line, page) for line in lines]
    said = [cell_of(line, page) for line in page.text]
    in_seen, in_said = list(private_pieces_of(seen)), list(private_pieces_of(said))
    places = [place_of(seen[number], piece) for number, piece in in_seen]
    places += [place_of(said[number], piece) for number, piece in in_said]
    if not places:
        return page
    return replace(
        page,
        jpeg=paint_over(page.jpeg, places),
        text=tuple(_starred(line, number, in_said) for number, line in enumerate(page.text)),
        masked=_kinds(in_seen) if len(in_seen) >= len(in_said) else _kinds(in_said),
    )


def _kinds(found: Sequence[tuple[int, PrivatePiece]]) -> tuple[PrivateKind, ...]:
    return tuple(piece.kind for _, piece in found)


def _whole(page: Page) -> Polygon:
    return (0, 0), (page.width, 0), (page.width, page.height), (0, page.height)


def _starred(line: TextLine, number: int, found: Sequence[tuple[int, PrivatePiece]]) -> TextLine:
    text = line.text
    for _, piece in (one for one in found if one[0] == number):
        text = text[: piece.start] + _MASK * (piece.end - piece.start) + text[piece.end :]
    return replace(line, text=text)


def place_of(cell: Cell, piece: PrivatePiece) -> Polygon:
    """Where the piece stands in its line, with a margin."""
    widths = [_width(one) for one in cell.text]
    whole = sum(widths) or 1.0
    start = sum(widths[: piece.start]) - _MARGIN
    end = sum(widths[: piece.end]) + _MARGIN
    return tuple(_around(cell, start / whole, end / whole))


def _around(cell: Cell, start: float, end: float) -> Iterator[Point]:
    top_left, top_right, bottom_right, bottom_left = cell.corners
    above, below = -_MARGIN_ABOVE, 1 + _MARGIN_ABOVE
    for share, depth in ((start, above), (end, above), (end, below), (start, below)):
        yield _between(
            _between(top_left, top_right, share), _between(bottom_left, bottom_right, share), depth
        )


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _width(letter: str) -> float:
    if letter >= _FIRST_IDEOGRAPH:
        return _IDEOGRAPH_WIDTH
    if letter in _NARROW:
        return _NARROW_WIDTH
    return _WIDE_WIDTH if letter in _WIDE else 1.0
