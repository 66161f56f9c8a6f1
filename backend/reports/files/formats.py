"""The formats of exports: the names and types of their files."""

from enum import StrEnum

from common.localization.languages import ENGLISH
from common.localization.sentences import translated
from reports.aggregates.question import Question
from reports.files.plain_text import plain_name


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    BEANCOUNT = "beancount"
    HLEDGER = "hledger"
    QIF = "qif"
    QUICKBOOKS = "quickbooks"
    XERO = "xero"
    PACKAGE = "package"


# Those that know of no currency, so that a file holds one.
ONE_CURRENCY = frozenset({Format.QIF, Format.QUICKBOOKS, Format.XERO})
DOCUMENTS = frozenset({Format.CSV, Format.XLSX, Format.PDF})
# Those that people read, in their language; the others are for programs.
FOR_PEOPLE = DOCUMENTS | {Format.PACKAGE}

_FILES = {
    Format.CSV: ("csv", "text/csv; charset=utf-8"),
    Format.XLSX: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format.PDF: ("pdf", "application/pdf"),
    Format.BEANCOUNT: ("beancount", "text/plain; charset=utf-8"),
    Format.HLEDGER: ("journal", "text/plain; charset=utf-8"),
    Format.QIF: ("qif", "application/qif"),
    Format.QUICKBOOKS: ("csv", "text/csv; charset=utf-8"),
    Format.XERO: ("csv", "text/csv; charset=utf-8"),
    Format.PACKAGE: ("zip", "application/zip"),
}


# Of all formats, without parameters.
MEDIA_TYPES = sorted({kind.partition(";")[0] for _, kind in _FILES.values()})


def file_name(report: str, title: str, format_: Format, question: Question) -> str:
    """`ledger-quickbooks_2026-01-01_2026-12-31_GBP.csv`, in the language at work. Of converted
    amounts `..._in-EUR`; no currency where all are in it side by side."""
    scope = question.scope
    stem = stem_of(report, title, question)
    kind = "" if format_ in DOCUMENTS else f"-{translated(format_.value)}"
    converted = f"in-{scope.convert_to}" if scope.convert_to else ""
    period = (str(scope.period.start), str(scope.period.end))
    parts = filter(None, (f"{stem}{kind}", *period, scope.currency, converted))
    return f"{'_'.join(parts)}.{_FILES[format_][0]}"


def stem_of(report: str, title: str, question: Question) -> str:
    """The report's name, or in other languages than English its title."""
    return report if question.language in {"", ENGLISH} else plain_name(title)


def content_type(format_: Format) -> str:
    return _FILES[format_][1]
