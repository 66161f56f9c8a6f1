"""Storages that fail: a disk that is full or gone, a Cloudinary that is neither quick nor reliable.

`ways_to_fail` are the kinds of one, each a block during which it does.
"""

import os
import resource
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Protocol

from chaos.server import WatchedServer
from receipts.tests.cloudinary_server import CloudinaryServer, Failure

# Of a file no more can be written; what is shorter still fits, as on a disk that is nearly full.
_FULL_BYTES = 1024
_OLD = timedelta(days=7)

type WayToFail = Callable[[WatchedServer], AbstractContextManager[None]]


class FailingStorage(Protocol):
    ways_to_fail: dict[str, WayToFail]

    def stored_names(self) -> set[str]:
        """Of everything that is stored, also what is only half there."""

    def calm_down(self) -> None:
        """No more failures."""

    def make_old(self) -> None:
        """So that whatever no receipt knows is old enough to be cleaned up."""


class Disk:
    """The folder of originals. No mounts are made: they are permitted to few, and a limit on the
    size of files, or a file in the folder's place, gives the same errors to root as well."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ways_to_fail: dict[str, WayToFail] = {
            "full disk": _full_disk,
            "lost disk": lambda _: self._lost(),
        }

    def calm_down(self) -> None:
        """It fails only when it is told to."""

    def stored_names(self) -> set[str]:
        return {str(path.relative_to(self.folder)) for path in self._files()}

    def make_old(self) -> None:
        moment = (datetime.now(UTC) - _OLD).timestamp()
        for path in self._files():
            os.utime(path, (moment, moment))

    def _files(self) -> Iterator[Path]:
        return (path for path in self.folder.rglob("*") if path.is_file())

    @contextmanager
    def _lost(self) -> Iterator[None]:
        away = self.folder.with_name(f"{self.folder.name}-away")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.rename(away)
        self.folder.touch()
        try:
            yield
        finally:
            self.folder.unlink()
            away.rename(self.folder)


@contextmanager
def _full_disk(server: WatchedServer) -> Iterator[None]:
    """EFBIG instead of ENOSPC. SQLite's database and the log are files too."""
    _limit_files(server, _FULL_BYTES)
    try:
        yield
    finally:
        _limit_files(server, resource.RLIM_INFINITY)


def _limit_files(server: WatchedServer, max_bytes: int) -> None:
    """Twice, since a process that was forked meanwhile has what its parent had. What may write
    nothing anyhow stays so."""
    for pid in [*server.pids(), *server.pids()]:
        with suppress(ProcessLookupError):
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            if hard == resource.RLIM_INFINITY:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (max_bytes, hard))


class Cloudinary:
    """The tests' own stub, of whose calls some fail."""

    def __init__(self, stub: CloudinaryServer, *, seed: int) -> None:
        self.stub = stub
        self.failures = _Failures(seed=seed)
        stub.failures = self.failures
        stub.page_size = 500
        self.ways_to_fail: dict[str, WayToFail] = {
            "Cloudinary refuses": partial(self._failing, Failure(status=503)),
            "Cloudinary hangs up": partial(self._failing, Failure(cut=True)),
            "Cloudinary's answers are lost": partial(self._failing, Failure(cut=True, after=True)),
            "Cloudinary is slow": lambda _: self._slow(),
        }

    def calm_down(self) -> None:
        self.failures.is_reliable = True

    def stored_names(self) -> set[str]:
        named = (asset.params["context"] for asset in self.stub.assets.values())
        return {context.removeprefix("name=") for context in named}

    def make_old(self) -> None:
        moment = datetime.now(UTC) - _OLD
        for public_id, asset in list(self.stub.assets.items()):
            self.stub.assets[public_id] = replace(asset, created_at=moment)

    @contextmanager
    def _failing(self, failure: Failure, _: WatchedServer) -> Iterator[None]:
        self.failures.always = failure
        try:
            yield
        finally:
            self.failures.always = None

    @contextmanager
    def _slow(self) -> Iterator[None]:
        self.stub.seconds = 1.0
        try:
            yield
        finally:
            self.stub.seconds = 0.0


@dataclass(frozen=True)
class _Unreliable:
    percent: float
    failure: Failure


_UNRELIABLE = (
    _Unreliable(1.0, Failure(status=500)),
    _Unreliable(0.5, Failure(status=420)),
    _Unreliable(0.5, Failure(cut=True)),
    _Unreliable(0.5, Failure(cut=True, after=True)),
    _Unreliable(0.5, Failure(status=500, after=True)),
)
_CALLS = frozenset({"upload", "destroy", "download"})


class _Failures(dict[str, Failure]):
    """In the place of the stub's: some calls fail, chosen by the seed, and all of them `always`."""

    def __init__(self, *, seed: int) -> None:
        super().__init__()
        self.always: Failure | None = None
        self.is_reliable = False
        self._random = Random(f"{seed} cloudinary")
        self._lock = threading.Lock()

    def get(self, action: str, default: Failure | None = None) -> Failure | None:  # type: ignore[override]
        if action not in _CALLS or self.is_reliable:
            return default
        if self.always is not None:
            return self.always
        with self._lock:
            chosen = 100 * self._random.random()
        for unreliable in _UNRELIABLE:
            chosen -= unreliable.percent
            if chosen < 0:
                return unreliable.failure
        return default
