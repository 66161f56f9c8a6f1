"""A server's life: gunicorn as in production, in a folder of its own, until the block ends."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from chaos.memory import family
from tests.server import Server, own_database, wait_until


class WatchedServer(Server):
    """With `log`, the output of all its processes."""

    @property
    def pid(self) -> int:
        """Of its first process. Raises while none is running: to a signal, 0 is our own group."""
        assert self.process is not None, "no server is running"
        return int(self.process.pid)

    def pids(self) -> set[int]:
        """All processes that descend from it or have run in its session. Empty: none is running."""
        return family(self.pid) if self.process else set()

    def stop_in_seconds(self, how: signal.Signals = signal.SIGTERM, *, patience: float) -> float:
        """How long its first process took to end; `patience` where it had to be killed."""
        if self.process is None:
            return 0.0
        started = time.monotonic()
        self.process.send_signal(how)
        try:
            wait_until(lambda: self.process.poll() is not None, seconds=patience)
        except AssertionError:
            self.kill()
        self.process = None
        return time.monotonic() - started

    def kill(self) -> None:
        """Every process at once."""
        for pid in self.pids():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if self.process is not None:
            self.process.wait()
            self.process = None

    def log_text(self) -> str:
        return self.log.read_text(errors="replace") if self.log and self.log.exists() else ""


@contextmanager
def watched_server(*, log: Path | None = None, **variables: Any) -> Iterator[WatchedServer]:
    """Prepared and not started, on SQLite or, where `TEST_DATABASE_URL` is set, on PostgreSQL.

    `log` is begun anew and stays; None: it goes with the server."""
    with TemporaryDirectory(prefix="smart-accounting-") as name:
        folder = Path(name)
        log = log or folder / "server.log"
        log.parent.mkdir(exist_ok=True)
        log.write_bytes(b"")
        with own_database(folder) as database_url:
            server = WatchedServer(folder=folder, database_url=database_url, log=log, **variables)
            try:
                yield server
            finally:
                server.kill()
