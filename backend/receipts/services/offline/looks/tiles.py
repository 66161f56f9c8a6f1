"""Tiles of a long tape: it is looked at piece by piece, since its letters vanish where all of it is
made small enough for one look. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

# Sharp print is still found on a tape seven times as long as wide, and none on one of twelve.
_LONGEST = 5.0
# In widths of the tape: of a piece at most, and what two have in common, which is several lines.
_LENGTH, _OVERLAP = 3.0, 0.3


@dataclass(frozen=True, kw_only=True)
class Tile:
    """Rows of pixels from `top` to `bottom`, of which the lines from `first` to `last` are its own:
    those beyond are seen whole by the next one."""

    top: int
    bottom: int
    first: float
    last: float


def tiles_of(width: int, height: int) -> Iterator[Tile]:
    """From top to bottom; one for all but long tapes."""
    if height <= _LONGEST * width:
        yield Tile(top=0, bottom=height, first=0, last=height)
        return
    overlap = _OVERLAP * width
    count = -(-(height - overlap) // ((_LENGTH - _OVERLAP) * width))
    step = (height - overlap) / count
    for number in range(int(count)):
        top, bottom = number * step, (number + 1) * step + overlap
        yield Tile(
            top=int(top),
            bottom=min(round(bottom), height),
            first=top + overlap / 2 if number else 0,
            last=bottom - overlap / 2 if number < count - 1 else height,
        )
