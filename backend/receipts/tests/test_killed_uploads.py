"""An upload whose process is killed, and tried again under its key: it is there once."""

import json
import signal
import subprocess

import pytest

from receipts.tests.conftest import picture
from tests.server import Server, own_database

pytestmark = pytest.mark.own_database


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
