"""Billing tasks. The rows are the queue, so a task may come twice or never."""

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from common.lease.sweep import enqueue_due
from subscriptions.models import StripeEvent
from subscriptions.services.reconcile import end_ownerless_subscription, ownerless_pks
from subscriptions.services.webhooks import process_event

# How many due events one sweep hands out.
SWEEP_SIZE = 100


@task(queue_name="billing")
def process_stripe_event(event_pk: int) -> None:
    process_event(event_pk)


@task(queue_name="billing")
def end_subscription_of_deleted_account(subscription_pk: int) -> None:
    end_ownerless_subscription(subscription_pk, now=timezone.now())


def queue_event_task(event_pk: int) -> None:
    """After the commit: no worker may look for a row that is not there yet."""
    transaction.on_commit(lambda: process_stripe_event.enqueue(event_pk))


def sweep_billing() -> int:
    """Queue what is due and nobody works on. Called at start-up and then every few seconds.

    Returns how much was queued.
    """
    if not settings.STRIPE_SECRET_KEY:
        return 0
    now = timezone.now()
    due = StripeEvent.objects.due(now=now).order_by("received_at", "pk")
    queued = enqueue_due(due, process_stripe_event.enqueue, limit=SWEEP_SIZE)
    ended_pks = ownerless_pks(now=now)
    for subscription_pk in ended_pks:
        end_subscription_of_deleted_account.enqueue(subscription_pk)
    return queued + len(ended_pks)
