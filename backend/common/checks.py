"""Deploy checks that speak in the names of this project's variables.

Django's own checks name Django's settings; these say which variable sets them.
"""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError, connection

from common.capacity.plan import OTHER_THREADS, Capacity

_MACHINE = "machine"
# A release, a command and somebody who looks.
_CONNECTIONS_OF_OTHERS = 3
_THREADS_A_CONNECTION = 5
_LIMITS = """
SELECT least(
    nullif(rolconnlimit, -1),
    nullif(datconnlimit, -1),
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
)
FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()
"""


@register(Tags.security, deploy=True)
def check_https(**kwargs: Any) -> list[CheckMessage]:
    if settings.SECURE_SSL_REDIRECT:
        return []
    return [
        Warning(
            "Plain HTTP is answered, and cookies travel over it.",
            hint="Set HTTPS_ONLY=true; it is behind security.W004, W008, W012 and W016 as well.",
            id="common.W001",
        )
    ]


@register(Tags.security, deploy=True)
def check_mail(**kwargs: Any) -> list[CheckMessage]:
    if not settings.MAIL_IS_PRINTED:
        return []
    return [
        Warning(
            "Mail is written to the console, so nobody can verify an account.",
            hint="Set EMAIL_URL, such as smtp://USER:PASSWORD@HOST:587; see mail.E001 as well.",
            id="common.W002",
        )
    ]


@register(Tags.security, deploy=True)
def check_demo(**kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMO_PASSWORD:
        return []
    return [
        Warning(
            "Everybody on this machine signs in to the demo account without a password, and so "
            "does whoever comes past a proxy on it that adds no header of its own.",
            hint="Leave DEMO_PASSWORD empty.",
            id="common.W006",
        )
    ]


@register(Tags.database, deploy=True)
def check_connections(**kwargs: Any) -> list[CheckMessage]:
    """Asks the database, so only with `--database default`."""
    limit = _connection_limit() if connection.vendor == "postgresql" else None
    wanted = settings.CAPACITY.processes * settings.CAPACITY.connections
    if limit is None or wanted + _CONNECTIONS_OF_OTHERS <= limit:
        return []
    return [
        Warning(
            f"{settings.CAPACITY.processes} web processes with {settings.CAPACITY.connections} "
            f"connections each are {wanted}, and a release or a command beside them needs "
            f"{_CONNECTIONS_OF_OTHERS} more; the database gives {limit}.",
            hint="Lower DATABASE_CONNECTIONS, or WEB_CONCURRENCY if it is larger than that.",
            id="common.W003",
        )
    ]


@register(Tags.database, deploy=True)
def check_threads(**kwargs: Any) -> list[CheckMessage]:
    capacity: Capacity = settings.CAPACITY
    if connection.vendor != "postgresql" or (
        capacity.threads <= _THREADS_A_CONNECTION * capacity.connections
    ):
        return []
    return [
        Warning(
            f"Each of {capacity.processes} web processes has {capacity.threads} threads "
            f"({capacity.web_threads} of requests, {capacity.readers} that read receipts, "
            f"{OTHER_THREADS} more) for {capacity.connections} connections; they will wait for one "
            "another.",
            hint="Raise DATABASE_CONNECTIONS (and the database's plan), or lower WEB_CONCURRENCY, "
            "WEB_THREADS or TASKS_WORKERS.",
            id="common.W004",
        )
    ]


@register(_MACHINE, deploy=True)
def check_memory(**kwargs: Any) -> list[CheckMessage]:
    capacity: Capacity = settings.CAPACITY
    memory_mb = settings.MACHINE.memory_mb
    if memory_mb is None or capacity.memory_mb <= memory_mb:
        return []
    return [
        Warning(
            f"{capacity.processes} web processes with {capacity.web_threads} threads and "
            f"{capacity.readers} readers each, and a decoder of {capacity.decoder_mb} MB, need "
            f"{capacity.memory_mb} MB at the busiest moment; this machine has {memory_mb}.",
            hint="Lower WEB_CONCURRENCY, WEB_THREADS, TASKS_WORKERS or DECODER_MEMORY_MB, set "
            "SECOND_OPINION=off where the offline reader is installed, or take a larger machine.",
            id="common.W005",
        )
    ]


def _connection_limit() -> int | None:
    """Of the role, the database and the server the narrowest. None: it cannot be asked now."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_LIMITS)
            row = cursor.fetchone()
    except DatabaseError:
        return None
    return int(row[0]) if row else None
