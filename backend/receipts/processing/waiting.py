"""The wait for a reading: how many receipts of an account may wait, and how long it takes."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Avg, Count
from django.utils import timezone

from accounts.models import User
from common.compiled_sql.queries import CompiledQuery, Parameter
from common.errors import AppError
from receipts.models import Receipt
from receipts.processing.circuits import reading_may_begin

# Of so many last readings the mean is taken.
_RECENT = 50
_UNKNOWN_WAIT = 60
# Places that are told at once.
_SHOWN = 500
_LONGEST_WAIT = 3600

_waiting_of = CompiledQuery(
    lambda: (
        Receipt.objects.kept()
        .filter(owner=Parameter("owner"), status=Receipt.Status.PENDING)
        .order_by()
        .values("owner")
        .annotate(count=Count("*"))
        .values_list("count")
    )
)


class QueueFullError(AppError):
    """As many receipts of this account wait to be read as may."""

    code = "queue_full"
    status = 429


@dataclass(frozen=True, kw_only=True)
class QueuePlace:
    """`position` 1 is read next. `seconds` till it is read; None: nobody can tell."""

    position: int
    seconds: int | None


def queue_room(owner_id: int) -> int:
    """How many more receipts of the account may wait. For as long as nobody else adds one."""
    found = _waiting_of.first(owner=owner_id)
    return max(0, settings.QUEUE_MAX_PER_ACCOUNT - (found[0] if found else 0))


def require_queue_room(owner: User) -> None:
    if queue_room(owner.pk) < 1:
        raise queue_full(owner)


def queue_full(owner: User) -> QueueFullError:
    limit = settings.QUEUE_MAX_PER_ACCOUNT
    return QueueFullError(
        f"{limit} of your receipts are waiting to be read already. More can be added as soon as "
        "some of them have been read.",
        retry_after=_seconds_of_one_turn(owner, now=timezone.now()),
        limit=limit,
    )


def place_in_queue(receipt: Receipt, *, now: datetime) -> QueuePlace | None:
    """As if nobody uploaded anything more. None: it is not waiting for its turn: it is being read,
    has been, waits for a later try, or for a receipt that it is a copy of.

    Before it are read the earlier ones of its own account, and as many of each other account; one
    more of those whose turn comes before its account's. That receipts take longer or shorter is
    left out, and so it is an estimate.
    """
    own = Receipt.objects.waiting(now=now).filter(owner=receipt.owner_id)
    if not own.filter(pk=receipt.pk).exists():
        return None
    earlier = own.filter(pk__lt=receipt.pk).count()
    return next(_places(receipt.owner_id, [earlier], now=now), None)


def places_in_queue(owner: User, *, now: datetime) -> dict[int, QueuePlace]:
    """The same of the next ones that wait for their turn, by their ids."""
    waiting = Receipt.objects.waiting(now=now).filter(owner=owner).order_by("pk")
    pks = list(waiting.values_list("pk", flat=True)[:_SHOWN])
    return dict(zip(pks, _places(owner.pk, range(len(pks)), now=now), strict=False))


def _places(owner_id: int, earlier: Iterable[int], *, now: datetime) -> Iterator[QueuePlace]:
    """Of receipts with so many earlier ones of their own account. None: a worker has just taken
    the account's last one."""
    turns = {turn.owner_id: turn for turn in Receipt.objects.turns(now=now)}
    mine = turns.pop(owner_id, None)
    if mine is None:
        return
    wait = _Wait(now=now)
    for own in earlier:
        before = sum(min(turn.due, own + (turn < mine)) for turn in turns.values())
        position = own + before + 1
        yield QueuePlace(position=position, seconds=wait.seconds_till(position))


class _Wait:
    """How long it takes, as things are now."""

    def __init__(self, *, now: datetime) -> None:
        self._seconds = _seconds_of_a_reading() if reading_may_begin(now=now) else None
        self._slots = _slots(now=now)

    def seconds_till(self, position: int) -> int | None:
        """Till the one in that place is read. None: nobody can tell."""
        if self._seconds is None:
            return None
        return math.ceil(self._seconds * (1 + (position - 1) / self._slots))


def _seconds_of_one_turn(owner: User, *, now: datetime) -> int:
    """After them one more of its receipts will have been read."""
    seconds = _seconds_of_a_reading()
    if seconds is None:
        return _UNKNOWN_WAIT
    waiting_accounts = len(Receipt.objects.turns(now=now))
    return min(math.ceil(seconds * max(1, waiting_accounts / _slots(now=now))), _LONGEST_WAIT)


def _seconds_of_a_reading() -> float | None:
    """The mean of the last ones. None: nothing has been read yet."""
    read = Receipt.objects.filter(read_at__isnull=False, seconds__gt=0).order_by("-read_at")
    mean: float | None = read[:_RECENT].aggregate(mean=Avg("seconds"))["mean"]
    return mean


def _slots(*, now: datetime) -> int:
    """Receipts that are read at once. How many processes there are nobody knows; while many wait,
    all of them are busy."""
    busy = Receipt.objects.filter(status=Receipt.Status.PROCESSING, lease_until__gte=now).count()
    return max(settings.WORKERS["reading"], busy)
