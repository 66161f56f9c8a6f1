"""Database errors that say nothing of the code: the database is away, full, locked or read-only."""

import sqlite3

from django.db import DatabaseError, Error, InterfaceError, OperationalError

# SQLite's result codes (sqlite.org/rescode.html); OperationalError is also its word for bad SQL.
_SQLITE_AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)
_PRIMARY = 0xFF  # an extended code's lowest byte
# PostgreSQL's classes (its manual, appendix A): connection, sign-in, no such database, deadlock,
# resources, a lock that was not to be had, operator, system. Not 54, what is too long for it.
_AWAY_CLASSES = ("08", "28", "3D", "40", "53", "55", "57", "58")
_READ_ONLY = "25006"
_LONGEST_CHAIN = 20


def is_database_away(error: BaseException) -> bool:
    if not isinstance(error, Error):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return code is not None and code & _PRIMARY in _SQLITE_AWAY
    state = sql_state(error)
    if not state:
        # A connection that ends in the middle of an answer is psycopg2's plain error of all kinds.
        is_plain = cause is not None and type(error) is DatabaseError
        return is_plain or isinstance(error, OperationalError | InterfaceError)
    return state.startswith(_AWAY_CLASSES) or state == _READ_ONLY


def is_database_away_behind(error: BaseException | None) -> bool:
    """Also where other code, such as that of sessions, has made another error of it."""
    for _ in range(_LONGEST_CHAIN):
        if error is None:
            return False
        if is_database_away(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def sql_state(error: BaseException) -> str:
    """PostgreSQL's five characters, or SQLite's name of the code; "" where there is none."""
    cause = error.__cause__
    for name in ("sqlstate", "pgcode", "sqlite_errorname"):
        if state := getattr(cause, name, None):
            return str(state)
    return ""
