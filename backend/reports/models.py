"""Exchange rates; exports that are made in the background, whose row is the queue; and the answer
that is kept until something changes."""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import User


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


class ExportJobQuerySet(models.QuerySet["ExportJob"]):
    """The atomic moves of one job. A run writes only where its own lease token still stands."""

    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def due(self, *, now: datetime) -> Self:
        """Pending ones, and those whose worker died: their lease ran out."""
        lapsed = Q(status=ExportJob.Status.PROCESSING, lease_until__lt=now)
        return self.filter(Q(status=ExportJob.Status.PENDING) | lapsed)

    def usable(self, *, now: datetime) -> Self:
        """Under way, or made and still to be had."""
        live = Q(status__in=[ExportJob.Status.PENDING, ExportJob.Status.PROCESSING])
        return self.filter(live | Q(status=ExportJob.Status.COMPLETED, expires_at__gt=now))

    def claim(self, job_id: UUID, *, now: datetime, lease: timedelta) -> UUID | None:
        """Take one job for one run; the token proves it later. None: somebody else has it."""
        token = uuid4()
        taken = (
            self.due(now=now)
            .filter(pk=job_id)
            .update(
                status=ExportJob.Status.PROCESSING,
                attempts=F("attempts") + 1,
                percent=0,
                lease_token=token,
                lease_until=now + lease,
            )
        )
        return token if taken else None

    def advance(
        self, job_id: UUID, token: UUID, *, percent: int, now: datetime, lease: timedelta
    ) -> bool:
        """Say how far a run is and renew its lease. False: the claim was lost."""
        held = self.filter(pk=job_id, lease_token=token)
        return bool(held.update(percent=percent, lease_until=now + lease))

    def finish(self, job_id: UUID, token: UUID, **values: object) -> bool:
        """Write the outcome of a run and end its lease. False: the claim was lost, no change."""
        held = self.filter(pk=job_id, lease_token=token)
        return bool(held.update(**values, lease_token=None, lease_until=None))


class ExportJob(models.Model):
    """One file that somebody asked for. `scope` holds the period and filters as they were asked."""

    class Status(models.TextChoices):
        PENDING = "pending"
        PROCESSING = "processing"
        COMPLETED = "completed"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="export_jobs"
    )
    report = models.CharField(max_length=40)
    format = models.CharField(max_length=20)
    scope = models.JSONField()
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    percent = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True)
    failure_code = models.CharField(max_length=40, blank=True)
    failure_text = models.CharField(max_length=300, blank=True)
    coverage = models.JSONField(default=dict)
    filename = models.CharField(max_length=120, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size_bytes = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="export_newest_of_owner"),
            models.Index(
                fields=["created_at"],
                name="export_under_way",
                condition=Q(status__in=["pending", "processing"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status="processing", lease_token__isnull=False, lease_until__isnull=False
                )
                | (~Q(status="processing") & Q(lease_token=None, lease_until=None)),
                name="export_is_leased_while_processing",
            ),
            models.CheckConstraint(
                condition=~Q(status="completed")
                | Q(size_bytes__isnull=False, expires_at__isnull=False),
                name="export_is_completed_with_a_file",
            ),
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(failure_code=""),
                name="export_is_failed_with_a_reason",
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
