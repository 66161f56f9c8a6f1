"""Filters by what a ledger entry says, as methods that chain. Lists and reports share them.

Every table that leads to an entry has them, for `entry_path` says where the entry is, seen from the
row: entries themselves, their lines, receipts, duplicates, events.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from common.localization.time_zones import end_of, start_of
from common.money import UNKNOWN_CURRENCY
from common.periods import Period
from common.text import fold, folded_words
from receipts.models.search import Term, has_terms

# Of Receipt.ReviewStatus, which stands above this module.
APPROVED = "approved"
IN_DOUBT = ("unreviewed", "needs_review")
# In the place of a category's slug: no category at all.
UNCATEGORISED, NO_CATEGORY = "uncategorised", "none"


@dataclass(frozen=True, kw_only=True)
class EntryScope:
    """Whose entries, of which period, and which of them; empty: any. `category_ids` None: any; the
    id None in it: entries without a category."""

    owner: User
    period: Period
    currency: str = ""
    type: str = ""
    vendor: str = ""
    category_ids: frozenset[int | None] | None = None
    only_reviewed: bool = False


class EntryFilters[Row: models.Model](models.QuerySet[Row]):
    """`receipt_path` leads to the receipt."""

    entry_path = ""
    receipt_path = ""

    def of_type(self, type_: str) -> Self:
        return self._of_entry(type=type_)

    def of_vendor(self, part: str) -> Self:
        """By a part of the name, whatever its case and accents."""
        if words := folded_words(part):
            return self._of_entry(vendor_words__contains=words)
        return self._of_entry(vendor__contains=part)  # a name may be all marks

    def of_vendor_named(self, name: str) -> Self:
        """By the whole name, in all the spellings that reports add up as one vendor."""
        path = f"{self.entry_path}vendor"
        alike = self._of_entry(vendor_words=folded_words(name)).order_by()
        spellings = alike.values_list(path, flat=True).distinct()
        return self._of_entry(vendor__in=[one for one in spellings if fold(one) == fold(name)])

    def bought_between(self, start: date | None = None, end: date | None = None) -> Self:
        """Both days belong to it. None: open."""
        days = {"purchased_on__gte": start, "purchased_on__lte": end}
        return self._of_entry(**{name: day for name, day in days.items() if day is not None})

    def at_least(self, total: Decimal) -> Self:
        return self._of_entry(total__gte=total)

    def at_most(self, total: Decimal) -> Self:
        return self._of_entry(total__lte=total)

    def in_currencies(self, codes: Collection[str]) -> Self:
        return self._of_entry(currency__in=codes)

    def in_other_currencies(self, codes: Collection[str]) -> Self:
        return self._with_entry().filter(~Q(**{f"{self.entry_path}currency__in": codes}))

    def in_known_currencies(self) -> Self:
        return self.in_other_currencies([UNKNOWN_CURRENCY])

    def having(self, *fields: str) -> Self:
        """A value in all of these."""
        return self._of_entry(**{f"{field}__isnull": False for field in fields})

    def missing(self, *fields: str) -> Self:
        """No value in one of these. What has no entry lacks nothing."""
        lacking = [Q(**{f"{self.entry_path}{field}": None}) for field in fields]
        return self._with_entry().filter(reduce(or_, lacking))

    def with_terms(self, terms: Collection[Term], *, owner: User | None = None) -> Self:
        """Of an entry whose texts have every one of them. No term at all finds nothing. `owner`:
        the rows are this one's."""
        found = has_terms(f"{self.entry_path}search_text", terms)
        return self.filter(found) if terms else self.none()

    def in_categories(self, ids: frozenset[int | None] | None) -> Self:
        """By the entry's own category; None as in `EntryScope`."""
        return self if ids is None else self.filter(is_one_of(f"{self.entry_path}category", ids))

    def with_category(self, slugs: Collection[str], *, or_none: bool = False) -> Self:
        """Of the entry or of one of its items. `or_none`: also entries without a category."""
        path = self.entry_path
        items = rows_of("LineItem").filter(
            transaction=OuterRef(f"{path}pk"), category__slug__in=slugs
        )
        chosen = Q(Exists(items), **{f"{path}category__slug__in": slugs}, _connector=Q.OR)
        if or_none:
            chosen |= Q(**{f"{path}pk__isnull": False, f"{path}category": None})
        return self.filter(chosen)

    def of_document_kinds(self, kinds: Collection[str]) -> Self:
        """Of its receipt; empty: not known."""
        return self.filter(**{f"{self.receipt_path}document_kind__in": kinds})

    def reviewed(self) -> Self:
        """By hand, verified by a person, or read without a doubt."""
        path = self.entry_path
        return self.filter(
            Q(**{f"{path}receipt": None})
            | Q(**{f"{path}verified_at__isnull": False})
            | Q(**{f"{path}receipt__review_status": APPROVED})
        )

    def unreviewed(self) -> Self:
        """The opposite, for entries that have a receipt."""
        return self._of_entry(verified_at=None, receipt__review_status__in=IN_DOUBT)

    def with_statuses(self, statuses: Collection[str]) -> Self:
        return self.filter(**{f"{self.receipt_path}status__in": statuses})

    def with_review_statuses(self, statuses: Collection[str]) -> Self:
        return self.filter(**{f"{self.receipt_path}review_status__in": statuses})

    def verified(self, *, is_so: bool) -> Self:
        """By a person; what has no entry is not."""
        return self.filter(**{f"{self.entry_path}verified_at__isnull": not is_so})

    def resembling_another(self) -> Self:
        """A receipt, and nobody has resolved it."""
        return self.filter(self._resemblance())

    def resembling_none(self) -> Self:
        return self.filter(~self._resemblance())

    def matching(self, scope: EntryScope) -> Self:
        """Owner, trash, type and vendor of the scope."""
        rows = self._of_entry(owner=scope.owner, deleted_at=None)
        if scope.type:
            rows = rows.of_type(scope.type)
        return rows.of_vendor(scope.vendor) if scope.vendor else rows

    def in_scope(self, scope: EntryScope) -> Self:
        """Also its period and whether it wants reviewed ones only; in no order. Whatever the
        category and the currency, if that is known."""
        rows = self.matching(scope).bought_between(scope.period.start, scope.period.end)
        rows = rows.in_known_currencies()
        return (rows.reviewed() if scope.only_reviewed else rows).order_by()

    def narrowed(self, scope: EntryScope) -> Self:
        """To its currency and, by the entry's own, to its categories."""
        rows = self.in_currencies([scope.currency]) if scope.currency else self
        return rows.in_categories(scope.category_ids)

    def _of_entry(self, **lookups: Any) -> Self:
        return self.filter(**{f"{self.entry_path}{name}": value for name, value in lookups.items()})

    def _with_entry(self) -> Self:
        return self._of_entry(pk__isnull=False) if self.entry_path else self

    def _resemblance(self) -> Q:
        receipt = OuterRef(f"{self.receipt_path}pk")
        open_ones = rows_of("Duplicate").open()
        return Q(Exists(open_ones.filter(receipt=receipt))) | Q(
            Exists(open_ones.filter(other=receipt))
        )


def is_one_of(path: str, ids: frozenset[int | None]) -> Q:
    """Whether the category at the path is one of these."""
    chosen = Q(**{f"{path}__in": [category_id for category_id in ids if category_id is not None]})
    return chosen | Q(**{path: None}) if None in ids else chosen


def between_days(
    moment: str, zone: ZoneInfo, start: date | None = None, end: date | None = None
) -> Q:
    """For what has a moment instead of a date: midnight to midnight in that zone. None: open."""
    bounds = {}
    # At the calendar's ends a zone's midnight may lie beyond it, where nothing is.
    with suppress(OverflowError):
        if start is not None:
            bounds[f"{moment}__gte"] = start_of(start, zone)
    with suppress(OverflowError):
        if end is not None:
            bounds[f"{moment}__lt"] = end_of(end, zone)
    return Q(**bounds)


def rows_of(model: str) -> Any:
    """By its name, since the models are made of what stands here."""
    return apps.get_model("receipts", model)._default_manager.all()
