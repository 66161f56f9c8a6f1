"""Mail that is owed. The row is the queue."""

from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from common.lease.rows import LeasedQuerySet, LeasedRow


class OutgoingMailQuerySet(LeasedQuerySet["OutgoingMail"]):
    def given_up(self) -> Self:
        return self.filter(status=OutgoingMail.Status.FAILED)


class OutgoingMail(LeasedRow):
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

    objects = OutgoingMailQuerySet.as_manager()

    class Meta(LeasedRow.Meta):
        verbose_name_plural = "outgoing mail"

    def __str__(self) -> str:
        return f"Mail {self.pk}: {self.template}"
