"""Names in any script on paper: which font draws which letters, and in which order they stand.

DejaVu Sans draws Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic, Droid Sans Fallback
Chinese, Japanese and Korean. Both come with the project. What neither can draw is shown as a box.
"""

from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, ASIAN = "DejaVuSans", "DejaVuSans-Bold", "DroidSansFallback"
BOX = "\u25a1"

_FONTS = Path(__file__).resolve().parent.parent / "fonts"
_FIRST_RTL, _LAST_RTL = "\u0590", "\u08ff"


@cache
def load_fonts() -> None:
    """Once in each process; reading a font takes tenths of a second."""
    for name in (REGULAR, BOLD, ASIAN):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{name}.ttf")))


def runs_of(text: str, font: str = REGULAR) -> list[tuple[str, str]]:
    """The text in the order in which it is drawn, in runs of (font, letters)."""
    main, asian = _letters(font), _letters(ASIAN)
    runs: list[tuple[str, str]] = []
    for letter in in_drawing_order(text):
        code = ord(letter)
        found, drawn = (font, letter) if code in main else (ASIAN, letter)
        if code not in main and code not in asian:
            found, drawn = font, BOX
        if runs and runs[-1][0] == found:
            runs[-1] = (found, runs[-1][1] + drawn)
        else:
            runs.append((found, drawn))
    return runs


def in_drawing_order(text: str) -> str:
    """Right-to-left scripts reversed, and Arabic letters in the forms that their places give."""
    if not any(_FIRST_RTL <= letter <= _LAST_RTL for letter in text):
        return text
    from arabic_reshaper import reshape  # noqa: PLC0415 - only few documents need it
    from bidi import get_display  # noqa: PLC0415 - as above

    return str(get_display(reshape(text)))


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
