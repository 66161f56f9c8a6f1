"""Filters, order and stable pages of receipts and ledger entries.

Both lists know the same words; `entry_path` says where the entry is, seen from the row.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.forms import IntegerField
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from receipts.models import Duplicate, LineItem, Receipt, Transaction

SEARCH_CHARACTERS = 200
NO_CATEGORY = "none"
VALUE_FIELDS = {"date": "purchased_on", "total": "total"}
VALUES = [(name, name) for name in VALUE_FIELDS]
LARGEST_ID = 2**63 - 1  # what a column of 8 bytes holds


class WordsFilter(filters.BaseInFilter, filters.CharFilter):
    """Any of several, with commas between them."""


class ChoicesFilter(filters.BaseInFilter, filters.ChoiceFilter):
    """Any of several, with commas between them; another one is an error."""


@extend_schema_field(OpenApiTypes.INT)
class IdsFilter(filters.BaseInFilter):
    """Any of several, with commas between them."""

    field_class = IntegerField


class DayFilter(filters.DateFilter):
    """ISO 8601 only: what 03/04/2026 means depends on who wrote it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, input_formats=["%Y-%m-%d"], **kwargs)


class StableOrderingFilter(filters.OrderingFilter):
    """Rows without a value come last in both directions, and equal rows always in one order, so
    that no page repeats or omits one."""

    def filter(self, qs: QuerySet, value: Sequence[str] | None) -> QuerySet:
        if not value:
            return qs
        names = [str(self.get_ordering_value(param)) for param in value]
        order = [_nulls_last(name) for name in names]
        return qs.order_by(*order, "-pk" if names[0].startswith("-") else "pk")


def _nulls_last(name: str) -> Any:
    column = F(name.removeprefix("-"))
    return (column.desc if name.startswith("-") else column.asc)(nulls_last=True)


def from_midnight(queryset: QuerySet, name: str, day: date) -> QuerySet:
    return queryset.filter(**{f"{name}__gte": datetime.combine(day, time(tzinfo=UTC))})


def until_midnight(queryset: QuerySet, name: str, day: date) -> QuerySet:
    """The day itself belongs to it."""
    after = datetime.combine(day, time(tzinfo=UTC)) + timedelta(days=1)
    return queryset.filter(**{f"{name}__lt": after})


