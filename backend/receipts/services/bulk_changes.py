"""One change to many receipts. Each by itself: one that refuses keeps none of the others back."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from common.errors import AppError
from receipts.services.categories import find_categories
from receipts.services.corrections import correct_receipt


def categorise_receipts(
    *, receipt_ids: Iterable[int], category: str, actor: User, now: datetime
) -> dict[int, AppError | None]:
    """By id, None: it is done. Raises InvalidFieldError where there is no such category."""
    find_categories({category}, owner=actor, field="category")
    return {
        receipt_id: _categorise(receipt_id, category=category, actor=actor, now=now)
        for receipt_id in receipt_ids
    }


def _categorise(receipt_id: int, *, category: str, actor: User, now: datetime) -> AppError | None:
    try:
        correct_receipt(
            receipt_id, changes={"category": category}, actor=actor, expected=None, now=now
        )
    except AppError as error:
        return error
    return None
