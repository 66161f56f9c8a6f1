"""The folders of decoders: what a crash leaves of them goes with the next start."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server import PROJECT

_LIVE = """
import sys
from receipts.services.decoding.home import Home
home = Home()
print(home.folder, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def live(tmp_path):
    """A process with a home of its own, and where that is."""

    @contextmanager
    def start():
        process = subprocess.Popen(
            [sys.executable, "-c", _LIVE],
            env=os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(PROJECT / "backend")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            yield process, Path(process.stdout.readline().strip())
            process.kill()

    return start


def test_what_killed_callers_left_behind_goes_with_the_next_start(live):
    with live() as (_, left_behind):
        assert left_behind.is_dir()

    with live() as (_, folder):
        assert folder.is_dir()
        assert not left_behind.exists()


def test_what_others_live_in_stays(live):
    with live() as (_, theirs), live() as (_, ours):
        assert theirs.is_dir()
        assert ours.is_dir()
