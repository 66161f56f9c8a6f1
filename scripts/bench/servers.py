"""The two servers that uploads are measured on: this project's, and a bare Django view."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, socket
from urllib.request import Request, urlopen

PROJECT = Path(__file__).resolve().parent.parent.parent
# Each has a core, and the client another.
PROCESSES = 1
EMAIL, PASSWORD = "bench@example.com", "correct horse battery staple"

PREPARE = f"""
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from accounts.services.users import create_verified_user
from subscriptions.plans import PLANS
from subscriptions.services.grants import give_plan
call_command("migrate", verbosity=0)
call_command("createcachetable")
user = create_verified_user(email={EMAIL!r}, password={PASSWORD!r})
now = timezone.now()
give_plan(user, plan=PLANS["platinum"], until=now.date() + timedelta(days=9), reason="bench",
          actor=user, now=now)
"""


def environment(folder: Path, **variables: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "backend.settings",
        "SECRET_KEY": "bench-only-0123456789-abcdefghij-klmnopqrst-uvwxyz",
        # PostgreSQL where the bench was started with one, as in production.
        "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "DJANGO_LOG_LEVEL": "ERROR",
        "HTTPS_ONLY": "false",
        **variables,
    }


def prepare_database(variables: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", PREPARE]
    subprocess.run(command, cwd=PROJECT / "backend", env=variables, check=True)  # noqa: S603


@contextmanager
def running(command: list[str], *, port: int, folder: Path, env: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(  # noqa: S603 - this project's own servers
        command, cwd=folder, env=env, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(60)


def project_server(port: int) -> list[str]:
    return [sys.executable, "-m", "gunicorn", "--config", str(PROJECT / "gunicorn.conf.py")]


def bare_server(port: int) -> list[str]:
    """As many processes and threads as the project's."""
    options = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--no-control-socket"]
    size = ["--workers", str(PROCESSES), "--threads", "8"]
    return [sys.executable, "-m", "gunicorn", *options, *size, "bare:application"]


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def access_token(port: int) -> str:
    body = json.dumps({"email": EMAIL, "password": PASSWORD}).encode()
    url = f"http://127.0.0.1:{port}/api/v1/accounts/token/"
    request = Request(url, body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=30) as answer:  # noqa: S310 - local
        token: str = json.load(answer)["access"]
        return token


def _wait_for(port: int) -> None:
    give_up = time.monotonic() + 30
    while True:
        try:
            create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.1)
        else:
            return
