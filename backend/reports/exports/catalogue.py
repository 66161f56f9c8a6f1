"""What can be exported, in which formats, and how each becomes a document."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from common.errors import AppError
from reports.aggregates.cash_flow import predict_cash_flow
from reports.aggregates.category_breakdown import break_down
from reports.aggregates.coverage import Coverage, coverage_of
from reports.aggregates.frame import frame_of
from reports.aggregates.income_expense import income_and_expenses
from reports.aggregates.insights import find_insights
from reports.aggregates.keys import by_month
from reports.aggregates.postings import add_up
from reports.aggregates.question import Question
from reports.aggregates.spending import study_spending
from reports.aggregates.summary import summarise
from reports.aggregates.tax_deductible import deductible_by_category
from reports.aggregates.tax_summary import summarise_taxes
from reports.aggregates.vendor_analysis import analyse_vendors
from reports.exports import report_tables as tables
from reports.exports import study_tables as studies
from reports.exports.audit_table import audit_table
from reports.exports.ledger_table import ledger_table
from reports.exports.tables import Document, Table

LEDGER = "ledger"
AUDIT_LOG = "audit-log"


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


@dataclass(frozen=True, kw_only=True)
class ReportExport:
    title: str
    compute: Callable[[Question], Any]
    tables: Callable[[Any], list[Table]]


REPORTS = {
    "summary": ReportExport(
        title="Summary", compute=lambda q: summarise(q.scope), tables=tables.summary_tables
    ),
    "income-expense": ReportExport(
        title="Income and expenses",
        compute=lambda q: income_and_expenses(q.scope, interval=q.interval),
        tables=tables.income_expense_tables,
    ),
    "category-breakdown": ReportExport(
        title="Categories", compute=lambda q: break_down(q.scope), tables=tables.category_tables
    ),
    "vendor-analysis": ReportExport(
        title="Vendors", compute=lambda q: analyse_vendors(q.scope), tables=tables.vendor_tables
    ),
    "tax-deductible": ReportExport(
        title="Deductible expenses",
        compute=lambda q: deductible_by_category(q.scope),
        tables=tables.deductible_tables,
    ),
    "tax-summary": ReportExport(
        title="Tax summary", compute=lambda q: summarise_taxes(q.scope), tables=tables.tax_tables
    ),
    "predictive-cash-flow": ReportExport(
        title="Cash flow",
        compute=lambda q: predict_cash_flow(q.scope, months=q.months),
        tables=studies.cash_flow_tables,
    ),
    "spending-intelligence": ReportExport(
        title="Spending", compute=lambda q: study_spending(q.scope), tables=studies.spending_tables
    ),
    "business-insights": ReportExport(
        title="Business insights",
        compute=lambda q: find_insights(q.scope),
        tables=studies.insight_tables,
    ),
}
EXPORTED = (*REPORTS, AUDIT_LOG, LEDGER)


class WrongFormatError(AppError):
    """The report cannot be had in this format."""

    code = "wrong_format"


def file_name(report: str, format_: Format, question: Question) -> str:
    period = question.scope.period
    kind = "" if format_ in DOCUMENTS else f"-{format_}"
    return f"{report}{kind}_{period.start}_{period.end}.{_FILES[format_][0]}"


def content_type(format_: Format) -> str:
    return _FILES[format_][1]


def check_format(report: str, format_: Format) -> None:
    if report != LEDGER and format_ not in DOCUMENTS:
        raise WrongFormatError(f"Only the ledger can be had as {format_}.")


def document_of(report: str, question: Question, *, in_short: bool = False) -> Document:
    """`in_short`: the ledger on paper, with fewer columns and a chart."""
    if report == LEDGER:
        return ledger_document(question, in_short=in_short)
    if report == AUDIT_LOG:
        return _audit_document(question)
    export = REPORTS[report]
    computed = export.compute(question)
    return Document(
        name=report,
        title=export.title,
        question=question,
        tables=export.tables(computed),
        coverage=computed.coverage,
        sentences=[insight.text for insight in getattr(computed, "insights", [])],
    )


def ledger_document(question: Question, *, in_short: bool = False) -> Document:
    frame = frame_of(question.scope)
    months = add_up(question.scope, {"month": by_month})
    table = ledger_table(question, frame, in_short=in_short)
    return Document(
        name=LEDGER,
        title="Ledger",
        question=question,
        tables=[*_monthly(question), table] if in_short else [table],
        coverage=coverage_of(question.scope, frame, months),
        is_plain=True,
    )


def _monthly(question: Question) -> list[Table]:
    """On paper the months and their chart come before the entries."""
    return tables.income_expense_tables(income_and_expenses(question.scope, interval="month"))


def _audit_document(question: Question) -> Document:
    table = audit_table(question)
    return Document(
        name=AUDIT_LOG,
        title="Audit log",
        question=question,
        tables=[table],
        coverage=Coverage(counted=table.size, doubtful=[], left_out=[]),
    )
