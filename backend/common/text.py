"""Text: what can be stored, and accents folded, so that two spellings compare equal. Pure."""

import re
import unicodedata

_HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")


def fold_accents(text: str) -> str:
    """The compatible decomposition (NFKD, Unicode annex 15) without combining marks; case is kept.

    Other scripts lose their marks as well, and Korean syllables fall into their letters.
    """
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c))


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
