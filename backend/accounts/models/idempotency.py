"""Idempotency keys: which POST calls of an account were made under which, and their answers."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

# As long as a phone without a network may go on trying, over a holiday. What is older counts as
# never sent.
LIFETIME = timedelta(days=30)


class IdempotencyKeyQuerySet(models.QuerySet["IdempotencyKey"]):
    def expired(self, now: datetime) -> Self:
        return self.filter(created_at__lte=now - LIFETIME)

    def abandoned(self, now: datetime, dead: Collection[str]) -> Self:
        """Held by a call that gave it up, or whose process died: one of the `dead`, or nobody has
        heard of it since."""
        return self.filter(Q(lease_until__lte=now) | Q(claimed_by__in=dead), status=None)

    def free(self, *, now: datetime) -> int:
        """The calls that hold them have ended, for sure. Returns how many there were."""
        held = self.filter(status=None, lease_until__gt=now)
        return held.update(lease_until=now, claimed_by="")


class IdempotencyKey(models.Model):
    """`status` None: a call is still at work; its `token` proves whose answer may be kept.

    `fingerprint` is the SHA-256 of what was asked, `body` the JSON that was answered. `progress`:
    what the call has made so far, as numbers of rows by their place in what was asked.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="idempotency_keys"
    )
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    token = models.UUIDField(default=uuid4, editable=False)
    lease_until = models.DateTimeField()
    # Defaults of the database too: while a release goes out, the code before it still adds rows.
    claimed_by = models.CharField(
        max_length=100, blank=True, default="", db_default="", editable=False
    )
    progress = models.JSONField(default=dict, db_default={}, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True, default="", db_default="")
    created_at = models.DateTimeField(db_index=True)

    objects: ClassVar[IdempotencyKeyQuerySet] = IdempotencyKeyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="idempotency_key_of_owner"),
            models.CheckConstraint(
                condition=Q(status=None) | Q(status__range=(200, 299)),
                name="idempotency_key_keeps_a_success",
            ),
        ]

    def __str__(self) -> str:
        return f"Idempotency key {self.pk}"
