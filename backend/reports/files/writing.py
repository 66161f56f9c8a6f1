"""Names in any script on paper: which font draws which letters, and in which order they stand.

DejaVu Sans draws Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic, Droid Sans Fallback
Chinese, Japanese and Korean, Noto Sans the scripts of South and South-East Asia, whose letters take
forms that depend on their neighbours (`needs_shaping`). All come with the project. What none of
them can draw is shown as a box.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any
from unicodedata import category, combining
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from common.fonts import FONTS

REGULAR, BOLD, ASIAN = "DejaVuSans", "DejaVuSans-Bold", "DroidSansFallback"
BOX = "\u25a1"

_FIRST_RTL, _LAST_RTL = "\u0590", "\u08ff"
# The blocks of Unicode, by their first letters; each is 128 long.
_SHAPED = {
    0x0900: "Devanagari",
    0x0980: "Bengali",
    0x0A00: "Gurmukhi",
    0x0A80: "Gujarati",
    0x0B00: "Oriya",
    0x0B80: "Tamil",
    0x0C00: "Telugu",
    0x0C80: "Kannada",
    0x0D00: "Malayalam",
    0x0E00: "Thai",
    0x0E80: "Lao",
    0x1780: "Khmer",
}
_BLOCK = 128
# They draw nothing and say how their neighbours join.
_JOINERS = "\u200c\u200d"
# Vowels of Thai and Lao that are written before their consonant.
_LEADING = "\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4"
# The class of marks that join two consonants (Unicode Standard, section 4.3).
_VIRAMA = 9


@cache
def load_fonts() -> None:
    """Once in each process; reading a font takes tenths of a second."""
    for name in (REGULAR, BOLD, ASIAN):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))


def runs_of(text: str, font: str = REGULAR) -> list[tuple[str, str]]:
    """The text in the order in which it is drawn, in runs of (font, letters)."""
    runs: list[tuple[str, str]] = []
    for letter in in_drawing_order(text):
        if letter in _JOINERS and runs and _is_shaped(runs[-1][0]):
            found, drawn = runs[-1][0], letter
        else:
            found, drawn = _font_of(letter, font)
        if runs and runs[-1][0] == found:
            runs[-1] = (found, runs[-1][1] + drawn)
        else:
            runs.append((found, drawn))
    return runs


def needs_shaping(text: str) -> bool:
    """Whether letters of it take other forms beside one another, or other places."""
    return not text.isascii() and any(_block_of(letter) in _SHAPED for letter in text)


def in_drawing_order(text: str) -> str:
    """Right-to-left scripts reversed, and Arabic letters in the forms that their places give."""
    if not is_right_to_left(text):
        return text
    from arabic_reshaper import reshape  # noqa: PLC0415 - only few documents need it
    from bidi import get_display  # noqa: PLC0415 - as above

    return str(get_display(reshape(text)))


def is_right_to_left(text: str) -> bool:
    """Whether some of it is."""
    return any(_FIRST_RTL <= letter <= _LAST_RTL for letter in text)


def lines_of(text: str, size: float, width: float) -> list[str]:
    """Lines that fit, as far as words do. For text that is broken before it is put into the order
    in which it is drawn: of a name from right to left the first words come first."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _drawn_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def markup(text: str, font: str = REGULAR) -> str:
    """For reportlab's paragraphs."""
    return "".join(
        f'<font name="{found}">{escape(letters)}</font>' for found, letters in runs_of(text, font)
    )


def is_plain(text: str) -> bool:
    """Whether the regular font alone draws it."""
    return text.isascii() or runs_of(text) == [(REGULAR, text)]


def width_of(text: str, size: float, font: str = REGULAR) -> float:
    return float(pdfmetrics.stringWidth(text, font, size))


@cache
def _letters(font: str) -> dict[int, Any]:
    found: dict[int, Any] = pdfmetrics.getFont(font).face.charToGlyph
    return found


def in_short_words(text: str, size: float, width: float) -> str:
    """Words that are wider than a line in pieces that are not: Thai, Lao and Khmer put no spaces
    between words, and letters that were joined once cannot be parted any more."""
    return " ".join(piece for word in text.split() for piece in _pieces(word, size, width))


def _pieces(word: str, size: float, width: float) -> Iterator[str]:
    piece = ""
    for cluster in _clusters(word):
        if piece and _drawn_width(piece + cluster, size) > width:
            yield piece
            piece = ""
        piece += cluster
    yield piece


def _clusters(word: str) -> Iterator[str]:
    """Letters with the marks that belong to them."""
    cluster = ""
    for letter in word:
        is_mark = category(letter).startswith("M") or letter in _JOINERS
        if (
            cluster
            and not is_mark
            and cluster[-1] not in _LEADING
            and combining(cluster[-1]) != _VIRAMA
        ):
            yield cluster
            cluster = ""
        cluster += letter
    yield cluster


def _drawn_width(text: str, size: float) -> float:
    return sum(width_of(letters, size, font) for font, letters in runs_of(text))


def _font_of(letter: str, font: str) -> tuple[str, str]:
    """The first font that has the letter, and what it draws for it."""
    names = [font, ASIAN]
    if script := _SHAPED.get(_block_of(letter)):
        names.append(_noto(script))
    for name in names:
        if ord(letter) in _letters(name):
            return name, letter
    return font, BOX


def _block_of(letter: str) -> int:
    return ord(letter) // _BLOCK * _BLOCK


def _is_shaped(font: str) -> bool:
    return font.startswith("NotoSans")


@cache
def _noto(script: str) -> str:
    """Loaded where a document needs it, which few do."""
    name = f"NotoSans{script}-Regular"
    pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    return name
