"""Origins of values: recognised in the picture, or said by the text layer of their page."""

from dataclasses import replace
from typing import Any

from receipts.services.extraction import Box, ExtractedReceipt, Origin
from receipts.services.fields import FIELD
from receipts.services.offline.layout import Sheet


def with_origins(reading: ExtractedReceipt, sheet: Sheet) -> ExtractedReceipt:
    """Of each field that stands somewhere on the sheet it was read from."""
    told: dict[str, Any] = {
        name: replace(field, origin=_origin_of(field.box, sheet))
        for name in FIELD
        if (field := reading.field(name)) is not None and field.box is not None
    }
    return replace(reading, **told)


def _origin_of(box: Box, sheet: Sheet) -> Origin:
    """Text, where no piece of what stands there was recognised."""
    there = [line for row in sheet.rows for line in row.cells if _holds(box, line.box)]
    return "text" if there and all(line.is_own for line in there) else "picture"


def _holds(box: Box, other: Box) -> bool:
    return (
        box.page == other.page
        and box.left <= other.left
        and box.top <= other.top
        and box.right >= other.right
        and box.bottom >= other.bottom
    )