class LedgerFilterSet(filters.FilterSet):
    """What both have. Dates are those on the receipts; an amount is the total, in its currency."""

    entry_path = ""
    receipt_path = ""

    search = filters.CharFilter(
        method="with_words",
        max_length=SEARCH_CHARACTERS,
        label="Words of the vendor, the items, the notes or the receipt itself; all must be there.",
    )
    category = WordsFilter(
        method="in_category",
        label="Slugs, of the entry or of one of its items; `none`: entries without a category.",
    )
    duplicates = filters.BooleanFilter(
        method="with_duplicates",
        label="Whether it resembles another one and nobody has resolved that yet.",
    )
    missing = ChoicesFilter(
        method="without_values",
        choices=VALUES,
        label="Entries that lack one of these; what has no entry lacks nothing.",
    )
    has = ChoicesFilter(
        method="with_values", choices=VALUES, label="Entries that have all of these."
    )
    currency_not = WordsFilter(
        method="in_other_currency", label="Entries in any currency but these."
    )
    deleted = filters.BooleanFilter(
        method="in_trash", label="`true`: the trash; else what is not in it."
    )

    @classmethod
    def get_filters(cls) -> dict[str, filters.Filter]:
        declared: dict[str, filters.Filter] = super().get_filters()
        return declared | cls._filters_of_receipt() | cls._filters_of_entry()

    @classmethod
    def _filters_of_receipt(cls) -> dict[str, filters.Filter]:
        path = cls.receipt_path
        return {
            "status": ChoicesFilter(f"{path}status", choices=Receipt.Status.choices),
            "review": ChoicesFilter(f"{path}review_status", choices=Receipt.ReviewStatus.choices),
        }

    @classmethod
    def _filters_of_entry(cls) -> dict[str, filters.Filter]:
        path = cls.entry_path
        return {
            "type": filters.ChoiceFilter(f"{path}type", choices=Transaction.Type.choices),
            "currency": WordsFilter(f"{path}currency", lookup_expr="in"),
            "vendor": filters.CharFilter(f"{path}vendor", lookup_expr="icontains"),
            "date_from": DayFilter(f"{path}purchased_on", lookup_expr="gte"),
            "date_to": DayFilter(f"{path}purchased_on", lookup_expr="lte"),
            "amount_min": filters.NumberFilter(f"{path}total", lookup_expr="gte"),
            "amount_max": filters.NumberFilter(f"{path}total", lookup_expr="lte"),
        }

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        found = super().filter_queryset(queryset)
        asked = self.form.cleaned_data.get("deleted") is not None
        return found if asked else self.in_trash(found, "deleted", value=False)

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(**{f"{self.entry_path}search_document__has_words": value})

    def in_category(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        path = self.entry_path
        items = LineItem.objects.filter(transaction=OuterRef(f"{path}pk"), category__slug__in=value)
        chosen = Q(Exists(items), **{f"{path}category__slug__in": value}, _connector=Q.OR)
        if NO_CATEGORY in value:
            chosen |= Q(
                **{f"{path}isnull" if path else "pk__isnull": False, f"{path}category": None}
            )
        return queryset.filter(chosen)

    def without_values(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        lacking = [Q(**{f"{self.entry_path}{VALUE_FIELDS[one]}": None}) for one in value]
        return self._with_entry(queryset).filter(reduce(or_, lacking))

    def with_values(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        path = self.entry_path
        return queryset.filter(**{f"{path}{VALUE_FIELDS[one]}__isnull": False for one in value})

    def in_other_currency(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        others = ~Q(**{f"{self.entry_path}currency__in": value})
        return self._with_entry(queryset).filter(others)

    def _with_entry(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(**{f"{self.entry_path}pk__isnull": False})

    def with_duplicates(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:  # noqa: FBT001 - django-filter calls it so
        receipt = OuterRef(f"{self.receipt_path}pk")
        pairs = Duplicate.objects.filter(resolution=Duplicate.Resolution.OPEN)
        resembling = Exists(pairs.filter(receipt=receipt)) | Exists(pairs.filter(other=receipt))
        return queryset.filter(resembling if value else ~resembling)

    def in_trash(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:  # noqa: FBT001 - as above
        raise NotImplementedError


class ReceiptFilterSet(LedgerFilterSet):
    entry_path = "transaction__"

    ids = IdsFilter("pk", min_value=1, max_value=LARGEST_ID, label="Receipts by their numbers.")
    uploaded_from = DayFilter("uploaded_at", method=from_midnight, label="From this day, UTC.")
    uploaded_to = DayFilter("uploaded_at", method=until_midnight, label="To this day, UTC.")
    ordering = StableOrderingFilter(
        fields={
            "uploaded_at": "uploaded_at",
            "updated_at": "updated_at",
            "original_filename": "original_filename",
            "status": "status",
            "confidence": "confidence",
            "transaction__purchased_on": "date",
            "transaction__total": "amount",
            "transaction__vendor": "vendor",
            "transaction__category__name": "category",
        }
    )

    def in_trash(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:  # noqa: FBT001 - as above
        return queryset.filter(deleted_at__isnull=not value)


class TransactionFilterSet(LedgerFilterSet):
    """Entries made by hand have no receipt, so no status and no review."""

    receipt_path = "receipt__"

    ids = IdsFilter("pk", min_value=1, max_value=LARGEST_ID, label="Entries by their numbers.")
    created_from = DayFilter("created_at", method=from_midnight, label="From this day, UTC.")
    created_to = DayFilter("created_at", method=until_midnight, label="To this day, UTC.")
    ordering = StableOrderingFilter(
        fields={
            "created_at": "created_at",
            "updated_at": "updated_at",
            "purchased_on": "date",
            "total": "amount",
            "vendor": "vendor",
            "category__name": "category",
        }
    )

    def in_trash(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:  # noqa: FBT001 - as above
        gone = Q(deleted_at__isnull=False) | Q(receipt__deleted_at__isnull=False)
        kept = Q(deleted_at=None, receipt__deleted_at=None)
        return queryset.filter(gone if value else kept)
