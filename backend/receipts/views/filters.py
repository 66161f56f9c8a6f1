"""Filters, order and stable pages of receipts and ledger entries.

Both lists know the same words; each is a method of the rows.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.forms import IntegerField
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from receipts.models import Receipt, Transaction

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


class LedgerFilterSet(filters.FilterSet):
    """What both have. Dates are those on the receipts; an amount is the total, in its currency."""

    search = filters.CharFilter(
        method=lambda rows, _, text: rows.with_words(text),
        max_length=SEARCH_CHARACTERS,
        label="Words of the vendor, the items, the notes or the receipt itself; all must be there.",
    )
    category = WordsFilter(
        method=lambda rows, _, slugs: rows.with_category(slugs, or_none=NO_CATEGORY in slugs),
        label="Slugs, of the entry or of one of its items; `none`: entries without a category.",
    )
    duplicates = filters.BooleanFilter(
        method=lambda rows, _, value: (
            rows.resembling_another() if value else rows.resembling_none()
        ),
        label="Whether it resembles another one and nobody has resolved that yet.",
    )
    missing = ChoicesFilter(
        method=lambda rows, _, names: rows.missing(*(VALUE_FIELDS[name] for name in names)),
        choices=VALUES,
        label="Entries that lack one of these; what has no entry lacks nothing.",
    )
    has = ChoicesFilter(
        method=lambda rows, _, names: rows.having(*(VALUE_FIELDS[name] for name in names)),
        choices=VALUES,
        label="Entries that have all of these.",
    )
    currency_not = WordsFilter(
        method=lambda rows, _, codes: rows.in_other_currencies(codes),
        label="Entries in any currency but these.",
    )
    deleted = filters.BooleanFilter(
        method=lambda rows, _, value: rows.in_trash() if value else rows.kept(),
        label="`true`: the trash; else what is not in it.",
    )
    status = ChoicesFilter(
        method=lambda rows, _, values: rows.with_statuses(values), choices=Receipt.Status.choices
    )
    review = ChoicesFilter(
        method=lambda rows, _, values: rows.with_review_statuses(values),
        choices=Receipt.ReviewStatus.choices,
    )
    type = filters.ChoiceFilter(
        method=lambda rows, _, value: rows.of_type(value), choices=Transaction.Type.choices
    )
    currency = WordsFilter(method=lambda rows, _, codes: rows.in_currencies(codes))
    vendor = filters.CharFilter(method=lambda rows, _, part: rows.of_vendor(part))
    date_from = DayFilter(method=lambda rows, _, day: rows.bought_between(start=day))
    date_to = DayFilter(method=lambda rows, _, day: rows.bought_between(end=day))
    amount_min = filters.NumberFilter(method=lambda rows, _, total: rows.at_least(total))
    amount_max = filters.NumberFilter(method=lambda rows, _, total: rows.at_most(total))

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        found: Any = super().filter_queryset(queryset)
        asked = self.form.cleaned_data.get("deleted") is not None
        rows: QuerySet = found if asked else found.kept()
        return rows


class ReceiptFilterSet(LedgerFilterSet):
    ids = IdsFilter("pk", min_value=1, max_value=LARGEST_ID, label="Receipts by their numbers.")
    has_entry = filters.BooleanFilter(
        method=lambda rows, _, value: rows.filter(transaction__isnull=not value),
        label="Whether it was read, or a person has completed it by hand.",
    )
    reread_offered = filters.BooleanFilter(
        # The index is that of such readings.
        method=lambda rows, _, value: (
            rows.filter(read_by_fallback=True, reread_offered=True)
            if value
            else rows.filter(reread_offered=False)
        ),
        label="Read by another reader while the usual one was away, which could read it now.",
    )
    uploaded_from = DayFilter(
        method=lambda rows, _, day: rows.uploaded_between(start=day), label="From this day, UTC."
    )
    uploaded_to = DayFilter(
        method=lambda rows, _, day: rows.uploaded_between(end=day), label="To this day, UTC."
    )
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


class TransactionFilterSet(LedgerFilterSet):
    """Entries made by hand have no receipt, so no status and no review."""

    ids = IdsFilter("pk", min_value=1, max_value=LARGEST_ID, label="Entries by their numbers.")
    created_from = DayFilter(
        method=lambda rows, _, day: rows.created_between(start=day), label="From this day, UTC."
    )
    created_to = DayFilter(
        method=lambda rows, _, day: rows.created_between(end=day), label="To this day, UTC."
    )
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
