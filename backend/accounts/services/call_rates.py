"""Limits of how fast an account calls, counted in the database: exact under races, whoever counts.

A cache of the database's own reads, adds and writes back, so of calls at once it counts one.
"""

import math
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from accounts.errors import TooManyCallsError
from accounts.models import CallRate, User
from common.rates import Rate, RateUse

# With what has come of it, which the ORM would ask for by another query.
_USE = """
UPDATE accounts_callrate
SET used_until = CASE WHEN used_until > %(now)s THEN used_until ELSE %(now)s END + %(seconds)s
WHERE owner_id = %(owner)s AND name = %(name)s AND used_until <= %(latest)s
RETURNING used_until
"""


def count_call(owner: User, action: str, *, rates: Sequence[Rate], now: datetime) -> list[RateUse]:
    """What is used of each rate by then. Raises TooManyCallsError, and then it is not counted."""
    with transaction.atomic():
        return [_take(owner, action, rate, now=now.timestamp()) for rate in rates]


def count_more(
    owner: User, action: str, calls: int, *, rates: Sequence[Rate], now: datetime
) -> list[RateUse]:
    """What a call has turned out to hold beyond one. It is let through, and the next one waits."""
    moment = now.timestamp()
    added = (
        (rate, _use(owner, action, rate, calls, now=moment, latest=math.inf)) for rate in rates
    )
    return [rate.use(until - moment) for rate, until in added if until is not None]


def _take(owner: User, action: str, rate: Rate, *, now: float) -> RateUse:
    """Count one."""
    latest = now + rate.seconds - rate.seconds_for_one
    until = _use(owner, action, rate, 1, now=now, latest=latest)
    if until is None:
        row, _ = CallRate.objects.get_or_create(owner=owner, name=_name(action, rate))
        until = _use(owner, action, rate, 1, now=now, latest=latest)
    if until is None:
        row.refresh_from_db()
        wait = max(row.used_until - latest, 1.0)
        raise TooManyCallsError(retry_after=math.ceil(wait), use=rate.use(row.used_until - now))
    return rate.use(until - now)


def _use(
    owner: User, action: str, rate: Rate, calls: int, *, now: float, latest: float
) -> float | None:
    """Until when it is used by then. None: it was used for later than the latest, or never yet."""
    values: dict[str, float | str] = {
        "owner": owner.pk,
        "name": _name(action, rate),
        "now": now,
        "seconds": calls * rate.seconds_for_one,
        "latest": latest,
    }
    with connection.cursor() as cursor:
        cursor.execute(_USE, values)
        row = cursor.fetchone()
    return None if row is None else float(row[0])


def _name(action: str, rate: Rate) -> str:
    return f"{action} in {rate.seconds} s"
