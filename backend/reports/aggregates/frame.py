"""What stands around the sums: the names of the categories, and what the period holds beside the
entries that were added up. One statement: the counts come as columns of the category list."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Func, IntegerField, Q, QuerySet, Subquery, Value

from accounts.models import User
from receipts.models import Category, Duplicate, Receipt, Transaction
from reports.aggregates.postings import Ledger, entries_with_a_part
from reports.aggregates.scope import (
    UNCATEGORISED,
    ReportScope,
    in_categories,
    matching,
    unreviewed,
)

_UNREAD = [Receipt.Status.PENDING, Receipt.Status.PROCESSING]
_NAMES = ["pk", "slug", "name", "is_deductible"]


@dataclass(frozen=True, kw_only=True)
class CategoryName:
    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Reason:
    """`params`: the filters under which the list of receipts shows these."""

    code: str
    count: int
    text: str
    params: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """`doubtful` are counted all the same; `left_out` are not."""

    counted: int
    doubtful: list[Reason]
    left_out: list[Reason]


@dataclass(frozen=True, kw_only=True)
class Frame:
    categories: dict[int, CategoryName]
    deductible_ids: frozenset[int]
    counts: dict[str, int]

    def category(self, category_id: int | None) -> CategoryName:
        if category_id is None:
            return CategoryName(slug=UNCATEGORISED, name="Uncategorised")
        return self.categories[category_id]


def frame_of(scope: ReportScope, **also: QuerySet[Any]) -> Frame:
    """`also`: what else to count, in the same statement."""
    counts = {name: _count(rows) for name, rows in (_beside(scope) | also).items()}
    categories = Category.objects.filter(Q(owner=None) | Q(owner=scope.owner)).order_by()
    rows = list(categories.annotate(**counts).values(*_NAMES, *counts))
    # Somebody may have deleted every category; the counts are wanted all the same.
    numbers = rows[0] if rows else _counts_alone(scope, counts)
    return Frame(
        categories={r["pk"]: CategoryName(slug=r["slug"], name=r["name"]) for r in rows},
        deductible_ids=frozenset(r["pk"] for r in rows if r["is_deductible"]),
        counts={name: numbers[name] for name in counts},
    )


def coverage_of(scope: ReportScope, frame: Frame, ledger: Ledger) -> Coverage:
    """What was counted, what of it is in doubt, and what was not counted and why."""
    numbers = frame.counts | {
        "other_currency": ledger.in_other_currency,
        "without_total": ledger.without_total,
        "without_rate": ledger.without_rate,
    }
    unreviewed = ["unreviewed"]
    doubtful = ([] if scope.only_reviewed else unreviewed) + ["open_doubles"]
    left_out = [name for name in _TEXTS if name not in {"unreviewed", "open_doubles"}]
    left_out += unreviewed if scope.only_reviewed else []
    return Coverage(
        counted=ledger.counted,
        doubtful=[_reason(name, numbers[name], scope) for name in doubtful if numbers[name]],
        left_out=[_reason(name, numbers[name], scope) for name in left_out if numbers[name]],
    )


def _beside(scope: ReportScope) -> dict[str, QuerySet[Any]]:
    start, end = scope.moments
    receipts = Receipt.objects.filter(
        owner=scope.owner, deleted_at=None, uploaded_at__gte=start, uploaded_at__lt=end
    )
    undated = Transaction.objects.filter(
        matching(scope), purchased_on=None, created_at__gte=start, created_at__lt=end
    )
    if scope.currency:
        undated = undated.filter(currency=scope.currency)
    if scope.category_ids is not None:
        undated = undated.filter(in_categories(scope, "category"))
    return {
        "failed": receipts.filter(ocr_status=Receipt.Status.FAILED),
        "waiting": receipts.filter(ocr_status__in=_UNREAD),
        "without_date": undated,
        "unreviewed": _unreviewed(scope),
        "open_doubles": _open_doubles(scope),
    }


def _unreviewed(scope: ReportScope) -> QuerySet[Transaction]:
    # An entry and its receipt have one owner; naming it twice lets the database begin at either.
    entries = entries_with_a_part(replace(scope, only_reviewed=False))
    return entries.filter(unreviewed(), receipt__owner=scope.owner)


def _open_doubles(scope: ReportScope) -> QuerySet[Transaction]:
    # From the doubles to the entries: there are few of them, whatever the size of the ledger.
    suspects = Duplicate.objects.filter(answer=Duplicate.Answer.OPEN, receipt__owner=scope.owner)
    return entries_with_a_part(scope).filter(receipt__in=suspects.order_by().values("receipt"))


def _count(rows: QuerySet[Any]) -> Subquery:
    number = Func(Value(1), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(number=number).values("number"))


def _counts_alone(scope: ReportScope, counts: dict[str, Subquery]) -> dict[str, int]:
    alone: QuerySet[Any] = User.objects.filter(pk=scope.owner.pk).values(**counts)
    return dict(alone.get())


# In the order in which they are said; the code, one, many.
_TEXTS = {
    "unreviewed": "not looked at by a person, though something in the reading is in doubt",
    "open_doubles": "may be the same purchase as another one; nobody has said yet",
    "failed": "could not be read",
    "waiting": "not read yet",
    "without_date": "has no date",
    "without_total": "has no total",
    "other_currency": "is in another currency than the one asked for",
    "without_rate": "no exchange rate is stored for its date",
}


def _reason(code: str, count: int, scope: ReportScope) -> Reason:
    return Reason(code=code, count=count, text=_TEXTS[code], params=_params(code, scope))


def _params(code: str, scope: ReportScope) -> dict[str, str]:
    start, end = scope.period.start.isoformat(), scope.period.end.isoformat()
    bought = {"date_from": start, "date_to": end}
    uploaded = {"uploaded_from": start, "uploaded_to": end}
    return {
        "unreviewed": {"review": "unreviewed,needs_review"} | bought,
        "open_doubles": {"duplicates": "true"} | bought,
        "failed": {"status": "failed"} | uploaded,
        "waiting": {"status": "pending,processing"} | uploaded,
        "without_date": {"missing": "date"} | uploaded,
        "without_total": {"missing": "total"} | bought,
        "other_currency": {"currency_not": scope.currency} | bought,
        "without_rate": {"currency_not": scope.convert_to} | bought,
    }[code]
