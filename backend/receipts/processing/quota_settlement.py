"""Settlement of the quota at the end of a reading: what counts as a document, what as a free read,
and what not at all. Inside the transaction that writes how the run ended."""

from receipts.models import Receipt
from subscriptions.services.quota import (
    commit_document,
    count_as_free_read,
    give_back_document,
    give_back_free_read,
)

# A reader has looked at the pages and answered, which costs the operator as much as a good answer.
# An outage, a file that could not be opened and a picture that the service did not take cost none.
READ_IN_VAIN = frozenset({"unreadable", "refused", "answer_cut", "answer_invalid"})


def settle_read(receipt: Receipt) -> None:
    if receipt.quota_use_id:
        commit_document(receipt.quota_use_id)


def settle_failed(receipt: Receipt, *, was_read: bool, code: str) -> None:
    """`was_read`: a re-read has failed, and the document counts as before."""
    is_in_vain = code in READ_IN_VAIN
    if was_read:
        if receipt.reread_use_id and not is_in_vain:
            give_back_free_read(receipt.reread_use_id)
    elif receipt.quota_use_id:
        settle = count_as_free_read if is_in_vain else give_back_document
        settle(receipt.quota_use_id)
