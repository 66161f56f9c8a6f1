"""Filters, order and stable pages of receipts and ledger entries.

Both lists know the same words; each is a method of the rows.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet
from django.forms import CharField, Field, IntegerField, TextInput, ValidationError
from django_filters import fields
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from accounts.api.authentication import signed_in_user
from common.api.input import LARGEST_ID
from common.api.names import OTHER_NAMES
from receipts.ledger.search_text import search_terms
from receipts.models import DocumentKind, Receipt, Transaction, VendorRule
from receipts.models.entry_filters import NO_CATEGORY, UNCATEGORISED
from receipts.services.currencies import valid_code

SEARCH_CHARACTERS = 200
# In the place of a kind of document: none that is known.
UNKNOWN = "unknown"
VALUES = [(name, name) for name in ("purchased_on", "total")]
_TRUTH = {"": None, "true": True, "1": True, "false": False, "0": False}


class WordField(fields.ChoiceField):
    """In small letters, since a person may type it in capitals, and by the name that counts."""

    def to_python(self, value: Any) -> Any:
        word = str(super().to_python(value)).strip().lower()
        sign = "-" if word.startswith("-") else ""
        name = word.removeprefix("-")
        return sign + OTHER_NAMES.get(name, name)


class TruthField(Field):
    def to_python(self, value: Any) -> bool | None:
        word = str(value or "").strip().lower()
        if word not in _TRUTH:
            raise ValidationError("This must be true or false.")
        return _TRUTH[word]


class BooleanFilter(filters.BooleanFilter):
    """Another word is an error: ignored, it would find too much."""

    field_class = TruthField

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=TextInput, **options)


class ChoiceFilter(filters.ChoiceFilter):
    field_class = WordField


class SlugField(CharField):
    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).lower()


class CurrencyField(CharField):
    def to_python(self, value: Any) -> str:
        code = valid_code(super().to_python(value))
        if code is None:
            raise ValidationError("This is not an ISO 4217 currency code.")
        return code


class SlugsFilter(filters.BaseInFilter, filters.CharFilter):
    """Any of several, with commas between them."""

    field_class = SlugField


class CurrenciesFilter(filters.BaseInFilter, filters.CharFilter):
    """Any of several, with commas between them; what is none is an error."""

    field_class = CurrencyField


class ChoicesFilter(filters.BaseInFilter, ChoiceFilter):
    """Any of several, with commas between them; another one is an error."""


@extend_schema_field(OpenApiTypes.INT)
class IdsFilter(filters.BaseInFilter):
    """Any of several, with commas between them."""

    field_class = IntegerField


class DayFilter(filters.DateFilter):
    """ISO 8601 only: what 03/04/2026 means depends on who wrote it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, input_formats=["%Y-%m-%d"], **kwargs)


