"""Trust in the text layer of a page: what it says of itself, and whether ink stands there. Pure.

Whether the letters are those that are seen can only be told by who reads the picture.
"""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from PIL import Image

from receipts.services.pages.text_layer.characters import Character

# Fewer are a stamp or a page number.
_FEWEST = 20
# Shares of the characters that may be of no known meaning (icons are), unseen, or not upright.
_MOST_UNKNOWN, _MOST_UNSEEN, _MOST_TURNED = 0.03, 0.05, 0.1
# Words from right to left are left to who sees them: their order is not that of the file.
_MOST_LEFTWARD = 0.05
# Levels between ink and paper; light grey on white has more.
_LEAST_CONTRAST = 24


def trusted(characters: Sequence[Character], picture: Image.Image) -> list[Character]:
    """Those that are seen, with the spaces between them. None of a layer that is not trusted."""
    letters = [one for one in characters if one.text != " "]
    known = [one for one in letters if one.text]
    seen = {id(one) for one in known if not one.is_hidden and _has_ink(one, picture)}
    is_trusted = (
        len(letters) >= _FEWEST
        and len(letters) - len(known) <= _MOST_UNKNOWN * len(letters)
        and len(known) - len(seen) <= _MOST_UNSEEN * len(known)
        and sum(map(_is_leftward, known)) <= _MOST_LEFTWARD * len(known)
        and _turned_share(known) <= _MOST_TURNED
    )
    if not is_trusted:
        return []
    return [one for one in characters if one.text == " " or id(one) in seen]


def _has_ink(character: Character, picture: Image.Image) -> bool:
    """With a pixel of the paper around it; what stands beside the page has none."""
    left, top, right, bottom = character.ink
    box = (
        *(max(0, int(left) - 1), max(0, int(top) - 1)),
        *(min(picture.width, int(right) + 2), min(picture.height, int(bottom) + 2)),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        return False
    darkest, lightest = cast(tuple[int, int], picture.crop(box).getextrema())  # of a grey picture
    return lightest - darkest >= _LEAST_CONTRAST


def _is_leftward(character: Character) -> bool:
    return unicodedata.bidirectional(character.text[0]) in {"R", "AL"}


def _turned_share(letters: Sequence[Character]) -> float:
    """Of the steps from one to the next on the page, those that go down, up or back."""
    near = turned = 0
    for one, other in pairwise(letters):
        across, down = other.start[0] - one.start[0], other.start[1] - one.start[1]
        reach = max(one.cell[3] - one.cell[1], one.cell[2] - one.cell[0])
        if 0 < max(abs(across), abs(down)) <= reach:
            near += 1
            turned += across <= abs(down)
    return turned / near if near else 1.0
