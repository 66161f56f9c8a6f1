"""Mail that is owed: the table is the queue, as with receipts."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

# How long after each attempt the next one comes, should that attempt fail or vanish. A server that
# is away for most of a day costs nobody a mail. The first is longer than any SMTP time-out.
RETRY_DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
)
MAX_ATTEMPTS = len(RETRY_DELAYS)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, *, now: datetime) -> Self:
        return self.filter(attempts__lt=MAX_ATTEMPTS, not_before__lte=now)

    def given_up(self) -> Self:
        return self.filter(attempts__gte=MAX_ATTEMPTS)

    def claim(self, mail_id: int, *, now: datetime) -> "OutgoingMail | None":
        """Take one mail for one attempt. None: it is not due, or somebody else has it.

        Nobody takes it again before `not_before`, which is also when the next attempt comes if
        this one ends in nothing.
        """
        mail = self.due(now=now).filter(pk=mail_id).first()
        if mail is None:
            return None
        next_try = now + RETRY_DELAYS[mail.attempts]
        taken = self.filter(pk=mail_id, attempts=mail.attempts, not_before=mail.not_before).update(
            attempts=mail.attempts + 1, not_before=next_try
        )
        mail.attempts += 1
        return mail if taken else None


class OutgoingMail(models.Model):
    """One mail, gone from here once the mail server has it.

    It says what to write and to whom. A link that proves something is made when the mail is
    written and never stands in the database.
    """

    template = models.CharField(max_length=100, help_text="the templates' common path")
    recipient = models.EmailField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    context = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now, db_index=True)
    failure = models.CharField(max_length=200, blank=True, help_text="of the last attempt")

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "outgoing mail"

    def __str__(self) -> str:
        return f"Mail {self.pk}: {self.template}"
