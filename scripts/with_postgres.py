"""Runs a command with `TEST_DATABASE_URL` set to a PostgreSQL that lives as long as the command.

usage: with_postgres.py COMMAND [ARGUMENT...]
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "backend"))

from tests.own_postgres import FASTEST, own_postgres


def main(command: list[str]) -> int:
    with own_postgres(FASTEST) as server:
        environment = os.environ | {
            "TEST_DATABASE_URL": server.get_uri(),
            # Its own client programs: pg_dump refuses a server that is newer than itself.
            "PATH": f"{server.bin_path}{os.pathsep}{os.environ['PATH']}",
        }
        return subprocess.call(command, env=environment)  # noqa: S603 - the caller's own command


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
