"""Lines of a text layer: pieces of a row as one who looks would tell them apart. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from receipts.services.pages.text_layer.characters import Character, Edges

# In heights of a line: what is further apart is another piece, what is nearer one word.
_PIECE_GAP, _WORD_GAP = 0.9, 0.2
# How far letters of one word overlap at most, where they are set closely.
_OVERLAP = 0.4
_SAME_ROW = 0.3


@dataclass(slots=True)
class Piece:
    """Letters side by side; edges and the height of the line they stand on (`base`), in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    @property
    def edges(self) -> Edges:
        return self.left, self.top, self.right, self.bottom

    def gap_to(self, other: "Piece") -> float:
        """In heights of the lower one."""
        return (other.left - self.right) / min(self.height, other.height)

    def is_level_with(self, other: "Piece") -> bool:
        return abs(self.base - other.base) < _SAME_ROW * min(self.height, other.height)

    def goes_on_with(self, other: "Piece") -> bool:
        return self.is_level_with(other) and -_OVERLAP < self.gap_to(other) < _PIECE_GAP

    def join(self, other: "Piece", *, spaced: bool) -> None:
        space = " " if spaced or self.gap_to(other) > _WORD_GAP else ""
        self.text += space + other.text
        self.left, self.top = min(self.left, other.left), min(self.top, other.top)
        self.right, self.bottom = max(self.right, other.right), max(self.bottom, other.bottom)


def pieces_of(characters: Iterable[Character]) -> list[Piece]:
    """From top to bottom, those of a row from left to right."""
    runs = _without_shadows(_runs(characters))
    return [piece for row in _rows(runs) for piece in _joined(row)]


def _runs(characters: Iterable[Character]) -> Iterator[Piece]:
    """As the file has them one after the other."""
    run: Piece | None = None
    spaced = False
    for character in characters:
        if character.text == " ":
            spaced = True
            continue
        letter = _piece(character)
        if run is not None and run.goes_on_with(letter):
            run.join(letter, spaced=spaced)
        else:
            if run is not None:
                yield run
            run = letter
        spaced = False
    if run is not None:
        yield run


def _piece(character: Character) -> Piece:
    left, top, right, bottom = character.cell
    return Piece(character.text, left, top, right, bottom, character.start[1])


def _without_shadows(runs: Iterable[Piece]) -> Iterator[Piece]:
    """Bold print is now and then the same print twice, a little aside."""
    last: dict[str, Piece] = {}
    for run in runs:
        before = last.get(run.text)
        last[run.text] = run
        if before is None or not _stands_at(run, before):
            yield run


def _stands_at(run: Piece, other: Piece) -> bool:
    near = 0.25 * run.height
    return abs(run.left - other.left) < near and abs(run.base - other.base) < near


def _rows(runs: Iterable[Piece]) -> Iterator[list[Piece]]:
    row: list[Piece] = []
    for run in sorted(runs, key=attrgetter("base", "left")):
        if row and not row[0].is_level_with(run):
            yield row
            row = []
        row.append(run)
    if row:
        yield row


def _joined(row: Sequence[Piece]) -> list[Piece]:
    pieces: list[Piece] = []
    for run in sorted(row, key=attrgetter("left")):
        if pieces and pieces[-1].goes_on_with(run):
            pieces[-1].join(run, spaced=False)
        else:
            pieces.append(run)
    return pieces
