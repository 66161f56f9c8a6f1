"""Characters of a PDF's page, as pdfium tells them, with their places in its drawn picture. Pure.

pdfium counts in the units of the page as it is stored, and knows itself how a page that is turned,
cropped or measured in other units comes to be drawn.
"""

import unicodedata
from collections.abc import Iterator
from ctypes import byref, c_double, c_int
from dataclasses import dataclass
from typing import Any

from pypdfium2.raw import (
    FPDF_TEXTRENDERMODE_CLIP,
    FPDF_TEXTRENDERMODE_INVISIBLE,
    FS_RECTF,
    FPDF_PageToDevice,
    FPDFText_GetCharBox,
    FPDFText_GetCharOrigin,
    FPDFText_GetLooseCharBox,
    FPDFText_GetTextObject,
    FPDFText_GetUnicode,
    FPDFText_HasUnicodeMapError,
    FPDFTextObj_GetTextRenderMode,
)

_UNSEEN_MODES = frozenset({FPDF_TEXTRENDERMODE_INVISIBLE, FPDF_TEXTRENDERMODE_CLIP})
# pdfium tells whole pixels: it is asked for a picture so many times as large.
_FINER = 16
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Unassigned, for private use, halves of a pair, and control characters.
_NO_TEXT = frozenset({"Cn", "Co", "Cs", "Cc"})
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"


type Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Character:
    """`text` "" is one that no font says the meaning of. In pixels of the drawn page: `ink` and
    `cell` with the room that its font gives it (left, top, right, bottom), `start` where it stands
    on its line."""

    text: str
    ink: Edges
    cell: Edges
    start: tuple[float, float]
    is_hidden: bool


def characters_of(page: Any, size: tuple[int, int], *, most: int) -> list[Character] | None:
    """Without spaces that pdfium has put in. None: there are more than `most`."""
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count > most:
            return None
        place = _Places(page, size)
        return list(_walk(text_page, count, place))
    finally:
        text_page.close()


class _Places:
    """From points of the page to pixels of its picture."""

    def __init__(self, page: Any, size: tuple[int, int]) -> None:
        self._page, (self._width, self._height) = page, size

    def point(self, x: float, y: float) -> tuple[float, float]:
        across, down = c_int(), c_int()
        FPDF_PageToDevice(
            self._page,
            *(0, 0, self._width * _FINER, self._height * _FINER, 0),
            *(x, y, byref(across), byref(down)),
        )
        return across.value / _FINER, down.value / _FINER

    def edges(self, left: float, bottom: float, right: float, top: float) -> Edges:
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _walk(text_page: Any, count: int, places: _Places) -> Iterator[Character]:
    left, right, bottom, top, x, y = (c_double() for _ in range(6))
    loose = FS_RECTF()
    for index in range(count):
        text = _text_of(text_page, index)
        if text == _SOFT_HYPHEN:
            continue
        FPDFText_GetCharBox(text_page, index, byref(left), byref(right), byref(bottom), byref(top))
        FPDFText_GetLooseCharBox(text_page, index, byref(loose))
        FPDFText_GetCharOrigin(text_page, index, byref(x), byref(y))
        yield Character(
            text=text,
            ink=places.edges(left.value, bottom.value, right.value, top.value),
            cell=places.edges(loose.left, loose.bottom, loose.right, loose.top),
            start=places.point(x.value, y.value),
            is_hidden=_is_hidden(text_page, index),
        )


def _text_of(text_page: Any, index: int) -> str:
    """Ligatures as their letters, any space as a space, any sign of minus as its own."""
    code = FPDFText_GetUnicode(text_page, index)
    if FPDFText_HasUnicodeMapError(text_page, index) == 1 or not 0 < code <= 0x10FFFF:
        return ""
    letter = chr(code)
    if letter.isspace():
        return " "
    if letter == _REPLACEMENT or unicodedata.category(letter) in _NO_TEXT:
        return ""
    return _SOFT_HYPHEN if unicodedata.category(letter) == "Cf" else _plain(letter)


def _plain(letter: str) -> str:
    plain = unicodedata.normalize("NFKC", letter)
    return plain if plain.isalpha() and len(plain) <= 3 else letter


def _is_hidden(text_page: Any, index: int) -> bool:
    text = FPDFText_GetTextObject(text_page, index)
    return bool(text) and FPDFTextObj_GetTextRenderMode(text) in _UNSEEN_MODES
