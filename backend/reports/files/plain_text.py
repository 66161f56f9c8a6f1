"""Text from receipts on its way into files that other programs read."""

import re

from common.text import folded_words

# What makes a spreadsheet take a cell for a formula, also in their full-width forms.
_FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def cell_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula: one that could be begins with a `'`."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else text


def plain_name(text: str) -> str:
    """For a file's name, in letters that every system has: "Ergebnis je Händler" is
    `ergebnis-je-haendler`."""
    return "-".join(folded_words(text.casefold().translate(_UMLAUTS)).split())


def one_line(text: str) -> str:
    """Without line breaks and control characters, which would end a record in a line format."""
    return _BREAKS.sub(" ", text).strip()
