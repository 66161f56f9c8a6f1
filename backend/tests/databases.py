"""The tests' databases: SQLite's is migrated once and copied, PostgreSQL's is migrated by each run.

Migrating costs more than most runs of one test. The migrated file is kept under `.cache/`, named by
a digest of what it was made from; each run, and each of its processes, works on a copy, so that
nothing a run leaves behind meets another.
"""

import os
import shutil
from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

PROJECT = Path(__file__).resolve().parent.parent.parent
FOLDER = PROJECT / ".cache" / "test-database"
# Migrations of other packages come with their versions; triggers and permissions after migrating.
MADE_FROM = (
    "requirements*.txt",
    "backend/*/migrations/*.py",
    "backend/*/models*",
    "backend/*/models/*.py",
    "backend/*/change_triggers.py",
    "backend/backend/settings.py",
    "backend/tests/settings.py",
)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_blocker, django_db_modify_db_settings, tmp_path_factory
) -> Iterator[None]:
    """In place of pytest-django's, whose `--reuse-db` does not see a changed migration."""
    sqlite = connection.vendor == "sqlite"
    with django_db_blocker.unblock():
        if sqlite:
            copy = shutil.copy(migrated_file(), tmp_path_factory.mktemp("database"))
            _work_on(copy)
        else:
            created = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        if sqlite:
            connection.close()
        else:
            teardown_databases(created, verbosity=0)


def migrated_file() -> Path:
    """Made where there is none yet; two processes may both make it, and the later one's stays."""
    wanted = migrated_path()
    if not wanted.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        building = FOLDER / f"building-{os.getpid()}"
        connection.settings_dict["TEST"]["NAME"] = str(building)
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        connection.close()
        for outdated in set(FOLDER.glob("*.sqlite3")) - {wanted}:
            outdated.unlink(missing_ok=True)
        building.replace(wanted)
    return wanted


def migrated_path() -> Path:
    return FOLDER / f"{digest(PROJECT)}.sqlite3"


def digest(project: Path) -> str:
    found = sha256()
    for path in sorted(chain.from_iterable(project.glob(pattern) for pattern in MADE_FROM)):
        if path.is_file():
            found.update(f"{path.relative_to(project)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _work_on(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def asks_database(item: pytest.Item) -> bool:
    """pytest-django refuses it to all others, but not to processes that a test starts. A test that
    asks for a fixture by its name as it runs has to be marked."""
    marked = any(item.get_closest_marker(name) for name in ("django_db", "own_database"))
    return marked or not {"db", "transactional_db", "live_server"}.isdisjoint(item.fixturenames)  # type: ignore[attr-defined]  # of functions
