"""Manual entries, without a receipt: income, or cash without a slip."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from accounts.models import User
from common.errors import AppError, ConflictError, NotFoundError
from common.versions import Versions
from receipts.history import Event, Kind, record
from receipts.ledger.entry_changes import (
    follow_category,
    refuse_contradictions,
    refuse_decimals,
    replace_lists,
    sign_contradiction,
    with_categories,
)
from receipts.ledger.search_text import refresh_search_texts
from receipts.locking import lock_entry
from receipts.models import Transaction


def create_entry(*, owner: User, values: Mapping[str, Any], now: datetime) -> Transaction:
    """`values` by the names of `Transaction`, with a total; categories by slug. It counts as
    verified: a person has written it. Raises InvalidFieldError and its kinds."""
    with transaction.atomic():
        values = {"currency": owner.home_currency} | with_categories(values, owner=owner)
        if values.get("deductible_share", 0) is None:
            del values["deductible_share"]
        lists = {name: values.pop(name) for name in ("items", "tax_lines") if name in values}
        entry = Transaction(owner=owner, verified_by=owner, verified_at=now, **values)
        entry.corrected_fields = sorted({*values, *lists})
        refuse_contradictions(entry, lists, changed={*values, *lists})
        if error := sign_contradiction(entry, lists, changed=values):
            raise error
        new = {*values, *lists} - {"currency"}
        refuse_decimals(entry, values | lists, former=dict.fromkeys(new))
        follow_category(entry, values)
        entry.save()
        replace_lists(entry, lists)
        refresh_search_texts([entry.pk])
        record(Kind.CREATED, [Event(entry)], actor=owner, now=now)
    return entry


def trash_entry(entry_id: int, *, owner: User, expected: Versions, now: datetime) -> None:
    """Into the trash. Raises NotFoundError, StaleError and, for the entry of a receipt, which
    goes and comes back with its receipt, ConflictError."""
    with transaction.atomic():
        entry = lock_entry(entry_id, owner=owner, expected=expected)
        if refusal := _why_not(entry):
            raise refusal
        _move([entry], Kind.DELETED, owner=owner, now=now)


def restore_entry(entry_id: int, *, owner: User, now: datetime) -> None:
    """Out of the trash. Raises NotFoundError for one that is not in it."""
    with transaction.atomic():
        # Not by `pk__in`: SQLite fails with a number that is no 64-bit one, a path may hold any.
        found = list(_in_the_trash(owner).filter(pk=entry_id))
        if not found:
            raise _not_in_the_trash()
        _move(found, Kind.RESTORED, owner=owner, now=now)


def trash_entries(
    entry_ids: Iterable[int], *, owner: User, now: datetime
) -> dict[int, AppError | None]:
    """Many of them: by id, None: it is done, else what `trash_entry` raises."""
    ids = list(entry_ids)
    with transaction.atomic():
        rows = Transaction.objects.owned_by(owner).kept().filter(pk__in=ids).order_by("pk")
        found = {entry.pk: entry for entry in rows.select_for_update(of=("self",))}
        by_hand = [entry for entry in found.values() if entry.receipt_id is None]
        _move(by_hand, Kind.DELETED, owner=owner, now=now)
    return {pk: _why_not(found.get(pk)) for pk in ids}


def restore_entries(
    entry_ids: Iterable[int], *, owner: User, now: datetime
) -> dict[int, AppError | None]:
    """Many of them: by id, None: it is done, else what `restore_entry` raises."""
    ids = list(entry_ids)
    with transaction.atomic():
        found = list(_in_the_trash(owner).filter(pk__in=ids))
        _move(found, Kind.RESTORED, owner=owner, now=now)
    done = {entry.pk for entry in found}
    return {pk: None if pk in done else _not_in_the_trash() for pk in ids}


def _in_the_trash(owner: User) -> QuerySet[Transaction]:
    """Without those of receipts. Locked."""
    rows = Transaction.objects.owned_by(owner).filter(receipt=None).exclude(deleted_at=None)
    return rows.order_by("pk").select_for_update(of=("self",))


def _not_in_the_trash() -> NotFoundError:
    return NotFoundError("There is no such entry in the trash.")


def _move(entries: Collection[Transaction], kind: Kind, *, owner: User, now: datetime) -> None:
    """Into the trash or, with the other kind, out of it."""
    Transaction.objects.filter(pk__in=[entry.pk for entry in entries]).update(
        deleted_at=now if kind == Kind.DELETED else None, version=F("version") + 1, updated_at=now
    )
    record(kind, map(Event, entries), actor=owner, now=now)


def _why_not(entry: Transaction | None) -> AppError | None:
    if entry is None:
        return NotFoundError("Not found.")
    if entry.receipt_id is None:
        return None
    return ConflictError(
        "This entry belongs to a receipt: delete the receipt instead.", receipt=entry.receipt_id
    )
