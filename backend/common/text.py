"""Text: what can be stored, and what is folded, so that two spellings compare equal. Pure."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping

MINUS_SIGNS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc`\u00b4"), "'")
_HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")
_TYPOGRAPHY = MINUS_SIGNS | APOSTROPHES
# Strokes and ligatures that Unicode does not decompose.
_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "\u0131": "i"}
_LIGATURES = {"æ": "ae", "œ": "oe", "þ": "th"}
_PLAIN = str.maketrans(_LETTERS | _LIGATURES) | _TYPOGRAPHY


def fold_accents(text: str) -> str:
    """The compatible decomposition (NFKD, Unicode annex 15) without combining marks; case is kept.

    Other scripts lose their marks as well, and Korean syllables fall into their letters.
    """
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c))


def fold(text: str) -> str:
    """What people take for the same: no case, accents, strokes or typographic marks, and single
    blanks. Folded twice it is the same. It may be longer than the text."""
    if text.isascii():  # most is, and it takes a twentieth of the time
        return " ".join(text.replace("`", "'").lower().split())
    # Twice: a decomposition may have capitals, and a small letter an accent.
    plain = fold_accents(fold_accents(text.translate(_TYPOGRAPHY)).casefold())
    return " ".join(unicodedata.normalize("NFC", plain.translate(_PLAIN)).split())


def commonest_spellings(counts: Mapping[str, int]) -> dict[str, str]:
    """Of texts and how often each is there: for those that people take for the same as another, the
    one to be shown, the most frequent. A text that is spelt in one way is not in it."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for text in counts:
        alike[fold(text)].append(text)
    return {
        text: min(spellings, key=lambda one: (-counts[one], one))
        for spellings in alike.values()
        if len(spellings) > 1
        for text in spellings
    }


def folded_words(text: str) -> str:
    """The words of the folded text, with single blanks between them. What is neither a letter, a
    digit nor a mark of one stands between words."""
    return " ".join("".join(c if _is_of_a_word(c) else " " for c in fold(text)).split())


def word_line(text: str) -> str:
    """The words with a blank before and after each, to be searched. Empty: there is none."""
    words = folded_words(text)
    return f" {words} " if words else ""


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def is_unicode(text: str) -> bool:
    """False: it has half of a surrogate pair, which JSON can write and UTF-8 cannot."""
    return _HALF_OF_A_PAIR.search(text) is None


def is_storable(text: str) -> bool:
    """False: no column can hold it. PostgreSQL takes no NUL."""
    return "\0" not in text and is_unicode(text)


def storable_text(text: str) -> str:
    """Without what no column can hold."""
    return _HALF_OF_A_PAIR.sub("", text.replace("\0", ""))


def in_words(*path: str | int) -> str:
    """The way to a value, as a person would say it: "Items 2 unit price", counted from one."""
    words = " ".join(str(part + 1) if isinstance(part, int) else part for part in path)
    return words.replace("_", " ").strip().capitalize()
