"""Picture faults of a receipt: as they are stored, and what is said of them. Pure."""

from collections.abc import Sequence
from typing import Any

from receipts.services.extraction import PICTURE_FAULTS, Page

_SENTENCES = {
    "picture_dark": "The picture is dark; the text may be misread. Take it again: in more light,"
    " and without a shadow on the paper.",
    "picture_blurred": "The picture is blurred; the text may be misread. Take it again: hold still,"
    " and let the camera focus on the print.",
    "picture_cut": "Print runs out of the picture; some of it may be missing. Take it again: with"
    " all of the paper in it.",
}


def faults_of(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """As the receipt keeps them: `code`, and the numbers of the `pages` that have it, from 0."""
    found = {
        code: [page.number for page in pages if code in page.faults] for code in PICTURE_FAULTS
    }
    return [{"code": code, "pages": numbers} for code, numbers in found.items() if numbers]


def hint_of(fault: dict[str, Any]) -> str:
    return _SENTENCES[fault["code"]]
