"""A workbook: a cover, and a sheet for each table with real dates and numbers."""

from datetime import date
from decimal import Decimal
from typing import IO, Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from common.localization.sentences import translated
from common.money import minor_units
from reports.files.tables import Document, Kind, Table, filters_of
from reports.files.wording import short_day_pattern

# A sheet's limit, with a row for the header and some for the totals.
MAX_ROWS = 1_048_000
# A spreadsheet keeps numbers as binary fractions of 15 digits; a longer one stays text, whole.
_MAX_DIGITS = 15
# Below it, an amount with three decimals has no more digits than that.
_LARGEST = 1e12
# A spreadsheet's day 0, so that day 61 is the first of March 1900; it counts a 29th of February
# before that, and knows no earlier year at all.
_DAY_ZERO = date(1899, 12, 30).toordinal()
_FIRST_DAY = 61
_USUAL_PLACES = 2
_A4 = 9
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_WIDTHS = {Kind.TEXT: 22, Kind.DATE: 12, Kind.MONEY: 14, Kind.NUMBER: 14, Kind.COUNT: 10}


def write_workbook(document: Document, file: IO[bytes]) -> None:
    """In the language at work. Row after row: never more than one of them is held. Text is never
    taken for a formula."""
    with Workbook(file, {"constant_memory": True}) as workbook:
        writer = _Writer(workbook)
        writer.cover(document)
        for table in [*document.tables, document.coverage_table]:
            writer.table(table)


class _Writer:
    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.bold = workbook.add_format({"bold": True})
        self.title = workbook.add_format({"bold": True, "font_size": 16})
        self.header = workbook.add_format({"bold": True, "bg_color": "#DDE6F0", "bottom": 1})
        self.date = workbook.add_format({"num_format": short_day_pattern()})
        self.names: set[str] = set()
        self.money_formats: dict[tuple[str, bool], Format] = {}

    def cover(self, document: Document) -> None:
        owner, period = document.question.scope.owner, document.question.scope.period
        sheet = self._sheet(translated("About"))
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 60)
        sheet.write_string(0, 0, document.title, self.title)
        rows: list[tuple[str, object]] = [
            (translated("Account"), owner.get_full_name() or owner.email),
            (translated("Company"), owner.company),
            (translated("From"), period.start),
            (translated("To"), period.end),
            *filters_of(document.question).items(),
            *(("", sentence) for sentence in document.sentences),
        ]
        for number, (label, value) in enumerate(rows, start=2):
            sheet.write_string(number, 0, label, self.bold)
            if isinstance(value, date):
                _write_day(sheet, number, 1, value, self.date)
            else:
                sheet.write_string(number, 1, str(value))

    def table(self, table: Table) -> None:
        """A table longer than a sheet goes on in a further one; the totals are in the last."""
        row_writer = _RowWriter(self, table)
        sheet, number = self._sheet_of(table), 0
        for row in table.rows:
            if number == MAX_ROWS:
                sheet, number = self._sheet_of(table), 0
            number += 1
            row_writer.write(sheet, number, row)
        self._totals(sheet, table, number + 1)

    def _totals(self, sheet: Worksheet, table: Table, number: int) -> None:
        for row in table.totals:
            number += 1
            currency = table.currency_of(row)
            for place, value in enumerate(row):
                if isinstance(value, Decimal):
                    self.number(sheet, number, place, value, self.money(currency, is_bold=True))
                elif isinstance(value, int):
                    sheet.write_number(number, place, value, self.bold)
                elif value is not None:
                    sheet.write_string(number, place, str(value), self.bold)

    def _sheet_of(self, table: Table) -> Worksheet:
        sheet = self._sheet(table.title)
        sheet.freeze_panes(1, 0)
        # On paper: across the page, all columns on one, with the header on each.
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        formats = {Kind.DATE: self.date, Kind.MONEY: self.money("")}
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _WIDTHS[column.kind], formats.get(column.kind))
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.label, self.header)
        return sheet

    def _sheet(self, title: str) -> Worksheet:
        plain = title.translate(_FORBIDDEN)[:28].strip("'")
        name, number = plain, 1
        while name.casefold() in self.names:
            number += 1
            name = f"{plain} {number}"
        self.names.add(name.casefold())
        sheet = self.workbook.add_worksheet(name)
        sheet.set_paper(_A4)
        return sheet

    def number(
        self,
        sheet: Worksheet,
        row: int,
        place: int,
        value: Decimal | int | None,
        format_: Format | None = None,
    ) -> None:
        if value is None:
            return
        if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > _MAX_DIGITS:
            sheet.write_string(row, place, f"{value:f}", format_)
        else:
            sheet.write_number(row, place, float(value), format_)

    def money(self, currency: str, *, is_bold: bool = False) -> Format:
        found = self.money_formats.get((currency, is_bold))
        if found is None:
            places = minor_units(currency) if currency else _USUAL_PLACES
            pattern = "#,##0" + ("." + "0" * places if places else "")
            found = self.workbook.add_format({"num_format": pattern, "bold": is_bold})
            self.money_formats[currency, is_bold] = found
        return found


class _RowWriter:
    """One row after the other, kind by kind: it is known beforehand what each column holds, so no
    cell is looked at to find out. The columns' own formats fit nearly every row."""

    def __init__(self, writer: _Writer, table: Table) -> None:
        self.writer, self.currency_of = writer, table.currency_of
        places: dict[Kind, list[int]] = {kind: [] for kind in Kind}
        for place, column in enumerate(table.columns):
            places[column.kind].append(place)
        self.texts, self.days, self.money = places[Kind.TEXT], places[Kind.DATE], places[Kind.MONEY]
        self.figures = [*self.money, *places[Kind.NUMBER], *places[Kind.COUNT]]

    def write(self, sheet: Worksheet, number: int, row: tuple[Any, ...]) -> None:
        for place in self.texts:
            if text := row[place]:
                # The library would take its own markup as it is.
                sheet.write_string(number, place, text if text[:3] != "<r>" else f" {text}")
        for place in self.days:
            if day := row[place]:
                _write_day(sheet, number, place, day)
        self._write_figures(sheet, number, row)
        currency = self.currency_of(row)
        if currency and minor_units(currency) != _USUAL_PLACES:
            for place in self.money:
                self.writer.number(sheet, number, place, row[place], self.writer.money(currency))

    def _write_figures(self, sheet: Worksheet, number: int, row: tuple[Any, ...]) -> None:
        for place in self.figures:
            if (value := row[place]) is not None:
                figure = float(value)
                if -_LARGEST < figure < _LARGEST:
                    sheet.write_number(number, place, figure)
                else:
                    self.writer.number(sheet, number, place, value)


def _write_day(
    sheet: Worksheet, row: int, place: int, day: date, format_: Format | None = None
) -> None:
    """The number that stands for the day, in a column or a format that shows numbers as days. A
    workbook knows none before its first one."""
    number = day.toordinal() - _DAY_ZERO
    if number >= _FIRST_DAY:
        sheet.write_number(row, place, number, format_)
    else:
        sheet.write_string(row, place, day.isoformat())
