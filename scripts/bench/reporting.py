"""Each report against the same aggregate as one hand-written statement, and the exports' memory.

On PostgreSQL with a million entries: one account with 200,000 of them, 800 with 1,000 each.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

import django

# This file has the name of an app, which must be found first.
sys.path.append(sys.path.pop(0))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ["DJANGO_LOG_LEVEL"] = "WARNING"
django.setup()

from django.core.management import call_command  # noqa: E402 - Django comes first
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from report import best_seconds, say  # noqa: E402
from reporting_sql import STATEMENTS, fill_database  # noqa: E402
from xlsxwriter.workbook import Workbook  # noqa: E402

from accounts.models import User  # noqa: E402
from common.periods import Period  # noqa: E402
from reports.aggregates.frame import frame_of  # noqa: E402
from reports.aggregates.question import Question  # noqa: E402
from reports.aggregates.scope import ReportScope  # noqa: E402
from reports.catalogue.ledger.table import ledger_table  # noqa: E402
from reports.catalogue.predictive_cash_flow.sums import history_period  # noqa: E402
from reports.catalogue.summary.kept_answer import kept_or  # noqa: E402
from reports.catalogue.summary.report import SUMMARY  # noqa: E402
from reports.catalogue.vendor_analysis.report import VENDORS  # noqa: E402
from reports.exports.rendering import Export  # noqa: E402
from reports.files.formats import Format  # noqa: E402
from reports.models import KeptSummary  # noqa: E402
from reports.registry import REPORTS  # noqa: E402

TODAY = date(2026, 11, 20)
YEAR = Period(start=date(2026, 1, 1), end=date(2026, 12, 31))

PERIODS = {
    "summary": Period(start=YEAR.start, end=TODAY),
    "predictive-cash-flow": history_period(TODAY),
}


def scope_of(owner: User, period: Period = YEAR) -> ReportScope:
    return ReportScope(owner=owner, period=period, today=TODAY)


def compute(name: str, owner: User) -> None:
    question = Question(scope=scope_of(owner, PERIODS.get(name, YEAR)), limit=VENDORS)
    found = REPORTS[name].compute(question)
    if name == "audit-log":
        list(found.events[:25])


def run_statement(sql: str, owner: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"owner": owner.pk})
        cursor.fetchall()


def compare(owner: User, size: str, *, is_large: bool) -> None:
    for name in STATEMENTS:
        with CaptureQueriesContext(connection) as queries:
            compute(name, owner)
        plain = best_seconds(partial(run_statement, STATEMENTS[name], owner))
        ours = best_seconds(partial(compute, name, owner))
        say(
            f"{name}, {size}: against its statement",
            ours / plain,
            # Of a small account most of the time is the framework's, whatever is asked.
            at_most=1.5 if is_large else None,
            detail=f"{ours * 1000:.1f} ms against {plain * 1000:.1f} ms, {len(queries)} queries",
        )
        if len(queries) > 4:
            say(f"{name}: queries", len(queries), unit="", at_most=4)


def resident_mb(field: str) -> float:
    """VmRSS: now. VmHWM: at its highest since `forget_peak`. `getrusage` would answer with the
    peak of the process that started this one. Linux."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith(field))
    return int(line.split()[1]) / 1024


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def in_own_process(what: str) -> float:
    """What the export adds to the memory of a fresh process, in megabytes."""
    command = [sys.executable, __file__, what]
    return float(subprocess.check_output(command, text=True))  # noqa: S603 - this very file


def grow(file_format: Format, scope: ReportScope) -> None:
    """First a small export, which loads what any export needs; then the large one."""
    small = scope.within(Period(start=date(2026, 1, 1), end=date(2026, 1, 2)))
    for _ in Export("ledger", file_format, Question(scope=small)).blocks():
        pass
    forget_peak()
    before = resident_mb("VmRSS")
    for _ in Export("ledger", file_format, Question(scope=scope)).blocks():
        pass
    sys.stdout.write(f"{resident_mb('VmHWM') - before:.2f}")


def workbook_alone(rows: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
        with Workbook(file, options) as workbook:
            sheet = workbook.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def our_workbook(scope: ReportScope) -> None:
    for _ in Export("ledger", Format.XLSX, Question(scope=scope)).blocks():
        pass


def main() -> None:
    call_command("migrate", verbosity=0)
    if not User.objects.exists():
        fill_database()
    large, small = User.objects.order_by("pk")[:2]
    compare(large, "200,000 entries", is_large=True)
    compare(small, "1,000 entries", is_large=False)
    poll_summary(large, "200,000 entries")
    poll_summary(small, "1,000 entries")
    whole = scope_of(large, Period(start=date(2024, 1, 1), end=date(2026, 12, 31)))
    say("csv of 200,000 rows: memory", in_own_process("csv"), unit="MB", at_most=20)
    say("xlsx of 100,000 rows: memory", in_own_process("xlsx"), unit="MB", at_most=60)
    compare_workbooks(half_of(whole))


def compare_workbooks(scope: ReportScope) -> None:
    """In turns, so that the rest of the machine disturbs both alike; in time of the processor, of
    which the database's own is no part, and by the clock."""
    rows = list(ledger_table(Question(scope=scope), frame_of(scope)).rows)
    alone, ours = [], []
    for _ in range(2):
        alone.append(seconds_of(lambda: workbook_alone(rows)))
        ours.append(seconds_of(lambda: our_workbook(scope)))
    for place, kind in enumerate(("processor", "clock")):
        best = min(pair[place] for pair in ours), min(pair[place] for pair in alone)
        say(
            f"xlsx of {len(rows):,} rows against XlsxWriter alone, {kind}",
            best[0] / best[1],
            at_most=1.2,
            detail=f"{best[0]:.1f} s against {best[1]:.1f} s",
        )


def seconds_of(call: Callable[[], object]) -> tuple[float, float]:
    """Of the processor, and of the clock."""
    busy, started = process_time(), perf_counter()
    call()
    return process_time() - busy, perf_counter() - started


def poll_summary(owner: User, size: str) -> None:
    """What is asked for every half minute: the first time, and while nothing changes."""
    question = Question(scope=scope_of(owner, Period(start=YEAR.start, end=TODAY)))

    def ask_anew() -> object:
        KeptSummary.objects.all().delete()
        return kept_or(question, lambda: SUMMARY.answer(question))

    anew = best_seconds(ask_anew) * 1000
    again = best_seconds(lambda: kept_or(question, dict), times=20) * 1000
    say(f"summary/, {size}: anew", anew, unit="ms")
    say(f"summary/, {size}: while nothing changes", again, unit="ms", at_most=15)


def half_of(scope: ReportScope) -> ReportScope:
    return scope.within(Period(start=scope.period.start, end=date(2025, 7, 2)))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        whole = scope_of(
            User.objects.order_by("pk")[0], Period(start=date(2024, 1, 1), end=date(2026, 12, 31))
        )
        kind = Format(sys.argv[1])
        grow(kind, whole if kind is Format.CSV else half_of(whole))
    else:
        main()
