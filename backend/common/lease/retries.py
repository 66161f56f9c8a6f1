"""Failures of a run, and the policy that says when the next one comes. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Self

# What one bad header may ask for: no row is put away for days (RFC 9110, section 10.2.3).
_LONGEST_WISH = timedelta(hours=1)
FIRST_OUTAGE_PAUSE = timedelta(seconds=10)
LONGEST_OUTAGE_PAUSE = timedelta(minutes=15)
# Restarts are nobody's fault, so many are borne; what kills its process must still end.
MAX_INTERRUPTIONS = 20


def wish_of(retry_after: float | None) -> timedelta:
    """What a service asks for in seconds, within reason; None: nothing."""
    return timedelta(seconds=min(max(retry_after or 0.0, 0.0), _LONGEST_WISH.total_seconds()))


class Kind(Enum):
    """What a failure is about, and so what it counts as."""

    ANSWER = auto()  # this row: an attempt
    OUTAGE = auto()  # a service that is away, whatever the row: nothing, the row waits
    INTERRUPTION = auto()  # a process that died: an interruption


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a run came to nothing. `code` is stable, `text` is for the person and ends in a stop.

    `retryable`: a later run may get another answer; an outage is always waited for. `retry_after`
    is the service's own wish in seconds.
    """

    code: str
    text: str
    retryable: bool
    kind: Kind = Kind.ANSWER
    retry_after: float | None = None

    @property
    def wish(self) -> timedelta:
        return wish_of(self.retry_after)


@dataclass(frozen=True, kw_only=True)
class RetryPolicy:
    """How often a row is worked on, and the waits in between.

    Only answers about the row are attempts. With no `delays` none of them is tried again; outages
    and interruptions are, by limits of their own.
    """

    max_attempts: int
    delays: tuple[timedelta, ...] = ()
    longest_outage_pause: timedelta = LONGEST_OUTAGE_PAUSE

    @classmethod
    def exponential(
        cls, *, max_attempts: int, first: timedelta, longest: timedelta, **more: timedelta
    ) -> Self:
        """Each wait is twice the one before, `longest` at most."""
        delays = [first]
        while delays[-1] < longest:
            delays.append(min(delays[-1] * 2, longest))
        return cls(max_attempts=max_attempts, delays=tuple(delays), **more)

    def delay_after(self, attempts: int, failure: Failure) -> timedelta | None:
        """The wait after that many attempts, or what the service asked for where that is longer.
        None: the failure is final."""
        if not (failure.retryable and self.delays) or attempts >= self.max_attempts:
            return None
        return max(self.delays[min(max(attempts, 1), len(self.delays)) - 1], failure.wish)

    def outage_pause(self, failure: Failure, *, waited: timedelta, chance: float) -> timedelta:
        """The wait after an outage that has lasted for `waited`: as long again, within limits.

        `chance` (0 to 1) spreads it by a quarter, so that what failed together does not come back
        together; what the service asked for is never cut short.
        """
        pause = min(max(waited, FIRST_OUTAGE_PAUSE), self.longest_outage_pause)
        return max(pause, failure.wish) * (1 + chance / 4)
