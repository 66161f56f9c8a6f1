"""Row locks: whoever changes a receipt or an entry holds its row until the commit.

The row of the receipt comes first and stands for its entry too, as it does for a run that saves
its reading: so a person and a reader never write at once, and of several people who have all seen
the same version one changes it and the others are told. (SQLite locks the whole database as the
transaction begins, `transaction_mode` IMMEDIATE.)

No lock keeps rows from being written that refer to the locked one, such as a copy of the receipt:
whoever uploads holds the account's quota, which the holder of the lock may be waiting for.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import F, Q, QuerySet

from accounts.models import User
from common.errors import NotFoundError
from common.versions import Versions, refuse_stale
from receipts.models import Receipt, Transaction
from receipts.models.ledger import TransactionQuerySet


def lock_owners(owner_ids: Iterable[int] | QuerySet) -> None:
    """Of those who mark duplicates in one account one is at work at a time, so that of two
    identical receipts the later one to be saved sees the other. Before any receipt's row.

    It keeps nobody else waiting: rows that refer to the account can be written meanwhile.
    """
    rows = User.objects.filter(pk__in=owner_ids).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def lock_receipt(receipt_id: int, *, owner: User, expected: Versions) -> Receipt:
    """Raises NotFoundError, also for one in the trash, and StaleError."""
    rows = Receipt.objects.owned_by(owner).kept().select_for_update(no_key=True)
    receipt = rows.filter(pk=receipt_id).first()
    if receipt is None:
        raise NotFoundError("Not found.")
    refuse_stale(receipt.version, expected)
    return receipt


def lock_receipts(receipt_ids: Iterable[int], *, owner: User) -> dict[int, Receipt]:
    """Those of them that are there, in one order for everybody, so that none waits for another."""
    rows = Receipt.objects.owned_by(owner).kept().filter(pk__in=receipt_ids).order_by("pk")
    return {receipt.pk: receipt for receipt in rows.select_for_update(no_key=True)}


def hold_all(owner: User) -> None:
    """Every receipt, those in the trash too: for the end of an account."""
    lock_owners([owner.pk])
    rows = Receipt.objects.owned_by(owner).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def lock_entry(entry_id: int, *, owner: User, expected: Versions) -> Transaction:
    """With its receipt, where it has one. Raises NotFoundError and StaleError."""
    rows = Transaction.objects.owned_by(owner).filter(pk=entry_id, deleted_at=None)
    receipt_id = rows.values_list("receipt_id", flat=True).first()
    receipt = receipt_id and lock_receipt(receipt_id, owner=owner, expected=expected)
    entry = rows.select_for_update().first()
    if entry is None:
        raise NotFoundError("Not found.")
    if receipt:
        entry.receipt = receipt
    else:
        refuse_stale(entry.version, expected)
    return entry


def lock_entries(entry_ids: Iterable[int], *, owner: User) -> dict[int, Transaction]:
    """Those of them that are outside the trash, with their receipts, where they have one."""
    rows = Transaction.objects.owned_by(owner).kept().filter(pk__in=entry_ids).order_by("pk")
    of_receipts = rows.exclude(receipt=None).values_list("receipt_id", flat=True)
    receipts = lock_receipts(list(of_receipts), owner=owner)
    # Of one that is gone by now the receipt is not among the locked ones.
    still = rows.filter(Q(receipt=None) | Q(receipt__in=list(receipts)))
    entries = with_locked_receipts(still.select_for_update(of=("self",)), receipts)
    return {entry.pk: entry for entry in entries}


def with_locked_receipts(
    rows: TransactionQuerySet, receipts: Mapping[int, Receipt]
) -> list[Transaction]:
    """Entries with all that a review asks of them. `receipts`: those that they have."""
    asked = rows.select_related("category").prefetch_related("items", "tax_lines")
    return in_locked_receipts(asked, receipts)


def in_locked_receipts(
    rows: TransactionQuerySet, receipts: Mapping[int, Receipt]
) -> list[Transaction]:
    """Entries alone, each with its receipt as it is held."""
    entries = list(rows)
    for entry in entries:
        if entry.receipt_id is not None:
            entry.receipt = receipts[entry.receipt_id]
    return entries


def version_of(entry: Transaction) -> int:
    """Of what is locked."""
    return entry.version if entry.receipt is None else entry.receipt.version


def count_change(entry: Transaction, *, now: datetime) -> None:
    """The next version of what is locked: the receipt's, or the entry's own if it has none."""
    if entry.receipt_id:
        count_receipt_change(entry.receipt_id, now=now)
    else:
        Transaction.objects.filter(pk=entry.pk).update(version=F("version") + 1, updated_at=now)


def count_receipt_change(receipt_id: int, *, now: datetime) -> None:
    Receipt.objects.filter(pk=receipt_id).update(version=F("version") + 1, updated_at=now)
