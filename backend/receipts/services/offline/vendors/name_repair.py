"""Repair of the chosen name by what else the receipt prints.

A logo is read badly, the same name in a web address or in the small print well.
"""

import re
from collections.abc import Iterator
from itertools import chain

from rapidfuzz.distance import Levenshtein

from receipts.services.offline.layout import Sheet
from receipts.services.offline.text import fold
from receipts.services.offline.vendors.name_candidate import NameCandidate
from receipts.services.offline.vendors.web_names import find_web_names
from receipts.services.spelling.lookalikes import differ_by_one_lookalike

# Shorter words are near to others by chance.
_SHORTEST = 6
# Two letters in eight may differ, the first and the last may not.
_SIMILAR = 0.75
# A logo is so much higher than a usual line; a letter of it is lost, or a picture is read as one.
_LOGO, _SHORTEST_LOGO = 1.5, 4
# A page's text has words of all kinds, of which the short ones are near to any name.
_SHORTEST_SAID = 5
_WORD = re.compile(r"[^\W\d_]+")


def repair_name(candidate: NameCandidate, sheet: Sheet) -> str:
    """The candidate's name; a word of it that is printed better elsewhere is spelt as there."""
    webs = [web.core for web in find_web_names(sheet) if web.core.isalpha()]
    others = list(_better_words(candidate, sheet))
    printed = fold(candidate.name)
    is_logo = max(line.height for line in candidate.lines) >= _LOGO
    said = _said_words(candidate, sheet) if is_logo else set()

    def spelt(match: re.Match[str]) -> str:
        word = fold(match[0])
        if word in said:
            return match[0]
        drawn = (other for other in [*webs, *said] if is_logo and _is_drawn(word, other))
        same = (web for web in webs if _is_same_word(word, web))
        alike = (other for other in others if _is_better(word, other))
        right = next(chain(drawn, same, alike), None)
        if right is None or right in printed.split():
            return match[0]
        return right if match[0].isupper() else right.title()

    return _WORD.sub(spelt, candidate.name)


def _is_better(word: str, other: str) -> bool:
    return len(word) >= _SHORTEST and differ_by_one_lookalike(word, other)


def _is_drawn(word: str, web: str) -> bool:
    """A letter of the logo was lost, or the picture beside it was read as one, which in a short
    word is believed where it is the first one again."""
    if len(web) < _SHORTEST_LOGO:
        return False
    has_lost = any(web[:i] + web[i + 1 :] == word for i in range(1, len(web) - 1))
    is_sure = len(web) >= _SHORTEST or word[:1] == web[:1]
    return has_lost or (is_sure and word[1:] == web)


def _said_words(candidate: NameCandidate, sheet: Sheet) -> set[str]:
    """Of the page's own text, where the logo was seen in a picture beside it."""
    if any(line.is_own for line in candidate.lines):
        return set()
    own = (line.text for row in sheet.rows for line in row.cells if line.is_own)
    words = (word for text in own for word in _WORD.findall(fold(text)))
    return {word for word in words if len(word) >= _SHORTEST_SAID}


def _better_words(candidate: NameCandidate, sheet: Sheet) -> Iterator[str]:
    """Words of lines that the recogniser was surer of."""
    score = min(line.score for line in candidate.lines)
    for row in sheet.rows:
        for line in row.cells:
            if line.score > score:
                yield from _WORD.findall(fold(line.text))


def _is_same_word(word: str, web: str) -> bool:
    """The same but for slips. What only goes on is another: "Shop" and "shoponline"."""
    if min(len(word), len(web)) < _SHORTEST or word in web or web in word:
        return False
    keeps_ends = word[0] == web[0] and word[-1] == web[-1]
    return keeps_ends and Levenshtein.normalized_similarity(word, web) >= _SIMILAR
