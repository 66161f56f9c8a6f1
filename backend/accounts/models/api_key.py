"""API keys, for programs that act for a person."""

import hashlib
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

# A new time is written at most this often, so that a busy program does not write on every call.
LAST_USE_STEP = timedelta(minutes=1)


def hash_api_key(key: str) -> str:
    """SHA-256 is enough, and fast: a key is 256 random bits, so there is nothing to guess."""
    return hashlib.sha256(key.encode()).hexdigest()


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def owned_by(self, user: models.Model) -> Self:
        return self.filter(owner=user)

    def record_use(self, key_id: int, *, now: datetime) -> None:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=now - LAST_USE_STEP)
        self.filter(stale, pk=key_id).update(last_used_at=now)


class ApiKey(models.Model):
    """The key itself is shown once, when it is made; only its hash stays."""

    class Scope(models.TextChoices):
        READ = "read", "Read"
        WRITE = "write", "Read and write"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys"
    )
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12, help_text="how the key begins, to tell keys apart")
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.READ)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "API key"
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_api_key_of_a_name"),
            models.CheckConstraint(
                condition=Q(scope__in=["read", "write"]), name="api_key_scope_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"API key {self.pk} of user {self.owner_id}"
