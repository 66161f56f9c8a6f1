"""Private pieces of a text, and the words of labels that they are found by."""

import re
from dataclasses import dataclass
from functools import lru_cache

from receipts.services.extraction import PrivateKind
from receipts.services.offline.text import fold

# Between two cells of a row: nothing that is one number goes across.
CELL_GAP = "\t"
# A digit, or a letter that recognisers take it for.
DIGIT = r"[\dOILSBZ]"
# Behind a label, before its value.
AFTER_LABEL = r"[^\w+(*\n]{0,6}"


@dataclass(frozen=True, kw_only=True)
class PrivatePiece:
    """`start` and `end` in the text, as of a slice."""

    kind: PrivateKind
    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


def fold_in_place(text: str) -> str:
    """Latin letters folded to compare, others in upper case, each character where it was."""
    return "".join(map(_fold_one, text))


@lru_cache(maxsize=4096)
def _fold_one(character: str) -> str:
    folded, upper = fold(character), character.upper()
    if len(folded) == 1 and folded.isascii():
        return folded
    return upper if len(upper) == 1 else character


def spaced_at_will(words: re.Pattern[str]) -> str:
    """Recognisers lose the spaces between words."""
    return words.pattern.replace(" ", " ?")


def looks_like_number(text: str, *, least_digits: int) -> bool:
    """Most of its letters and digits are digits as they are printed."""
    digits = sum(one.isdigit() for one in text)
    return digits >= least_digits and 2 * digits > sum(one.isalnum() for one in text)
