"""Requests to models in the admin: what of which receipt was sent where, and what it has cost."""

from django.contrib import admin

from receipts.models import ModelRequest
from subscriptions.admin import ReadOnlyAdmin


@admin.register(ModelRequest)
class ModelRequestAdmin(ReadOnlyAdmin):
    list_display = (
        "sent_at", "reader", "model", "address", "receipt_id", "pages", "fields", "cost_usd",
        "failure_code",
    )  # fmt: skip
    list_filter = ("reader", "sent_at")
    search_fields = ("=receipt__id", "=owner__email")
    date_hierarchy = "sent_at"
    ordering = ("-pk",)
