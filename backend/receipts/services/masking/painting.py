"""Painting over of places on a page's picture.

Black, and not the paper's colour: a person who compares sees what was kept back, and a model that
something stood there and is not to be guessed.
"""

import io
from collections.abc import Iterable, Sequence

from receipts.services.extraction import Point

Polygon = Sequence[Point]

_QUALITY = 92


def paint_over(jpeg: bytes, places: Iterable[Polygon]) -> bytes:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - 8 MB that a process that masks nothing saves

    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
        colours = image.convert("RGB")
    draw = ImageDraw.Draw(colours)
    for place in places:
        draw.polygon(list(place), fill="black")
    painted = io.BytesIO()
    colours.save(painted, "JPEG", quality=_QUALITY)
    return painted.getvalue()
