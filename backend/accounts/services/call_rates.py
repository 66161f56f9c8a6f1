"""Limits of how fast an account calls, counted in the database: exact under races, whoever counts.

A cache of the database's own reads, adds and writes back, so of calls at once it counts one.
"""

import math
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, FloatField
from django.db.models.functions import Greatest

from accounts.errors import TooManyCallsError
from accounts.models import CallRate, User
from common.compiled_sql.queries import CompiledUpdate, Parameter
from common.rates import Rate

_begun = Greatest(F("used_until"), Parameter("now", FloatField()))
_use = CompiledUpdate(
    lambda: (
        CallRate.objects.filter(
            owner=Parameter("owner"), name=Parameter("name"), used_until__lte=Parameter("latest")
        ),
        {"used_until": _begun + Parameter("seconds", FloatField())},
    )
)


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
        _add(owner, action, calls, rate, now=now.timestamp(), latest=math.inf)


def _take(owner: User, action: str, rate: Rate, *, now: float) -> float:
    """Count one; or how many seconds it is too early, and no change."""
    latest = now + rate.seconds - rate.seconds_for_one
    if _add(owner, action, 1, rate, now=now, latest=latest):
        return 0.0
    row, _ = CallRate.objects.get_or_create(owner=owner, name=_name(action, rate))
    if _add(owner, action, 1, rate, now=now, latest=latest):
        return 0.0
    row.refresh_from_db()
    return max(row.used_until - latest, 1.0)


def _add(owner: User, action: str, calls: int, rate: Rate, *, now: float, latest: float) -> int:
    """0: it was used beyond `latest` already, no change."""
    return _use(
        owner=owner.pk,
        name=_name(action, rate),
        latest=latest,
        now=now,
        seconds=calls * rate.seconds_for_one,
    )


def _name(action: str, rate: Rate) -> str:
    return f"{action} in {rate.seconds} s"
