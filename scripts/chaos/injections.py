"""Injections: what is done to the server while it is uploaded to, one after the other."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from chaos.bombing import Bombing
from chaos.memory import family
from chaos.plan import Injection, Kind
from chaos.server import WatchedServer
from chaos.stand_ins.model import Fault, Model
from chaos.stand_ins.storage import FailingStorage
from tests.own_postgres import Postgres, restart
from tests.server import wait_until

_OUTAGES = (Fault.BUSY, Fault.OUT_OF_ORDER, Fault.BAD_KEY, Fault.HANG_UP)
# On SIGTERM gunicorn gives what runs 25 s (`gunicorn.conf.py`); whoever is still there is killed.
_STOP_SECONDS = 30.0
_ORPHAN_SECONDS = 10.0


@dataclass(kw_only=True)
class Injections:
    """`outage_seconds`: how long a storage or the model is away."""

    plan: Sequence[Injection]
    server: WatchedServer
    model: Model
    storage: FailingStorage
    database: Postgres | None
    bombing: Bombing
    lease_seconds: float
    outage_seconds: float
    tell: Callable[[str], None]
    done: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    allowed: int = 0  # no upload beyond this number is begun yet

    def run(self, begun: Callable[[], int]) -> None:
        """Each at its time. Uploads go on meanwhile, but only up to where the next one is due."""
        try:
            for injection, following in zip(self.plan, [*self.plan[1:], None], strict=True):
                self.allowed = following.after if following else injection.after
                while begun() < injection.after:
                    time.sleep(0.02)
                self._inject(injection)
        finally:
            self.allowed = 2**63

    def _inject(self, injection: Injection) -> None:
        do = {
            Kind.KILL_ONE: self._kill_one,
            Kind.KILL_ALL: self._kill_all,
            Kind.RESTART: self._restart,
            Kind.PAUSE: self._pause,
            Kind.DATABASE: self._restart_database,
            Kind.STORAGE: self._fail_storage,
            Kind.MODEL: self._fail_model,
            Kind.BOMBS: self._drop_bombs,
        }[injection.kind]
        done = do(injection.chance)
        self.done[done] += 1
        self.tell(f"after {injection.after} uploads: {done}")

    def _kill_one(self, chance: float) -> str:
        """Any but the first, which would take all others with it."""
        pid = self._choose_process(chance)
        self.model.excuse_those_in_hand()
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return Kind.KILL_ONE

    def _kill_all(self, _: float) -> str:
        self.model.excuse_those_in_hand()
        root = self._root
        os.killpg(root, signal.SIGKILL)
        self.server.kill()
        self._start_again(root, how="SIGKILL")
        return Kind.KILL_ALL

    def _restart(self, _: float) -> str:
        root = self._root
        if self.server.stop_in_seconds(patience=_STOP_SECONDS) >= _STOP_SECONDS:
            self.wrong.append(f"SIGTERM did not end the server within {_STOP_SECONDS:.0f} s")
        self._start_again(root, how="SIGTERM")
        return Kind.RESTART

    def _pause(self, chance: float) -> str:
        """Others take over what it had in hand; what it finds when it goes on changes nothing."""
        pid = self._choose_process(chance)
        self.model.excuse_those_in_hand()
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
        time.sleep(self.lease_seconds + 1)
        self.model.excuse_repeats()
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)
        return Kind.PAUSE

    def _restart_database(self, _: float) -> str:
        assert self.database is not None
        restart(self.database)
        return Kind.DATABASE

    def _fail_storage(self, chance: float) -> str:
        name, way = _choose(sorted(self.storage.ways_to_fail.items()), chance)
        with way(self.server):
            time.sleep(self.outage_seconds)
        return f"{Kind.STORAGE}: {name}"

    def _fail_model(self, chance: float) -> str:
        fault = _choose(_OUTAGES, chance)
        with self.model.failing(fault):
            time.sleep(self.outage_seconds)
        return f"{Kind.MODEL}: {fault}"

    def _drop_bombs(self, _: float) -> str:
        self.bombing.drop()
        return Kind.BOMBS

    @property
    def _root(self) -> int:
        return self.server.pid

    def _choose_process(self, chance: float) -> int:
        root = self._root
        wait_until(lambda: len(family(root)) > 1, seconds=_STOP_SECONDS)
        return _choose(sorted(family(root) - {root}), chance)

    def _start_again(self, root: int, *, how: str) -> None:
        try:
            wait_until(lambda: not family(root), seconds=_ORPHAN_SECONDS)
        except AssertionError:
            self.wrong.append(f"{len(family(root))} processes were left after {how}")
        self.server.start()


def _choose[T](choices: Sequence[T], chance: float) -> T:
    return choices[int(chance * len(choices))]
