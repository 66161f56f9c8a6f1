"""Stripe's events, as they were told. The row is the queue."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from common.lease.rows import LeasedQuerySet, LeasedRow


class StripeEventQuerySet(LeasedQuerySet["StripeEvent"]):
    def requeue(self, *, now: datetime, **values: Any) -> int:
        return super().requeue(now=now, outcome="", **values)


class StripeEvent(LeasedRow):
    """One event, once. Only what says whom it is about is kept: the rest is asked of Stripe again,
    so an event that comes late or twice cannot bring back an older state."""

    class Outcome(models.TextChoices):
        APPLIED = "applied", "applied: the account is as Stripe has it"
        IGNORED = "ignored", "ignored: not a kind we act on"
        UNKNOWN_CUSTOMER = "unknown_customer", "unknown customer"

    event_id = models.CharField(max_length=255, unique=True)
    type = models.CharField(max_length=255)
    object_id = models.CharField(max_length=255, blank=True)
    customer_id = models.CharField(max_length=255, blank=True)
    occurred_at = models.DateTimeField(null=True, help_text="by Stripe's clock")
    received_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=16, choices=Outcome, blank=True, help_text="of a completed event"
    )

    objects = StripeEventQuerySet.as_manager()

    class Meta(LeasedRow.Meta):
        ordering = ["-received_at", "-pk"]
        constraints = [
            *LeasedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status="completed") & ~Q(outcome="")
                | ~Q(status="completed") & Q(outcome=""),
                name="stripeevent_is_completed_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"
