"""Step 4, the offline reader: a receipt read on this machine, without a key, without a network.

The text comes from rapidocr, whose models are inside its package; what the text means is decided
in `receipts.services.offline`.
"""

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from receipts.services.extraction import (
    Box,
    ExtractedReceipt,
    ExtractionError,
    Page,
    ReadingContext,
)
from receipts.services.offline.layout import Point, SeenLine, lay_out
from receipts.services.offline.reader import read_sheet

MODEL_NAME = "rapidocr PP-OCRv6 small"

# The side that lines are looked for at: more costs time and finds no more on receipts.
_DETECTION_SIDE = 960
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


class OfflineExtractor:
    """Keeps the `Extractor` contract. `threads` is how many cores one reading may use."""

    def __init__(self, *, threads: int) -> None:
        self._threads = threads

    def extract(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt:
        engine = shared_engine(threads=self._threads)
        seen = [engine.read_page(page, number=number) for number, page in enumerate(pages)]
        return read_sheet(lay_out(seen), context=context, model=MODEL_NAME)


@dataclass(frozen=True, kw_only=True)
class _Pass:
    """What one look at a page gave; `quarter_turns` is how far it was turned, anticlockwise."""

    quarter_turns: int
    texts: tuple[str, ...]
    scores: tuple[float, ...]
    corners: tuple[tuple[Point, Point, Point, Point], ...]

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
        self._ocr = _load_package(threads=threads)

    def read_page(self, page: Page, *, number: int) -> list[SeenLine]:
        """The page's lines, in no order; corners are those of the page as it reads upright."""
        try:
            best = self._look_until_upright(_decode(page))
        except Exception as error:
            raise ExtractionError(
                "The text of this picture could not be read. Upload another photo, or enter it by"
                " hand.",
                code="offline_failed",
                retryable=False,
            ) from error
        return [
            SeenLine(text=text, score=score, corners=corners, box=_box(corners, best, page, number))
            for text, score, corners in zip(best.texts, best.scores, best.corners, strict=True)
        ]

    def _look_until_upright(self, pixels: Any) -> _Pass:
        """Once for nearly every page; lying or upside-down pages are turned and read again."""
        best = self._look(pixels, quarter_turns=0)
        others = (1, 3) if _is_sideways(best) else (2,)
        for quarter_turns in others:
            if best.texts and (best.score < _POOR_SCORE or _is_sideways(best)):
                best = _better(best, self._look(pixels, quarter_turns=quarter_turns))
        return best

    def _look(self, pixels: Any, *, quarter_turns: int) -> _Pass:
        import numpy as np  # noqa: PLC0415 - comes with the offline requirements only

        seen = self._ocr(np.ascontiguousarray(np.rot90(pixels, quarter_turns)))
        if seen.txts is None:
            return _Pass(quarter_turns=quarter_turns, texts=(), scores=(), corners=())
        return _Pass(
            quarter_turns=quarter_turns,
            texts=tuple(seen.txts),
            scores=tuple(float(score) for score in seen.scores),
            corners=tuple(_corners(box) for box in seen.boxes),
        )


_engines: dict[int, Engine] = {}
_engines_lock = threading.Lock()


def shared_engine(*, threads: int) -> Engine:
    """The process's one engine: its models take most of a second to load, so only on first use."""
    with _engines_lock:
        if threads not in _engines:
            _engines[threads] = Engine(threads=threads)
        return _engines[threads]


def _load_package(*, threads: int) -> Any:
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
                "Det.limit_side_len": _DETECTION_SIDE,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
            | {f"{part}.model_path": str(models / name) for part, name in _MODEL_FILES.items()}
        )
    except Exception as error:
        raise ExtractionError(
            "The offline reader could not be loaded: install requirements-offline.txt again.",
            code="offline_not_installed",
            retryable=True,
            outage=True,
        ) from error
    return engine


def _decode(page: Page) -> Any:
    """Pixels as the package wants them: rows of blue, green, red."""
    import numpy as np  # noqa: PLC0415 - comes with the offline requirements only
    from PIL import Image  # noqa: PLC0415 - 8 MB that a process without this reader saves

    with Image.open(io.BytesIO(page.jpeg), formats=["JPEG"]) as image:
        return np.asarray(image.convert("RGB"))[:, :, ::-1]


def _corners(box: Any) -> tuple[Point, Point, Point, Point]:
    first, second, third, fourth = ((float(x), float(y)) for x, y in box)
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


def _box(corners: Sequence[Point], look: _Pass, page: Page, number: int) -> Box:
    """Where the line stands on the page as it came, before any turning."""
    points = [_turn_back(point, look.quarter_turns, page) for point in corners]
    xs, ys = [x / page.width for x, _ in points], [y / page.height for _, y in points]
    return Box(
        page=number,
        left=max(min(xs), 0.0),
        top=max(min(ys), 0.0),
        right=min(max(xs), 1.0),
        bottom=min(max(ys), 1.0),
    )


def _turn_back(point: Point, quarter_turns: int, page: Page) -> Point:
    x, y = point
    if quarter_turns == 1:
        return page.width - y, x
    if quarter_turns == 2:
        return page.width - x, page.height - y
    if quarter_turns == 3:
        return y, page.height - x
    return x, y
