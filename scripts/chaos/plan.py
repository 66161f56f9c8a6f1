"""The plan: what is injected after how many uploads, all of it from the seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Kind(StrEnum):
    KILL_ONE = "SIGKILL of one process"
    KILL_ALL = "SIGKILL of all"
    RESTART = "SIGTERM and start again"
    PAUSE = "SIGSTOP past the lease"
    DATABASE = "database restarted, immediate"
    STORAGE = "storage fails"
    MODEL = "model is away"
    BOMBS = "bombs among the uploads"


KILLS = (Kind.KILL_ONE, Kind.KILL_ALL)
# Of ten kills so many are of all processes; and for every ten, so many of the others.
_KILLS_OF_ALL = 3
_FOR_TEN_KILLS = {
    Kind.RESTART: 2,
    Kind.PAUSE: 1,
    Kind.DATABASE: 2,
    Kind.STORAGE: 2,
    Kind.MODEL: 2,
    Kind.BOMBS: 2,
}
# The first uploads meet a server that is left alone, and so do the last.
_QUIET_SHARE = 0.05


@dataclass(frozen=True, kw_only=True)
class Options:
    receipts: int = 10_000
    kills: int = 50
    seed: int
    database: str = "postgres"
    storage: str = "disk"


@dataclass(frozen=True)
class Injection:
    """After so many uploads have begun. `chance`, 0 to 1, is for what its kind has to choose."""

    after: int
    kind: Kind
    chance: float


def plan_injections(options: Options) -> list[Injection]:
    random = Random(f"{options.seed} plan")
    kinds = list(_kinds(options))
    random.shuffle(kinds)
    first = round(options.receipts * _QUIET_SHARE)
    step = (options.receipts - 2 * first) / max(1, len(kinds))
    return [
        Injection(first + round(step * place), kind, random.random())
        for place, kind in enumerate(kinds)
    ]


def _kinds(options: Options) -> Iterator[Kind]:
    of_all = round(options.kills * _KILLS_OF_ALL / 10)
    yield from [Kind.KILL_ALL] * of_all
    yield from [Kind.KILL_ONE] * (options.kills - of_all)
    for kind, count in _FOR_TEN_KILLS.items():
        if kind is Kind.DATABASE and options.database != "postgres":
            continue
        yield from [kind] * max(1, round(options.kills * count / 10))


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How fast it goes. In seconds: `model`, of a call; `reader_patience`, how long the server
    waits for one; `patience`, how long what should come to an end may take."""

    processes: int
    salvo: int  # bombs at once
    model: float = 0.1
    reader_patience: float
    lease: float
    outage: float
    patience: float


# A small trial has no time for long leases; a large one may run on a busy machine, where slow
# readings must not lose theirs.
_SMALL = 200
_SMALL_PACE = Pace(processes=2, salvo=2, reader_patience=10, lease=8, outage=2, patience=120)
_LARGE_PACE = Pace(processes=3, salvo=5, reader_patience=10, lease=15, outage=6, patience=300)


def pace_of(options: Options) -> Pace:
    return _SMALL_PACE if options.receipts <= _SMALL else _LARGE_PACE
