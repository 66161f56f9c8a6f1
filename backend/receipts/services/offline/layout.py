"""Layout of a receipt: deskewed pages, their lines joined to rows, rows in reading order."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from receipts.services.extraction import Box, Point, TextLine, around
from receipts.services.offline.deskew import fit_skew

Corners = tuple[Point, Point, Point, Point]

# Lines shorter than this many heights say too little about the slope.
_SHORTEST_FOR_SLOPE = 2.0
# Two pieces stand on one row when their middles differ by less than this share of a height.
_ROW_TOLERANCE = 0.5
# Between two pages: far enough that nothing joins across.
_PAGE_GAP = 4.0


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenLine:
    """One line as the recogniser saw it; `corners` clockwise from the top left, in pixels of the
    page as it reads upright, `placed` those of `TextLine`. `is_own`: the page says it itself, in
    its text layer."""

    text: str
    score: float
    corners: Corners
    box: Box
    is_own: bool = False
    placed: Corners | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line on the straightened sheet. Lengths are in heights of a usual line."""

    text: str
    score: float
    box: Box
    left: float
    right: float
    middle: float
    height: float
    is_own: bool = False
    placed: Corners | None = field(default=None, compare=False)

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True, kw_only=True)
class Row:
    """Lines that stand side by side, from left to right."""

    cells: tuple[Line, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)

    @cached_property
    def middle(self) -> float:
        return sum(cell.middle for cell in self.cells) / len(self.cells)

    @property
    def box(self) -> Box:
        """On the page as it came."""
        return around([cell.box for cell in self.cells])

    @property
    def left(self) -> float:
        return self.cells[0].left

    @property
    def right(self) -> float:
        return max(cell.right for cell in self.cells)

    @cached_property
    def height(self) -> float:
        return max(cell.height for cell in self.cells)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All pages of a receipt, one below the other, as rows from top to bottom."""

    rows: tuple[Row, ...]

    @cached_property
    def left(self) -> float:
        return min((row.left for row in self.rows), default=0.0)

    @cached_property
    def right(self) -> float:
        return max((row.right for row in self.rows), default=1.0)

    @cached_property
    def width(self) -> float:
        return max(self.right - self.left, 1.0)

    @cached_property
    def top(self) -> float:
        return self.rows[0].middle if self.rows else 0.0

    @cached_property
    def depth(self) -> float:
        return max(self.rows[-1].middle - self.top, 1.0) if self.rows else 1.0

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """Every line in reading order, as the contract wants them."""
        return tuple(
            TextLine(text=cell.text, score=cell.score, box=cell.box, corners=cell.placed)
            for row in self.rows
            for cell in row.cells
        )


def lay_out(pages: Sequence[Sequence[SeenLine]]) -> Sheet:
    """Straighten each page, find its rows and stack the pages."""
    rows: list[Row] = []
    offset = 0.0
    for seen in pages:
        lines = _straighten(seen, offset=offset)
        rows += _find_rows(lines)
        offset = max((line.middle for line in lines), default=offset) + _PAGE_GAP
    return Sheet(rows=tuple(rows))


def sheet_of_lines(lines: Sequence[Line]) -> Sheet:
    """Of some lines of a page that is straight already."""
    return Sheet(rows=tuple(_find_rows(lines)))


def _straighten(seen: Sequence[SeenLine], *, offset: float) -> list[Line]:
    """Take the slope out of a page and measure it in usual line heights."""
    seen = [line for line in seen if line.text.strip()]
    if not seen:
        return []
    unit = median(_height(line) for line in seen) or 1.0
    middles = _levelled(seen)
    first = min(middles)
    return [
        Line(
            text=line.text.strip(),
            score=line.score,
            box=line.box,
            left=min(x for x, _ in line.corners) / unit,
            right=max(x for x, _ in line.corners) / unit,
            middle=(middle - first) / unit + offset,
            height=_height(line) / unit,
            is_own=line.is_own,
            placed=line.placed,
        )
        for line, middle in zip(seen, middles, strict=True)
    ]


def _levelled(seen: Sequence[SeenLine]) -> list[float]:
    """The height of each line's middle once the page is straight, in pixels."""
    places = [_middle(line) for line in seen]
    axis, across = _centre_and_reach([x for x, _ in places])
    centre, down = _centre_and_reach([y for _, y in places])

    def spot(place: Point) -> Point:
        return (place[0] - axis) / across, (place[1] - centre) / down

    skew = fit_skew(
        [
            (*spot(_middle(line)), _slope(line), _length(line))
            for line in seen
            if _length(line) > _SHORTEST_FOR_SLOPE * _height(line)
        ]
    )
    return [place[1] - across * skew.rise(*spot(place)) for place in places]


def _centre_and_reach(values: Sequence[float]) -> tuple[float, float]:
    return (max(values) + min(values)) / 2, max((max(values) - min(values)) / 2, 1.0)


def _middle(line: SeenLine) -> Point:
    return sum(x for x, _ in line.corners) / 4, sum(y for _, y in line.corners) / 4


def _height(line: SeenLine) -> float:
    top_left, top_right, bottom_right, bottom_left = line.corners
    return (math.dist(top_left, bottom_left) + math.dist(top_right, bottom_right)) / 2


def _length(line: SeenLine) -> float:
    return math.dist(line.corners[0], line.corners[1])


def _slope(line: SeenLine) -> float:
    (x0, y0), (x1, y1) = line.corners[0], line.corners[1]
    return (y1 - y0) / (x1 - x0) if x1 != x0 else 0.0


def _find_rows(lines: Sequence[Line]) -> list[Row]:
    """Chain each line to its nearest neighbour on the right that stands at the same height.

    Chains follow a page that is curved or still a little skewed, where fixed bands would not.
    """
    ordered = sorted(lines, key=lambda line: line.left)
    follower = _nearest_followers(ordered)
    started = set(follower.values())
    rows = []
    for index in range(len(ordered)):
        if index in started:
            continue
        chain = [index]
        while chain[-1] in follower:
            chain.append(follower[chain[-1]])
        rows.append(Row(cells=tuple(ordered[i] for i in chain)))
    return sorted(rows, key=lambda row: row.middle)


def _nearest_followers(ordered: Sequence[Line]) -> dict[int, int]:
    """Each line's next on its row; a line follows only the nearest that wants it."""
    wishes = []
    for i, line in enumerate(ordered):
        for j in range(len(ordered)):
            gap = ordered[j].left - line.right
            if i != j and gap > -_overlap_allowed(line, ordered[j]) and _level(line, ordered[j]):
                wishes.append((gap + 2 * abs(ordered[j].middle - line.middle), i, j))
    follower: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(wishes):
        if i not in follower and j not in taken:
            follower[i] = j
            taken.add(j)
    return follower


def _overlap_allowed(line: Line, other: Line) -> float:
    """Detectors draw boxes a little wide: neighbours may overlap by half a short side."""
    return 0.5 * min(line.width, other.width, 1.0)


def _level(line: Line, other: Line) -> bool:
    smaller = min(line.height, other.height)
    return abs(line.middle - other.middle) < _ROW_TOLERANCE * smaller
