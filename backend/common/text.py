"""Text: what can be stored, and accents folded, so that two spellings compare equal. Pure."""

import re
import unicodedata

# PostgreSQL stores no NUL, and UTF-8 has no half of a surrogate pair, which JSON can write.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def fold_accents(text: str) -> str:
    """The compatible decomposition (NFKD, Unicode annex 15) without combining marks; case is kept.

    Other scripts lose their marks as well, and Korean syllables fall into their letters.
    """
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c))


def is_storable(text: str) -> bool:
    """False: no column and no answer can hold it."""
    return _UNSTORABLE.search(text) is None
