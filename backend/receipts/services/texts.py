"""Text cleaning: what a receipt says, harmless to store and show. Pure; knows no meaning.

HTML and spreadsheet formulas stay as they were printed: escaping belongs to whoever puts text out.
"""

import unicodedata
from typing import NamedTuple

from common.text import APOSTROPHES, MINUS_SIGNS

# Nothing printed on a receipt as one value comes near it; normalising a longer run of combining
# marks costs time that grows with its square.
MAX_RAW_CHARACTERS = 10_000

# Answers of a reader that mean "there is none"; keeping one would invent a shop called "Unknown".
_PLACEHOLDERS = frozenset(
    {"", "-", "--", "?", "n/a", "na", "nil", "none", "null", "unknown", "undefined", "not found"}
)


class CleanText(NamedTuple):
    text: str
    was_cut: bool


def clean_text(text: str, *, max_characters: int) -> CleanText:
    """One line in NFC without control, bidi, zero-width and surrogate characters.

    Those characters hide or reorder what people read, and neither PostgreSQL nor JSON takes
    U+0000 or a lone surrogate.
    """
    normal = unicodedata.normalize("NFC", text[:MAX_RAW_CHARACTERS])
    kept = " ".join("".join(map(_visible, normal)).split())
    was_cut = len(text) > MAX_RAW_CHARACTERS or len(kept) > max_characters
    return CleanText(kept[:max_characters].rstrip(), was_cut)


def is_placeholder(text: str) -> bool:
    """Whether the text is one of the usual ways to say that there is no value."""
    return text.strip(" .").casefold() in _PLACEHOLDERS


def fold_typography(text: str) -> str:
    """ASCII digits, minus signs, apostrophes and spaces for all their variants, for parsing only.

    Full-width forms fall to NFKC (Unicode annex 15), other scripts' digits to their decimal value.
    """
    # NFKC would turn the acute accent, often printed for an apostrophe, into a space and a mark.
    straight = text.translate(APOSTROPHES)
    folded = unicodedata.normalize("NFKC", straight).translate(MINUS_SIGNS)
    return " ".join("".join(map(_ascii_digit, folded)).split())


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    # Cc control, Cf format (bidi, zero-width, byte order mark), Cs surrogate.
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character


def _ascii_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
