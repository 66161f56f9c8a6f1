"""Whose entries a report is about, of which period, and which of them it may count."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from django.db.models import Q, QuerySet

from accounts.models import User
from common.periods import Period
from receipts.models import Receipt, Transaction

UNCATEGORISED = "uncategorised"
IN_DOUBT = (Receipt.ReviewStatus.UNREVIEWED, Receipt.ReviewStatus.NEEDS_REVIEW)


@dataclass(frozen=True, kw_only=True)
class ReportScope:
    """`convert_to` empty: currencies stay side by side. `category_ids` None: all; the id None in
    it: entries without a category; `categories`: how they were named."""

    owner: User
    period: Period
    today: date
    currency: str = ""
    convert_to: str = ""
    type: str = ""
    vendor: str = ""
    category_ids: frozenset[int | None] | None = None
    categories: str = ""
    only_reviewed: bool = False

    def within(self, period: Period) -> Self:
        return replace(self, period=period)

    def of_type(self, type_: str) -> Self:
        """As asked for, or else of this type."""
        return replace(self, type=self.type or type_)

    @property
    def filters(self) -> dict[str, str]:
        """Those that were set, as they were asked for over HTTP; the period is none."""
        asked = {
            "currency": self.currency,
            "convert_to": self.convert_to,
            "transaction_type": self.type,
            "category": self.categories,
            "vendor": self.vendor,
            "reviewed_only": "true" if self.only_reviewed else "",
        }
        return {name: value for name, value in asked.items() if value}

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The period for what has a moment instead of a date: midnight to midnight, UTC."""
        midnight = time(tzinfo=UTC)
        after = self.period.end + timedelta(days=1)
        return datetime.combine(self.period.start, midnight), datetime.combine(after, midnight)


def entries_of(scope: ReportScope) -> QuerySet[Transaction]:
    """The entries of the period that the filters leave, whatever their currency or category."""
    return Transaction.objects.filter(in_period(scope), matching(scope)).order_by()


def in_period(scope: ReportScope, path: str = "") -> Q:
    return Q(**{f"{path}purchased_on__range": (scope.period.start, scope.period.end)})


def matching(scope: ReportScope, path: str = "") -> Q:
    """Owner, trash, type and vendor; the path leads to the entry."""
    chosen = Q(**{f"{path}owner": scope.owner, f"{path}deleted_at": None})
    if scope.type:
        chosen &= Q(**{f"{path}type": scope.type})
    if scope.vendor:
        chosen &= Q(**{f"{path}vendor__icontains": scope.vendor})
    return chosen


def reviewed(path: str = "") -> Q:
    """By hand, verified by a person, or read without a doubt."""
    return (
        Q(**{f"{path}receipt": None})
        | Q(**{f"{path}verified_at__isnull": False})
        | Q(**{f"{path}receipt__review_status": Receipt.ReviewStatus.APPROVED})
    )


def unreviewed(path: str = "") -> Q:
    """The opposite, for entries that have a receipt."""
    return Q(**{f"{path}verified_at": None, f"{path}receipt__review_status__in": IN_DOUBT})


def in_categories(scope: ReportScope, path: str) -> Q:
    """Whether the category at the path is one of those asked for. Only with a category filter."""
    wanted = scope.category_ids or frozenset()
    ids = [category_id for category_id in wanted if category_id is not None]
    chosen = Q(**{f"{path}__in": ids})
    return chosen | Q(**{path: None}) if None in wanted else chosen
