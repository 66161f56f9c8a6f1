"""The undo of a split: with the receipt that comes back its parts go for good, since all that is in
them is in it."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from common.errors import ConflictError
from receipts.duplicates.candidate_rows import withdraw_candidates
from receipts.models import Duplicate, Receipt
from receipts.models.receipt import ReceiptQuerySet
from receipts.removal.purge import purge_rows
from receipts.storages.receipt_storage import delete_stored
from subscriptions.services.quota import count_as_free_read, give_back_document


class PartsChangedError(ConflictError):
    """What a person has said of a part would go with it."""

    code = "parts_changed"


def unsplit(originals: ReceiptQuerySet, *, now: datetime) -> None:
    """Of those that were split, before they are taken out of the trash: with all of them or, by a
    PartsChangedError, with none. Parts that somebody has put into the trash go too.

    Their places in the quota are given back; what was read of them was a free read. The first part
    had the place of the whole, which that keeps.
    """
    split = list(originals.filter(parts__isnull=False).distinct().values_list("pk", flat=True))
    if not split:
        return
    rows = Receipt.objects.filter(split_from__in=split).order_by("pk")
    locked = rows.select_for_update(of=("self",), no_key=True)
    parts = list(locked.only("pk", "owner_id", "quota_use_id", "split_from_id", "read_at"))
    _refuse_changed(rows)
    withdraw_candidates([part.pk for part in parts], now=now)
    _give_places_back(parts)
    stored_names = purge_rows(parts, now=now)
    transaction.on_commit(partial(delete_stored, stored_names))


def _refuse_changed(parts: ReceiptQuerySet) -> None:
    by_a_person = Q(is_kind_settled=True) | Q(transaction__verified_at__isnull=False)
    corrected = ~Q(transaction__corrected_fields=[]) & Q(transaction__isnull=False)
    is_split = Exists(Receipt.objects.filter(split_from=OuterRef("pk")))
    worked_on = by_a_person | corrected | _stands_for_another()
    changed = parts.filter((Q(deleted_at=None) & worked_on) | Q(is_split))
    pks = list(changed.values_list("pk", flat=True))
    if pks:
        raise PartsChangedError(
            "Some of the receipts that this was split into have been corrected, verified, kept in"
            " place of a duplicate or split further. Move those to the trash first, or undo their"
            " own split.",
            receipts=pks,
        )


def _stands_for_another() -> Q:
    """A duplicate of it went into the trash, and lies there still."""
    merged = Duplicate.objects.merged()
    later = merged.filter(other=OuterRef("pk"), receipt__deleted_at__isnull=False)
    earlier = merged.filter(receipt=OuterRef("pk"), other__deleted_at__isnull=False)
    return Q(Exists(later)) | Q(Exists(earlier))


def _give_places_back(parts: list[Receipt]) -> None:
    wholes = Receipt.objects.filter(parts__in=[part.pk for part in parts])
    kept = set(wholes.values_list("quota_use_id", flat=True))
    for part in parts:
        if part.quota_use_id and part.quota_use_id not in kept:
            settle = give_back_document if part.read_at is None else count_as_free_read
            settle(part.quota_use_id)
