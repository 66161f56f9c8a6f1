"""Figures of the work: what waits, what is in hand, what failed and what it has cost.

They are asked of the database each time, which all processes share, and say nothing about anybody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from django.conf import settings
from django.db.models import Avg, Case, Count, F, Min, Q, Sum, When
from django.db.models.functions import TruncDate

from accounts.models import OutgoingMail
from common.lease.rows import LeasedQuerySet, LeasedRow
from receipts.model_choice.canary import Canary, watch_model
from receipts.models import ModelRequest, Receipt, ServiceCircuit
from reports.models import ExportJob
from subscriptions.models import StripeEvent
from webhooks.models import WebhookDelivery

_DAY = timedelta(days=1)
_DAYS = 7
# Since when a row has been waiting. One that is read again is as old as its last change.
_SINCE: dict[str, Any] = {
    "reading": Case(When(reading__isnull=True, then=F("uploaded_at")), default=F("updated_at")),
    "mail": F("created_at"),
    "billing": F("received_at"),
    "exports": F("created_at"),
    "webhooks": F("created_at"),
}
_ROWS: dict[str, Callable[[], LeasedQuerySet[Any]]] = {
    "reading": lambda: Receipt.objects.kept(),
    "mail": lambda: OutgoingMail.objects.all(),
    "billing": lambda: StripeEvent.objects.all(),
    "exports": lambda: ExportJob.objects.all(),
    "webhooks": lambda: WebhookDelivery.objects.all(),
}


@dataclass(frozen=True, kw_only=True)
class KindFigures:
    """One kind of work. `due` may be taken now, `later` waits for its next try or for another row;
    `busy` is in hand, `stuck` was in the hands of a process that has died. `workers`: of each
    process. `oldest_seconds`: the age of what has been waiting the longest; 0: nothing waits."""

    kind: str
    workers: int
    due: int
    later: int
    busy: int
    stuck: int
    failed: int
    oldest_seconds: int

    @property
    def oldest(self) -> timedelta:
        return timedelta(seconds=self.oldest_seconds)


@dataclass(frozen=True, kw_only=True)
class DayFigures:
    """The readings of one day, in UTC. `cost_usd` None: prices are not known."""

    day: date
    readings: int
    mean_seconds: float | None
    cost_usd: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Figures:
    kinds: list[KindFigures]
    # Receipts by the code of their failure: those that failed within a day, those that wait.
    failed_within_a_day: dict[str, int]
    waiting_by_code: dict[str, int]
    last_day: DayFigures
    # What models have cost since the month began, in UTC; None: nothing was sent with known prices.
    month_cost_usd: Decimal | None
    days: list[DayFigures]
    circuits: list[ServiceCircuit]
    canary: Canary | None


def measure(*, now: datetime) -> Figures:
    codes = Receipt.objects.kept().exclude(failure_code="").order_by().values_list("failure_code")
    failed = codes.filter(status=Receipt.Status.FAILED, updated_at__gt=now - _DAY)
    waiting = codes.filter(status=Receipt.Status.PENDING)
    return Figures(
        kinds=measure_kinds(now=now),
        failed_within_a_day=dict(failed.annotate(Count("pk"))),
        waiting_by_code=dict(waiting.annotate(Count("pk"))),
        last_day=_last_day(now=now),
        month_cost_usd=ModelRequest.objects.of_month(now).cost_usd(),
        days=_days(now=now),
        circuits=list(ServiceCircuit.objects.order_by("service")),
        canary=watch_model(now=now),
    )


def measure_kinds(*, now: datetime) -> list[KindFigures]:
    return [_measure_kind(kind, now=now) for kind in settings.WORKERS]


def _measure_kind(kind: str, *, now: datetime) -> KindFigures:
    rows = _ROWS[kind]()
    due = rows.waiting(now=now).count()
    pending, processing = Q(status=LeasedRow.Status.PENDING), Q(status=LeasedRow.Status.PROCESSING)
    counts = rows.filter(pending | processing).aggregate(
        pending=Count("pk", filter=pending),
        busy=Count("pk", filter=processing & Q(lease_until__gte=now)),
        stuck=Count("pk", filter=processing & Q(lease_until__lt=now)),
        since=Min(_SINCE[kind], filter=pending),
    )
    since: datetime = counts["since"] or now
    return KindFigures(
        kind=kind,
        workers=settings.WORKERS[kind],
        due=due,
        later=max(0, counts["pending"] - due),
        busy=counts["busy"],
        stuck=counts["stuck"],
        failed=rows.filter(status=LeasedRow.Status.FAILED).count(),
        oldest_seconds=max(0, int((now - since).total_seconds())),
    )


def _last_day(*, now: datetime) -> DayFigures:
    read = Receipt.objects.filter(read_at__gt=now - _DAY)
    sums: dict[str, Any] = read.aggregate(**_sums_of_readings())
    return DayFigures(day=now.date(), **sums)


def _days(*, now: datetime) -> list[DayFigures]:
    """The last ones, today first; a day without a reading is left out."""
    read = Receipt.objects.filter(read_at__gt=now - _DAYS * _DAY).order_by()
    by_day = read.values(day=TruncDate("read_at")).annotate(**_sums_of_readings())
    # The type plugin does not see what is in a dict.
    sums = cast("Iterable[dict[str, Any]]", by_day.order_by("-day"))
    return [DayFigures(**one) for one in sums]


def _sums_of_readings() -> dict[str, Any]:
    return {
        "readings": Count("pk"),
        "mean_seconds": Avg("seconds"),
        "cost_usd": Sum("cost_usd"),
    }
