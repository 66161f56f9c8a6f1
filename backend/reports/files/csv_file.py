"""CSV after RFC 4180, in UTF-8, line by line."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from common.money import decimal_string
from reports.files.plain_text import cell_text
from reports.files.tables import Document, Kind, Table, coverage_table

BOM = "\ufeff"
# So many rows go out at a time.
_BATCH = 500


def csv_blocks(document: Document) -> Iterator[bytes]:
    """A plain document is one table with its header; any other has a title above each table, and
    says at its end what it does not count."""
    if document.question.bom:
        yield BOM.encode()
    tables = list(document.tables)
    if document.is_plain:
        yield from _blocks(tables[0].columns, _rows(tables[0]))
        return
    for table in [*tables, coverage_table(document.coverage)]:
        yield _lines([(table.title,)])
        yield from _blocks(table.columns, _rows(table))
        yield _lines([()])


def _rows(table: Table) -> Iterator[tuple[str, ...]]:
    kinds = [column.kind for column in table.columns]
    for rows in (table.rows, table.totals):
        for row in rows:
            currency = table.currency_of(row)
            yield tuple(map(_cell, row, kinds, [currency] * len(kinds)))


def _cell(value: Any, kind: Kind, currency: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return decimal_string(value, currency) if kind is Kind.MONEY else f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return cell_text(value) if isinstance(value, str) else str(value)


def _blocks(columns: Any, rows: Iterator[tuple[str, ...]]) -> Iterator[bytes]:
    batch: list[tuple[str, ...]] = [tuple(column.label for column in columns)]
    for row in rows:
        batch.append(row)
        if len(batch) >= _BATCH:
            yield _lines(batch)
            batch = []
    yield _lines(batch)


def _lines(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
