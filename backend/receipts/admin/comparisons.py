"""Comparisons of models in the admin: asked for, watched, cancelled, and what came out."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models import User
from receipts.model_choice.comparing import (
    NothingToCompareError,
    cancel_comparison,
    request_comparison,
)
from receipts.model_choice.tasks import queue_comparison
from receipts.model_choice.wording import (
    expense_lines,
    left_out_lines,
    table_rows,
    verdict_sentence,
)
from receipts.models import ModelComparison
from receipts.services.enhanced_openai_service import TokenPrices

_ASKED = ("candidate", "wanted", "input_price", "output_price")
_SHOWN = ("configured", "candidate", "base_url", "state", "progress", "outcome", "created_at")

_WHAT_HAPPENS = (
    "Verified receipts, of accounts that allow it and of staff, are read by the configured reader"
    " and by this model of the configured server; another server takes the command compare_models."
    " Both readings are paid for; no entry and no quota changes. From 60 receipts on there is a"
    " verdict."
)


@admin.register(ModelComparison)
class ComparisonAdmin(admin.ModelAdmin):
    list_display = ("created_at", "configured", "candidate", "state", "progress", "verdict")
    ordering = ("-pk",)
    sortable_by = ()
    actions = ("cancel",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj:
            return [(None, {"fields": _SHOWN})]
        return [(None, {"fields": _ASKED, "description": _WHAT_HAPPENS})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return _SHOWN if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="state")
    def state(self, comparison: ModelComparison) -> str:
        if comparison.status == ModelComparison.Status.FAILED:
            return f"failed: {comparison.failure_text}"
        waits = comparison.failure_text and f": {comparison.failure_text}"
        return f"{comparison.get_status_display()}{waits}"

    @admin.display(description="done")
    def progress(self, comparison: ModelComparison) -> str:
        return f"{comparison.done} of {comparison.receipts.count()}"

    @admin.display(description="outcome")
    def outcome(self, comparison: ModelComparison) -> SafeString | str:
        if comparison.status != ModelComparison.Status.COMPLETED:
            return "Not yet. Load this page again." if not comparison.finished_at else ""
        head, *rows = table_rows(comparison)
        table = format_html(
            "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
            format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in head)),
            format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in rows)),
        )
        lines = (*expense_lines(comparison), *left_out_lines(comparison))
        told = format_html_join("", "<p>{}</p>", ((line,) for line in lines))
        verdict = verdict_sentence(comparison)
        return format_html("<p><strong>{}</strong></p>{}{}", verdict, table, told)

    def save_model(
        self, request: HttpRequest, obj: ModelComparison, form: ModelForm, change: Any
    ) -> None:
        """Asked for as the command does; the row that was typed in is that one."""
        made = request_comparison(
            candidate=obj.candidate.strip(),
            prices=_prices(obj),
            wanted=obj.wanted,
            requested_by=cast(User, request.user),
            now=timezone.now(),
        )
        obj.pk = made.pk
        obj.refresh_from_db()
        queue_comparison(made.pk)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        try:
            return super().add_view(request, form_url, extra_context)
        except NothingToCompareError as error:
            self.message_user(request, str(error), messages.ERROR)
            request.method = "GET"
            return super().add_view(request, form_url, extra_context)

    def has_cancel_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request)

    @admin.action(description="Cancel", permissions=["cancel"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[ModelComparison]) -> None:
        now = timezone.now()
        ended = [one for one in queryset if cancel_comparison(one.pk, now=now)]
        for one in ended:
            self.log_change(request, one, "Cancelled.")
        self.message_user(request, f"{len(ended)} cancelled.", messages.SUCCESS)


def _cells(row: tuple[str, ...]) -> SafeString:
    name, *values = row
    cells = format_html_join("", "<td>{}</td>", ((value,) for value in values))
    return format_html('<th scope="row">{}</th>{}', name, cells)


def _prices(asked: ModelComparison) -> TokenPrices | None:
    if asked.input_price is None or asked.output_price is None:
        return None
    return TokenPrices(input_usd=asked.input_price, output_usd=asked.output_price)
