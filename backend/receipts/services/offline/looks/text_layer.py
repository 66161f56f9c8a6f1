"""Text layers of pages: a page's own text beside what the recogniser sees of it.

The letters that a file names need not be those that its fonts draw, and not all that is seen need
be text. So a few lines are read in the picture, too, and must be the same; and so is all that
stands beside the text, such as a name in a logo.
"""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from receipts.services.extraction import Page, TextLine
from receipts.services.offline.layout import SeenLine

_PROBES = 4
# Long enough to tell, and no more than is read in one piece.
_PROBE_LENGTHS = range(6, 41)
# Of the letters that the recogniser knows best, since it must not be its fault.
_ALIKE = 0.7
# Of the length of what was seen, the share above which it is a line of the text.
_COVERED = 0.5


def probes_of(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines to compare, from all over the page; there may be none that can be."""
    fit = [line for line in lines if len(line.text) in _PROBE_LENGTHS and _is_plain(line.text)]
    step = max(1, len(fit) // _PROBES)
    return fit[step // 2 :: step][:_PROBES]


def agree(probes: Sequence[TextLine], seen: Sequence[SeenLine]) -> bool:
    """More than half of them read alike; where there is nothing to compare, nothing contradicts."""
    alike = sum(_is_alike(probe, seen) for probe in probes)
    return not probes or 2 * alike > len(probes)


def beside(lines: Sequence[TextLine], seen: Sequence[SeenLine]) -> list[SeenLine]:
    """What was seen and is not in the text."""
    return [one for one in seen if _share_on(one, lines) < _COVERED]


def as_seen(line: TextLine, page: Page, *, number: int) -> SeenLine:
    box = line.box
    left, right = box.left * page.width, box.right * page.width
    top, bottom = box.top * page.height, box.bottom * page.height
    return SeenLine(
        text=line.text,
        score=line.score,
        corners=((left, top), (right, top), (right, bottom), (left, bottom)),
        box=replace(box, page=number),
        is_own=True,
    )


def _is_alike(probe: TextLine, seen: Sequence[SeenLine]) -> bool:
    there = sorted(
        (one for one in seen if _share_on(one, [probe]) >= _COVERED), key=lambda one: one.box.left
    )
    read = _letters("".join(one.text for one in there))
    return SequenceMatcher(None, _letters(probe.text), read, autojunk=False).ratio() >= _ALIKE


def _share_on(seen: SeenLine, lines: Sequence[TextLine]) -> float:
    """Of its length, on lines in which its middle stands: recognisers draw boxes a little wide."""
    box = seen.box
    middle = (box.top + box.bottom) / 2
    covered = sum(
        max(0.0, min(box.right, line.box.right) - max(box.left, line.box.left))
        for line in lines
        if line.box.top <= middle <= line.box.bottom
    )
    return covered / (box.right - box.left) if box.right > box.left else 0.0


def _is_plain(text: str) -> bool:
    """Letters and digits of ASCII, for the greater part."""
    plain = sum(one.isascii() and one.isalnum() for one in text)
    return 5 <= plain >= 0.7 * len(text)


def _letters(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())
