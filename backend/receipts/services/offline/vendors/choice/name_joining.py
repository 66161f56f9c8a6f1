"""Joining of a name's pieces: rows that a word between them joins, a company form set apart."""

import re
from collections.abc import Sequence

from receipts.services.offline.layout import Line
from receipts.services.offline.text import fold, letters_in
from receipts.services.offline.vendors.line_features import traits_of
from receipts.services.offline.vendors.name_candidate import NameCandidate
from receipts.services.offline.vendors.ocr_repair import is_like_shop_word
from receipts.services.spelling.company_forms import PRINTED_FORM

# What begins so goes on from the line above, what ends so goes on in the one below.
_LINK_AHEAD = re.compile(r"^\W*(?:[&+]|(?:AND|OF|UND|ET|Y|E|DE)\b)\s*\w")
_LINK_BEHIND = re.compile(r"\w\s*(?:[&+]|\b(?:AND|OF|THE|UND|ET|AT|BY))\W*$")
# Of the kitchen of a country, which nobody leaves without a noun.
_KITCHEN = (
    "AMERICAN|ASIAN|CHINESE|FRENCH|GERMAN|GREEK|INDIAN|ITALIAN|JAPANESE|KOREAN|LEBANESE|MALAYSIAN"
    "|MEDITERRANEAN|MEXICAN|SPANISH|THAI|TURKISH|VIETNAMESE|AUTHENTIC|TRADITIONAL"
)
_ADJECTIVE_BEHIND = re.compile(rf"\w\W+(?:{_KITCHEN})$")
# Nouns that go with it, beside words for kinds of shops.
_NOUNS = frozenset(("EATERY", "FARE", "FLAVORS", "FLAVOURS", "FUSION", "HOUSE", "SPECIALTIES"))
# Of two rows of one name, the lower to the higher; dirt and scribbles are larger.
_OF_ONE_SIZE = 0.4
# Below it what was read beside a name is dirt more often than a part of it.
_READ = 0.8


def going_on(chosen: NameCandidate, candidates: Sequence[NameCandidate]) -> NameCandidate:
    """With the rows above or below that words join to it, "Fern", "& Sons", and with its company
    form where that is set apart."""
    size = len(chosen.lines)
    for other in candidates:
        before, after = other.lines[:-size], other.lines[size:]
        is_longer = other.lines[:size] == chosen.lines and _go_on(chosen.printed, after)
        is_lower = other.lines[-size:] == chosen.lines and _lead_to(before, chosen.printed)
        if (is_longer or is_lower) and _are_of_one_name(other.lines):
            return other
    return chosen


def _go_on(printed: str, after: Sequence[Line]) -> bool:
    if len(after) == 2:  # a list: "Burgers", "Fries", "& Shakes"
        is_word = traits_of(after[0].text).is_like_a_name
        return is_word and bool(_LINK_AHEAD.match(fold(after[1].text)))
    return len(after) == 1 and (
        _are_linked(printed, after[0].text)
        or _is_form(after[0].text)
        or _is_noun_of(printed, after[0].text)
    )


def _lead_to(before: Sequence[Line], printed: str) -> bool:
    return len(before) == 1 and _are_linked(before[0].text, printed)


def _are_linked(upper: str, lower: str) -> bool:
    return bool(_LINK_AHEAD.match(fold(lower)) or _LINK_BEHIND.search(fold(upper)))


def _is_form(text: str) -> bool:
    folded = fold(text)
    return bool(PRINTED_FORM.search(folded)) and not letters_in(PRINTED_FORM.sub("", folded))


def _is_noun_of(printed: str, below: str) -> bool:
    """The noun that an adjective wants: "Sushi & Asian", "Fusion"."""
    words = fold(below).split()
    is_noun = all(word in _NOUNS or is_like_shop_word(word) for word in words)
    return is_noun and bool(words and _ADJECTIVE_BEHIND.search(fold(printed).strip()))


def _are_of_one_name(lines: Sequence[Line]) -> bool:
    heights = [line.height for line in lines]
    is_read = min(line.score for line in lines) >= _READ
    return is_read and min(heights) >= _OF_ONE_SIZE * max(heights)
