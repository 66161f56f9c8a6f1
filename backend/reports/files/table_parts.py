"""The columns, tables and charts that the reports' tables are put together from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format

from common.money import decimal_string
from reports.files.choices import TYPES
from reports.files.tables import Chart, Column, Kind, Table

# More bars than that cannot be told apart on a page.
_BARS = 12


def money(label: str) -> Column:
    return Column(label=label, kind=Kind.MONEY, width=1.4)


def count(label: str = "Entries") -> Column:
    return Column(label=label, kind=Kind.COUNT, width=0.9)


def day(label: str) -> Column:
    return Column(label=label, kind=Kind.DATE, width=1.3)


def percent(label: str) -> Column:
    return Column(label=label, kind=Kind.NUMBER, width=1.0)


CURRENCY = Column(label="Currency", width=1.15)
TYPE = Column(label="Type", width=1.0, words=TYPES)
VENDOR = Column(label="Vendor", width=3.0)
CATEGORY = Column(label="Category", width=2.4)
_CONVERTED = Column(label="Converted from", width=2.4)


def table(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[tuple[Any, ...]],
    totals: Iterable[tuple[Any, ...]] = (),
    bars: Sequence[Chart] = (),
    *,
    behind: Sequence[Any] = (),
) -> Table:
    """`behind`: what the rows were made of. Where some of it was converted, a further column says
    what."""
    found = list(rows)
    if any(one.converted for one in behind):
        columns = (*columns, _CONVERTED)
        sources = [_converted(one.converted) for one in behind]
        found = [(*row, source) for row, source in zip(found, sources, strict=True)]
        totals = [(*row, None) for row in totals]
    labels = [column.label for column in columns]
    return Table(
        title=title,
        columns=columns,
        rows=found,
        size=len(found),
        totals=list(totals),
        currency_at=labels.index("Currency") if "Currency" in labels else None,
        charts=bars,
    )


def _converted(amounts: Mapping[str, Decimal]) -> str:
    return ", ".join(
        f"{number_format(decimal_string(amount, code))} {code}"
        for code, amount in sorted(amounts.items())
    )


def charts(
    title: str,
    rows: Sequence[Any],
    label: Callable[[Any], str],
    *,
    last: bool = False,
    **series: Callable[[Any], Decimal],
) -> list[Chart]:
    """One for each currency, since two don't share an axis; of its first rows, or the last. First
    the one of most rows, or of most entries where they have as many. None of nothing but zeros."""
    by_currency: dict[str, list[Any]] = {}
    for row in sorted(rows, key=lambda row: row.currency):
        by_currency.setdefault(row.currency, []).append(row)
    in_order = sorted(by_currency.items(), key=lambda one: _weight(one[1]), reverse=True)
    shown = [(code, found[-_BARS:] if last else found[:_BARS]) for code, found in in_order]
    drawn = [
        Chart(
            title=title,
            currency=currency,
            labels=[label(row) for row in found],
            series={name: [value(row) for row in found] for name, value in series.items()},
        )
        for currency, found in shown
    ]
    return [one for one in drawn if any(any(values) for values in one.series.values())]


def _weight(rows: Sequence[Any]) -> tuple[int, int]:
    return len(rows), sum(getattr(row, "count", 0) for row in rows)
