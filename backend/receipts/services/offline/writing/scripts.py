"""Scripts that the recogniser does not know: it drops their letters, or reads them as those of
others that look alike; digits it reads."""

import re

from receipts.services.offline.layout import Sheet
from receipts.services.offline.text import fold

_WEB = re.compile(r"WWW|HTTP|@|\.COM\b")
# What is read of an unknown script is short, or has no vowel, or digits inside.
_WORD = re.compile(r"[^\W\d_]{4,}")
_VOWEL = re.compile(r"[AEIOUY\u0131\u00d8\u00c6\u0152]")
_IDEOGRAMS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
# The recogniser knows some as signs of mathematics.
_UNKNOWN = re.compile(r"[\u0370-\u03ff\u0400-\u06ff\u0e00-\u0eff\u1100-\u11ff\uac00-\ud7af]")

# Papers of known scripts have 0.6 words a row and more, of unknown ones 0.3 at most; Chinese and
# Japanese ones have two characters a row and more, Korean ones, read as such, less than one.
_WORDS_A_ROW = 0.45
_IDEOGRAMS_A_ROW = 2.0
_UNKNOWN_A_ROW = 0.2
_FEWEST_ROWS = 4


def is_script_read(sheet: Sheet) -> bool:
    """False: hardly any word came out, though there are rows enough."""
    rows = [text for row in sheet.rows if not _WEB.search(text := fold(row.text))]
    if len(rows) < _FEWEST_ROWS:
        return True
    unknown = sum(bool(_UNKNOWN.search(text)) for text in rows)
    words = sum(_is_word(word) for text in rows for word in _WORD.findall(text))
    ideograms = sum(len(_IDEOGRAMS.findall(text)) for text in rows)
    is_known = words >= _WORDS_A_ROW * len(rows) or ideograms >= _IDEOGRAMS_A_ROW * len(rows)
    return is_known and unknown < _UNKNOWN_A_ROW * len(rows)


def _is_word(text: str) -> bool:
    return bool(_VOWEL.search(text)) and not (_IDEOGRAMS.search(text) or _UNKNOWN.search(text))
