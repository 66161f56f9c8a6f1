"""Dumps of the database: one file that holds all of it, as it was at one moment.

SQLite copies itself (its online backup, while others write); PostgreSQL has programs for it, of the
server's version or a newer one.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connection
from psycopg2.extensions import make_dsn

_SQLITE_DUMP = "db.sqlite3"
_POSTGRES_DUMP = "db.dump"
# What libpq and its programs know (PostgreSQL's manual, 34.1.2); Django adds options of its own.
_LIBPQ = (
    "host",
    "port",
    "user",
    "service",
    "passfile",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
)


class DumpError(Exception):
    """The database could not be dumped or restored; the text is for the operator."""


def dump_database(folder: Path) -> Path:
    """Writes the dump into the folder, over an earlier one, which stays until the new one is
    whole. Returns its path."""
    if connection.vendor == "sqlite":
        return _replace_whole(folder / _SQLITE_DUMP, _dump_sqlite)
    return _replace_whole(folder / _POSTGRES_DUMP, _dump_postgres)


def restore_database(folder: Path) -> None:
    """Everything that is in the database goes; what is in the folder's dump comes."""
    sqlite = connection.vendor == "sqlite"
    dump = folder / (_SQLITE_DUMP if sqlite else _POSTGRES_DUMP)
    if not dump.exists():
        raise DumpError(f"There is no {dump.name} in {folder}, as this kind of database needs.")
    if sqlite:
        _restore_sqlite(dump)
    else:
        _restore_postgres(dump)


def _replace_whole(path: Path, write: Callable[[Path], None]) -> Path:
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        write(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _dump_sqlite(path: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as dump:
        connection.connection.backup(dump)


def _restore_sqlite(dump: Path) -> None:
    """By the same way back: one transaction, for whoever has the file open as well."""
    connection.ensure_connection()
    with closing(sqlite3.connect(f"{dump.resolve().as_uri()}?mode=ro", uri=True)) as source:
        source.backup(connection.connection)
    connection.close()


def _dump_postgres(path: Path) -> None:
    _call("pg_dump", "--format=custom", "--no-owner", f"--file={path}", f"--dbname={_dsn()}")


def _restore_postgres(dump: Path) -> None:
    """In an empty schema: what the dump does not know must not stay."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    _call(
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        f"--dbname={_dsn()}",
        str(dump),
    )


def _dsn() -> str:
    """Without the password, which would stand in the list of processes."""
    given = connection.get_connection_params()
    name = given.get("dbname") or given.get("database")
    dsn: str = make_dsn(dbname=name, **{key: given[key] for key in _LIBPQ if given.get(key)})
    return dsn


def _call(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise DumpError(f"{program} is not installed; it comes with PostgreSQL's client programs.")
    password = connection.get_connection_params().get("password") or ""
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    done = subprocess.run(  # noqa: S603 - the program's own path, no shell
        [found, *arguments], env=environment, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode != 0:
        raise DumpError(f"{program} failed: {done.stderr.strip()}")
