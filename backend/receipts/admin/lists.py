"""Admin lists that stay fast, however many rows there are: none counts or sorts them all."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.admin import Owned
from receipts.models import Category, Receipt, Transaction
from subscriptions.admin import ReadOnlyAdmin

# A hundred pages; whoever looks for something further back searches or filters.
MOST_LISTED = 10_000
_LARGEST_ID = 2**63 - 1

type Choices = list[tuple[str, str]]


class BoundedPaginator(Paginator):
    """Counts no further than what anybody will page through."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        assert isinstance(rows, QuerySet)
        return rows.order_by()[:MOST_LISTED].count()


class StaffList(ReadOnlyAdmin, Owned):
    """Newest first, found by number, by the owner's address or by words."""

    numbers: ClassVar[tuple[str, ...]] = ("pk",)
    owner_path = "owner"
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # they count all rows once for each choice
    list_per_page = 50
    list_max_show_all = 100
    ordering: ClassVar[tuple[str, ...]] = ("-pk",)
    sortable_by = ()
    search_fields = ("pk",)
    search_help_text = "A number, the beginning of an e-mail address, or words."

    class Media:
        css = {"all": ["receipts/admin.css"]}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        if term.isascii() and term.isdecimal():
            number = min(int(term[:19]), _LARGEST_ID)
            chosen = Q(*((path, number) for path in self.numbers), _connector=Q.OR)
            return queryset.filter(chosen), False
        if "@" in term:
            return self._with_address(queryset, term), False
        return self.with_words(queryset, term), False

    def with_words(self, queryset: QuerySet[Any], text: str) -> QuerySet[Any]:
        """What has no words of its own is found by the owner."""
        return self._with_address(queryset, text)

    def _with_address(self, queryset: QuerySet[Any], start: str) -> QuerySet[Any]:
        return queryset.filter(**{f"{self.owner_path}__email__startswith": start.lower()})


class EngineFilter(admin.SimpleListFilter):
    title = "engine"
    parameter_name = "engine"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Choices:
        return [(name, name) for name in sorted(settings.READER_FACTORIES)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(engine=self.value()) if self.value() else queryset


class FailureFilter(admin.SimpleListFilter):
    """Failures are few, and have an index of their own."""

    title = "failure"
    parameter_name = "failure"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Choices:
        failed = Receipt.objects.exclude(failure_code="")
        codes = failed.order_by("failure_code").values_list("failure_code", flat=True).distinct()
        return [(code, code.replace("_", " ")) for code in codes]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(failure_code=self.value()) if self.value() else queryset


class AgeFilter(admin.SimpleListFilter):
    title = "age"
    parameter_name = "age"
    moment = "uploaded_at"
    choices_in_days = {"1": "the last day", "7": "the last week", "30": "the last 30 days"}
    older = "older"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Choices:
        return [*self.choices_in_days.items(), (self.older, "older than 30 days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value == self.older:
            since = timezone.now() - timedelta(days=30)
            return queryset.filter(**{f"{self.moment}__lt": since})
        if value in self.choices_in_days:
            since = timezone.now() - timedelta(days=int(value))
            return queryset.filter(**{f"{self.moment}__gte": since})
        return queryset


class TrashFilter(admin.SimpleListFilter):
    title = "trash"
    parameter_name = "trash"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Choices:
        return [("no", "not in the trash"), ("yes", "in the trash")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(deleted_at__isnull=self.value() == "no")


class CurrencyFilter(admin.SimpleListFilter):
    """Of the newest entries: to ask all of them which there are takes as long as to read them."""

    title = "currency"
    parameter_name = "currency"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Choices:
        newest = Transaction.objects.order_by("-pk").values("currency")[:MOST_LISTED]
        codes = sorted({row["currency"] for row in newest} - {""})
        return [(code, code) for code in codes]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(currency=self.value()) if self.value() else queryset


class CategoryFilter(admin.SimpleListFilter):
    """The defaults by name; somebody's own are too many to list, and often called alike."""

    title = "category"
    parameter_name = "category"
    own, none = "own", "none"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Choices:
        defaults = Category.objects.filter(owner=None).order_by("name")
        return [
            *((f"{pk}", name) for pk, name in defaults.values_list("pk", "name")),
            (self.own, "somebody's own"),
            (self.none, "none"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value == self.own:
            return queryset.filter(category__owner__isnull=False)
        if value == self.none:
            return queryset.filter(category=None)
        listed = {choice for choice, _ in self.lookup_choices}
        return queryset.filter(category=value) if value in listed else queryset


def shortened(text: str, characters: int = 60) -> str:
    return text if len(text) <= characters else f"{text[:characters]}…"
