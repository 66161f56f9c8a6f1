"""Step 4, the offline reader: a receipt read on this machine, without a key, without a network.

The text comes from rapidocr, whose models are inside its package; what the text means is decided
in `receipts.services.offline`.
"""

import io
import logging
import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, cast

from receipts.services.extraction import (
    Box,
    ExtractedReceipt,
    ExtractionError,
    Page,
    Point,
    ReadingContext,
    TextLine,
)
from receipts.services.offline.layout import Corners, SeenLine, lay_out
from receipts.services.offline.looks.origins import with_origins
from receipts.services.offline.looks.second_look import is_worth_another_look, surer_of
from receipts.services.offline.looks.text_layer import (
    agree,
    as_seen,
    beside,
    probes_of,
)
from receipts.services.offline.looks.tiles import Tile, tiles_of
from receipts.services.offline.reader import read_sheet

logger = logging.getLogger(__name__)

MODEL_NAME = "rapidocr PP-OCRv6 small"

# The side that lines are looked for at: more costs time and finds no more on receipts.
_DETECTION_SIDE = 960
# Small pages are enlarged to this for the second look, where less ink makes a line.
_ENLARGED_SIDE = 1280
# Letters of a picture as small as a stamp show no more when they are made larger than this.
_LARGEST_SCALE = 3.0
_FAINTER = {"box_thresh": 0.3}
# Below it the page is more likely upside down than badly printed.
_POOR_SCORE = 0.85
# Lines that the recogniser doubts more than this are dirt more often than text.
_LOWEST_SCORE = 0.5
# A page lies on its side when this share of its longer lines runs from top to bottom.
_SIDEWAYS_SHARE = 0.6
_MODEL_FILES = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}

Size = tuple[int, int]