class MomentDayFilter(DayFilter):
    """For what has a moment: a day in the time zone of who asks."""

    def __init__(self, narrow: Callable[[Any, ZoneInfo, date], Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._narrow = narrow

    def filter(self, qs: QuerySet, value: date | None) -> QuerySet:
        if value is None:
            return qs
        narrowed: QuerySet = self._narrow(qs, signed_in_user(self.parent.request).zone, value)
        return narrowed


class StableOrderingFilter(filters.OrderingFilter):
    """Rows without a value come last in both directions, and equal rows always in one order, so
    that no page repeats or omits one."""

    field_class = WordField

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
        method="find",
        max_length=SEARCH_CHARACTERS,
        label="All of these must be in the vendor, the number, the notes, the items, the printed"
        " text, the file's name or the amounts, whatever the case and the accents. From four"
        " letters on also inside a word; words in quotation marks stand together; an amount in any"
        " notation.",
    )
    category = SlugsFilter(
        method=lambda rows, _, slugs: rows.with_category(
            slugs, or_none=not {UNCATEGORISED, NO_CATEGORY}.isdisjoint(slugs)
        ),
        label="Slugs, of the entry or of one of its items; `uncategorised`: entries without one.",
    )
    duplicates = BooleanFilter(
        method=lambda rows, _, value: (
            rows.resembling_another() if value else rows.resembling_none()
        ),
        label="Whether it resembles another one and nobody has resolved that yet.",
    )
    missing = ChoicesFilter(
        method=lambda rows, _, names: rows.missing(*names),
        choices=VALUES,
        label="Entries that lack one of these; what has no entry lacks nothing.",
    )
    has = ChoicesFilter(
        method=lambda rows, _, names: rows.having(*names),
        choices=VALUES,
        label="Entries that have all of these.",
    )
    currency_not = CurrenciesFilter(
        method=lambda rows, _, codes: rows.in_other_currencies(codes),
        label="Entries in any currency but these.",
    )
    deleted = BooleanFilter(
        method=lambda rows, _, value: rows.in_trash() if value else rows.kept(),
        label="`true`: the trash; else what is not in it.",
    )
    ocr_status = ChoicesFilter(
        method=lambda rows, _, values: rows.with_statuses(values), choices=Receipt.Status.choices
    )
    review_status = ChoicesFilter(
        method=lambda rows, _, values: rows.with_review_statuses(values),
        choices=Receipt.ReviewStatus.choices,
    )
    document_kind = ChoicesFilter(
        method=lambda rows, _, kinds: rows.of_document_kinds(
            ["" if kind == UNKNOWN else kind for kind in kinds]
        ),
        choices=[*DocumentKind.choices, (UNKNOWN, UNKNOWN)],
        label="What kind of document the receipt is; `unknown`: no reading has told.",
    )
    is_verified = BooleanFilter(
        method=lambda rows, _, value: rows.verified(is_so=value),
        label="Whether a person has said that the entry is right.",
    )
    transaction_type = ChoiceFilter(
        method=lambda rows, _, value: rows.of_type(value), choices=Transaction.Type.choices
    )
    currency = CurrenciesFilter(method=lambda rows, _, codes: rows.in_currencies(codes))
    vendor = filters.CharFilter(method=lambda rows, _, part: rows.of_vendor(part))
    vendor_exact = filters.CharFilter(
        method=lambda rows, _, name: rows.of_vendor_named(name),
        label="The whole name, in all the spellings that reports add up as one vendor.",
    )
    start_date = DayFilter(method=lambda rows, _, day: rows.bought_between(start=day))
    end_date = DayFilter(method=lambda rows, _, day: rows.bought_between(end=day))
    amount_min = filters.NumberFilter(method=lambda rows, _, total: rows.at_least(total))
    amount_max = filters.NumberFilter(method=lambda rows, _, total: rows.at_most(total))

    def find(self, rows: Any, _name: str, text: str) -> QuerySet:
        owner = None if self.request is None else signed_in_user(self.request)
        found: QuerySet = rows.with_terms(search_terms(text), owner=owner)
        return found

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        found: Any = super().filter_queryset(queryset)
        asked = self.form.cleaned_data.get("deleted") is not None
        rows: QuerySet = found if asked else found.kept()
        return rows


def searched_page(view: Any) -> slice | None:
    """Of a search: to count what it finds takes as long as to find it."""
    is_search = bool(view.request.query_params.get("search"))
    found: slice | None = view.paginator.expected_slice(view.request) if is_search else None
    return found


class ReceiptFilterSet(LedgerFilterSet):
    ids = IdsFilter("pk", min_value=1, max_value=LARGEST_ID, label="Receipts by their numbers.")
    has_entry = BooleanFilter(
        method=lambda rows, _, value: rows.with_own_entry() if value else rows.without_entry(),
        label="Whether it has a ledger entry. What is no purchase has none.",
    )
    has_values = BooleanFilter(
        method=lambda rows, _, value: rows.with_values() if value else rows.without_values(),
        label="Whether it was read, or a person has completed it by hand.",
    )
    reread_offered = BooleanFilter(
        # The index is that of such readings.
        method=lambda rows, _, value: (
            rows.filter(read_by_fallback=True, reread_offered=True)
            if value
            else rows.filter(reread_offered=False)
        ),
        label="Read by another reader while the usual one was away, which could read it now.",
    )
    uploaded_from = MomentDayFilter(
        lambda rows, zone, day: rows.uploaded_between(zone, start=day),
        label="From this day, in your time zone.",
    )
    uploaded_to = MomentDayFilter(
        lambda rows, zone, day: rows.uploaded_between(zone, end=day),
        label="To this day, in your time zone.",
    )
    ordering = StableOrderingFilter(
        fields={
            "uploaded_at": "uploaded_at",
            "updated_at": "updated_at",
            "original_filename": "original_filename",
            "status": "ocr_status",
            "confidence": "ocr_confidence",
            "transaction__purchased_on": "purchased_on",
            "transaction__total": "total",
            "transaction__vendor_words": "vendor",
            "transaction__category__name_key": "category",
        }
    )


class TransactionFilterSet(LedgerFilterSet):
    """Entries made by hand have no receipt, so no status and no review."""

    ids = IdsFilter("pk", min_value=1, max_value=LARGEST_ID, label="Entries by their numbers.")
    created_from = MomentDayFilter(
        lambda rows, zone, day: rows.created_between(zone, start=day),
        label="From this day, in your time zone.",
    )
    created_to = MomentDayFilter(
        lambda rows, zone, day: rows.created_between(zone, end=day),
        label="To this day, in your time zone.",
    )
    ordering = StableOrderingFilter(
        fields={
            "created_at": "created_at",
            "updated_at": "updated_at",
            "purchased_on": "purchased_on",
            "total": "total",
            "vendor_words": "vendor",
            "category__name_key": "category",
        }
    )


class VendorRuleFilterSet(filters.FilterSet):
    state = ChoiceFilter(choices=VendorRule.State.choices)
