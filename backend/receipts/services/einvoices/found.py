"""Findings of an e-invoice in a document, on their way out of a decoding process. Pure.

Nothing that comes from there is believed before it has been looked at.
"""

from dataclasses import astuple, dataclass
from typing import Any

from receipts.services.einvoices.texts import InvoiceTexts, texts_from, texts_to_json
from receipts.services.extraction import Box, TextLine
from receipts.services.fields import FIELD

MOST_LINES = 5_000
_LONGEST_LINE = 2_000


@dataclass(frozen=True, kw_only=True)
class FoundInvoice:
    """`texts` None: there is one, or so it seems, and `problem` says why it cannot be read.

    `lines` are those of the pages that people look at; `places` of the fields which of the lines
    shows each, where it is drawn here. `is_drawn`: there is no page but that.
    """

    texts: InvoiceTexts | None
    problem: str = ""
    lines: tuple[TextLine, ...] = ()
    places: dict[str, int]
    is_drawn: bool = False


def found_to_json(found: FoundInvoice) -> dict[str, Any]:
    return {
        "texts": found.texts and texts_to_json(found.texts),
        "problem": found.problem,
        "lines": [[line.text, *astuple(line.box)] for line in found.lines],
        "places": found.places,
        "is_drawn": found.is_drawn,
    }


def found_from(document: Any) -> FoundInvoice:
    """Raises ValueError, KeyError or TypeError for anything of another shape."""
    texts, problem = document["texts"], document["problem"]
    lines = tuple(map(_line_from, document["lines"]))
    if not isinstance(problem, str) or len(lines) > MOST_LINES:
        raise ValueError
    return FoundInvoice(
        texts=None if texts is None else texts_from(texts),
        problem=problem[:_LONGEST_LINE],
        lines=lines,
        places=_places_from(document["places"], lines),
        is_drawn=document["is_drawn"] is True,
    )


def _places_from(document: Any, lines: tuple[TextLine, ...]) -> dict[str, int]:
    for name, place in document.items():
        if name not in FIELD or type(place) is not int or not 0 <= place < len(lines):
            raise ValueError
    return dict(document)


def _line_from(values: Any) -> TextLine:
    text, page, *edges = values
    if not isinstance(text, str) or type(page) is not int or page < 0 or len(edges) != 4:
        raise ValueError
    left, top, right, bottom = (_edge_from(edge) for edge in edges)
    box = Box(page=page, left=left, top=top, right=right, bottom=bottom)
    return TextLine(text=text[:_LONGEST_LINE], score=1.0, box=box)


def _edge_from(value: Any) -> float:
    if not isinstance(value, float | int) or not 0 <= value <= 1:
        raise ValueError
    return float(value)
