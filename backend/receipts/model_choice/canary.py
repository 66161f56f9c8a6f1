"""Canary: after a change of the model, the shares of readings with something wrong are watched
against those of the weeks before."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from receipts.models import Receipt
from receipts.processing.readers import configured_reader
from receipts.services.fields import MAIN_FIELDS

WATCHED = timedelta(days=28)
FEWEST_READINGS = 30
# One-sided, of the normal distribution: by chance once in 740 looks at a share.
_SIGNIFICANT_Z = 3.0
_SMALLEST_RISE = 0.05
_CACHED_SECONDS = 600
# A type is never empty.
_FIELDS = [field for field in MAIN_FIELDS if field.kind != "choice"]


@dataclass(frozen=True, kw_only=True)
class Share:
    """Of readings: `count` among `readings` since the change, and the same before it."""

    name: str
    count: int
    readings: int
    count_before: int
    readings_before: int

    @property
    def now(self) -> float:
        return self.count / self.readings

    @property
    def before(self) -> float:
        return self.count_before / self.readings_before

    @property
    def is_alarming(self) -> bool:
        """Clearly more than before, and not by chance (z-test of two proportions, pooled)."""
        if min(self.readings, self.readings_before) < FEWEST_READINGS:
            return False
        total = self.readings + self.readings_before
        pooled = (self.count + self.count_before) / total
        spread = pooled * (1 - pooled) * (1 / self.readings + 1 / self.readings_before)
        rise = self.now - self.before
        return rise >= _SMALLEST_RISE and rise >= _SIGNIFICANT_Z * math.sqrt(spread)

    @property
    def text(self) -> str:
        return f"{self.name.replace('_', ' ')}: {100 * self.before:.0f} % to {100 * self.now:.0f} %"


@dataclass(frozen=True, kw_only=True)
class Canary:
    """`model`: the reader's name and the model that reads since `since`."""

    model: str
    since: datetime
    shares: tuple[Share, ...]

    @property
    def alarm(self) -> str:
        """A sentence; "": nothing is worse."""
        worse = ", ".join(share.text for share in self.shares if share.is_alarming)
        day = f"{self.since:%Y-%m-%d}"
        return f"Since {self.model} reads ({day}), more is wrong: {worse}." if worse else ""


def watch_model(*, now: datetime) -> Canary | None:
    """None: no model reads, it has not been changed within the time, or nothing is read yet."""
    model = configured_reader("openai")
    readings = Receipt.objects.kept().filter(read_at__gt=now - 2 * WATCHED)
    by_models = readings.filter(read_by__startswith="openai ")
    others = by_models.exclude(read_by=model)
    since = _beginning(by_models.filter(read_by=model), others)
    if since is None or since < now - WATCHED:
        return None
    before = _counts(others.filter(read_at__gt=since - WATCHED))
    after = _counts(by_models.filter(read_by=model, read_at__gte=since))
    return Canary(model=model, since=since, shares=_shares(before, after))


def _beginning(own: QuerySet[Receipt], others: QuerySet[Receipt]) -> datetime | None:
    """Of the model's readings the first one after all of the others: it may have read before them,
    too. None: there is no such one, or there were no others."""
    last = others.aggregate(last=Max("read_at"))["last"]
    if last is None:
        return None
    first: datetime | None = own.filter(read_at__gt=last).aggregate(first=Min("read_at"))["first"]
    return first


def cached_alarm() -> str:
    """For pages that are opened often: some minutes old."""
    return str(cache.get_or_set("model-canary", _alarm_now, _CACHED_SECONDS))


def current_alarm(*, now: datetime) -> str:
    """A sentence; "": there is nothing to say."""
    canary = watch_model(now=now)
    return canary.alarm if canary else ""


def _alarm_now() -> str:
    return current_alarm(now=timezone.now())


def _counts(readings: QuerySet[Receipt]) -> Mapping[str, int]:
    empty: dict[str, Any] = {
        f"no_{field.label}": Count("pk", filter=Q(**{f"reading__{field.name}__value": None}))
        for field in _FIELDS
    }
    corrected = Q(transaction__isnull=False) & ~Q(transaction__corrected_fields=[])
    return readings.order_by().aggregate(
        readings=Count("pk"),
        **empty,
        to_review=Count("pk", filter=~Q(review_reasons=[])),
        corrected=Count("pk", filter=corrected),
    )


def _shares(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[Share, ...]:
    return tuple(
        Share(
            name=name,
            count=count,
            readings=after["readings"],
            count_before=before[name],
            readings_before=before["readings"],
        )
        for name, count in after.items()
        if name != "readings"
    )
