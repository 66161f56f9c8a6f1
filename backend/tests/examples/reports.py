"""Reports in the journey, and their files."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from reports.export_requests import request_export
from reports.exports.jobs import run_export
from reports.files.formats import Format
from reports.registry import REPORTS
from tests.examples.world import Call, World

YEAR = {"start_date": "2026-01-01", "end_date": "2026-11-30"}


def in_every_plan(world: World) -> Any:
    yield Call(operation="reports_periods_retrieve")
    yield Call(operation="reports_summary_retrieve")
    yield Call(operation="reports_income_expense_retrieve", query=YEAR | {"interval": "quarter"})
    yield Call(
        operation="reports_income_expense_retrieve",
        title="Days in the wrong order",
        query={"start_date": "2026-11-30", "end_date": "2026-01-01"},
        status=400,
    )
    yield Call(operation="reports_category_breakdown_retrieve", query=YEAR)
    yield Call(operation="reports_entries_list", query=YEAR | {"reason": "unreviewed"})
    yield Call(
        operation="reports_tax_summary_retrieve", title="Not in the plan", query=YEAR, status=403
    )
    yield Call(
        operation="reports_export_retrieve",
        title="Not in the plan",
        path={"name": "summary", "file_format": "csv"},
        status=403,
    )


def in_paid_plans(world: World) -> Any:
    for name in (
        "vendor_analysis",
        "tax_deductible",
        "tax_summary",
        "spending_intelligence",
        "business_insights",
    ):
        yield Call(operation=f"reports_{name}_retrieve", query=YEAR)
    yield Call(operation="reports_predictive_cash_flow_retrieve", query={"months": 2})
    yield Call(operation="reports_audit_log_list", query=YEAR | {"page_size": 3})


def files(world: World) -> Any:
    csv = {"name": "ledger", "file_format": "csv"}
    yield Call(operation="reports_export_retrieve", path=csv, query=YEAR)
    job = _large_export()
    path = {"id": str(job)}
    yield Call(operation="reports_exports_list")
    made = yield Call(operation="reports_exports_retrieve", path=path)
    token = made["download_url"].rstrip("/").rsplit("/", 1)[1]
    yield Call(operation="reports_exports_files_retrieve", path={"token": token})
    yield Call(operation="reports_exports_destroy", path=path, status=204)
    yield Call(
        operation="reports_exports_files_retrieve",
        title="Thrown away",
        path={"token": token},
        status=410,
    )


def _large_export() -> UUID:
    """A job, as a file of more rows would be."""
    owner, report, now = User.objects.get(), REPORTS["ledger"], timezone.now()
    context = {"owner": owner, "today": owner.day_of(now)}
    form = report.export_question(data=YEAR, context=context)
    form.is_valid(raise_exception=True)
    job = request_export(
        owner=owner,
        report="ledger",
        format_=Format.CSV,
        question=form.question(),
        now=now,
    )
    assert run_export(job.pk)
    return job.pk
