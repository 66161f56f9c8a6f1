"""Picture quality, with step 3: is a page too blurred, too dark or cut to be read well? Pure.

Measured on grey pages as the readers get them, before any of them reads. The thresholds were chosen
on drawn receipts that were blurred, dimmed and cut by steps; the figures are in `docs/accuracy.md`.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from PIL import Image, ImageChops

from receipts.services.extraction import PictureFault

# A line of print and the paper around it, as high as readers get it.
_BLOCK = 32
# So many are looked at, spread over the page; more took longer and told no more.
_MOST_BLOCKS = 1200
# Fewer with print in them say nothing of a page.
_FEWEST_BLOCKS = 4
# Levels between ink and paper: less is the grain of paper or of a table.
_LEAST_CONTRAST = 25
# Pixels from ink to paper. Of drawn receipts nine words in ten are read up to here, and three in
# four one pixel further on.
_BLURRED_EDGE = 3.4
# Of 256 levels: the lightest twentieth of a page, which is its paper.
_DARK_PAPER = 50
# Pixels at the picture's edge: where print is cut, where a torn paper ends, and what lies behind.
_STRIP, _TORN, _BAND = 2, 8, 64
# How dark ink is beside its paper.
_INK_SHARE = 0.6
# Rows of pixels that a line of print has.
_LINE_ROWS = range(6, 64)
# Lines that run out of the picture: so many, and so much of the lines near the edge. A line that
# is cut along its length is looked at in pieces as wide as the band, of which as many are.
_FEWEST_LINES = 3
_SHARE_OF_LINES = 0.4
# Of the letters that are cut, more is seen than the teeth of a torn paper are high, and several
# stand side by side.
_CUT_ROWS = range(6, 64)
_FEWEST_STROKES = 2
# Of a line of print that much is ink.
_LEAST_INK, _MOST_INK = 0.08, 0.6


def find_faults(page: Image.Image) -> tuple[PictureFault, ...]:
    """In the order in which they matter."""
    faults: list[PictureFault] = []
    if _is_dark(page):
        faults.append("picture_dark")
    width = edge_width(page)
    if width is not None and width > _BLURRED_EDGE:
        faults.append("picture_blurred")
    if is_cut(page):
        faults.append("picture_cut")
    return tuple(faults)


def _is_dark(page: Image.Image) -> bool:
    """By a percentile of its luminance, as cameras and quality checks of scans take it
    (ISO 14524; FADGI 2016, Technical Guidelines for Digitizing)."""
    return _percentile(page, 0.95) < _DARK_PAPER


def edge_width(page: Image.Image) -> float | None:
    """How many pixels it takes from ink to paper, the median over the blocks with print.

    None: there are too few. The blur metric of Marziliano et al. ("A no-reference perceptual blur
    metric", ICIP 2002), the width of edges as contrast by steepest slope, which unlike the variance
    of the Laplacian (Pech-Pacheco et al., ICPR 2000) neither a faint print nor grain changes: on
    drawn receipts that one fell to the level of the grain while nine words in ten were still read.
    """
    slopes = ImageChops.lighter(
        ImageChops.difference(page, ImageChops.offset(page, 1, 0)),
        ImageChops.difference(page, ImageChops.offset(page, 0, 1)),
    )
    found = [_contrast_and_slope(page, slopes, box) for box in _blocks(page.size)]
    strong = sorted(contrast for contrast, _ in found)[int(len(found) * 0.95) :]
    least = max(_LEAST_CONTRAST, strong[0] / 2) if strong else _LEAST_CONTRAST
    widths = [contrast / max(slope, 1) for contrast, slope in found if contrast >= least]
    return median(widths) if len(widths) >= _FEWEST_BLOCKS else None


type _Block = tuple[int, int, int, int]


def _blocks(size: tuple[int, int]) -> Iterator[_Block]:
    """Every n-th; not those at the edges, where a slope is that to the other side."""
    boxes = [
        (left, top, left + _BLOCK, top + _BLOCK)
        for top in range(1, size[1] - _BLOCK + 1, _BLOCK)
        for left in range(1, size[0] - _BLOCK + 1, _BLOCK)
    ]
    yield from boxes[:: -(-len(boxes) // _MOST_BLOCKS) or 1]


def _contrast_and_slope(page: Image.Image, slopes: Image.Image, box: _Block) -> tuple[int, int]:
    block = page.crop(box)
    contrast = _percentile(block, 0.95) - _percentile(block, 0.05)
    return contrast, _percentile(slopes.crop(box), 0.98)


def _percentile(picture: Image.Image, share: float) -> int:
    """The level below which that share of the pixels lies."""
    wanted = share * picture.width * picture.height
    for level, count in enumerate(picture.histogram()):
        wanted -= count
        if wanted <= 0:
            return level
    return 255


def is_cut(page: Image.Image) -> bool:
    """Lines of print run out of the picture at its left or right edge, or are cut along their
    length at the upper or lower one."""
    paper = _percentile(page, 0.9)
    sides = (page, page.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    ends = (page, page.transpose(Image.Transpose.FLIP_TOP_BOTTOM))
    return any(
        _has_cut_lines(side.crop((0, 0, _BAND, side.height)), paper=paper) for side in sides
    ) or any(_has_halved_line(end.crop((0, 0, end.width, _BAND)), paper=paper) for end in ends)


def _has_cut_lines(band: Image.Image, *, paper: int) -> bool:
    """At its left edge."""
    strip = _shares(band, 0, _STRIP, below=None)
    if median(strip) < _INK_SHARE * paper:
        return False
    ink = _INK_SHARE * median(strip)
    at_edge, behind = (
        _shares(band, left, right, below=ink) for left, right in ((0, _STRIP), (_TORN, _BAND))
    )
    lines = [line for line in _lines(behind) if _is_print([behind[row] for row in line])]
    cut = [line for line in lines if any(at_edge[row] for row in line)]
    return len(cut) >= _FEWEST_LINES and len(cut) >= _SHARE_OF_LINES * len(lines)


def _has_halved_line(band: Image.Image, *, paper: int) -> bool:
    """At its upper edge, piece by piece, since a line may stand askew."""
    pieces = (
        band.crop((left, 0, left + _BAND, band.height))
        for left in range(0, band.width - _BAND + 1, _BAND)
    )
    on_paper = [piece for piece in pieces if _percentile(piece, 0.5) >= _INK_SHARE * paper]
    cut = [halved for piece in on_paper if (halved := _is_line_halved(piece)) is not None]
    return sum(cut) >= _FEWEST_LINES and sum(cut) >= _SHARE_OF_LINES * len(cut)


def _is_line_halved(piece: Image.Image) -> bool | None:
    """The first line of print in it. None: there is none."""
    ink = _INK_SHARE * _percentile(piece, 0.5)
    shares = _shares(piece, 0, piece.width, below=ink)
    lines = (rows for rows in _lines(shares) if _has_ink_of_print([shares[row] for row in rows]))
    first = next(lines, None)
    if first is None:
        return None
    edge = piece.crop((0, 0, piece.width, _STRIP))
    if first[0] > 0 or len(first) not in _CUT_ROWS or _percentile(edge, 0.5) < ink:
        return False
    middle = first[len(first) // 2]
    row = piece.crop((0, middle, piece.width, middle + 1)).tobytes()
    strokes = sum(is_ink for is_ink, _ in groupby(row, key=lambda level: level < ink))
    return strokes >= _FEWEST_STROKES


def _shares(band: Image.Image, left: int, right: int, *, below: float | None) -> bytes:
    """Of each row from `left` to `right` the share that is ink, of 255; None: its mean level."""
    part = band.crop((left, 0, right, band.height))
    if below is not None:
        part = part.point([255 * (level < below) for level in range(256)])
    return part.resize((1, band.height), Image.Resampling.BOX).tobytes()


def _lines(shares: bytes) -> Iterator[list[int]]:
    """Rows with ink that stand together."""
    for has_ink, rows in groupby(range(len(shares)), key=lambda row: shares[row] > 0):
        if has_ink:
            yield list(rows)


def _is_print(shares: Sequence[int]) -> bool:
    return len(shares) in _LINE_ROWS and _has_ink_of_print(shares)


def _has_ink_of_print(shares: Sequence[int]) -> bool:
    return _LEAST_INK <= sum(shares) / len(shares) / 255 <= _MOST_INK
