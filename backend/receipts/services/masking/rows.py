"""Rows of a page as texts: a label and its value often stand in two cells, or below each other."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from receipts.services.extraction import Page, Point, TextLine
from receipts.services.masking.finding import find_private_pieces
from receipts.services.masking.pieces import CELL_GAP, PrivatePiece

Corners = tuple[Point, Point, Point, Point]

# In heights of a line: how far the next cell of a row may stand higher or lower.
_ROW_TOLERANCE = 0.6
# And how far the lines' ends may overlap: recognisers draw boxes a little wide.
_OVERLAP = 1.0
# So many cells above and below may stand on the same row.
_NEAR = 12


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One line; `corners` as of `TextLine`, in pixels."""

    text: str
    corners: Corners

    @cached_property
    def begin(self) -> Point:
        return _middle(self.corners[0], self.corners[3])

    @cached_property
    def end(self) -> Point:
        return _middle(self.corners[1], self.corners[2])

    @cached_property
    def length(self) -> float:
        return math.dist(self.begin, self.end) or 1.0

    @cached_property
    def along(self) -> Point:
        (x0, y0), (x1, y1) = self.begin, self.end
        return (x1 - x0) / self.length, (y1 - y0) / self.length

    @cached_property
    def height(self) -> float:
        return max(math.dist(self.corners[0], self.corners[3]), 1.0)


def cell_of(line: TextLine, page: Page) -> Cell:
    box = line.box
    corners = line.corners or (
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    )
    first, second, third, fourth = ((x * page.width, y * page.height) for x, y in corners)
    return Cell(text=line.text, corners=(first, second, third, fourth))


def private_pieces_of(cells: Sequence[Cell]) -> Iterator[tuple[int, PrivatePiece]]:
    """Each piece with the number of its cell."""
    rows = list(_rows_of(cells))
    found = [piece for row in rows for piece in _pieces_of(cells, row)]
    for row, below in pairwise(rows):
        found += [one for one in _pieces_of(cells, [row[-1], below[0]]) if one[0] == below[0]]
    return iter(dict.fromkeys(found))


def _rows_of(cells: Sequence[Cell]) -> Iterator[list[int]]:
    """From the top of the page as it reads, whichever way it lies."""
    if not cells:
        return
    down = _down(max(cells, key=lambda cell: cell.length))
    depths = [sum(x * way for x, way in zip(cell.begin, down, strict=True)) for cell in cells]
    order = sorted(range(len(cells)), key=depths.__getitem__)
    follower = _followers(cells, order)
    for number in order:
        if number not in follower.values():
            row = [number]
            while row[-1] in follower:
                row.append(follower[row[-1]])
            yield row


def _down(cell: Cell) -> Point:
    x, y = cell.along
    return -y, x


def _followers(cells: Sequence[Cell], order: Sequence[int]) -> dict[int, int]:
    """Each cell's next on its row; one follows only the nearest that wants it."""
    wishes = [
        (way, order[place], other)
        for place in range(len(order))
        for other in order[max(0, place - _NEAR) : place + _NEAR + 1]
        if (way := _way(cells[order[place]], cells[other])) is not None
    ]
    follower: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, other in sorted(wishes):
        if number not in follower and other not in taken:
            follower[number] = other
            taken.add(other)
    return follower


def _way(cell: Cell, other: Cell) -> float | None:
    """How far the other one goes on where the first ends, in the direction in which it is written.
    None: it does not."""
    (x, y), (across, down) = other.begin, cell.along
    ahead = (x - cell.end[0]) * across + (y - cell.end[1]) * down
    aside = abs((y - cell.end[1]) * across - (x - cell.end[0]) * down)
    overlap = min(_OVERLAP * cell.height, cell.length / 2)
    if ahead <= -overlap or aside >= _ROW_TOLERANCE * max(cell.height, other.height):
        return None
    return abs(ahead) + 2 * aside


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _pieces_of(cells: Sequence[Cell], row: Sequence[int]) -> Iterator[tuple[int, PrivatePiece]]:
    """A piece that goes over several cells is one in each."""
    pieces = find_private_pieces(CELL_GAP.join(cells[number].text for number in row))
    begin = 0
    for number in row:
        end = begin + len(cells[number].text)
        for piece in pieces:
            start, stop = max(piece.start, begin) - begin, min(piece.end, end) - begin
            if start < stop:
                yield number, PrivatePiece(kind=piece.kind, start=start, end=stop)
        begin = end + len(CELL_GAP)
