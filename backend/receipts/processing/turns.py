"""Turns: a free worker reads the next receipt of the account whose turn it is."""

import threading
from typing import cast

from django.utils import timezone

from common.lease.run import Run, Work, claim_row
from receipts.models import ReadingTurn, Receipt
from receipts.models.receipt import ReceiptQuerySet
from receipts.processing.run import process_claimed

# Each try that comes to nothing means that another process has taken the same one in between.
_TRIES = 100
# The workers of a process would all choose the same receipt.
_choosing = threading.Lock()


def process_next_receipt() -> bool:
    """Read one receipt. False: nothing is due, or a service that readings need is away."""
    return process_claimed(_claim_next) is not None


def _claim_next(work: Work[Receipt]) -> Run[Receipt] | None:
    claimable = cast(ReceiptQuerySet, work.rows())
    with _choosing:
        for _ in range(_TRIES):
            now = timezone.now()
            turn = claimable.next_in_turn(now=now)
            if turn is None:
                return None
            ReadingTurn.objects.note(turn.owner_id, now=now)
            run = claim_row(turn.oldest_receipt_id, work)
            if run is not None:
                return run
    return None
