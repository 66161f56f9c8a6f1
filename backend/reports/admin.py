from django.contrib import admin

from reports.models import ExchangeRate, ExportJob


@admin.register(ExchangeRate)
class ExchangeRateAdmin(admin.ModelAdmin):
    list_display = ["day", "currency", "per_euro"]
    list_filter = ["currency"]
    date_hierarchy = "day"


@admin.register(ExportJob)
class ExportJobAdmin(admin.ModelAdmin):
    """To look at; jobs are made by asking for an export."""

    list_display = ["created_at", "report", "format", "status", "percent", "size_bytes"]
    list_filter = ["status", "format", "report"]
    list_select_related = ["owner"]

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False
