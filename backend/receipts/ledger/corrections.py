"""Corrections by people. Every change is an event, and no later reading undoes one."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from common.errors import InvalidFieldError
from common.versions import Versions
from receipts.history import Event, Kind, record
from receipts.ledger.entry_changes import (
    FieldChange,
    apply_changes,
    follow_category,
    refuse_contradictions,
    replace_lists,
    with_categories,
)
from receipts.ledger.review import review_outcome, stored_reading, today_on_earth
from receipts.ledger.search_text import refresh_search_texts
from receipts.ledger.vendor_rules.learning import learn_from_correction
from receipts.locking import count_change, lock_entry, lock_receipt
from receipts.models import Receipt, Transaction


def correct_receipt(
    receipt_id: int,
    *,
    changes: Mapping[str, Any],
    actor: User,
    expected: Versions,
    now: datetime,
) -> list[FieldChange]:
    """Change the entry of one's receipt; `changes` are by the names of `Transaction`, categories
    by slug. Returns what really changed.

    A receipt without an entry gets one: while it waits or is read, the reading then fills in what
    the person has left open; one that could not be read is completed by hand and stays `failed`,
    since nothing was read. Raises NotFoundError, StaleError and InvalidFieldError.
    """
    with transaction.atomic():
        receipt = lock_receipt(receipt_id, owner=actor, expected=expected)
        entry = Transaction.objects.filter(receipt=receipt).first()
        if entry is None:
            entry = Transaction(owner=actor, currency=actor.home_currency)
        entry.receipt = receipt
        return _correct(entry, changes, actor=actor, now=now)


def correct_entry(
    entry_id: int,
    *,
    changes: Mapping[str, Any],
    actor: User,
    expected: Versions,
    now: datetime,
) -> list[FieldChange]:
    """The same for one's entry, with or without a receipt."""
    with transaction.atomic():
        entry = lock_entry(entry_id, owner=actor, expected=expected)
        return _correct(entry, changes, actor=actor, now=now)


def _correct(
    entry: Transaction, wanted: Mapping[str, Any], *, actor: User, now: datetime
) -> list[FieldChange]:
    values = with_categories(wanted, owner=actor)
    changes = apply_changes(entry, values)
    if not changes:
        return []
    by_hand = {change.field for change in changes}
    refuse_contradictions(entry, values, changed=by_hand)
    changes += follow_category(entry, values)
    entry.corrected_fields = sorted({*entry.corrected_fields, *by_hand})
    _settle_total(entry)
    entry.save()
    replace_lists(entry, {name: values[name] for name in by_hand})
    refresh_search_texts([entry.pk])
    learn_from_correction(entry, fields=by_hand)
    if entry.receipt is not None:
        review_receipt(entry, entry.receipt, now=now)
    count_change(entry, now=now)
    record_changes({entry: changes}, actor=actor, now=now)
    return changes


def _settle_total(entry: Transaction) -> None:
    """Without a total an entry by hand says nothing, and a verified one is no longer that."""
    if entry.total is not None:
        return
    if entry.receipt_id is None:
        raise InvalidFieldError("total", "An entry without a receipt needs a total.")
    entry.verified_at = entry.verified_by = None


def review_receipt(entry: Transaction, receipt: Receipt, *, now: datetime) -> None:
    """Anew after each correction. A receipt that is still to be read is reviewed afterwards."""
    if not is_to_be_read(receipt):
        outcome = review_outcome(entry, stored_reading(receipt), today=today_on_earth(now))
        Receipt.objects.filter(pk=receipt.pk).update(**outcome)


def is_to_be_read(receipt: Receipt) -> bool:
    return receipt.reading is None and receipt.status != Receipt.Status.FAILED


def record_changes(
    changes: Mapping[Transaction, Collection[FieldChange]], *, actor: User, now: datetime
) -> None:
    """One event for each field, by saved entry."""
    events = (Event(entry, asdict(change)) for entry, found in changes.items() for change in found)
    record(Kind.CORRECTED, events, actor=actor, now=now)
