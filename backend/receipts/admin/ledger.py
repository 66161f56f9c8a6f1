"""Ledger in the admin: entries and history, to look at; the categories, to keep."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.errors import InvalidFieldError
from common.money import with_currency
from receipts.admin.lists import (
    CategoryFilter,
    CurrencyFilter,
    StaffList,
    TrashFilter,
    shortened,
)
from receipts.ledger.categories import refuse_taken_name
from receipts.ledger.fields import ENTRY_FIELDS, EntryField
from receipts.ledger.search_text import search_terms
from receipts.models import Category, Transaction
from receipts.models.event import ReceiptEvent

_MOST_ITEMS = 100


def _amount(field: EntryField) -> Callable[[Transaction], str]:
    """The page's column of an amount: with its currency and that one's decimals."""

    @admin.display(description=field.label)
    def amount(entry: Transaction) -> str:
        return with_currency(getattr(entry, field.name), entry.currency)

    return amount


@admin.register(Transaction)
class TransactionAdmin(StaffList):
    list_display = (
        "pk", "purchased_on", "vendor_short", "amount", "type", "category", "state",
        "owner_address", "receipt_number_link",
    )  # fmt: skip
    list_filter = (
        "type", CurrencyFilter, CategoryFilter, ("purchased_on", admin.DateFieldListFilter),
        TrashFilter,
    )  # fmt: skip
    list_select_related = ("owner", "category", "receipt")
    fields: ClassVar[Any] = (  # the stubs know of names alone
        "owner_address", "receipt_number_link",
        *(_amount(field) if field.kind == "amount" else field.name for field in ENTRY_FIELDS),
        "corrected_fields", "applied_rules", "verifier", "verified_at", "deleted_at", "items",
        "tax_lines",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("receipt__reading")

    def with_words(self, queryset: Any, text: str) -> QuerySet[Any]:
        found: QuerySet[Any] = queryset.with_terms(search_terms(text))
        return found

    @admin.display(description="vendor")
    def vendor_short(self, entry: Transaction) -> str:
        return shortened(entry.vendor)

    @admin.display(description="total")
    def amount(self, entry: Transaction) -> str:
        return with_currency(entry.total, entry.currency)

    @admin.display(description="state")
    def state(self, entry: Transaction) -> str:
        if entry.is_set_aside:
            return "no purchase"
        if entry.deleted_at:
            return "in the trash"
        return "verified" if entry.verified_at else ""

    @admin.display(description="verified by")
    def verifier(self, entry: Transaction) -> str:
        return entry.verified_by.email if entry.verified_by else ""

    @admin.display(description="receipt")
    def receipt_number_link(self, entry: Transaction) -> SafeString | str:
        if entry.receipt_id is None:
            return "by hand"
        return format_html('<a href="../../receipt/{0}/change/">{0}</a>', entry.receipt_id)

    @admin.display(description="items")
    def items(self, entry: Transaction) -> SafeString:
        rows = entry.items.values_list("description", "quantity", "amount")
        shown = [
            (text, "" if quantity is None else f"{quantity.normalize():f}",
             with_currency(amount, entry.currency))
            for text, quantity, amount in rows[:_MOST_ITEMS]
        ]  # fmt: skip
        more = max(0, entry.items.count() - _MOST_ITEMS)
        table = format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", shown)
        return format_html("<table>{}</table>{}", table, f"and {more} more" if more else "")

    @admin.display(description="tax")
    def tax_lines(self, entry: Transaction) -> SafeString:
        rows = entry.tax_lines.values_list("kind", "rate", "net", "tax")[:_MOST_ITEMS]
        shown = [
            (kind, "" if rate is None else f"{rate.normalize():f} %",
             *(with_currency(amount, entry.currency) for amount in (net, tax)))
            for kind, rate, net, tax in rows
        ]  # fmt: skip
        table = format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>", shown)
        return format_html("<table>{}</table>", table)


@admin.register(ReceiptEvent)
class EventAdmin(StaffList):
    """Found by the receipt's number."""

    numbers = ("receipt_id",)
    list_display = ("created_at", "kind", "receipt_id", "transaction_id", "owner_address", "by")
    list_filter = ("kind",)
    list_select_related = ("owner", "actor")
    search_help_text = "The number of a receipt, or the beginning of an e-mail address."

    @admin.display(description="by")
    def by(self, event: ReceiptEvent) -> str:
        return event.actor.email if event.actor else "the machine"


class DefaultsFilter(admin.SimpleListFilter):
    title = "owner"
    parameter_name = "default"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", "everybody's"), ("no", "somebody's own")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(owner__isnull=self.value() == "yes")


class CategoryForm(forms.ModelForm):
    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        try:
            refuse_taken_name(name, owner=self.instance.owner, besides=self.instance)
        except InvalidFieldError as error:
            raise forms.ValidationError(str(error)) from error
        return name


@admin.register(Category)
class CategoryAdmin(StaffList):
    """Slugs are in the code and in clients, so only name and deductibility can change; and nothing
    is deleted here, since entries would lose their category."""

    list_display = ("name", "slug", "type", "is_deductible", "owner_address")
    list_filter = (DefaultsFilter, "type")
    list_select_related = ("owner",)
    form = CategoryForm
    ordering = ("name_key", "pk")
    fields = ("slug", "name", "type", "is_deductible", "owner_address")
    readonly_fields = ("slug", "type", "owner_address")

    def has_change_permission(self, request: HttpRequest, obj: Category | None = None) -> bool:
        return admin.ModelAdmin.has_change_permission(self, request, obj)

    @admin.display(description="owner")
    def owner_address(self, row: Any) -> str:
        return row.owner.email if row.owner else "everybody"
