"""Failures of a run, and the policy that says when the next one comes. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a run came to nothing. `code` is stable, `text` is for the person.

    `retryable`: a later run may succeed. `retry_after` is the service's own wish in seconds (RFC
    9110, section 10.2.3).
    """

    code: str
    text: str
    retryable: bool
    retry_after: float | None = None


@dataclass(frozen=True, kw_only=True)
class RetryPolicy:
    """How often a row is worked on, and the waits in between.

    Interrupted runs count as attempts. With no `delays` they are all that is tried again: a run
    that came to an end has failed for good.
    """

    max_attempts: int
    delays: tuple[timedelta, ...] = ()
    longest_delay: timedelta = timedelta(0)

    @classmethod
    def exponential(cls, *, max_attempts: int, first: timedelta, longest: timedelta) -> Self:
        """Each wait is twice the one before, `longest` at most."""
        delays = [first]
        while delays[-1] < longest:
            delays.append(min(delays[-1] * 2, longest))
        return cls(max_attempts=max_attempts, delays=tuple(delays), longest_delay=longest)

    def delay_after(self, attempts: int, failure: Failure) -> timedelta | None:
        """The wait after that many attempts, or what the service asked for where that is longer,
        `longest_delay` at most. None: the failure is final."""
        if not (failure.retryable and self.delays) or attempts >= self.max_attempts:
            return None
        delay = self.delays[min(max(attempts, 1), len(self.delays)) - 1]
        asked = min(failure.retry_after or 0.0, self.longest_delay.total_seconds())
        return max(delay, timedelta(seconds=asked))
