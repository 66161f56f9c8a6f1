"""Carry-over of corrections: when a better photo replaces a receipt, what a person had said about
the purchase stays."""

from datetime import datetime
from typing import Any

from accounts.models import User
from receipts.ledger.categories import hold_categories
from receipts.ledger.corrections import record_changes
from receipts.ledger.entry_changes import LISTS, apply_changes, current_value, replace_lists
from receipts.ledger.fields import ENTRY_FIELDS
from receipts.ledger.review import review_receipt
from receipts.ledger.search_text import refresh_search_texts
from receipts.locking import count_change, lock_receipts
from receipts.models import Transaction

# All that a person confirms with the entry.
_VERIFIED_FIELDS = [*(field.name for field in ENTRY_FIELDS), *LISTS]
_TYPED = {"type", "category"}


def carry_over_corrections(
    *, from_receipt_id: int, to_receipt_id: int, actor: User, now: datetime
) -> None:
    """Each field that was set in the first entry and not in the second. A verified entry was set
    as a whole, and the second is verified with it. Inside a transaction that holds the owner's
    row; the entry that loses its receipt is not changed."""
    lock_receipts([from_receipt_id, to_receipt_id], owner=actor)
    rows = Transaction.objects.select_related("receipt", "category").prefetch_related(*LISTS)
    by_receipt = {
        entry.receipt_id: entry
        for entry in rows.filter(receipt__in=[from_receipt_id, to_receipt_id])
    }
    old, new = by_receipt.get(from_receipt_id), by_receipt.get(to_receipt_id)
    if old is not None and new is not None:
        _carry_over(old, new, actor=actor, now=now)


def _carry_over(old: Transaction, new: Transaction, *, actor: User, now: datetime) -> None:
    is_verified = old.verified_at is not None and new.verified_at is None
    fields = _VERIFIED_FIELDS if is_verified else old.corrected_fields
    free = [name for name in fields if name not in new.corrected_fields]
    values = _of_one_type({name: current_value(old, name) for name in free}, old, new)
    hold_categories(_categories_in(values))
    changes = apply_changes(new, values)
    new.corrected_fields = sorted({*new.corrected_fields, *values})
    if is_verified and new.total is not None:
        new.verified_by_id, new.verified_at = old.verified_by_id, old.verified_at
    new.save()
    replace_lists(new, {name: values[name] for name in LISTS if name in values})
    refresh_search_texts([new.pk])
    if new.receipt is not None:
        review_receipt(new, new.receipt, now=now)
    count_change(new, now=now)
    record_changes({new: changes}, actor=actor, now=now)


def _categories_in(values: dict[str, Any]) -> set[int]:
    """The old entry has them, so their type is what it was."""
    found = [values.get("category"), *(row["category"] for row in values.get("items", []))]
    return {category.pk for category in found if category is not None}


def _of_one_type(values: dict[str, Any], old: Transaction, new: Transaction) -> dict[str, Any]:
    """A type and a category that contradict come together, or stay behind where the second entry's
    own was set by a person."""
    category = values.get("category", new.category)
    if category is None or category.type == values.get("type", new.type):
        return values
    if _TYPED & {*new.corrected_fields}:
        return {name: value for name, value in values.items() if name not in _TYPED}
    return values | {name: getattr(old, name) for name in _TYPED}
