"""Corrections by people. Every change is an event, and no later reading undoes one."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from common.errors import ConflictError, InvalidFieldError
from common.versions import Versions
from receipts.history import Event, Kind, record
from receipts.ledger.entries import settle_place, write_entry
from receipts.ledger.entry_changes import (
    FieldChange,
    SignsDifferError,
    apply_changes,
    follow_category,
    hand_share_back,
    refuse_contradictions,
    refuse_decimals,
    replace_lists,
    settle_share,
    sign_contradiction,
    with_categories,
)
from receipts.ledger.review import review_receipt, stored_reading
from receipts.ledger.search_text import refresh_search_texts
from receipts.ledger.vendor_rules.learning import learn_from_correction
from receipts.locking import count_change, count_receipt_change, lock_entry, lock_receipt
from receipts.models import DocumentKind, Receipt, Transaction
from receipts.services.validation.signs import as_kind


class NotAPurchaseError(ConflictError):
    """It has no entry, and nobody has said yet that it should have one."""

    code = "not_a_purchase"


def not_a_purchase() -> NotAPurchaseError:
    return NotAPurchaseError(
        "This is no purchase, so it has no entry. Say what kind of document it is, or give it a"
        " total."
    )


def correct_receipt(
    receipt_id: int,
    *,
    changes: Mapping[str, Any],
    actor: User,
    expected: Versions,
    now: datetime,
) -> list[FieldChange]:
    """Change what kind of document one's receipt is (`document_kind`), and its entry; `changes` are
    by the names of `Transaction`, categories by slug. Returns what really changed.

    A receipt without an entry gets one: while it waits or is read, the reading then fills in what
    the person has left open; one that could not be read is completed by hand and stays `failed`,
    since nothing was read. What is no purchase gets one when a person says that it is, or gives it
    a total. Raises NotFoundError, StaleError, InvalidFieldError, what `refuse_decimals` raises,
    and NotAPurchaseError.
    """
    values = dict(changes)
    kind = values.pop("document_kind", None)
    with transaction.atomic():
        receipt = lock_receipt(receipt_id, owner=actor, expected=expected)
        found = _correct_kind(receipt, kind, values, actor=actor, now=now)
        if not values:
            return found
        entry = Transaction.objects.filter(receipt=receipt).first()
        if entry is None:
            entry = Transaction(owner=actor, currency=actor.home_currency)
        entry.receipt = receipt
        return found + _correct(entry, values, actor=actor, now=now)


def _correct_kind(
    receipt: Receipt,
    kind: DocumentKind | None,
    values: Mapping[str, Any],
    *,
    actor: User,
    now: datetime,
) -> list[FieldChange]:
    if kind is None and values.get("total") is not None and _has_no_entry(receipt):
        kind = DocumentKind.RECEIPT
    found = [] if kind is None else _set_kind(receipt, kind, actor=actor, now=now)
    if values and _has_no_entry(receipt):
        raise not_a_purchase()
    return found


def _has_no_entry(receipt: Receipt) -> bool:
    """Since it is no purchase."""
    if receipt.is_purchase:
        return False
    return not Transaction.objects.filter(receipt=receipt, deleted_at=None).exists()


def _set_kind(
    receipt: Receipt, kind: DocumentKind, *, actor: User, now: datetime
) -> list[FieldChange]:
    """Of a locked receipt, whose version it counts. From then on no reading changes it."""
    if receipt.is_kind_settled and receipt.document_kind == kind:
        return []
    former, receipt.document_kind, receipt.is_kind_settled = receipt.document_kind, kind, True
    receipt.save(update_fields=["document_kind", "is_kind_settled"])
    entry = _entry_as(receipt, former=former, now=now)
    if entry is not None:
        review_receipt(entry, receipt, now=now)
    count_receipt_change(receipt.pk, now=now)
    if former == kind:
        said = [] if receipt.is_purchase else [Event(entry or receipt)]
        record(Kind.VERIFIED, said, actor=actor, now=now)
        return []
    change = FieldChange(field="document_kind", old=former or None, new=str(kind))
    record(Kind.CORRECTED, [Event(entry or receipt, asdict(change))], actor=actor, now=now)
    return [change]


def _entry_as(receipt: Receipt, *, former: str, now: datetime) -> Transaction | None:
    """Filled in anew where it was not in the books, or as a credit note. None: there is none, since
    nothing was read or entered yet."""
    entry = Transaction.objects.filter(receipt=receipt).first()
    read = stored_reading(receipt)
    turns = DocumentKind.CREDIT_NOTE in {former, receipt.document_kind}
    is_new = entry is None or entry.deleted_at is not None or turns
    if read is not None and receipt.is_purchase and is_new:
        entry = write_entry(receipt, as_kind(read, receipt.document_kind), now=now)
    if entry is not None:
        entry.receipt = receipt
        settle_place(entry, receipt, now=now)
        entry.save(update_fields=["deleted_at", "updated_at"])
    return entry


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
    is_handed_back = hand_share_back(entry, values)
    changes = apply_changes(entry, values)
    if not changes and not is_handed_back:
        return []
    by_hand = {change.field for change in changes}
    refuse_contradictions(entry, values, changed=by_hand)
    refuse_decimals(entry, values, former={one.field: one.old for one in changes})
    changes += settle_share(entry) if is_handed_back else follow_category(entry, values)
    entry.corrected_fields = sorted({*entry.corrected_fields, *by_hand})
    _settle_total(entry)
    _settle_signs(entry, sign_contradiction(entry, values, changed=by_hand), changed=by_hand)
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


def _settle_signs(
    entry: Transaction, contradiction: SignsDifferError | None, *, changed: Collection[str]
) -> None:
    """Nobody reviews an entry by hand; one of a receipt waits for a person again."""
    if contradiction is not None and entry.receipt is None:
        raise contradiction
    is_credit_note = entry.receipt and entry.receipt.document_kind == DocumentKind.CREDIT_NOTE
    is_unlike_it = is_credit_note and "total" in changed and (entry.total or 0) > 0
    if contradiction is not None or is_unlike_it:
        entry.verified_at = entry.verified_by = None


def record_changes(
    changes: Mapping[Transaction, Collection[FieldChange]], *, actor: User, now: datetime
) -> None:
    """One event for each field, by saved entry."""
    events = (Event(entry, asdict(change)) for entry, found in changes.items() for change in found)
    record(Kind.CORRECTED, events, actor=actor, now=now)
