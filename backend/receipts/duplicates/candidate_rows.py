"""Candidate rows (`Duplicate`): pairs that a person is asked about, and the review that follows.
Whoever changes them holds the owner's row (`locking.lock_owners`), so two identical uploads at once
make one candidate.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from receipts.duplicates.candidates import BYTES, find_candidates
from receipts.ledger.review import (
    POSSIBLE_DUPLICATE,
    Reason,
    duplicate_reasons,
    with_picture_reasons,
)
from receipts.models import Duplicate, Receipt, Transaction


def add_byte_candidates(receipt: Receipt, earlier: Collection[int], *, now: datetime) -> None:
    """At upload, in its transaction: `earlier` ones have the same bytes."""
    pairs = {(receipt.pk, other): [BYTES] for other in earlier}
    _add(pairs, now=now)
    if pairs:
        refresh_review_reasons([receipt.pk], now=now)


def refresh_candidates(receipt: Receipt, entry: Transaction, *, now: datetime) -> None:
    """After a reading, in its transaction, or when a receipt that was read comes out of the trash:
    adds what is found now, and takes back open candidates for which nothing speaks any more. What a
    person has called separate is never asked again.
    """
    found = find_candidates(receipt, entry)
    pairs = {(max(receipt.pk, pk), min(receipt.pk, pk)): why for pk, why in found.items()}
    known = {(row.receipt_id, row.other_id): row for row in Duplicate.objects.about([receipt.pk])}
    gone = [row for pair, row in known.items() if row.resolution == "open" and pair not in pairs]
    Duplicate.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for pair in pairs.keys() & known.keys():
        _renew(known[pair], pairs[pair])
    _add({pair: why for pair, why in pairs.items() if pair not in known}, now=now)
    refresh_review_reasons({*(row.receipt_id for row in gone), *(pk for pk, _ in pairs)}, now=now)


def withdraw_candidates(receipt_ids: Collection[int], *, now: datetime) -> None:
    """They do not count any more: nothing is left to ask about them."""
    rows = Duplicate.objects.open().about(receipt_ids)
    later = set(rows.values_list("receipt_id", flat=True))
    rows.delete()
    refresh_review_reasons(later, now=now)


def refresh_review_reasons(receipt_ids: Collection[int], *, now: datetime) -> None:
    """A receipt with an open candidate needs review for that reason, and else not for it; what
    a person has verified needs none. Few queries, however many receipts."""
    if not receipt_ids:
        return
    rows = Receipt.objects.filter(pk__in=receipt_ids).select_related("transaction")
    duplicates = duplicate_reasons(receipt_ids)
    changed = [
        receipt
        for receipt in rows.defer("reading").order_by("pk")
        if _set_reasons(receipt, duplicates.get(receipt.pk, []), now=now)
    ]
    Receipt.objects.bulk_update(
        changed, ["review_reasons", "review_status", "version", "updated_at"], batch_size=100
    )


def _set_reasons(receipt: Receipt, duplicates: list[Reason], *, now: datetime) -> bool:
    """False: it says so already. Does not save."""
    entry = getattr(receipt, "transaction", None)
    if entry is not None and entry.verified_at is not None and not entry.is_set_aside:
        return False
    others = [why for why in receipt.review_reasons if why["code"] != POSSIBLE_DUPLICATE]
    reasons = with_picture_reasons(others + duplicates, receipt)
    if reasons == receipt.review_reasons:
        return False
    receipt.review_reasons = reasons
    receipt.review_status = _status(receipt, has_reasons=bool(reasons))
    receipt.version = F("version") + 1
    receipt.updated_at = now
    return True


def _status(receipt: Receipt, *, has_reasons: bool) -> Receipt.ReviewStatus:
    if has_reasons:
        return Receipt.ReviewStatus.NEEDS_REVIEW
    was_reviewed = receipt.read_at is not None or receipt.status == Receipt.Status.FAILED
    return Receipt.ReviewStatus.APPROVED if was_reviewed else Receipt.ReviewStatus.UNREVIEWED


def _renew(candidate: Duplicate, reasons: list[str]) -> None:
    """One that was removed as a duplicate and taken out of the trash again is asked about anew."""
    if candidate.resolution == Duplicate.Resolution.SEPARATE:
        return
    Duplicate.objects.filter(pk=candidate.pk).update(
        reasons=reasons, resolution=Duplicate.Resolution.OPEN, resolved_at=None
    )


def _add(pairs: dict[tuple[int, int], list[str]], *, now: datetime) -> None:
    Duplicate.objects.bulk_create(
        (
            Duplicate(receipt_id=later, other_id=earlier, reasons=reasons, found_at=now)
            for (later, earlier), reasons in pairs.items()
        ),
        ignore_conflicts=True,
    )
