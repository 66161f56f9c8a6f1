"""Rates, as an operator writes them: `120/m,1000/h`, and as answers tell of them. Pure."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

_RATE = re.compile(r"([1-9][0-9]{0,8})/([1-9][0-9]{0,4})?([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True)
class Rate:
    """So many calls in so many seconds."""

    calls: int
    seconds: int

    @property
    def seconds_for_one(self) -> float:
        return self.seconds / self.calls

    def use(self, seconds_used: float) -> "RateUse":
        """`seconds_used`: of its time, by now."""
        # What was added up of floats lies a little beside the whole number.
        left = math.floor((self.seconds - seconds_used) / self.seconds_for_one + 0.001)
        return RateUse(self, left=max(0, left), seconds=math.ceil(max(0.0, seconds_used)))


@dataclass(frozen=True)
class RateUse:
    """`seconds`: until all of it may be used again."""

    rate: Rate
    left: int
    seconds: int


def rate_headers(uses: Sequence[RateUse]) -> dict[str, str]:
    """The fields of draft-ietf-httpapi-ratelimit-headers-11, with all rates, and the three of its
    draft 06, which more libraries know, with the one of which the fewest calls are left."""
    if not uses:
        return {}
    nearest = min(uses, key=lambda use: use.left)
    return {
        "RateLimit-Policy": ", ".join(
            f"{_named(use)};q={use.rate.calls};w={use.rate.seconds}" for use in uses
        ),
        "RateLimit": ", ".join(f"{_named(use)};r={use.left};t={use.seconds}" for use in uses),
        "RateLimit-Limit": str(nearest.rate.calls),
        "RateLimit-Remaining": str(nearest.left),
        "RateLimit-Reset": str(nearest.seconds),
    }


def _named(use: RateUse) -> str:
    return f'"{use.rate.seconds}s"'


def parse_rates(text: str) -> tuple[Rate, ...]:
    """None from an empty text: no limit. Raises ValueError for anything that is no rate."""
    return tuple(_parse(part.strip()) for part in text.split(",")) if text.strip() else ()


def _parse(text: str) -> Rate:
    found = _RATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no rate such as 120/m")
    calls, times, unit = found.groups()
    return Rate(int(calls), int(times or 1) * _SECONDS[unit])
