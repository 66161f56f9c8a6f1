"""The short form of `make siege`: the server under attack survives, however fast the machine is."""

import os
import subprocess
import sys

from tests.server import PROJECT

FOLDERS = ("backend", "scripts", "scripts/bench")


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
