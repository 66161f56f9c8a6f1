"""The whole server in a process of its own, as in production, with a database of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from socket import socket
from typing import Any
from uuid import uuid4

import httpx2
import psycopg2

from tests import databases

PROJECT = databases.PROJECT
PYTHON = Path(sys.executable)
EMAIL, PASSWORD = "alice@example.com", "correct horse battery staple"
_PREPARE = f"""
from django.core.management import call_command
from accounts.services.users import create_verified_user
call_command("migrate", verbosity=0)
call_command("createcachetable")
create_verified_user(email={EMAIL!r}, password={PASSWORD!r})
"""


_SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "backend.settings",
    "SECRET_KEY": "server-tests-only-0123456789-abcdefghij-klmnopqrst",
}
_TEMPLATE_LOCK = 1


class Server:
    """Start it, kill it, start it again: what is stored stays. `python` runs all its processes.

    What they print goes to the end of `log`; None: to where the caller's own goes."""

    def __init__(
        self,
        *,
        folder: Path,
        database_url: str,
        python: Path = PYTHON,
        log: Path | None = None,
        **variables: str,
    ) -> None:
        self.python = str(python)
        self.log = log
        with socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = (
            os.environ
            | _SETTINGS
            | {
                "DATABASE_URL": database_url,
                "MEDIA_ROOT": str(folder / "media"),
                "TASKS_BACKEND": "threads",
                "DJANGO_LOG_LEVEL": "WARNING",
                "PORT": str(self.port),
                "HTTPS_ONLY": "false",
                **variables,
            }
        )
        self.process: subprocess.Popen | None = None
        self.run(_PREPARE)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, script: str) -> str:
        """What a script prints that runs beside the server, in Django's shell."""
        command = [self.python, "manage.py", "shell", "-v0", "-c", script]
        return subprocess.run(
            command,
            cwd=PROJECT / "backend",
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    def start(self) -> None:
        command = [self.python, "-m", "gunicorn", "--config", str(PROJECT / "gunicorn.conf.py")]
        with nullcontext() if self.log is None else self.log.open("ab") as output:
            self.process = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=self.environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        wait_until(self._is_ready, seconds=120)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """SIGKILL hits the workers as well, as when the machine loses its power."""
        if self.process is None:
            return
        if how == signal.SIGKILL:
            os.killpg(self.process.pid, how)
        else:
            self.process.send_signal(how)
        self.process.wait(30)
        self.process = None

    @contextmanager
    def signed_in(self, email: str = EMAIL) -> Iterator[httpx2.Client]:
        with httpx2.Client(base_url=f"{self.url}/api/v1", timeout=30) as client:
            answer = client.post("/accounts/token/", json={"email": email, "password": PASSWORD})
            client.headers["Authorization"] = f"Bearer {answer.json()['access']}"
            yield client

    def _is_ready(self) -> bool:
        try:
            return httpx2.get(f"{self.url}/readyz").status_code == 200
        except httpx2.TransportError:
            return False


@contextmanager
def serving(folder: Path, **variables: Any) -> Iterator[Server]:
    """A server with a database of its own that has started, and is killed at the end."""
    with own_database(folder) as database_url:
        server = Server(folder=folder, database_url=database_url, **variables)
        with running(server):
            yield server


@contextmanager
def running(server: Server) -> Iterator[None]:
    """It is killed at the end."""
    try:
        server.start()
        yield
    finally:
        server.stop(signal.SIGKILL)


def wait_until(is_so, *, seconds: float) -> None:
    give_up = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < give_up, f"not so after {seconds} s"
        time.sleep(0.05)


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """The address of a database without rows, of the kind that the tests run on."""
    server_url = os.environ.get("TEST_DATABASE_URL")
    if not server_url:
        file = folder / "db.sqlite3"
        with suppress(FileNotFoundError):  # then it is migrated like any other
            shutil.copy(databases.migrated_path(), file)
        yield f"sqlite:///{file}"
        return
    name = f"server_{uuid4().hex}"
    with _on_server(server_url) as execute:
        execute(f"CREATE DATABASE {name} TEMPLATE {_migrated_template(server_url)}")
    try:
        yield _address(server_url, name)
    finally:
        with _on_server(server_url) as execute:
            execute(f"DROP DATABASE {name} WITH (FORCE)")


def _migrated_template(server_url: str) -> str:
    """Made by whoever needs it first; the others wait. Migrating takes longer than many a test."""
    name, building = f"migrated_{databases.migrated_path().stem}", f"building_{uuid4().hex}"
    with _on_server(server_url) as execute:
        execute("SELECT pg_advisory_lock(%s)", [_TEMPLATE_LOCK])
        if not execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]):
            execute(f"CREATE DATABASE {building}")
            address = {"DATABASE_URL": _address(server_url, building)}
            command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            environment = os.environ | _SETTINGS | address
            subprocess.run(command, cwd=PROJECT / "backend", env=environment, check=True)
            execute(f"ALTER DATABASE {building} RENAME TO {name}")
    return name


def _address(server_url: str, name: str) -> str:
    return server_url.replace("/postgres?", f"/{name}?")


@contextmanager
def _on_server(url: str) -> Iterator[Callable[..., int]]:
    """Executes statements, each by itself, and says how many rows they found."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with closing(connection), connection.cursor() as cursor:

        def execute(statement: str, values: Sequence[object] = ()) -> int:
            cursor.execute(statement, values)
            return cursor.rowcount

        yield execute
