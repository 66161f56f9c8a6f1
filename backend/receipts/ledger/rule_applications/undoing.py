"""Undoing what applying a rule has changed, as far as nobody has changed it since."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import User
from common.errors import ConflictError, NotFoundError
from receipts.ledger.categories import find_categories
from receipts.ledger.rule_applications.writing import MAX_ENTRIES, entries_of, write_changes
from receipts.ledger.vendor_rules.learning import forget_applied, shown_value
from receipts.locking import lock_receipts
from receipts.models import AppliedChange, Category, RuleApplication, Transaction, VendorRule

# By code: why a field stays as it is.
REASONS = {
    "gone": "The entry is in the trash.",
    "verified": "A person has verified the entry since.",
    "corrected": "A person has set this field since.",
    "changed": "It was changed since.",
    "category_gone": "The category that it had is gone, or of another type than the entry.",
}


@dataclass(frozen=True)
class LeftField:
    """`reason`: a key of REASONS."""

    transaction_id: int
    field: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Undone:
    application: RuleApplication
    changed: int
    left: list[LeftField]
    has_more: bool


def undo_application(
    rule: VendorRule, *, owner: User, application_id: int | None, now: datetime
) -> Undone:
    """Put back what it has changed, a bounded number in each call. `application_id` None: the
    latest that can be undone.

    Raises NotFoundError, and ConflictError where there is nothing to undo.
    """
    with transaction.atomic():
        application = _lock_application(rule, application_id)
        # The latest first: an entry may have been changed by one call after another.
        open_rows = application.changes.filter(undone_at=None).select_related("transaction")
        rows = list(open_rows.order_by("-pk")[: MAX_ENTRIES + 1])
        part = rows[:MAX_ENTRIES]
        undoing = _Undoing(part, owner=owner)
        write_changes(undoing.changes, application, actor=owner, now=now)
        AppliedChange.objects.filter(pk__in=[row.pk for row in part]).update(undone_at=now)
        if len(rows) <= MAX_ENTRIES:
            application.undone_at = now
            application.save(update_fields=["undone_at"])
    return Undone(
        application=application,
        changed=len(undoing.changes),
        left=undoing.left,
        has_more=len(rows) > MAX_ENTRIES,
    )


def _lock_application(rule: VendorRule, application_id: int | None) -> RuleApplication:
    """Before any receipt is locked."""
    rows = rule.applications.select_for_update(of=("self",), no_key=True)
    if application_id is None:
        application = rows.filter(undone_at=None).last()
    else:
        application = rows.filter(pk=application_id).first()
        if application is None:
            raise NotFoundError("Not found.")
    if application is None or application.undone_at is not None:
        raise ConflictError("There is nothing to undo.")
    return application


class _Undoing:
    """Sets what can be put back, without saving it."""

    def __init__(self, rows: Collection[AppliedChange], *, owner: User) -> None:
        receipts = [row.transaction.receipt_id for row in rows if row.transaction.receipt_id]
        locked = lock_receipts(receipts, owner=owner)
        self._categories = find_categories(_categories_before(rows), owner=owner)
        entries = {entry.pk: entry for entry in entries_of(locked)}
        self.left: list[LeftField] = []
        self.changes: dict[Transaction, list[dict[str, Any]]] = {}
        for row in rows:
            self._undo(row, entries.get(row.transaction_id))

    def _undo(self, row: AppliedChange, entry: Transaction | None) -> None:
        done: list[dict[str, Any]] = []
        for change in row.changes:
            if change["field"] == "deductible_share":
                done += _share_put_back(entry, change, done)
            elif reason := self._reason_to_leave(entry, change):
                self.left.append(LeftField(row.transaction_id, change["field"], reason))
            elif entry is not None:
                done.append(self._put_back(entry, change))
        if entry is not None and done:
            self.changes.setdefault(entry, []).extend(done)

    def _reason_to_leave(self, entry: Transaction | None, change: Mapping[str, Any]) -> str | None:
        """A key of REASONS. None: it can be put back."""
        if entry is None:
            return "gone"
        if entry.verified_at is not None:
            return "verified"
        if change["field"] in entry.corrected_fields:
            return "corrected"
        if shown_value(getattr(entry, change["field"])) != change["new"]:
            return "changed"
        if change["field"] == "category" and change["old"] is not None:
            before = self._categories.get(change["old"])
            return None if before and before.type == entry.type else "category_gone"
        return None

    def _put_back(self, entry: Transaction, change: Mapping[str, Any]) -> dict[str, Any]:
        field, old = change["field"], change["old"]
        value: str | Category | None = old or ""
        if field == "category":
            value = None if old is None else self._categories[old]
        setattr(entry, field, value)
        forget_applied(entry, fields=[field])
        if change["former"] is not None:
            entry.applied_rules.append(change["former"])
        return {"field": field, "old": change["new"], "new": old}


def _categories_before(rows: Collection[AppliedChange]) -> set[str]:
    changes = [change for row in rows for change in row.changes]
    return {one["old"] for one in changes if one["field"] == "category" and one["old"]}


def _share_put_back(
    entry: Transaction | None, change: Mapping[str, Any], done: Collection[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """With the category that it came with, and no person's."""
    goes_along = any(one["field"] == "category" for one in done)
    if entry is None or not goes_along or "deductible_share" in entry.corrected_fields:
        return []
    if entry.deductible_share != Decimal(change["new"]):
        return []
    entry.deductible_share = Decimal(change["old"])
    return [{"field": "deductible_share", "old": change["new"], "new": change["old"]}]