class OfflineExtractor:
    """Keeps the `Extractor` contract. `threads` is how many cores one reading may use."""

    def __init__(self, *, threads: int) -> None:
        self._threads = threads

    def extract(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt:
        engine = shared_engine(threads=self._threads)
        texts = {
            number: lines
            for number, page in enumerate(pages)
            if page.text and (lines := engine.read_text(page, number=number))
        }
        reading = _read(pages, texts, look=engine.read_page, context=context)
        if len(texts) == len(pages) or not is_worth_another_look(reading, pages):
            return reading
        try:
            closer = _read(pages, texts, look=engine.read_enlarged, context=context)
        except ExtractionError as error:  # the first look has read something all the same
            logger.warning("The second look failed: %s", error.code)
            return reading
        return surer_of(reading, closer)


class _Look(Protocol):
    def __call__(self, page: Page, *, number: int) -> list[SeenLine]: ...


def _read(
    pages: Sequence[Page],
    texts: Mapping[int, list[SeenLine]],
    *,
    look: _Look,
    context: ReadingContext,
) -> ExtractedReceipt:
    """`texts` are the lines of pages that say them themselves; at the others is looked."""
    seen = [texts.get(number) or look(page, number=number) for number, page in enumerate(pages)]
    sheet = lay_out(seen)
    return with_origins(read_sheet(sheet, context=context, model=MODEL_NAME), sheet)


@dataclass(frozen=True, kw_only=True)
class _Pass:
    """What one look at a page gave; `quarter_turns` is how far it was turned, anticlockwise."""

    quarter_turns: int
    texts: tuple[str, ...]
    scores: tuple[float, ...]
    corners: tuple[Corners, ...]

    @property
    def score(self) -> float:
        return sum(self.scores) / len(self.scores) if self.scores else 0.0


class Engine:
    """The OCR package with its models loaded. Reading is safe from several threads at once."""

    def __init__(self, *, threads: int) -> None:
        if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
            raise ExtractionError(
                "The offline reader is not installed: pip install -r requirements-offline.txt.",
                code="offline_not_installed",
                retryable=True,
                outage=True,
            )
        self._threads = threads
        self._ocr = _load_package(threads=threads, side=_DETECTION_SIDE)
        self._closer: Any = None
        self._loading = threading.Lock()

    def read_page(self, page: Page, *, number: int) -> list[SeenLine]:
        """The page's lines, in no order; corners are those of the page as it reads upright."""
        return _see(page, ocr=self._ocr, side=0, number=number)

    def read_text(self, page: Page, *, number: int) -> list[SeenLine]:
        """The page's own text, and what is seen beside it; nothing where the picture shows another.

        The few lines that are compared are left in the picture, so that one look does both."""
        probes = probes_of(page.text)
        hidden = [line for line in page.text if line not in probes]
        seen = _see(page, ocr=self._ocr, side=0, number=number, without=hidden)
        if not agree(probes, seen):
            logger.info("The text of a page is not what its picture shows")
            return []
        own = [as_seen(line, page, number=number) for line in page.text]
        return own + beside(page.text, seen)

    def read_enlarged(self, page: Page, *, number: int) -> list[SeenLine]:
        """The same of a page that is made larger first, and where fainter lines count."""
        with self._loading:
            if self._closer is None:
                self._closer = _load_package(threads=self._threads, side=_ENLARGED_SIDE, **_FAINTER)
        return _see(page, ocr=self._closer, side=_ENLARGED_SIDE, number=number)


_engines: dict[int, Engine] = {}
_engines_lock = threading.Lock()


def shared_engine(*, threads: int) -> Engine:
    """The process's one engine: its models take most of a second to load, so only on first use."""
    with _engines_lock:
        if threads not in _engines:
            _engines[threads] = Engine(threads=threads)
        return _engines[threads]


def _see(
    page: Page, *, ocr: Any, side: int, number: int, without: Sequence[TextLine] | None = None
) -> list[SeenLine]:
    """`side`: the page is enlarged until its longer side has so many pixels. `without`: lines that
    are painted over; such a page is upright."""
    try:
        pixels = decode_page(page, side=side)
        if without is None:
            best = _look_until_upright(pixels, ocr)
        else:
            best = _look(_painted_over(pixels, without), ocr, quarter_turns=0)
    except Exception as error:
        raise ExtractionError(
            "The text of this picture could not be read. Upload another photo, or enter it by"
            " hand.",
            code="offline_failed",
            retryable=False,
        ) from error
    height, width = pixels.shape[:2]
    return [
        _seen_line(text, score, corners, look=best, size=(width, height), page=number)
        for text, score, corners in zip(best.texts, best.scores, best.corners, strict=True)
    ]


def _painted_over(pixels: Any, lines: Sequence[TextLine]) -> Any:
    """Each line in the colour of most of what is under it, which is its paper."""
    import numpy as np  # noqa: PLC0415 - comes with the offline requirements only

    painted = pixels.copy()
    height, width = painted.shape[:2]
    for line in lines:
        box = line.box
        place = painted[
            int(box.top * height) : math.ceil(box.bottom * height) + 1,
            int(box.left * width) : math.ceil(box.right * width) + 1,
        ]
        if place.size:
            place[:] = np.median(place)
    return painted


def _look_until_upright(pixels: Any, ocr: Any) -> _Pass:
    """Once for nearly every page; lying or upside-down pages are turned and read again."""
    best = _look(pixels, ocr, quarter_turns=0)
    others = (1, 3) if _is_sideways(best) else (2,)
    for quarter_turns in others:
        if best.texts and (best.score < _POOR_SCORE or _is_sideways(best)):
            best = _better(best, _look(pixels, ocr, quarter_turns=quarter_turns))
    return best


def _look(pixels: Any, ocr: Any, *, quarter_turns: int) -> _Pass:
    import numpy as np  # noqa: PLC0415 - comes with the offline requirements only

    page = np.rot90(pixels, quarter_turns)
    height, width = page.shape[:2]
    found = [line for tile in tiles_of(width, height) for line in _lines_of(page, tile, ocr)]
    texts, scores, corners = zip(*found, strict=True) if found else ((), (), ())
    return _Pass(quarter_turns=quarter_turns, texts=texts, scores=scores, corners=corners)


def _lines_of(page: Any, tile: Tile, ocr: Any) -> Iterator[tuple[str, float, Corners]]:
    """The tile's own, with their places on the page."""
    import numpy as np  # noqa: PLC0415 - comes with the offline requirements only

    seen = ocr(np.ascontiguousarray(page[tile.top : tile.bottom]))
    if seen.txts is None:
        return
    for text, score, box in zip(seen.txts, seen.scores, seen.boxes, strict=True):
        corners = _corners(box, below=tile.top)
        middle = (corners[0][1] + corners[2][1]) / 2
        if tile.first <= middle < tile.last:
            yield text, float(score), corners


def _load_package(*, threads: int, side: int, **settings: float) -> Any:
    """Models by their paths: a package without them fails here instead of fetching them."""
    import rapidocr  # noqa: PLC0415 - optional, and OpenCV and onnxruntime take half a second

    models = Path(rapidocr.__file__).parent / "models"
    try:
        engine = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.text_score": _LOWEST_SCORE,
                "Det.limit_type": "max",
                "Det.limit_side_len": side,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
            | {f"{part}.model_path": str(models / name) for part, name in _MODEL_FILES.items()}
            | {f"Det.{name}": value for name, value in settings.items()}
        )
    except Exception as error:
        raise ExtractionError(
            "The offline reader could not be loaded: install requirements-offline.txt again.",
            code="offline_not_installed",
            retryable=True,
            outage=True,
        ) from error
    return engine


