"""An upload whose process is killed, and tried again under its key: it is there once."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from receipts.tests.conftest import picture
from tests.server import Server, own_database

pytestmark = pytest.mark.own_database

CLEAN_UP = (
    "from django.core.management import call_command; call_command('cleanup_receipts', '--json')"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed")
    with own_database(folder) as database_url:
        yield Server(folder=folder, database_url=database_url, ALLOWED_HOSTS="testserver")


def upload_twice(server, paths, **options):
    names = ", ".join(repr(str(path)) for path in paths)
    call = f"upload_twice({names}, **{options!r})"
    return json.loads(server.run(f"from receipts.tests.dying_upload import upload_twice; {call}"))


@pytest.mark.parametrize("dies", ["before", "after"])
@pytest.mark.parametrize("number", [1, 3])
def test_a_killed_upload_is_tried_again_at_once_and_is_there_once(server, tmp_path, dies, number):
    paths = [tmp_path / f"{place}.png" for place in range(number)]
    for path in paths:
        path.write_bytes(picture())
    key = f"{number}-{dies}"

    with pytest.raises(subprocess.CalledProcessError) as killed:
        upload_twice(server, paths, key=key, dies=dies)
    assert killed.value.returncode == -signal.SIGKILL
    first, second = upload_twice(server, paths, key=key)

    status, answered, there = first
    assert status == (201 if number == 1 else 207)
    assert there == answered
    assert len(there) == number
    assert second == first


def test_pages_of_an_upload_that_was_killed_between_two_are_cleaned_up(server, tmp_path):
    paths = [tmp_path / f"{place}.png" for place in range(3)]
    for path in paths:
        path.write_bytes(picture())
    names = ", ".join(repr(str(path)) for path in paths)
    upload = (
        "from receipts.tests.dying_upload import upload_pages;"
        " upload_pages({}, key='pages', dies_after={})"
    )
    folder = Path(server.environment["MEDIA_ROOT"]) / "receipts"
    before = stored(folder)

    with pytest.raises(subprocess.CalledProcessError) as killed:
        server.run(upload.format(names, 2))
    assert killed.value.returncode == -signal.SIGKILL
    orphans = stored(folder) - before
    assert len(orphans) == 2
    for name in orphans:
        os.utime(folder / name, (1, 1))
    assert json.loads(server.run(upload.format(names, 9))) == [201, 3]
    whole = stored(folder) - orphans

    cleaned = json.loads(server.run(CLEAN_UP))

    assert cleaned["unknown_files"] == 2
    assert stored(folder) == whole


def stored(folder) -> set[str]:
    return {path.name for path in folder.glob("*") if path.is_file()}
