"""Limits of how fast an account calls, counted in the database: exact under races, whoever counts.

A cache of the database's own reads, adds and writes back, so of calls at once it counts one.
"""

import math
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest

from accounts.errors import TooManyCallsError
from accounts.models import CallRate, User
from common.rates import Rate


def count_call(owner: User, action: str, *, rates: Sequence[Rate], now: datetime) -> None:
    """Raises TooManyCallsError, and then it is not counted."""
    with transaction.atomic():
        for rate in rates:
            wait = _take(owner, action, rate, now=now.timestamp())
            if wait > 0:
                raise TooManyCallsError(retry_after=math.ceil(wait))


def count_more(
    owner: User, action: str, calls: int, *, rates: Sequence[Rate], now: datetime
) -> None:
    """What a call has turned out to hold beyond one. It is let through, and the next one waits."""
    for rate in rates:
        rows = CallRate.objects.filter(owner=owner, name=_name(action, rate))
        _add(rows, calls, rate, now=now.timestamp())


def _take(owner: User, action: str, rate: Rate, *, now: float) -> float:
    """Count one; or how many seconds it is too early, and no change."""
    latest = now + rate.seconds - rate.seconds_for_one
    rows = CallRate.objects.filter(owner=owner, name=_name(action, rate))
    fitting = rows.filter(used_until__lte=latest)
    if _add(fitting, 1, rate, now=now):
        return 0.0
    rows.get_or_create(owner=owner, name=_name(action, rate))
    if _add(fitting, 1, rate, now=now):
        return 0.0
    return max(rows.get().used_until - latest, 1.0)


def _add(rows: QuerySet[CallRate], calls: int, rate: Rate, *, now: float) -> int:
    begun = Greatest(F("used_until"), Value(now))
    return rows.update(used_until=begun + calls * rate.seconds_for_one)


def _name(action: str, rate: Rate) -> str:
    return f"{action} in {rate.seconds} s"
