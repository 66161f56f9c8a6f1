"""From what was asked to the bytes of a file."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import IO

from django.utils import timezone
from django.utils.translation import override

from common.errors import AppError
from common.localization.languages import ENGLISH
from reports.aggregates.coverage import Coverage
from reports.aggregates.frame import frame_of
from reports.aggregates.question import Question
from reports.catalogue.ledger.report import LEDGER
from reports.catalogue.ledger.table import count_entries
from reports.catalogue.tax_summary.report import TAX_SUMMARY
from reports.exports import bookkeeping
from reports.exports.left_out import left_out_table
from reports.exports.package import PackageParts, count_originals, write_package
from reports.files.csv_file import csv_blocks
from reports.files.formats import DOCUMENTS, FOR_PEOPLE, ONE_CURRENCY, Format, file_name
from reports.files.tables import Document, Table
from reports.files.wording import in_words
from reports.registry import REPORTS
from subscriptions.services.access import publisher_of

# More is work for the background.
MAX_ROWS_AT_ONCE = 5000
# Fetching and adding an original takes as long as so many rows.
ROWS_PER_ORIGINAL = 25
# A page holds about sixty; nobody reads a thousand pages.
MAX_PDF_ROWS = 20_000

_BLOCK = 64 * 1024
_TICK = 500
_STREAMS = {
    Format.BEANCOUNT: bookkeeping.beancount_blocks,
    Format.HLEDGER: bookkeeping.hledger_blocks,
    Format.QIF: bookkeeping.qif_blocks,
    Format.QUICKBOOKS: bookkeeping.quickbooks_blocks,
    Format.XERO: bookkeeping.xero_blocks,
}

Progress = Callable[[int], None]


class WrongFormatError(AppError):
    """The report cannot be had in this format."""

    code = "wrong_format"


class TooManyRowsError(AppError):
    """The format is not made for so much."""

    code = "too_many_rows"


class Export:
    """One file that was asked for. `rows` is its size as work, in rows."""

    def __init__(self, report: str, format_: Format, question: Question) -> None:
        found = REPORTS[report]
        if format_ not in found.formats:
            raise WrongFormatError(f"Only the ledger can be had as {format_}.")
        if format_ in ONE_CURRENCY and not question.scope.currency:
            home = question.scope.owner.home_currency
            question = replace(question, scope=replace(question.scope, currency=home))
        if format_ not in FOR_PEOPLE:
            question = replace(question, language=ENGLISH)
        if format_ not in DOCUMENTS:
            # These hold what was paid, in the currency that it was paid in.
            question = replace(question, scope=replace(question.scope, convert_to=""))
        self.report, self.format, self.question = report, format_, question
        on_paper = format_ is Format.PDF
        with override(self.language):
            self.document = found.document(question, on_paper=on_paper)
        self.rows = self._count()
        if on_paper and self.document.size > MAX_PDF_ROWS:
            raise TooManyRowsError(
                f"A PDF holds at most {MAX_PDF_ROWS} rows. "
                "Choose a shorter period, or CSV or XLSX.",
                max_rows=MAX_PDF_ROWS,
            )

    @property
    def language(self) -> str:
        """That of who asked. What other programs import is the same in every language."""
        return self.question.language or ENGLISH

    @property
    def file_name(self) -> str:
        with override(self.language):
            return file_name(self.report, self.document.title, self.format, self.question)

    @cached_property
    def coverage(self) -> Coverage:
        """Of what the file holds, which may be less than what the report counts."""
        if self.format is not Format.QUICKBOOKS:
            return self.document.coverage
        count = bookkeeping.count_zero_amounts(self.question, frame_of(self.question.scope))
        return self.document.coverage.without_zeros(count, self.question.scope)

    @property
    def is_small(self) -> bool:
        return self.rows <= MAX_ROWS_AT_ONCE

    def blocks(self, progress: Progress = lambda _percent: None) -> Iterator[bytes]:
        """The file, in pieces. `progress` is told the percentage now and then."""
        if self.format is Format.CSV:
            yield from csv_blocks(_watched(self.document, self.rows, progress))
        elif self.format in _STREAMS:
            with override(self.language):
                frame = frame_of(self.question.scope)
            stream = _STREAMS[self.format](self.question, frame)
            yield from _ticking(stream, self.rows, progress)
        else:
            with tempfile.TemporaryFile() as file:
                with override(self.language):
                    self._write(file, progress)
                file.seek(0)
                while block := file.read(_BLOCK):
                    yield block

    def _count(self) -> int:
        if self.format is Format.PACKAGE:
            return count_entries(self.question) + ROWS_PER_ORIGINAL * count_originals(self.question)
        return self.document.size

    def _write(self, file: IO[bytes], progress: Progress) -> None:
        if self.format is Format.PACKAGE:
            self._write_package(file, progress)
            return
        document = _watched(self.document, self.rows, progress)
        if self.format is Format.XLSX:
            from reports.files.xlsx_file import write_workbook  # noqa: PLC0415 - a heavy library

            write_workbook(document, file)
        else:
            from reports.files.pdf_file import write_pdf  # noqa: PLC0415 - a heavy library

            owner = self.question.scope.owner
            write_pdf(document, file, publisher=publisher_of(owner, now=timezone.now()))

    def _write_package(self, file: IO[bytes], progress: Progress) -> None:
        originals = max(count_originals(self.question), 1)
        parts = PackageParts(
            ledger=LEDGER.document(self.question),
            taxes=TAX_SUMMARY.document(self.question),
            left_out=self._left_out(),
            coverage=self.coverage,
        )
        write_package(
            self.question, parts, file, lambda number: progress(min(99, number * 100 // originals))
        )

    def _left_out(self) -> Document | None:
        table = in_words(left_out_table(self.question.scope))
        if not table.size:
            return None
        return replace(self.document, name="left-out", title=table.title, tables=[table])


def _watched(document: Document, rows: int, progress: Progress) -> Document:
    """The document, whose rows tell how far they are as they go by."""
    done = _Counter(rows, progress)

    def watched(table: Table) -> Table:
        return replace(table, rows=done.count(table.rows))

    return replace(document, tables=[watched(table) for table in document.tables])


def _ticking(blocks: Iterator[bytes], rows: int, progress: Progress) -> Iterator[bytes]:
    return _Counter(rows, progress).count(blocks)


class _Counter:
    """Tells the percentage every few hundred rows; the last percent is for closing the file."""

    def __init__(self, whole: int, progress: Progress) -> None:
        self.whole, self.done, self.progress = max(whole, 1), 0, progress

    def count[Item](self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            self.done += 1
            if self.done % _TICK == 0:
                self.progress(min(99, self.done * 100 // self.whole))
            yield item
