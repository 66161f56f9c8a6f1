"""Accents folded, so that two spellings of a word compare equal. Pure."""

import unicodedata


def fold_accents(text: str) -> str:
    """The compatible decomposition (NFKD, Unicode annex 15) without combining marks; case is kept.

    Other scripts lose their marks as well, and Korean syllables fall into their letters.
    """
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c))
