"""Quota: how many documents an account has taken in a period, and how many free reads."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from common.localization.time_zones import start_of


class QuotaPeriod(models.Model):
    """How many documents one account has taken in one period, and how much was read without being
    one: the counters that races meet at.

    `used` counts the reserved and the committed uses, `free_reads` the free ones.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quota_periods"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="the first day after the period")
    ends_at = models.DateTimeField(
        null=True, help_text="of a calendar month: when it ends, by the time zone of then"
    )
    used = models.PositiveIntegerField(default=0)
    free_reads = models.PositiveIntegerField(
        default=0, db_default=0, help_text="readings that failed, re-reads, and removed duplicates"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "starts_on"], name="one_period_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="quota_period_has_a_length"
            ),
        ]

    def __str__(self) -> str:
        return f"Quota of user {self.owner_id} from {self.starts_on}"

    @property
    def end(self) -> datetime:
        return self.ends_at or start_of(self.ends_on, ZoneInfo("UTC"))


class QuotaUse(models.Model):
    """One document's place in a period, or one free read: a reading that cost and is none."""

    class State(models.TextChoices):
        RESERVED = "reserved"
        COMMITTED = "committed"
        GIVEN_BACK = "given_back"
        FREE = "free"

    period = models.ForeignKey(QuotaPeriod, on_delete=models.CASCADE, related_name="uses")
    state = models.CharField(max_length=10, choices=State, default=State.RESERVED)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["period"], name="quota_use_reserved", condition=Q(state="reserved")
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} use of period {self.period_id}"
