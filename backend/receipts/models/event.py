"""Events: what happened, who did it, and when. Rows are only ever added."""

from datetime import date
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

from receipts.models.entry_filters import EntryFilters, between_days
from receipts.models.ledger import Transaction
from receipts.models.receipt import Receipt


class ReceiptEventQuerySet(EntryFilters["ReceiptEvent"]):
    """By the entry as it is now."""

    entry_path = "transaction__"
    receipt_path = "receipt__"

    def happened_between(
        self, zone: ZoneInfo, start: date | None = None, end: date | None = None
    ) -> Self:
        """By the days of that zone."""
        return self.filter(between_days("created_at", zone, start, end))


class ReceiptEvent(models.Model):
    """`actor` None: the machine. `data` says what changed, such as {field, old, new}."""

    class Kind(models.TextChoices):
        UPLOADED = "uploaded"
        READ = "read"
        FAILED = "failed"
        REPROCESSED = "reprocessed"
        CREATED = "created"
        CORRECTED = "corrected"
        VERIFIED = "verified"
        UNVERIFIED = "unverified"
        MERGED = "merged"
        SEPARATED = "separated"
        DELETED = "deleted"
        RESTORED = "restored"
        PURGED = "purged"
        VIEWED = "viewed"  # its picture, by staff

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="receipt_events"
    )
    receipt = models.ForeignKey(
        Receipt, null=True, on_delete=models.SET_NULL, related_name="events"
    )
    transaction = models.ForeignKey(
        Transaction, null=True, on_delete=models.SET_NULL, related_name="events"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    data = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()

    objects: ClassVar[ReceiptEventQuerySet] = ReceiptEventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} of receipt {self.receipt_id}"
