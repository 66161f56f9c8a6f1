"""Purge: rows with all that belongs to them, for good. Their files go after the commit."""

from collections.abc import Collection
from datetime import datetime

from receipts.history import Event, Kind, forget_contents, record
from receipts.models import Receipt, ReceiptFile
from subscriptions.services.quota import commit_document


def purge_rows(receipts: Collection[Receipt], *, now: datetime) -> list[str]:
    """Locked ones, inside a transaction. Returns the names of their files, which nobody knows once
    it is committed; `pk`, `owner_id` and `quota_use_id` of each are asked for."""
    pks = [receipt.pk for receipt in receipts]
    files = ReceiptFile.objects.filter(receipt__in=pks)
    stored_names = list(files.values_list("stored_name", flat=True))
    for receipt in receipts:
        if receipt.quota_use_id:
            commit_document(receipt.quota_use_id)  # one that was given back stays so
    forget_contents(pks)
    purged = (Event(receipt, {"receipt": receipt.pk}) for receipt in receipts)
    record(Kind.PURGED, purged, actor=None, now=now)
    Receipt.objects.filter(pk__in=pks).delete()
    return stored_names
