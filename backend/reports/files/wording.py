"""A document's own words in the language of who reads it: labels, titles and the words for values.

They are said as the document is made. Its rows may be read later, when no language or another one
is at work.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.dateformat import format as date_text
from django.utils.formats import get_format
from django.utils.translation import get_language

from common.localization.languages import ENGLISH
from common.localization.sentences import translated
from reports.files.tables import Chart, Column, Table


def in_words(table: Table) -> Table:
    columns = [_column(column) for column in table.columns]
    words = [(place, column.words) for place, column in enumerate(columns) if column.words]
    return replace(
        table,
        title=translated(table.title),
        columns=columns,
        rows=_said(table.rows, words) if words else table.rows,
        totals=[tuple(map(_word, row)) for row in _said(table.totals, words)],
        charts=[_chart(chart) for chart in table.charts],
    )


def short_day(day: date) -> str:
    """`31.12.2026`; in English, which has two ways to write it, `2026-12-31`."""
    return day.isoformat() if _is_english() else date_text(day, get_format("SHORT_DATE_FORMAT"))


def short_day_pattern() -> str:
    """The same for the cells of a workbook (ECMA-376, part 1, 18.8.31)."""
    signs = {"d": "dd", "j": "d", "m": "mm", "n": "m", "Y": "yyyy", "y": "yy"}
    pattern = "Y-m-d" if _is_english() else get_format("SHORT_DATE_FORMAT")
    return "".join(signs.get(sign, sign) for sign in pattern)


def long_day(day: date) -> str:
    return date_text(day, "d F Y" if _is_english() else get_format("DATE_FORMAT"))


def _is_english() -> bool:
    return (get_language() or ENGLISH) == ENGLISH


def _column(column: Column) -> Column:
    words = column.words and {value: translated(word) for value, word in column.words.items()}
    label = translated(column.label)
    return replace(column, label=label[:1].upper() + label[1:], words=words)


def _said(
    rows: Iterable[tuple[Any, ...]], words: list[tuple[int, Mapping[str, str]]]
) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        cells = list(row)
        for place, of_column in words:
            cells[place] = of_column.get(cells[place], cells[place])
        yield tuple(cells)


def _word(value: Any) -> Any:
    return translated(value) if isinstance(value, str) else value


def _chart(chart: Chart) -> Chart:
    series = {translated(name): values for name, values in chart.series.items()}
    return replace(chart, title=translated(chart.title), series=series)
