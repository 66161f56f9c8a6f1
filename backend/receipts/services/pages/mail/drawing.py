"""Pages drawn from the text of a mail, for readers and for people to look at. Pure.

They are of the mail alone: no picture, style or address in it is ever asked for.
"""

from bisect import bisect_right
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from common.fonts import FONTS
from receipts.services.pages.mail.html_text import CELL
from receipts.services.pages.mail.message import Mail

_DOTS_PER_INCH = 150.0
# Of A4.
_WIDTH, _HEIGHT, _MARGIN = 1240, 1754, 90
_ROW, _SIZE = 34, 24
_MOST_PAGES = 10
_LONGEST_PIECE = 200
# From here on letters are CJK, which the first font has not.
_FIRST_OF_CJK = "\u2e80"
_MORE = "…"


def _font(name: str) -> ImageFont.FreeTypeFont:
    """From memory: a decoding process opens no file."""
    content = BytesIO((FONTS / name).read_bytes())
    return ImageFont.truetype(content, _SIZE, layout_engine=ImageFont.Layout.BASIC)


_LATIN, _CJK = _font("DejaVuSans.ttf"), _font("DroidSansFallback.ttf")


def draw_mail(mail: Mail, text: str) -> bytes:
    """A PDF. Of a very long text the beginning is drawn."""
    pages = _pages(_lines(mail, text))
    first, *others = pages
    buffer = BytesIO()
    first.save(buffer, "PDF", resolution=_DOTS_PER_INCH, save_all=True, append_images=others)
    return buffer.getvalue()


def _lines(mail: Mail, text: str) -> Iterator[str]:
    """Below who has sent it and when. Blank lines are drawn once."""
    yield from filter(None, (mail.sender, mail.sent_at[:10], mail.subject))
    is_blank = False
    yield ""
    for line in text.split("\n"):
        shown = "".join(one if one.isprintable() or one == CELL else " " for one in line).strip()
        if shown or not is_blank:
            yield shown
        is_blank = not shown


def _pages(lines: Iterator[str]) -> list[Image.Image]:
    pages: list[Image.Image] = []
    y = _HEIGHT
    for left, right in (row for line in lines for row in _rows(line)):
        if y > _HEIGHT - _MARGIN - _ROW:
            if len(pages) == _MOST_PAGES:
                _write(pages[-1], _MORE, _MARGIN, _HEIGHT - _MARGIN)
                break
            pages.append(Image.new("L", (_WIDTH, _HEIGHT), 255))
            y = _MARGIN
        _write(pages[-1], left, _MARGIN, y)
        _write(pages[-1], right, _WIDTH - _MARGIN - _width(right), y)
        y += _ROW
    return pages


def _rows(line: str) -> Iterator[tuple[str, str]]:
    """As many as the width asks for; what stands in the last cell stands at the right edge."""
    left, _, right = line.rpartition(CELL)
    if not left or _width(right) > _WIDTH // 3:
        left, right = line, ""
    room = _WIDTH - 2 * _MARGIN - (_width(right) + 2 * _SIZE if right else 0)
    # One at a time: a line may be as long as a mail, and only some pages are drawn.
    rows = _wrapped(left.replace(CELL, "   "), room)
    yield next(rows, ""), right
    for row in rows:
        yield row, ""


def _wrapped(text: str, room: int) -> Iterator[str]:
    row = ""
    for word in text.split(" "):
        for piece in _fitting(word, room):
            joined = f"{row} {piece}" if row else piece
            if row and _width(joined) > room:
                yield row
                joined = piece
            row = joined
    if row:
        yield row


def _fitting(word: str, room: int) -> Iterator[str]:
    """What is wider than a row is broken, as are letters that have no blanks between them."""
    while len(word) > 1 and _width(word[:_LONGEST_PIECE]) > room:
        most = min(len(word), _LONGEST_PIECE)
        fits = 1 + bisect_right(range(2, most), room, key=lambda size: _width(word[:size]))
        yield word[:fits]
        word = word[fits:]
    for start in range(0, max(1, len(word)), _LONGEST_PIECE):
        yield word[start : start + _LONGEST_PIECE]


def _write(page: Image.Image, text: str, x: int, y: int) -> None:
    if text:
        ImageDraw.Draw(page).text((x, y), text, font=_font_of(text), fill=0)


def _width(text: str) -> int:
    return round(_font_of(text).getlength(text))


def _font_of(text: str) -> ImageFont.FreeTypeFont:
    return _CJK if any(one >= _FIRST_OF_CJK and one < "\U00010000" for one in text) else _LATIN
