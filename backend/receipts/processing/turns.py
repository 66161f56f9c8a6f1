"""Turns: a free worker reads the next receipt of the account whose turn it is."""

from django.utils import timezone

from receipts.models import ReadingTurn, Receipt
from receipts.processing.circuits import reading_may_begin
from receipts.processing.run import process_receipt

# Each try that comes to nothing means that another worker has taken the same one in between.
_TRIES = 100


def process_next_receipt() -> bool:
    """Read one receipt. False: nothing is due, or a service that readings need is away."""
    for _ in range(_TRIES):
        now = timezone.now()
        turn = Receipt.objects.next_in_turn(now=now) if reading_may_begin(now=now) else None
        if turn is None:
            return False
        ReadingTurn.objects.note(turn.owner_id, now=now)
        if process_receipt(turn.oldest_receipt_id):
            return True
    return False
