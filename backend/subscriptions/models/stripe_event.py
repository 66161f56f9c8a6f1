"""What Stripe told us. The row is the queue: any engine may deliver a task twice or never."""

from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q


class StripeEventQuerySet(models.QuerySet["StripeEvent"]):
    """Questions about events, and the atomic moves of one event through the queue."""

    def due(self, *, now: datetime) -> Self:
        """Waiting ones whose time has come, and those whose worker died: their lease ran out."""
        waiting = Q(state=StripeEvent.State.RECEIVED) & (
            Q(not_before=None) | Q(not_before__lte=now)
        )
        lapsed = Q(state=StripeEvent.State.PROCESSING, lease_until__lt=now)
        return self.filter(waiting | lapsed)

    def claim(self, event_pk: int, *, now: datetime, lease: timedelta) -> UUID | None:
        """Take one event for one run; the token proves it later. None: somebody else has it."""
        token = uuid4()
        taken = (
            self.due(now=now)
            .filter(pk=event_pk)
            .update(
                state=StripeEvent.State.PROCESSING,
                attempts=F("attempts") + 1,
                lease_token=token,
                lease_until=now + lease,
            )
        )
        return token if taken else None

    def finish(self, event_pk: int, token: UUID, **values: Any) -> bool:
        """Write the outcome of a run and end its lease. False: the claim was lost, no change."""
        return bool(
            self.filter(pk=event_pk, lease_token=token).update(
                **values, lease_token=None, lease_until=None
            )
        )

    def replay(self) -> int:
        """Back to the queue, with all attempts again. What is running stays as it is."""
        return self.exclude(state=StripeEvent.State.PROCESSING).update(
            state=StripeEvent.State.RECEIVED, attempts=0, not_before=None, error=""
        )


class StripeEvent(models.Model):
    """One event, once. Only what says whom it is about is kept: the rest is asked of Stripe again,
    so an event that comes late or twice cannot bring back an older state."""

    class State(models.TextChoices):
        RECEIVED = "received"
        PROCESSING = "processing"
        PROCESSED = "processed"
        IGNORED = "ignored", "ignored: not a kind we act on"
        UNKNOWN_CUSTOMER = "unknown_customer", "unknown customer"
        FAILED = "failed"

    event_id = models.CharField(max_length=255, unique=True)
    type = models.CharField(max_length=255)
    object_id = models.CharField(max_length=255, blank=True)
    customer_id = models.CharField(max_length=255, blank=True)
    occurred_at = models.DateTimeField(null=True, help_text="by Stripe's clock")
    received_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State, default=State.RECEIVED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    objects = StripeEventQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                name="stripe_event_waiting",
                condition=Q(state__in=["received", "processing"]),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state="processing", lease_token__isnull=False, lease_until__isnull=False
                )
                | (~Q(state="processing") & Q(lease_token=None, lease_until=None)),
                name="stripe_event_is_leased_while_processing",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(error=""),
                name="stripe_event_is_failed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"
