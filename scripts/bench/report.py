"""Printed figures: what was measured, against what, and the bar it is held to."""

import sys
from collections.abc import Callable
from time import perf_counter


def say(name: str, figure: float, *, unit: str = "x", at_least: float | None = None,
        at_most: float | None = None, detail: str = "") -> bool:  # fmt: skip
    """Whether the bar was met."""
    bar, is_met = "", True
    if at_least is not None:
        bar, is_met = f"at least {at_least:g}", figure >= at_least
    elif at_most is not None:
        bar, is_met = f"at most {at_most:g}", figure <= at_most
    verdict = "" if not bar else ("  ok" if is_met else "  MISSED")
    sys.stdout.write(f"{name:58} {figure:8.2f} {unit:3} {bar:13}{verdict}  {detail}\n")
    sys.stdout.flush()
    return is_met


def best_seconds(call: Callable[[], object], *, times: int = 5) -> float:
    """The shortest of several runs: the one that the rest of the machine disturbed least."""
    seconds = []
    for _ in range(times):
        started = perf_counter()
        call()
        seconds.append(perf_counter() - started)
    return min(seconds)
