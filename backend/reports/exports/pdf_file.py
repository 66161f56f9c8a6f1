"""A document on A4: a title page with the account, the period and what is counted, then the tables
with their charts, and the number on each page."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import batched
from typing import IO, Any

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as PdfTable

from common.money import decimal_string
from reports.exports.tables import Chart, Column, Document, Kind, Table, coverage_table, filters_of
from reports.exports.writing import (
    ASIAN,
    BOLD,
    REGULAR,
    is_plain,
    load_fonts,
    markup,
    runs_of,
    width_of,
)

_MARGIN = 18 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_SIZE = 7.5
_PADDING = 3
# Rows are laid out in tables of this length: reportlab's time grows with the square of it.
_BATCH = 200

_INK = colors.HexColor("#1F2A37")
_PALE = colors.HexColor("#DDE6F0")
_SERIES = [colors.HexColor(code) for code in ("#2F6DB5", "#E0812D", "#4C9A5A")]

_TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=22, leading=28, textColor=_INK)
_HEADING = ParagraphStyle("heading", fontName=BOLD, fontSize=12, leading=16, spaceAfter=4)
_BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=10, leading=14, textColor=_INK)
_CELL = ParagraphStyle("cell", fontName=REGULAR, fontSize=_SIZE, leading=_SIZE + 2)
# Between any two letters: Chinese, Japanese and Korean put no spaces between words.
_ASIAN_CELL = ParagraphStyle("asian", parent=_CELL, wordWrap="CJK")
_NUMERIC = {Kind.MONEY, Kind.NUMBER, Kind.COUNT}


def write_pdf(document: Document, file: IO[bytes]) -> None:
    load_fonts()
    template = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=document.title,
        author="Smart Accounting",
    )
    template.build(list(_story(document)), canvasmaker=_NumberedCanvas)


class _NumberedCanvas(Canvas):
    """Holds the pages back until their number is known, for "Page 2 of 7"."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self.setFont(REGULAR, 8)
            self.drawRightString(A4[0] - _MARGIN, 10 * mm, f"Page {number} of {len(self._pages)}")
            super().showPage()
        super().save()


def _story(document: Document) -> Iterator[Flowable]:
    yield from _cover(document)
    for table in document.tables:
        yield PageBreak()
        yield from _section(table)


def _cover(document: Document) -> Iterator[Flowable]:
    owner, period = document.question.scope.owner, document.question.scope.period
    yield Spacer(1, 45 * mm)
    yield Paragraph(markup(document.title, BOLD), _TITLE)
    yield Spacer(1, 8 * mm)
    lines = [
        owner.get_full_name() or owner.email,
        owner.company,
        *owner.address.splitlines(),
        f"{period.start:%d %B %Y} to {period.end:%d %B %Y}",
        *(f"{name}: {value}" for name, value in filters_of(document.question).items()),
    ]
    for line in filter(None, lines):
        yield Paragraph(markup(line), _BODY)
    yield Spacer(1, 10 * mm)
    for sentence in document.sentences:
        yield Paragraph(markup(sentence), _BODY)
    yield Spacer(1, 10 * mm)
    yield from _section(coverage_table(document.coverage))


def _section(table: Table) -> Iterator[Flowable]:
    yield Paragraph(markup(table.title, BOLD), _HEADING)
    if not table.size:
        yield Paragraph("Nothing in this period.", _BODY)
        return
    if table.chart is not None:
        yield KeepTogether([_drawing(table.chart), Spacer(1, 6 * mm)])
    widths = _widths(table.columns)
    for rows in batched(_all_rows(table), _BATCH):
        yield _pdf_table(table, widths, rows)


def _all_rows(table: Table) -> Iterator[tuple[tuple[Any, ...], bool]]:
    for row in table.rows:
        yield row, False
    for row in table.totals:
        yield row, True


def _widths(columns: Any) -> list[float]:
    whole = sum(column.width for column in columns)
    return [_WIDTH * column.width / whole for column in columns]


def _pdf_table(
    table: Table, widths: list[float], rows: tuple[tuple[tuple[Any, ...], bool], ...]
) -> PdfTable:
    cells: list[list[Any]] = [[_label(c, w) for c, w in zip(table.columns, widths, strict=True)]]
    bold = []
    for row, is_total in rows:
        if is_total:
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
    if width_of(column.label, _SIZE, BOLD) <= width - 2 * _PADDING:
        return column.label
    style = ParagraphStyle("label", parent=_CELL, fontName=BOLD)
    style.alignment = 2 if column.kind in _NUMERIC else 0
    return Paragraph(markup(column.label, BOLD), style)


def _cell(value: Any, column: Column, width: float, currency: str) -> Any:
    """Text that fits is drawn as it is; a paragraph, which is slow, only where it must break or
    needs a second font."""
    text = _text(value, column.kind, currency)
    if is_plain(text) and width_of(text, _SIZE) <= width - 2 * _PADDING:
        return text
    is_asian = any(font == ASIAN for font, _ in runs_of(text))
    return Paragraph(markup(text), _ASIAN_CELL if is_asian else _CELL)


def _text(value: Any, kind: Kind, currency: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return decimal_string(value, currency) if kind is Kind.MONEY else f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _drawing(chart: Chart) -> Drawing:
    drawing = Drawing(_WIDTH, 70 * mm)
    bars = VerticalBarChart()
    bars.x, bars.y = 45, 22 * mm
    bars.width, bars.height = _WIDTH - 55, 38 * mm
    bars.data = [[float(value) for value in values] for values in chart.series.values()]
    bars.categoryAxis.categoryNames = [_short(label) for label in chart.labels]
    labels = bars.categoryAxis.labels
    labels.fontName, labels.fontSize = REGULAR, 6.5
    labels.angle, labels.boxAnchor, labels.dy = 30, "ne", -2
    bars.categoryAxis.tickDown = 0
    bars.categoryAxis.labelAxisMode = "low"
    bars.valueAxis.labels.fontName, bars.valueAxis.labels.fontSize = REGULAR, 6.5
    bars.valueAxis.labelTextFormat = "%.0f"
    bars.valueAxis.visibleGrid = True
    bars.valueAxis.gridStrokeColor = colors.lightgrey
    # Bars begin at nought, or their lengths would say nothing.
    bars.valueAxis.forceZero = True
    for number, color in zip(range(len(bars.data)), _SERIES, strict=False):
        bars.bars[number].fillColor = color
        bars.bars[number].strokeColor = None
    drawing.add(bars)
    drawing.add(_legend(chart))
    return drawing


def _legend(chart: Chart) -> Legend:
    legend = Legend()
    legend.x, legend.y = 45, 68 * mm
    legend.fontName, legend.fontSize = REGULAR, 7.5
    legend.alignment, legend.boxAnchor = "right", "nw"
    legend.columnMaximum, legend.deltax = 1, 90
    names = [
        f"{chart.title}: {name}" if not place else name for place, name in enumerate(chart.series)
    ]
    legend.colorNamePairs = list(zip(_SERIES, names, strict=False))
    return legend


def _short(label: str) -> str:
    """An axis draws in one font; letters that it lacks are boxes there, and whole in the table."""
    drawn = "".join(
        letters if font == REGULAR else "\u25a1" * len(letters) for font, letters in runs_of(label)
    )
    return drawn if len(drawn) <= 16 else f"{drawn[:15]}…"
