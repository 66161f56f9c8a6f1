"""Vendor rules and duplicates in the admin, to look at."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from receipts.admin.lists import AgeFilter, StaffList, shortened
from receipts.models import Duplicate, VendorRule
from receipts.services.spelling.vendor_names import vendor_key


@admin.register(VendorRule)
class VendorRuleAdmin(StaffList):
    list_display = (
        "pk", "matched_short", "vendor_short", "category", "state", "source", "times_seen",
        "owner_address", "updated_at",
    )  # fmt: skip
    list_filter = ("state", "source")
    list_select_related = ("owner", "category")
    fields = (
        "owner_address", "matched_vendor", "vendor_key", "vendor", "category", "state", "source",
        "times_seen", "version", "created_at", "updated_at",
    )  # fmt: skip
    search_help_text = "A number, the beginning of an e-mail address, or a part of the vendor."

    def with_words(self, queryset: QuerySet[Any], text: str) -> QuerySet[Any]:
        return queryset.filter(vendor_key__contains=vendor_key(text))

    @admin.display(description="vendor as read")
    def matched_short(self, rule: VendorRule) -> str:
        return shortened(rule.matched_vendor)

    @admin.display(description="spelt")
    def vendor_short(self, rule: VendorRule) -> str:
        return shortened(rule.vendor)


class FoundFilter(AgeFilter):
    title = "found"
    moment = "found_at"


@admin.register(Duplicate)
class DuplicateAdmin(StaffList):
    """Found by the number of either receipt."""

    numbers = ("receipt_id", "other_id")
    owner_path = "receipt__owner"
    list_display = (
        "pk", "later", "earlier", "why", "resolution", "owner_address", "found_at", "resolved_at",
    )  # fmt: skip
    list_filter = ("resolution", FoundFilter)
    fields = ("owner_address", "later", "earlier", "why", "resolution", "found_at", "resolved_at")
    search_help_text = "The number of a receipt, or the beginning of an e-mail address."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Duplicate]:
        rows: QuerySet[Duplicate] = super().get_queryset(request)
        return rows.select_related("receipt__owner").only(
            *("other_id", "reasons", "resolution", "found_at", "resolved_at"),
            *("receipt_id", "receipt__owner_id", "receipt__owner__email"),
        )

    @admin.display(description="receipt")
    def later(self, duplicate: Duplicate) -> SafeString:
        return _receipt_link(duplicate.receipt_id)

    @admin.display(description="resembles")
    def earlier(self, duplicate: Duplicate) -> SafeString:
        return _receipt_link(duplicate.other_id)

    @admin.display(description="reasons")
    def why(self, duplicate: Duplicate) -> str:
        return ", ".join(duplicate.reasons)

    @admin.display(description="owner")
    def owner_address(self, duplicate: Duplicate) -> str:
        return duplicate.receipt.owner.email


def _receipt_link(pk: int) -> SafeString:
    url = reverse("admin:receipts_receipt_change", args=[pk])
    return format_html('<a href="{}">{}</a>', url, pk)
