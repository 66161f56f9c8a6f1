"""Settlement of the quota at the end of a reading: what counts as a document, what as a free read,
and what not at all. Inside the transaction that writes how the run ended. Beside it, what staff
make of it afterwards."""

from collections.abc import Collection

from django.db import transaction

from receipts.models import Receipt
from subscriptions.services.quota import (
    commit_document,
    count_as_free_read,
    give_back_document,
    give_back_free_read,
)

# A reader has looked at the pages and answered, which costs the operator as much as a good answer.
# An outage, a file that could not be opened and a picture that the service did not take cost none.
READ_IN_VAIN = frozenset(
    {"unreadable", "refused", "answer_cut", "answer_runaway", "answer_invalid"}
)


def settle_read(receipt: Receipt, *, engine: str) -> None:
    """What says itself what it is took nobody's work, and counts as nothing."""
    if not is_metered(engine):
        if receipt.reread_use_id:
            give_back_free_read(receipt.reread_use_id)
        give_places_back([receipt.pk])
    elif receipt.quota_use_id:
        commit_document(receipt.quota_use_id)


def is_metered(engine: str) -> bool:
    """Whether its readings have a place in the quota."""
    return engine != "xml"


def settle_failed(receipt: Receipt, *, was_read: bool, code: str) -> None:
    """`was_read`: a re-read has failed, and the document counts as before."""
    is_in_vain = code in READ_IN_VAIN
    if was_read:
        if receipt.reread_use_id and not is_in_vain:
            give_back_free_read(receipt.reread_use_id)
    elif receipt.quota_use_id:
        settle = count_as_free_read if is_in_vain else give_back_document
        settle(receipt.quota_use_id)


def give_places_back(receipt_ids: Collection[int]) -> list[int]:
    """Those of them that counted as documents do so no more, whatever becomes of them: not when
    they are read, nor when they come back out of the trash. Returns their ids."""
    rows = Receipt.objects.filter(pk__in=receipt_ids, quota_use__isnull=False).order_by("pk")
    with transaction.atomic():
        given = [
            receipt.pk
            for receipt in rows.select_for_update(of=("self",), no_key=True).only("pk", "quota_use")
            if receipt.quota_use_id and give_back_document(receipt.quota_use_id)
        ]
        Receipt.objects.filter(pk__in=given).update(quota_use=None)
    return given
