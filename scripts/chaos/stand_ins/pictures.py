"""Pictures that carry a number, and are still told apart when they have been scaled and packed.

A page is a grid of black and white blocks. The finest hash of a picture is of the same grid, so no
two of them are ever taken for copies of one another.
"""

from decimal import Decimal
from hashlib import sha256
from io import BytesIO

from PIL import Image

_COLUMNS, _ROWS = 9, 8
_BITS = _COLUMNS * _ROWS
_NUMBER_BITS = 24
_CHECK_BITS = _BITS - _NUMBER_BITS
_BLOCK_PIXELS = 32
_BLACK, _WHITE = 20, 235
# So that a PDF, which is drawn at 300 dots an inch, has about as many pixels as a picture.
_DOTS_PER_INCH = 300


def draw(number: int, *, as_pdf: bool = False) -> bytes:
    """A JPEG of some 4 kB, or a PDF of one page that shows it."""
    bits = _bits_of(number)
    levels = bytes(_BLACK if bits >> place & 1 else _WHITE for place in range(_BITS))
    grid = Image.frombytes("L", (_COLUMNS, _ROWS), levels)
    page = grid.resize((_COLUMNS * _BLOCK_PIXELS, _ROWS * _BLOCK_PIXELS), Image.Resampling.NEAREST)
    buffer = BytesIO()
    if as_pdf:
        page.save(buffer, "PDF", resolution=_DOTS_PER_INCH)
    else:
        page.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def number_in(page: Image.Image) -> int | None:
    """None: it is no picture of ours."""
    grid = page.convert("L").resize((_COLUMNS, _ROWS), Image.Resampling.BOX)
    middle = (_BLACK + _WHITE) / 2
    bits = sum(1 << place for place, level in enumerate(grid.tobytes()) if level < middle)
    number = bits >> _CHECK_BITS
    return number if _bits_of(number) == bits else None


def total_of(number: int) -> Decimal:
    """What the paper says. Each has another one."""
    return Decimal(100 + number) / 100


def _bits_of(number: int) -> int:
    """The number, and as many bits of its digest as there is room for."""
    digest = int.from_bytes(sha256(str(number).encode()).digest())
    return number << _CHECK_BITS | digest & ((1 << _CHECK_BITS) - 1)
