"""A document on A4, across where a table has many columns: a title page with the account, the
period and what is counted, then the tables with their charts; each page has its publisher and its
number."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import batched
from typing import IO, Any

from django.utils.formats import number_format
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as PdfTable

from common.localization.sentences import translated
from common.money import decimal_string
from reports.files.pdf_chart import drawing_of
from reports.files.tables import Column, Document, Kind, Table, filters_of
from reports.files.wording import long_day, short_day
from reports.files.writing import (
    ASIAN,
    BOLD,
    REGULAR,
    in_short_words,
    is_plain,
    is_right_to_left,
    lines_of,
    load_fonts,
    markup,
    needs_shaping,
    runs_of,
    width_of,
)

_MARGIN = 18 * mm
# What the library keeps free at both sides of what it sets.
_FRAME_PADDING = 6
_SIZE = 7.5
_PADDING = 3
# Where the last line stands, and what of a name has room there in any script.
_FOOT_LINE = 10 * mm
_PUBLISHER_CHARACTERS = 80
# A table begins on a page where its chart and some rows have room, or on a new one.
_SECTION, _EMPTY_SECTION = 130 * mm, 20 * mm
# Rows are laid out in tables of this length: reportlab's time grows with the square of it.
_BATCH = 200

_INK = colors.HexColor("#1F2A37")
_PALE = colors.HexColor("#DDE6F0")

_TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=22, leading=28, textColor=_INK)
_HEADING = ParagraphStyle("heading", fontName=BOLD, fontSize=12, leading=16, spaceAfter=4)
_BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=10, leading=14, textColor=_INK)
_FOOT = ParagraphStyle("foot", fontName=REGULAR, fontSize=8, leading=10)
_CELL = ParagraphStyle("cell", fontName=REGULAR, fontSize=_SIZE, leading=_SIZE + 2)
# Between any two letters: Chinese, Japanese and Korean put no spaces between words.
_ASIAN_CELL = ParagraphStyle("asian", parent=_CELL, wordWrap="CJK")
_SHAPED_CELL = ParagraphStyle("shaped", parent=_CELL, shaping=1)
_NUMERIC = {Kind.MONEY, Kind.NUMBER, Kind.COUNT}


def write_pdf(document: Document, file: IO[bytes], *, publisher: str) -> None:
    load_fonts()
    page = A4 if all(_fits(table, _width(A4)) for table in document.tables) else landscape(A4)
    template = SimpleDocTemplate(
        file,
        pagesize=page,
        leftMargin=_MARGIN - _FRAME_PADDING,
        rightMargin=_MARGIN - _FRAME_PADDING,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=document.title,
        author=publisher,
    )
    canvas = partial(_NumberedCanvas, publisher=publisher)
    template.build(list(_story(document, _width(page))), canvasmaker=canvas)


def _width(page: tuple[float, float]) -> float:
    return float(page[0] - 2 * _MARGIN)


class _NumberedCanvas(Canvas):
    """Holds the pages back until their number is known, for "Page 2 of 7"."""

    def __init__(self, *args: Any, publisher: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []
        self._publisher = _line(_shortened(publisher, _PUBLISHER_CHARACTERS), _FOOT)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self._draw_foot(translated(f"Page {number} of {len(self._pages)}"))
            super().showPage()
        super().save()

    def _draw_foot(self, page: str) -> None:
        size = _FOOT.fontSize
        self.setFont(REGULAR, size)
        self.drawRightString(self._pagesize[0] - _MARGIN, _FOOT_LINE, page)
        _, height = self._publisher.wrapOn(self, _width(self._pagesize) * 0.8, _MARGIN)
        self._publisher.drawOn(self, _MARGIN, _FOOT_LINE + size - height)


def _story(document: Document, width: float) -> Iterator[Flowable]:
    yield from _cover(document, width)
    yield PageBreak()
    for table in document.tables:
        yield CondPageBreak(_SECTION if table.size else _EMPTY_SECTION)
        yield from _section(table, width)
        yield Spacer(1, 10 * mm)


def _cover(document: Document, width: float) -> Iterator[Flowable]:
    owner, period = document.question.scope.owner, document.question.scope.period
    yield Spacer(1, 45 * mm)
    yield Paragraph(markup(document.title, BOLD), _TITLE)
    yield Spacer(1, 8 * mm)
    lines = [
        owner.get_full_name() or owner.email,
        owner.company,
        *owner.address.splitlines(),
        f"{long_day(period.start)} {translated('to')} {long_day(period.end)}",
        *(f"{name}: {value}" for name, value in filters_of(document.question).items()),
    ]
    for line in filter(None, lines):
        yield _line(line)
    yield Spacer(1, 10 * mm)
    for sentence in document.sentences:
        yield _line(sentence)
    yield Spacer(1, 10 * mm)
    yield from _section(document.coverage_table, width)


def _line(text: str, style: ParagraphStyle = _BODY) -> Paragraph:
    shaping = 1 if needs_shaping(text) else 0
    return Paragraph(markup(text), ParagraphStyle("line", parent=style, shaping=shaping))


def _shortened(text: str, characters: int) -> str:
    return text if len(text) <= characters else f"{text[: characters - 1]}…"


def _section(table: Table, width: float) -> Iterator[Flowable]:
    yield Paragraph(markup(table.title, BOLD), _HEADING)
    if not table.size:
        yield Paragraph(markup(translated("Nothing in this period.")), _BODY)
        return
    for chart in table.charts:
        yield KeepTogether([drawing_of(chart, width), Spacer(1, 6 * mm)])
    widths = _widths(table.columns, width)
    for rows in batched(_all_rows(table), _BATCH):
        yield _pdf_table(table, widths, rows)


def _all_rows(table: Table) -> Iterator[tuple[tuple[Any, ...], bool]]:
    for row in table.rows:
        yield row, False
    for row in table.totals:
        yield row, True


# The longest that is usual in a column of the kind: it is not broken.
_USUAL = {
    Kind.TEXT: "expense",
    Kind.DATE: "2026-12-31",
    Kind.MONEY: "-123,456.00",
    Kind.NUMBER: "100.00",
    Kind.COUNT: "99999",
}


# Columns of names are at least as wide, and so may take more.
_NAME = 2.0
# What a name needs at least: in less room it is broken after each word, and in the middle of one.
_NAME_ROOM = 30 * mm


def _fits(table: Table, width: float) -> bool:
    needed = [
        max(_needed(column), _NAME_ROOM if column.width >= _NAME else 0) for column in table.columns
    ]
    return sum(needed) <= width


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    """Each as wide as it must be; what is left goes to the names, or else to all."""
    needed = [_needed(column) for column in columns]
    shares = [column.width if column.width >= _NAME else 0.0 for column in columns]
    if not any(shares):
        shares = [column.width for column in columns]
    left = max(width - sum(needed), 0) / sum(shares)
    return [need + left * share for need, share in zip(needed, shares, strict=True)]


def _needed(column: Column) -> float:
    words = [*column.label.split(), _USUAL[column.kind]]
    words += " ".join((column.words or {}).values()).split()
    return max(width_of(word, _SIZE, BOLD) for word in words) + 2 * _PADDING + 1


def _pdf_table(
    table: Table, widths: list[float], rows: tuple[tuple[tuple[Any, ...], bool], ...]
) -> PdfTable:
    cells: list[list[Any]] = [[_label(c, w) for c, w in zip(table.columns, widths, strict=True)]]
    bold: list[tuple[Any, ...]] = []
    for row, is_total in rows:
        if is_total:
            if not bold:
                bold.append(("LINEABOVE", (0, len(cells)), (-1, len(cells)), 0.75, _INK))
            bold.append(("FONTNAME", (0, len(cells)), (-1, len(cells)), BOLD))
        currency = table.currency_of(row)
        cells.append(
            [
                _cell(value, column, width, currency)
                for value, column, width in zip(row, table.columns, widths, strict=True)
            ]
        )
    right = [
        ("ALIGN", (place, 0), (place, -1), "RIGHT")
        for place, column in enumerate(table.columns)
        if column.kind in _NUMERIC
    ]
    style = TableStyle([*_STYLE, *right, *bold])
    return PdfTable(cells, colWidths=widths, style=style, repeatRows=1)


_STYLE = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("FONTSIZE", (0, 0), (-1, -1), _SIZE),
    ("FONTNAME", (0, 0), (-1, 0), BOLD),
    ("BACKGROUND", (0, 0), (-1, 0), _PALE),
    ("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.lightgrey),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
    ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]


def _label(column: Column, width: float) -> Any:
    text = column.label
    if width_of(text, _SIZE, BOLD) <= width - 2 * _PADDING:
        return text
    style = ParagraphStyle("label", parent=_CELL, fontName=BOLD)
    style.alignment = 2 if column.kind in _NUMERIC else 0
    return Paragraph(markup(text, BOLD), style)


def _cell(value: Any, column: Column, width: float, currency: str) -> Any:
    """Text that fits is drawn as it is; a paragraph, which is slow, only where it must break or
    needs a second font."""
    text = _text(value, column.kind, currency)
    if is_plain(text) and width_of(text, _SIZE) <= width - 2 * _PADDING:
        return text
    room = width - 2 * _PADDING
    if needs_shaping(text):
        text = in_short_words(text, _SIZE, room)
    lines = lines_of(text, _SIZE, room) if is_right_to_left(text) else [text]
    return Paragraph("<br/>".join(map(markup, lines)), _style_of(text))


def _style_of(text: str) -> ParagraphStyle:
    if needs_shaping(text):
        return _SHAPED_CELL
    return _ASIAN_CELL if any(font == ASIAN for font, _ in runs_of(text)) else _CELL


def _text(value: Any, kind: Kind, currency: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = decimal_string(value, currency) if kind is Kind.MONEY else f"{value:f}"
        return number_format(text, force_grouping=kind is Kind.MONEY)
    return short_day(value) if isinstance(value, date) else str(value)
