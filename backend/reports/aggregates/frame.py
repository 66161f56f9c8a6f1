"""Frame of the sums: the names of the categories, and what the period holds beside the
entries that were added up. One statement: the counts come as columns of the category list."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Func, IntegerField, Q, QuerySet, Subquery, Value

from accounts.models import User
from common.localization.sentences import translated
from receipts.models import Category
from receipts.models.entry_filters import UNCATEGORISED
from reports.aggregates.reasons import beside
from reports.aggregates.scope import ReportScope

_NAMES = ["pk", "slug", "name", "is_deductible", "owner"]


@dataclass(frozen=True, kw_only=True)
class CategoryName:
    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    """`none`: what stands where an entry has no category. Names are in the language at work as the
    frame is made."""

    categories: dict[int, CategoryName]
    none: CategoryName
    deductible_ids: frozenset[int]
    counts: dict[str, int]

    def category(self, category_id: int | None) -> CategoryName:
        return self.none if category_id is None else self.categories[category_id]


def category_names(owner: User) -> dict[str, str]:
    """By slug; one of the account's own before the default."""
    visible = Category.objects.filter(Q(owner=None) | Q(owner=owner)).values(*_NAMES)
    rows = sorted(visible, key=lambda row: row["owner"] is not None)
    return {row["slug"]: _name_of(row).name for row in rows}


def frame_of(scope: ReportScope, **also: QuerySet[Any]) -> Frame:
    """`also`: what else to count, in the same statement."""
    counts = {name: _count(rows) for name, rows in (beside(scope) | also).items()}
    categories = Category.objects.filter(Q(owner=None) | Q(owner=scope.owner)).order_by()
    rows = list(categories.annotate(**counts).values(*_NAMES, *counts))
    # Somebody may have deleted every category; the counts are wanted all the same.
    numbers = rows[0] if rows else _counts_alone(scope, counts)
    return Frame(
        categories={row["pk"]: _name_of(row) for row in rows},
        none=CategoryName(slug=UNCATEGORISED, name=translated("Uncategorised")),
        deductible_ids=frozenset(r["pk"] for r in rows if r["is_deductible"]),
        counts={name: numbers[name] for name in counts},
    )


def _name_of(row: dict[str, Any]) -> CategoryName:
    """In the language of who reads it, if it is one that everybody has."""
    is_default = row["owner"] is None
    return CategoryName(
        slug=row["slug"], name=translated(row["name"]) if is_default else row["name"]
    )


def _count(rows: QuerySet[Any]) -> Subquery:
    number = Func(Value(1), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(number=number).values("number"))


def _counts_alone(scope: ReportScope, counts: dict[str, Subquery]) -> dict[str, int]:
    # By other names: an account has receipts of its own.
    columns = {f"count_of_{name}": count for name, count in counts.items()}
    row: Any = User.objects.filter(pk=scope.owner.pk).values(**columns).get()
    return {name: row[f"count_of_{name}"] for name in counts}
