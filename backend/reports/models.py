"""Exchange rates; exports that are made in the background, whose row is the queue; and the answer
that is kept until something changes."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from common.lease.rows import LeasedQuerySet, LeasedRow


class ExchangeRate(models.Model):
    """What one euro was worth in `currency` on a day, as the European Central Bank publishes it."""

    day = models.DateField()
    currency = models.CharField(max_length=3, help_text="ISO 4217")
    per_euro = models.DecimalField(max_digits=18, decimal_places=6)

    class Meta:
        ordering = ["-day", "currency"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "day"], name="one_rate_a_day"),
            models.CheckConstraint(condition=Q(per_euro__gt=0), name="rate_is_positive"),
            models.CheckConstraint(condition=~Q(currency="EUR"), name="euro_needs_no_rate"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} on {self.day}"


class ExportJobQuerySet(LeasedQuerySet["ExportJob"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def usable(self, *, now: datetime) -> Self:
        """Under way, or made and still to be had."""
        live = Q(status__in=[ExportJob.Status.PENDING, ExportJob.Status.PROCESSING])
        return self.filter(live | Q(status=ExportJob.Status.COMPLETED, expires_at__gt=now))


class ExportJob(LeasedRow):
    """One file that somebody asked for. `scope` holds the period and filters as they were asked."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="export_jobs"
    )
    report = models.CharField(max_length=40)
    format = models.CharField(max_length=20)
    scope = models.JSONField()
    percent = models.PositiveSmallIntegerField(default=0)
    coverage = models.JSONField(default=dict)
    filename = models.CharField(max_length=120, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size_bytes = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = ExportJobQuerySet.as_manager()

    class Meta(LeasedRow.Meta):
        ordering = ["-created_at", "-pk"]
        indexes = [
            *LeasedRow.Meta.indexes,
            models.Index(fields=["owner", "-created_at"], name="export_newest_of_owner"),
        ]
        constraints = [
            *LeasedRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(status="completed")
                | Q(size_bytes__isnull=False, expires_at__isnull=False),
                name="export_is_completed_with_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"Export {self.pk}"


class ExportChunk(models.Model):
    """A piece of a finished file. In the database, so that any machine can serve what another made,
    and the file and its job come and go in one transaction."""

    job = models.ForeignKey(ExportJob, on_delete=models.CASCADE, related_name="chunks")
    position = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["job", "position"], name="export_chunk_has_its_place")
        ]

    def __str__(self) -> str:
        return f"Chunk {self.position} of export {self.job_id}"


class LedgerChange(models.Model):
    """One of the last changes of what an account's reports are made of. The database's own triggers
    write it (`reports.change_triggers`): as long as an account has the same tokens, nothing that
    its reports read has changed. No foreign key, since it is also written as an account goes."""

    EVERYBODY = 0

    token = models.CharField(primary_key=True, max_length=36, help_text="random, never seen before")
    account = models.BigIntegerField(db_index=True, help_text="whose; 0: everybody's")

    def __str__(self) -> str:
        return f"Change {self.token} of account {self.account}"


class KeptSummary(models.Model):
    """The last answer of `reports/summary/` to an account. `key` says of which changes, day and
    question; an answer under another key is out of date."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="kept_summary",
    )
    key = models.CharField(max_length=64)
    answer = models.TextField(help_text="JSON, as it is sent")

    class Meta:
        verbose_name_plural = "kept summaries"

    def __str__(self) -> str:
        return f"Summary of account {self.owner_id}"
