"""Leaks of connections, threads, processes and temporary files: while idle, and at the end."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2

from chaos.memory import family, threads
from chaos.reckoning.checks import Check
from chaos.server import WatchedServer
from tests.server import wait_until

# Of a web process beside its requests and its workers: sweeps, gunicorn's own, the SDKs'.
_OTHER_THREADS = 12
_OTHER_CONNECTIONS = 6
_ENDED_SECONDS = 10.0
_STOP_SECONDS = 30.0


class LeakWatch:
    """Web processes of `request_threads` and `workers` each, and what belongs to them."""

    def __init__(
        self,
        server: WatchedServer,
        *,
        database_url: str,
        temporary: Path,
        request_threads: int,
        workers: int,
    ) -> None:
        self._server = server
        self._database_url = database_url
        self._temporary = temporary
        self._request_threads = request_threads
        self._workers = workers

    def look_while_idle(self, *, processes: int) -> Check:
        pids = self._server.pids()
        most_threads = processes * (self._request_threads + self._workers + _OTHER_THREADS)
        most_connections = processes * (self._request_threads + _OTHER_CONNECTIONS)
        found = {
            "threads": (threads(pids), most_threads),
            "connections to the database": (self._connections(), most_connections),
        }
        wrong = [f"{n} {what}, {most} at most" for what, (n, most) in found.items() if n > most]
        seen = ", ".join(f"{n} {what}" for what, (n, _) in found.items())
        return Check("idle, nothing has piled up", f"{len(pids)} processes, {seen}", wrong)

    def look_after_the_end(self) -> Check:
        root = self._server.pid
        seconds = self._server.stop_in_seconds(patience=_STOP_SECONDS)
        wrong = [*self._left_over(root)]
        if seconds >= _STOP_SECONDS:
            wrong.append(f"SIGTERM did not end it within {_STOP_SECONDS:.0f} s")
        return Check(
            "after SIGTERM no process, no connection and no temporary file is left",
            f"it took {seconds:.1f} s",
            wrong,
        )

    def _left_over(self, root: int) -> Iterator[str]:
        try:
            wait_until(lambda: not family(root) and not self._connections(), seconds=_ENDED_SECONDS)
        except AssertionError:
            yield f"{len(family(root))} processes, {self._connections()} connections"
        files = [path.name for path in self._temporary.rglob("*")]
        if files:
            yield f"{len(files)} temporary files, such as {files[0]}"

    def _connections(self) -> int:
        """Of all but this one; SQLite has none."""
        if not self._database_url.startswith("postgres"):
            return 0
        with closing(psycopg2.connect(self._database_url)) as connection:
            cursor = connection.cursor()
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            (count,) = cursor.fetchone()
        return int(count)
