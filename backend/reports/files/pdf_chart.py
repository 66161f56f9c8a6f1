"""A chart on paper: bars in one currency."""

from django.utils.formats import number_format
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.units import mm

from reports.files.tables import Chart
from reports.files.writing import BOX, REGULAR, runs_of

_SERIES = [colors.HexColor(code) for code in ("#2F6DB5", "#E0812D", "#4C9A5A")]
# More letters of a label would run into the next one.
_LABEL = 16


def drawing_of(chart: Chart, width: float) -> Drawing:
    drawing = Drawing(width, 70 * mm)
    bars = VerticalBarChart()
    bars.x, bars.y = 45, 22 * mm
    bars.width, bars.height = width - 55, 38 * mm
    bars.data = [[float(value) for value in values] for values in chart.series.values()]
    drawn = [_drawn(label) for label in chart.labels]
    bars.categoryAxis.categoryNames = [text for text, _font in drawn]
    labels = bars.categoryAxis.labels
    labels.fontSize = 6.5
    for number, (_text, font) in enumerate(drawn):
        labels[number].fontName = font
    labels.angle, labels.boxAnchor, labels.dy = 30, "ne", -2
    bars.categoryAxis.tickDown = 0
    bars.categoryAxis.labelAxisMode = "low"
    bars.valueAxis.labels.fontName, bars.valueAxis.labels.fontSize = REGULAR, 6.5
    bars.valueAxis.labelTextFormat = lambda value: number_format(round(value), force_grouping=True)
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
    title = f"{chart.title}, {chart.currency}"
    names = [f"{title}: {name}" if not place else name for place, name in enumerate(chart.series)]
    legend.colorNamePairs = list(zip(_SERIES, names, strict=False))
    return legend


def _drawn(label: str) -> tuple[str, str]:
    """The text in its main font. An axis draws each label in one font; letters that this one lacks
    are boxes there, and whole in the table."""
    runs = runs_of(label)
    main = max(runs, key=lambda run: len(run[1]), default=(REGULAR, ""))[0]
    drawn = "".join(
        letters if font == main else BOX * len(letters.strip()) for font, letters in runs
    )
    if len(drawn) > _LABEL:
        # Not every font has the dots.
        drawn = drawn[: _LABEL - 1] + ("…" if main == REGULAR else "")
    return drawn, main
