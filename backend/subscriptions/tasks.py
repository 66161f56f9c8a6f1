"""Billing tasks. The rows are the queue, so a task may come twice or never."""

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from subscriptions.services.reconcile import end_ownerless_subscription, ownerless_pks
from subscriptions.services.webhooks import due_event_pks, process_event


@task
def process_stripe_event(event_pk: int) -> None:
    process_event(event_pk, now=timezone.now())


@task
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
    event_pks, ended_pks = due_event_pks(now=now), ownerless_pks(now=now)
    for event_pk in event_pks:
        process_stripe_event.enqueue(event_pk)
    for subscription_pk in ended_pks:
        end_subscription_of_deleted_account.enqueue(subscription_pk)
    return len(event_pks) + len(ended_pks)
