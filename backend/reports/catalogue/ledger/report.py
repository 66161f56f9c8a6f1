"""The ledger: files of every entry, for people, programs and accountants."""

from dataclasses import dataclass

from reports.aggregates.coverage import Coverage, coverage_of
from reports.aggregates.frame import Frame, frame_of
from reports.aggregates.keys import by_month
from reports.aggregates.postings import add_up
from reports.aggregates.question import Question
from reports.api.report import Report
from reports.catalogue.income_expense.report import income_expense_tables
from reports.catalogue.income_expense.sums import income_and_expenses
from reports.catalogue.ledger.table import ledger_table
from reports.files.formats import Format
from reports.files.tables import Table
from subscriptions.plans import Feature


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Its rows are read as they are written."""

    question: Question
    frame: Frame
    coverage: Coverage


def open_ledger(question: Question) -> Ledger:
    frame = frame_of(question.scope)
    months = add_up(question.scope, {"month": by_month})
    coverage = coverage_of(question.scope, frame, months)
    return Ledger(question=question, frame=frame, coverage=coverage)


def ledger_tables(ledger: Ledger) -> list[Table]:
    return [ledger_table(ledger.question, ledger.frame)]


def paper_tables(ledger: Ledger) -> list[Table]:
    """The months and their chart come before the entries, which have fewer columns."""
    months = income_and_expenses(ledger.question.scope, interval="month")
    entries = ledger_table(ledger.question, ledger.frame, in_short=True)
    return [*income_expense_tables(months), entries]


LEDGER = Report(
    name="ledger",
    title="Ledger",
    feature=Feature.REPORT_EXPORT,
    compute=open_ledger,
    tables=ledger_tables,
    paper_tables=paper_tables,
    is_plain=True,
    formats=frozenset(Format),
)
