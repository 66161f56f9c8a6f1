"""Web hooks: the endpoints of an account, and what is owed to each. A delivery's row is the queue,
and afterwards the log."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from common.lease.rows import LeasedQuerySet, LeasedRow


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def active(self) -> Self:
        return self.filter(is_active=True)

    def ready(self, *, now: datetime) -> Self:
        """That may be asked now."""
        return self.active().filter(Q(rests_until=None) | Q(rests_until__lte=now))


class WebhookEndpoint(models.Model):
    """An address that is told what happens in an account.

    `failing_since`: nothing has arrived since then. `rests_until`: it gave no answer, so nothing is
    sent before.
    """

    class SwitchedOff(models.TextChoices):
        OWNER = "owner", "by its owner"
        FAILING = "failing", "it failed for days"
        GONE = "gone", "it said that it is gone (410)"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webhook_endpoints"
    )
    url = models.CharField(max_length=500)
    kinds = models.JSONField(help_text="of events that it is told of")
    is_active = models.BooleanField(default=True)
    switched_off = models.CharField(
        max_length=7, choices=SwitchedOff, blank=True, help_text="why it is not active"
    )
    encrypted_secret = models.TextField(editable=False)
    encrypted_old_secret = models.TextField(blank=True, editable=False)
    old_secret_until = models.DateTimeField(
        null=True, help_text="until then the secret before this one signs as well"
    )
    failing_since = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, help_text="counts its changes, for If-Match")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[WebhookEndpointQuerySet] = WebhookEndpointQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_active=True, switched_off="")
                | Q(is_active=False) & ~Q(switched_off=""),
                name="webhook_is_off_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Web hook {self.pk}"


class WebhookDeliveryQuerySet(LeasedQuerySet["WebhookDelivery"]):
    def due(self, *, now: datetime) -> Self:
        return super().due(now=now).to_ready_endpoints(now=now)

    def waiting(self, *, now: datetime) -> Self:
        return super().waiting(now=now).to_ready_endpoints(now=now)

    def to_ready_endpoints(self, *, now: datetime) -> Self:
        ready = WebhookEndpoint.objects.ready(now=now).filter(pk=OuterRef("endpoint_id"))
        return self.filter(Exists(ready))

    def created_before(self, moment: datetime) -> Self:
        return self.filter(created_at__lt=moment)

    def numbered(self, pks: Collection[int]) -> Self:
        return self.filter(pk__in=pks)


class WebhookDelivery(LeasedRow):
    """One event that one endpoint is told of. What the last try met stays in `response_status`
    (null: no answer), `duration_ms` and the failure's columns.

    No foreign keys to receipts and entries, which it outlives, nor one that the database checks to
    the endpoint: whoever writes an event must not fail because an endpoint is being deleted. What
    is owed to none is never due.
    """

    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.CASCADE, db_constraint=False, related_name="deliveries"
    )
    event_id = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    receipt_id = models.BigIntegerField(null=True)
    transaction_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField()
    created_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    response_status = models.PositiveSmallIntegerField(null=True)
    duration_ms = models.PositiveIntegerField(null=True)

    objects: ClassVar[WebhookDeliveryQuerySet] = WebhookDeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(LeasedRow.Meta):
        ordering = ["-pk"]
        verbose_name_plural = "webhook deliveries"
        indexes = [
            *LeasedRow.Meta.indexes,
            models.Index(fields=["created_at"], name="webhook_delivery_by_age"),
        ]
        constraints = [
            *LeasedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["endpoint", "event_id"], name="webhook_is_told_of_an_event_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Delivery {self.pk}"

    @property
    def message_id(self) -> str:
        """The same for every try and every replay. With the moment, since a database that was
        restored gives the numbers of events again."""
        return f"evt_{self.event_id}_{int(self.occurred_at.timestamp() * 1000)}"
