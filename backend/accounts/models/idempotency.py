"""Idempotency keys: which POST calls of an account were made under which, and their answers."""

from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

# As long as a phone without a network may go on trying. What is older counts as never sent.
LIFETIME = timedelta(hours=24)


class IdempotencyKeyQuerySet(models.QuerySet["IdempotencyKey"]):
    def expired(self, now: datetime) -> Self:
        return self.filter(created_at__lte=now - LIFETIME)

    def abandoned(self, now: datetime) -> Self:
        """Taken by a call whose process died before it had an answer."""
        return self.filter(status=None, lease_until__lte=now)


class IdempotencyKey(models.Model):
    """`status` None: the first call is still at work; its `token` proves whose answer may be kept.

    `fingerprint` is the SHA-256 of what was asked, `body` the JSON that was answered.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="idempotency_keys"
    )
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    token = models.UUIDField(default=uuid4, editable=False)
    lease_until = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(blank=True)
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
