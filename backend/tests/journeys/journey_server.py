"""The server of journeys: reads offline, shows the client; scripts beside it start at once."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

from tests.journeys.browser import need_what_journeys_need
from tests.server import PASSWORD, PROJECT, Server, own_database, running

# One script a line, and for each what it has printed.
_RUN_SCRIPTS = """
import contextlib, io, json, sys
from django.db import connections
for line in sys.stdin:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(json.loads(line), {})
    connections.close_all()
    print(json.dumps(printed.getvalue()), flush=True)
"""
_ADD_ACCOUNTS = """
from accounts.services.users import create_verified_user
for email in {emails!r}:
    create_verified_user(email=email, password={password!r}, first_name="Ann", last_name="Archer")
"""


class JourneyServer(Server):
    _shell: "Popen[str] | None" = None

    def __init__(self, **variables: Any) -> None:
        self._accounts = self._add_accounts()
        super().__init__(**variables)

    def run(self, script: str) -> str:
        """As of any server, in one process for all scripts: Django takes seconds to start."""
        self._shell = shell = self._shell or self._open_shell()
        assert shell.stdin
        assert shell.stdout
        shell.stdin.write(json.dumps(script) + "\n")
        shell.stdin.flush()
        answer = shell.stdout.readline()
        if not answer:
            self._close_shell()
            raise AssertionError("a script failed: its traceback stands above")
        return json.loads(answer)

    def new_account(self) -> str:
        """The address of one with nothing in it; its password is PASSWORD."""
        return next(self._accounts)

    def stop(self, *how: Any) -> None:
        super().stop(*how)
        self._close_shell()

    def _open_shell(self) -> "Popen[str]":
        command = [self.python, "manage.py", "shell", "-v0", "-c", _RUN_SCRIPTS]
        folder, variables = PROJECT / "backend", self.environment
        return Popen(command, cwd=folder, env=variables, stdin=PIPE, stdout=PIPE, text=True)

    def _close_shell(self) -> None:
        """It ends when there is nothing more to read."""
        if self._shell:
            with self._shell:
                self._shell = None

    def _add_accounts(self) -> Iterator[str]:
        for dozen in count():
            emails = [f"ann.{dozen}.{number}@example.com" for number in range(12)]
            self.run(_ADD_ACCOUNTS.format(emails=emails, password=PASSWORD))
            yield from emails


@contextmanager
def serving_client(folder: Path, **variables: str) -> Iterator[JourneyServer]:
    """Nothing is looked for in the queue but once, so that what a script puts there it may do
    itself: whatever the server is told to do it begins at once."""
    need_what_journeys_need()
    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "RECEIPT_READER": "offline",
        "SWEEP_SECONDS": "600",
    }
    with own_database(folder) as address:
        server = JourneyServer(folder=folder, database_url=address, **(settings | variables))
        with running(server):
            yield server
