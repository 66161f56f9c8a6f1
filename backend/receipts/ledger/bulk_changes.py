"""Bulk changes: one change to many receipts or entries. One that is not there keeps none of the
others back.

As `corrections.py` for each, in a fixed number of queries, and a few more for each shop of which
something is learnt.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from common.errors import AppError, NotFoundError
from common.versions import Versions, refuse_stale
from receipts.ledger.categories import category_among, find_categories
from receipts.ledger.corrections import not_a_purchase, record_changes
from receipts.ledger.entry_changes import FieldChange, apply_changes, contradiction, follow_category
from receipts.ledger.review import (
    duplicate_reasons,
    is_to_be_read,
    review_outcome,
    stored_reading,
    today_on_earth,
)
from receipts.ledger.search_text import refresh_search_texts
from receipts.ledger.vendor_rules.learning import (
    forget_applied,
    learn_category,
    unlearn_category,
)
from receipts.locking import lock_entries, lock_receipts, version_of, with_locked_receipts
from receipts.models import Category, Receipt, Transaction

_BATCH = 200  # rows in one UPDATE
_CHANGED = [
    "category",
    "deductible_share",
    "corrected_fields",
    "applied_rules",
    "version",
    "updated_at",
]


@dataclass(frozen=True, kw_only=True)
class CategoryChange:
    """`category`: a slug; None: no category. `expected`: versions of the entry."""

    category: str | None
    expected: Versions = None


def categorise_receipts(
    *, receipt_ids: Iterable[int], category: str | None, actor: User, now: datetime
) -> dict[int, AppError | None]:
    """By id, None: it is done. Raises InvalidFieldError where there is no such category."""
    ids = list(receipt_ids)
    with transaction.atomic():
        receipts = lock_receipts(ids, owner=actor)
        chosen = _visible_category(category, owner=actor)
        entries, aside = _entries_of(receipts, owner=actor)
        refused = _categorise(dict.fromkeys(entries, chosen), actor=actor, now=now)
    errors = {entry.receipt_id: error for entry, error in refused.items()}
    errors |= {entry.receipt_id: not_a_purchase() for entry in aside}
    return {pk: errors.get(pk) if pk in receipts else NotFoundError("Not found.") for pk in ids}


def categorise_entries(
    *, entry_ids: Iterable[int], category: str | None, actor: User, now: datetime
) -> dict[int, AppError | int]:
    """The same of entries, with or without a receipt: by id, the version that each has now."""
    ids = list(entry_ids)
    with transaction.atomic():
        entries = lock_entries(ids, owner=actor)
        chosen = _visible_category(category, owner=actor)
        refused = _categorise(dict.fromkeys(entries.values(), chosen), actor=actor, now=now)
    return _outcomes(ids, entries, refused)


def categorise_each(
    changes: Mapping[int, CategoryChange], *, actor: User, now: datetime
) -> dict[int, AppError | int]:
    """Each entry for itself, to put back what they had: nothing is learnt of that. By id, as
    above."""
    refused: dict[Transaction, AppError] = {}
    wanted: dict[Transaction, Category | None] = {}
    with transaction.atomic():
        entries = lock_entries(changes, owner=actor)
        slugs = {change.category for change in changes.values()}
        found = find_categories({slug for slug in slugs if slug}, owner=actor)
        for pk, entry in entries.items():
            try:
                refuse_stale(version_of(entry), changes[pk].expected)
                wanted[entry] = _among(found, changes[pk].category)
            except AppError as error:
                refused[entry] = error
        former = {entry: entry.category for entry in wanted}
        refused |= _categorise(wanted, actor=actor, now=now, is_learnt=False)
        for old, held in _by_category(former).items():
            unlearn_category([entry for entry in held if entry.category != old], old)
    return _outcomes(changes, entries, refused)


def _outcomes(
    ids: Iterable[int],
    entries: Mapping[int, Transaction],
    refused: Mapping[Transaction, AppError],
) -> dict[int, AppError | int]:
    done = {pk: refused.get(entry) or version_of(entry) for pk, entry in entries.items()}
    return {pk: done.get(pk) or NotFoundError("Not found.") for pk in ids}


def _visible_category(slug: str | None, *, owner: User) -> Category | None:
    return _among(find_categories({slug} if slug else set(), owner=owner), slug)


def _among(found: Mapping[str, Category], slug: str | None) -> Category | None:
    return None if slug is None else category_among(found, slug, field="category")


def _categorise(
    wanted: Mapping[Transaction, Category | None],
    *,
    actor: User,
    now: datetime,
    is_learnt: bool = True,
) -> dict[Transaction, AppError]:
    """Those that it contradicts stay as they are."""
    refused: dict[Transaction, AppError] = {
        entry: error
        for entry, category in wanted.items()
        if (error := contradiction(entry, category, changed=["category"]))
    }
    changes = {
        entry: found
        for entry, category in wanted.items()
        if entry not in refused and (found := _set_category(entry, category))
    }
    of_receipts = [entry for entry in changes if entry.receipt_id is not None]
    for entry in changes.keys() - set(of_receipts):
        entry.version += 1
    _save(changes.keys(), now=now)
    if is_learnt:
        _learn(changes)
    review_entries(of_receipts, now=now)
    record_changes(changes, actor=actor, now=now)
    return refused


def _learn(entries: Iterable[Transaction]) -> None:
    for category, found in _by_category({entry: entry.category for entry in entries}).items():
        learn_category(found, category)


def _by_category(
    categories: Mapping[Transaction, Category | None],
) -> dict[Category, list[Transaction]]:
    """That it belongs nowhere is nothing that could be learnt of a shop."""
    found: dict[Category, list[Transaction]] = {}
    for entry, category in categories.items():
        if category is not None:
            found.setdefault(category, []).append(entry)
    return found


def _entries_of(
    receipts: Mapping[int, Receipt], *, owner: User
) -> tuple[list[Transaction], list[Transaction]]:
    """A receipt without an entry gets one; and those that are set aside."""
    found = with_locked_receipts(Transaction.objects.filter(receipt__in=list(receipts)), receipts)
    known = {entry.receipt_id for entry in found}
    new = [
        Transaction(owner=owner, receipt=receipt, currency=owner.home_currency)
        for receipt in receipts.values()
        if receipt.pk not in known
    ]
    Transaction.objects.bulk_create(new)
    refresh_search_texts([entry.pk for entry in new])
    aside = [entry for entry in found if entry.is_set_aside]
    return [entry for entry in found if not entry.is_set_aside] + new, aside


def _set_category(entry: Transaction, category: Category | None) -> list[FieldChange]:
    """Does not save."""
    values = {"category": category}
    changes = apply_changes(entry, values)
    if changes:
        changes += follow_category(entry, values)
        entry.corrected_fields = sorted({*entry.corrected_fields, "category"})
        forget_applied(entry, fields=values)
    return changes


def _save(entries: Iterable[Transaction], *, now: datetime) -> None:
    rows = list(entries)
    for entry in rows:
        entry.updated_at = now
    Transaction.objects.bulk_update(rows, _CHANGED, batch_size=_BATCH)


def review_entries(entries: Collection[Transaction], *, now: datetime) -> None:
    """Anew after a change, as the next version of their receipts, which are locked; what is still
    to be read is reviewed afterwards."""
    receipts = [entry.receipt for entry in entries if entry.receipt is not None]
    duplicates = duplicate_reasons([receipt.pk for receipt in receipts])
    today = today_on_earth(now)
    for entry, receipt in zip(entries, receipts, strict=True):
        receipt.version, receipt.updated_at = receipt.version + 1, now
        if not is_to_be_read(receipt):
            open_ones = duplicates.get(receipt.pk, [])
            read = stored_reading(receipt)
            outcome = review_outcome(entry, read, today=today, duplicates=open_ones)
            for name, value in outcome.items():
                setattr(receipt, name, value)
    Receipt.objects.bulk_update(
        receipts, ["review_status", "review_reasons", "version", "updated_at"], batch_size=_BATCH
    )
