"""Question to a report: the scope and the report's own options. A background job keeps it as
JSON, so that it is answered as it was asked."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

from django.db.models import Q

from accounts.models import User
from common.periods import Period
from receipts.models import Category
from receipts.models.entry_filters import NO_CATEGORY, UNCATEGORISED
from reports.aggregates.scope import ReportScope

_SCOPE = ("currency", "convert_to", "type", "vendor", "categories", "only_reviewed")


@dataclass(frozen=True, kw_only=True)
class Question:
    """Options that a report doesn't have keep their defaults. `bom`: CSV is made for
    Excel. `language`: in which the answer is; empty: English."""

    scope: ReportScope
    interval: str = "month"
    months: int = 6
    limit: int | None = None
    kind: str = ""
    bom: bool = False
    language: str = ""

    def to_json(self) -> dict[str, Any]:
        ids = self.scope.category_ids
        return {
            "start_date": self.scope.period.start.isoformat(),
            "end_date": self.scope.period.end.isoformat(),
            "today": self.scope.today.isoformat(),
            "category_ids": None if ids is None else sorted(ids, key=lambda found: found or 0),
            **{name: getattr(self.scope, name) for name in _SCOPE},
            **{name: getattr(self, name) for name in OPTIONS},
        }

    @classmethod
    def from_json(cls, data: dict[str, Any], *, owner: User) -> Self:
        """What an earlier release did not know of has its default."""
        ids = data["category_ids"]
        period = Period(
            start=date.fromisoformat(data["start_date"]), end=date.fromisoformat(data["end_date"])
        )
        scope = ReportScope(
            owner=owner,
            period=period,
            today=date.fromisoformat(data["today"]),
            category_ids=None if ids is None else frozenset(ids),
            **{name: data[name] for name in _SCOPE if name in data},
        )
        return cls(scope=scope, **{name: data[name] for name in OPTIONS if name in data})


OPTIONS = tuple(field.name for field in fields(Question) if field.name != "scope")


def category_ids_named(owner: User, slugs: list[str]) -> dict[str, list[int | None]]:
    """The categories behind each slug: a default and one of the account's own may share it. An
    unknown slug has none."""
    found: dict[str, list[int | None]] = {slug: [] for slug in slugs}
    visible = Category.objects.filter(Q(owner=None) | Q(owner=owner), slug__in=slugs)
    for pk, slug in visible.values_list("pk", "slug"):
        found[slug].append(pk)
    for name in {UNCATEGORISED, NO_CATEGORY} & found.keys():
        found[name].append(None)
    return found
