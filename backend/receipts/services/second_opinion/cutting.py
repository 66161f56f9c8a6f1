"""Parts of pages with the values that are in doubt: less to send, and larger for who looks."""

import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from receipts.services.extraction import Box, Page, TextLine
from receipts.services.validation.validated import ValidatedReceipt

# Above and below a value, of the page's height: its label, and the lines that it is held against.
_AROUND = 0.08
# Who sells, and to whom, stands at the top of nearly every paper.
_AT_THE_HEAD, _HEAD = ("vendor", "transaction_type"), 0.35
# What is hardly smaller than its page is sent as the page.
_NEARLY_ALL = 0.8
_QUALITY = 90


@dataclass(frozen=True)
class _Band:
    """From edge to edge; `top` and `bottom` as shares of the height. `number` is the page's."""

    number: int
    top: float
    bottom: float


def parts_with(
    pages: Sequence[Page], validated: ValidatedReceipt, names: Collection[str]
) -> list[Page]:
    """In their order. Where nobody knows the place of one of the values all pages are looked at."""
    bands = [band for name in names for band in _bands_of(name, validated, pages)]
    return [part for page in pages for part in _parts_of(page, bands)]


def _bands_of(name: str, validated: ValidatedReceipt, pages: Sequence[Page]) -> Iterator[_Band]:
    field = validated.field(name)
    boxes = [box for box in (field.box, field.second and field.second.box) if box]
    # Where two readers are at odds, only one of their places is known, and it may be the wrong one.
    if boxes and not (field.second and field.second.outcome == "differs"):
        yield from map(_around, boxes)
        return
    if name in _AT_THE_HEAD:
        yield _Band(pages[0].number, 0.0, _HEAD)
        return
    yield from (_Band(page.number, 0.0, 1.0) for page in pages)


def _around(box: Box) -> _Band:
    return _Band(box.page, max(0.0, box.top - _AROUND), min(1.0, box.bottom + _AROUND))


def _parts_of(page: Page, bands: Sequence[_Band]) -> Iterator[Page]:
    for band in _joined([band for band in bands if band.number == page.number]):
        if band.bottom - band.top >= _NEARLY_ALL:
            yield page
        else:
            yield _cut(page, band)


def _joined(bands: Sequence[_Band]) -> list[_Band]:
    joined: list[_Band] = []
    for band in sorted(bands, key=lambda band: band.top):
        if joined and band.top <= joined[-1].bottom:
            joined[-1] = replace(joined[-1], bottom=max(joined[-1].bottom, band.bottom))
        else:
            joined.append(band)
    return joined


def _cut(page: Page, band: _Band) -> Page:
    from PIL import Image  # noqa: PLC0415 - 8 MB that a process without a next reader saves

    with Image.open(io.BytesIO(page.jpeg), formats=["JPEG"]) as picture:
        top, bottom = round(band.top * picture.height), round(band.bottom * picture.height)
        part = picture.crop((0, top, picture.width, max(bottom, top + 1)))
        buffer = io.BytesIO()
        part.save(buffer, "JPEG", quality=_QUALITY)
    text = tuple(line for line in page.text if _stands_in(line, band))
    return replace(page, jpeg=buffer.getvalue(), width=part.width, height=part.height, text=text)


def _stands_in(line: TextLine, band: _Band) -> bool:
    return band.top <= (line.box.top + line.box.bottom) / 2 <= band.bottom
