"""The leased row: a table that is its own queue.

Any engine may deliver a task twice or never. The conditional updates here decide who works, and a
run writes only where its own lease token still stands.
"""

from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce

from common.lease.processes import this_process
from common.lease.retries import Failure, Kind
from common.text import storable_text

_LONGEST_TEXT = 300

# As a row is that nobody has worked on.
UNTRIED: dict[str, Any] = {
    "attempts": 0,
    "interruptions": 0,
    "outage_since": None,
    "not_before": None,
}
# As a row is that nobody works on.
_UNCLAIMED: dict[str, Any] = {"lease_token": None, "lease_until": None, "claimed_by": ""}


class LeasedQuerySet[Row: "LeasedRow"](models.QuerySet[Row]):
    """The atomic moves of one row through its queue. Further `values` are written along."""

    def due(self, *, now: datetime) -> Self:
        """Pending ones whose time has come, and those whose worker died: their lease ran out."""
        lapsed = Q(status=LeasedRow.Status.PROCESSING, lease_until__lt=now)
        return self.filter(_waiting(now) | lapsed)

    def waiting(self, *, now: datetime) -> Self:
        """Pending ones whose time has come."""
        return self.filter(_waiting(now))

    def held(self, pk: object, token: UUID) -> Self:
        """The row, while the claim of that token stands; else none."""
        return self.filter(pk=pk, lease_token=token)

    def claim(self, pk: object, *, now: datetime, lease: timedelta) -> UUID | None:
        """Take one row for one run; the token proves it later. None: it is not due, or somebody
        else has it. A claim that had run out was an interruption."""
        token = uuid4()
        taken = (
            self.due(now=now)
            .filter(pk=pk)
            .update(
                status=LeasedRow.Status.PROCESSING,
                interruptions=F("interruptions") + _is_processing(),
                lease_token=token,
                lease_until=now + lease,
                claimed_by=this_process(),
                **self.stamps(now=now),
            )
        )
        return token if taken else None

    def renew(
        self, pk: object, token: UUID, *, now: datetime, lease: timedelta, **values: Any
    ) -> bool:
        """A run that takes long keeps its claim. False: it was lost, no change."""
        held = self.held(pk, token)
        return bool(held.update(lease_until=now + lease, **self.stamps(now=now), **values))

    def finish(
        self,
        pk: object,
        token: UUID,
        *,
        status: "LeasedRow.Status",
        now: datetime,
        failure: Failure | None = None,
        **values: Any,
    ) -> bool:
        """Write how a run ended and give its claim up. False: it was lost, no change."""
        ended = {"not_before": None} | _UNCLAIMED | _counted(failure, now=now)
        fields = ended | _failure_fields(failure) | self.stamps(now=now) | values
        return bool(self.held(pk, token).update(status=status, **fields))

    def postpone(
        self, pk: object, token: UUID, *, failure: Failure, not_before: datetime, now: datetime
    ) -> bool:
        """Back to the queue after a run that failed. False: the claim was lost, no change."""
        pending = LeasedRow.Status.PENDING
        return self.finish(
            pk, token, status=pending, failure=failure, not_before=not_before, now=now
        )

    def requeue(self, *, now: datetime, **values: Any) -> int:
        """Back to the queue, with all attempts again. What is being worked on stays as it is."""
        fields = UNTRIED | _failure_fields(None)
        return self.exclude(status=LeasedRow.Status.PROCESSING).update(
            status=LeasedRow.Status.PENDING, **fields, **self.stamps(now=now), **values
        )

    def withdraw(self, *, now: datetime, **values: Any) -> int:
        """Take rows away from whatever works on them: it loses its claim and changes nothing. They
        wait as before, unless a `status` is given."""
        back = Case(
            When(status=LeasedRow.Status.PROCESSING, then=Value(LeasedRow.Status.PENDING)),
            default="status",
        )
        fields = {"status": back} | _UNCLAIMED
        return self.update(**fields | self.stamps(now=now) | values)

    def free(self, *, now: datetime) -> int:
        """Rows whose runs were interrupted, for sure, are due at once. Returns how many."""
        claimed = self.filter(status=LeasedRow.Status.PROCESSING)
        back = {"status": LeasedRow.Status.PENDING, "not_before": None} | _UNCLAIMED
        return claimed.update(interruptions=F("interruptions") + 1, **back, **self.stamps(now=now))

    def stamps(self, *, now: datetime) -> dict[str, Any]:
        """What every move writes along, such as the moment of the last change."""
        return {}


class LeasedRow(models.Model):
    """Something to be done once, by whichever worker claims it.

    A subclass whose `Meta` has indexes or constraints of its own adds them to these.
    """

    class Status(models.TextChoices):
        PENDING = "pending"
        PROCESSING = "processing"
        COMPLETED = "completed"
        FAILED = "failed"

    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    # Defaults of the database too: while a release goes out, the code before it still adds rows.
    attempts = models.PositiveSmallIntegerField(default=0, help_text="answers about it so far")
    interruptions = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="runs whose process died"
    )
    outage_since = models.DateTimeField(
        null=True, help_text="a service has been away for it since then"
    )
    lease_token = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True)
    claimed_by = models.CharField(
        max_length=100, blank=True, default="", db_default="", editable=False
    )
    not_before = models.DateTimeField(null=True)
    failure_code = models.CharField(max_length=40, blank=True)
    failure_text = models.CharField(max_length=_LONGEST_TEXT, blank=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                name="%(class)s_waiting",
                condition=Q(status="pending"),
            ),
            models.Index(
                fields=["lease_until"], name="%(class)s_leased", condition=Q(status="processing")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status="processing", lease_token__isnull=False, lease_until__isnull=False
                )
                | (~Q(status="processing") & Q(lease_token=None, lease_until=None)),
                name="%(class)s_is_leased_while_processing",
            ),
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(failure_code=""),
                name="%(class)s_is_failed_with_a_reason",
            ),
        ]


def _is_processing() -> Case:
    return Case(When(status=LeasedRow.Status.PROCESSING, then=Value(1)), default=Value(0))


def _counted(failure: Failure | None, *, now: datetime) -> dict[str, Any]:
    """Only an answer about the row is an attempt, and ends the wait for a service."""
    if failure is None or failure.kind is Kind.ANSWER:
        return {"attempts": F("attempts") + 1, "outage_since": None}
    if failure.kind is Kind.OUTAGE:
        return {"outage_since": Coalesce("outage_since", Value(now))}
    return {}


def _waiting(now: datetime) -> Q:
    return Q(status=LeasedRow.Status.PENDING) & (Q(not_before=None) | Q(not_before__lte=now))


def _failure_fields(failure: Failure | None) -> dict[str, Any]:
    if failure is None:
        return {"failure_code": "", "failure_text": ""}
    # Some are a service's own words.
    text = storable_text(failure.text)[:_LONGEST_TEXT]
    return {"failure_code": failure.code, "failure_text": text}
