"""The short form of `make chaos`: uploads while everything fails, and nothing is lost."""

import os
import subprocess
import sys

import pytest

from tests.server import PROJECT

SEED, RECEIPTS, KILLS = 199, 60, 3


@pytest.mark.own_database
def test_everything_holds_while_everything_fails():
    """One of each: bounded by what is done, not by how long it takes."""
    database = "postgres" if os.environ.get("TEST_DATABASE_URL") else "sqlite"
    options = {"seed": SEED, "receipts": RECEIPTS, "kills": KILLS, "database": database}
    arguments = [f"--{name}={value}" for name, value in options.items()]
    told = subprocess.run(
        [sys.executable, "-m", "chaos", *arguments],
        env=os.environ | {"PYTHONPATH": f"{PROJECT / 'backend'}:{PROJECT / 'scripts'}"},
        cwd=PROJECT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert told.returncode == 0, told.stdout
