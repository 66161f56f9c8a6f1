from django.contrib import admin

from accounts.admin import Owned
from reports.models import ExchangeRate, ExportJob


@admin.register(ExchangeRate)
class ExchangeRateAdmin(admin.ModelAdmin):
    list_display = ["day", "currency", "per_euro"]
    list_filter = ["currency"]
    date_hierarchy = "day"


@admin.register(ExportJob)
class ExportJobAdmin(Owned):
    """To look at; jobs are made by asking for an export."""

    list_display = [
        "created_at",
        "owner_address",
        "report",
        "format",
        "status",
        "percent",
        "size_bytes",
    ]
    fields = [
        "owner_address", "report", "format", "scope", "status", "failure_text", "attempts",
        "percent", "size_bytes", "created_at", "finished_at", "expires_at",
    ]  # fmt: skip
    list_filter = ["status", "format", "report"]
    list_select_related = ["owner"]
    search_fields = ["owner__email"]

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False
