"""Mail tasks, outside the request. The queue is the table; these only say that there is work."""

from functools import partial
from typing import Any

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from accounts.models import OutgoingMail, User
from accounts.services.mail import deliver_mail, forget_old_mail, keep_mail
from common.lease.sweep import enqueue_due

# How many due mails one sweep hands out.
SWEEP_SIZE = 100


@task(queue_name="mail")
def send_mail(mail_id: int) -> None:
    deliver_mail(mail_id)


def queue_mail(
    *,
    template: str,
    recipient: str,
    user: User | None = None,
    context: dict[str, Any] | None = None,
) -> None:
    """Send one mail after the commit. If that call is lost, the next sweep makes it."""
    mail = keep_mail(template=template, recipient=recipient, user=user, context=context)
    transaction.on_commit(partial(send_mail.enqueue, mail.pk), robust=True)


def queue_due_mail() -> int:
    """For the sweep: enqueue what is due, forget what is long given up. Returns how many."""
    forget_old_mail()
    due = OutgoingMail.objects.due(now=timezone.now()).order_by("pk")
    return enqueue_due(due, send_mail.enqueue, limit=SWEEP_SIZE)
