"""Text of a page, on its way out of a decoding process. It is looked at before it is believed."""

import math
from dataclasses import astuple
from typing import Any

from receipts.services.extraction import MOST_TEXT_LINES, Box, TextLine

_LONGEST_LINE = 1_000


def texts_to_json(lines: tuple[TextLine, ...]) -> list[list[Any]]:
    return [[line.text, *astuple(line.box)[1:]] for line in lines]


def texts_from(document: Any) -> tuple[TextLine, ...]:
    """Raises ValueError or TypeError for anything of another shape."""
    if not isinstance(document, list) or len(document) > MOST_TEXT_LINES:
        raise ValueError
    return tuple(map(_line_from, document))


def _line_from(values: Any) -> TextLine:
    text, left, top, right, bottom = values
    if not isinstance(text, str) or not 0 < len(text) <= _LONGEST_LINE or not text.isprintable():
        raise ValueError
    edges = {"left": left, "top": top, "right": right, "bottom": bottom}
    if not all(_is_share(edge) for edge in edges.values()) or left > right or top > bottom:
        raise ValueError
    return TextLine(text=text, score=1.0, box=Box(page=0, **edges))


def _is_share(edge: object) -> bool:
    return isinstance(edge, float | int) and math.isfinite(edge) and 0 <= edge <= 1
