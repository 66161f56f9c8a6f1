"""The short form of `make siege`: the server under attack survives, however fast the machine is."""

import os
import subprocess
import sys

from tests.server import PROJECT

FOLDERS = ("backend", "scripts", "scripts/bench")
NEVER_CAME_UP = """
from chaos.memory import family
from chaos.server import WatchedServer

server = WatchedServer.__new__(WatchedServer)
server.process = None
server.kill()
assert server.pids() == set()
for ask in (lambda: server.pid, lambda: family(0), lambda: family(1)):
    try:
        print(ask())
    except AssertionError:
        print("none")
"""


def test_a_server_that_never_came_up_has_no_process_to_kill():
    paths = os.pathsep.join(str(PROJECT / folder) for folder in FOLDERS)
    told = subprocess.run(
        [sys.executable, "-c", NEVER_CAME_UP],
        env=os.environ | {"PYTHONPATH": paths, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )

    assert told.stdout.split() == ["none"] * 3


def test_a_server_under_siege_answers_others_keeps_its_memory_and_ends_whole():
    paths = os.pathsep.join(str(PROJECT / folder) for folder in FOLDERS)
    told = subprocess.run(
        [sys.executable, "-m", "chaos.siege", "--short", "--seconds=10"],
        env=os.environ | {"PYTHONPATH": paths},
        cwd=PROJECT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

    assert told.returncode == 0, told.stdout
