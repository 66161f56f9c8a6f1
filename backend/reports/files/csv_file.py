"""CSV after RFC 4180, in UTF-8, line by line; for Excel as its language separates figures."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import get_format

from common.localization.languages import ENGLISH
from common.money import decimal_string
from reports.files.plain_text import cell_text
from reports.files.tables import Document, Kind, Table

BOM = "\ufeff"
# So many rows go out at a time.
_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class _Signs:
    """What stands between cells, and before decimals."""

    between: str = ","
    decimal: str = "."


def csv_blocks(document: Document) -> Iterator[bytes]:
    """A plain document is one table with its header; any other has a title above each table, and
    says at its end what it does not count."""
    if document.question.bom:
        yield BOM.encode()
    signs = _signs_of(document)
    tables = list(document.tables)
    if document.is_plain:
        yield from _blocks(tables[0], signs)
        return
    for table in [*tables, document.coverage_table]:
        yield _lines([(table.title,)], signs)
        yield from _blocks(table, signs)
        yield _lines([()], signs)


def _signs_of(document: Document) -> _Signs:
    """Excel takes a comma between cells only where none is in figures."""
    if not document.question.bom:
        return _Signs()
    decimal = get_format("DECIMAL_SEPARATOR", lang=document.question.language or ENGLISH)
    return _Signs(between=";", decimal=",") if decimal == "," else _Signs()


def _blocks(table: Table, signs: _Signs) -> Iterator[bytes]:
    batch: list[tuple[str, ...]] = [tuple(column.label for column in table.columns)]
    for row in _rows(table, signs.decimal):
        batch.append(row)
        if len(batch) >= _BATCH:
            yield _lines(batch, signs)
            batch = []
    yield _lines(batch, signs)


def _rows(table: Table, decimal: str) -> Iterator[tuple[str, ...]]:
    kinds = [column.kind for column in table.columns]
    decimals = [decimal] * len(kinds)
    for rows in (table.rows, table.totals):
        for row in rows:
            currency = table.currency_of(row)
            yield tuple(map(_cell, row, kinds, [currency] * len(kinds), decimals))


def _cell(value: Any, kind: Kind, currency: str, decimal: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        figure = decimal_string(value, currency) if kind is Kind.MONEY else f"{value:f}"
        return figure if decimal == "." else figure.replace(".", decimal)
    if isinstance(value, date):
        return value.isoformat()
    return cell_text(value) if isinstance(value, str) else str(value)


def _lines(rows: list[tuple[str, ...]], signs: _Signs) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=signs.between).writerows(rows)
    return text.getvalue().encode()
