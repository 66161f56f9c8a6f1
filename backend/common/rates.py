"""Rates, as an operator writes them: `120/m,1000/h`. Pure."""

import re
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


def parse_rates(text: str) -> tuple[Rate, ...]:
    """None from an empty text: no limit. Raises ValueError for anything that is no rate."""
    return tuple(_parse(part.strip()) for part in text.split(",")) if text.strip() else ()


def _parse(text: str) -> Rate:
    found = _RATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no rate such as 120/m")
    calls, times, unit = found.groups()
    return Rate(int(calls), int(times or 1) * _SECONDS[unit])
