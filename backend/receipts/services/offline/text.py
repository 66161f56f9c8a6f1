"""Text folding, to compare: without case, accents, spaces and the recogniser's mix-ups."""

import re
import unicodedata
from functools import lru_cache

from common.text import fold_accents
from receipts.services.spelling.lookalikes import DIGITS_AS_CAPITALS

# Strokes that Unicode does not decompose.
_STROKES = str.maketrans("ØŁĐÐĦŦ", "OLDDHT")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Upper case without accents and strokes; other scripts stay as they are."""
    plain = fold_accents(text).upper().translate(_STROKES)
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """Letters and digits only: OCR often loses the spaces ("GRANDTOTAL")."""
    return re.sub(r"[\W_]+", "", fold(text))


@lru_cache(maxsize=4096)
def squeeze_word(text: str) -> str:
    """As `squeeze`, digits read as the letters they look like ("T0TAL", "5UBTOTAL")."""
    return squeeze(text).translate(DIGITS_AS_CAPITALS)


def any_of(alternatives: str) -> re.Pattern[str]:
    """A pattern of many alternatives, given as one string with " | " or a new line between."""
    words = re.split(r"\s*\n\s*|\s+\|\s+", alternatives.strip())
    return re.compile("|".join(word for word in words if word))


def letters_in(text: str) -> int:
    return sum(c.isalpha() for c in text)


def digits_in(text: str) -> int:
    return sum(c.isdigit() for c in text)