def decode_page(page: Page, *, side: int) -> Any:
    """Pixels as the package wants them: rows of blue, green, red; the longer side at least `side`
    pixels long, where that is not too much of an enlargement."""
    import numpy as np  # noqa: PLC0415 - comes with the offline requirements only
    from PIL import Image  # noqa: PLC0415 - 8 MB that a process without this reader saves

    with Image.open(io.BytesIO(page.jpeg), formats=["JPEG"]) as image:
        scale = min(max(side / max(image.size), 1.0), _LARGEST_SCALE)
        colours = image.convert("RGB")
        if scale > 1:
            size = (round(image.width * scale), round(image.height * scale))
            colours = colours.resize(size, Image.Resampling.BICUBIC)
        return np.asarray(colours)[:, :, ::-1]


def _corners(box: Any, *, below: int) -> Corners:
    first, second, third, fourth = ((float(x), float(y) + below) for x, y in box)
    return first, second, third, fourth


def _is_sideways(look: _Pass) -> bool:
    """Most lines of some length are taller than wide."""
    sides = [
        abs(corners[2][1] - corners[0][1]) > abs(corners[2][0] - corners[0][0])
        for text, corners in zip(look.texts, look.corners, strict=True)
        if len(text) >= 5
    ]
    return len(sides) > 2 and sum(sides) > _SIDEWAYS_SHARE * len(sides)


def _better(one: _Pass, other: _Pass) -> _Pass:
    """An upright page before a lying one, then the one with the surer lines."""
    return max(one, other, key=lambda look: (not _is_sideways(look), look.score))


def _seen_line(
    text: str, score: float, corners: Corners, *, look: _Pass, size: Size, page: int
) -> SeenLine:
    """With its place on the page as it came, before any turning."""
    placed = tuple(_as_it_came(point, look.quarter_turns, size) for point in corners)
    xs, ys = zip(*placed, strict=True)
    box = Box(
        page=page,
        left=max(min(xs), 0.0),
        top=max(min(ys), 0.0),
        right=min(max(xs), 1.0),
        bottom=min(max(ys), 1.0),
    )
    return SeenLine(text=text, score=score, corners=corners, box=box, placed=cast(Corners, placed))


def _as_it_came(point: Point, quarter_turns: int, size: Size) -> Point:
    """In fractions of the page's width and height."""
    x, y = _turn_back(point, quarter_turns, size)
    return x / size[0], y / size[1]


def _turn_back(point: Point, quarter_turns: int, size: Size) -> Point:
    (x, y), (width, height) = point, size
    if quarter_turns == 1:
        return width - y, x
    if quarter_turns == 2:
        return width - x, height - y
    if quarter_turns == 3:
        return y, height - x
    return x, y
