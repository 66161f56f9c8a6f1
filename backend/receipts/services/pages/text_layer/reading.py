"""Text lines of a PDF's page, with their places on its drawn picture. Pure.

Bounded in characters, lines and their length; whatever is more than an invoice has is left to who
reads the picture.
"""

from typing import Any

from PIL import Image

from receipts.services.extraction import MOST_TEXT_LINES, Box, TextLine
from receipts.services.pages.text_layer.characters import characters_of
from receipts.services.pages.text_layer.lines import Piece, pieces_of
from receipts.services.pages.text_layer.trust import trusted

_MOST_CHARACTERS = 20_000
_LONGEST_LINE = 500


def read_text_layer(page: Any, picture: Image.Image) -> tuple[TextLine, ...]:
    """In reading order, `picture` being the page as pdfium has drawn it. None where the layer
    cannot be trusted."""
    characters = characters_of(page, picture.size, most=_MOST_CHARACTERS)
    pieces = pieces_of(trusted(characters or [], picture))
    if len(pieces) > MOST_TEXT_LINES:
        return ()
    return tuple(_line(piece, picture.size) for piece in pieces)


def _line(piece: Piece, size: tuple[int, int]) -> TextLine:
    left, top, right, bottom = (
        min(1.0, max(0.0, edge / side))
        for edge, side in zip(piece.edges, (*size, *size), strict=True)
    )
    box = Box(page=0, left=left, top=top, right=right, bottom=bottom)
    return TextLine(text=piece.text[:_LONGEST_LINE], score=1.0, box=box)
