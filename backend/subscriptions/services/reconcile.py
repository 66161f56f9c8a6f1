"""Reconciliation of every account with Stripe; ends what still runs for deleted accounts."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from common.errors import AppError
from subscriptions.models import Subscription
from subscriptions.services.stripe.client import stripe_api
from subscriptions.services.stripe.shapes import customer_of
from subscriptions.services.sync import PAGE, Changes, refresh_subscription

logger = logging.getLogger(__name__)

END_RETRY = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One account that was not what Stripe has. `changes` by field: before, after.

    `problem` is why it could not be compared, else "".
    """

    subscription_pk: int
    changes: Changes
    problem: str = ""


def reconcile(*, now: datetime, dry_run: bool) -> Iterator[Difference]:
    """Each account with a customer; those that fit are not named."""
    rows = Subscription.objects.exclude(stripe_customer_id="").order_by("pk")
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            changes = refresh_subscription(pk, now=now, dry_run=dry_run)
        except AppError as error:
            yield Difference(subscription_pk=pk, changes={}, problem=str(error))
            continue
        if changes:
            yield Difference(subscription_pk=pk, changes=changes)


def unknown_customers() -> list[str]:
    """Customers with a subscription at Stripe and no account here: another product's, or lost."""
    with stripe_api() as client:
        listed = client.v1.subscriptions.list({"limit": PAGE})
        found = {customer_of(each.to_dict()) for each in listed.auto_paging_iter()}
    known = Subscription.objects.filter(stripe_customer_id__in=found)
    return sorted(found - set(known.values_list("stripe_customer_id", flat=True)))


def ownerless_pks(*, now: datetime) -> list[int]:
    """Subscriptions that still run for deleted accounts, and were not tried to end just now."""
    return list(_ownerless(now=now).values_list("pk", flat=True))


def end_ownerless_subscription(pk: int, *, now: datetime) -> None:
    """Nobody shall pay for an account that is deleted. Tried again, until Stripe has done it."""
    if not _ownerless(now=now).filter(pk=pk).update(end_tried_at=now):
        return
    stripe_id = Subscription.objects.values_list("stripe_subscription_id", flat=True).get(pk=pk)
    try:
        with stripe_api() as client:
            client.v1.subscriptions.cancel(stripe_id)
        refresh_subscription(pk, now=now)
    except AppError as error:
        logger.warning("Subscription %s of a deleted account still runs: %s", pk, error.code)


def _ownerless(*, now: datetime) -> QuerySet[Subscription]:
    due = Q(end_tried_at=None) | Q(end_tried_at__lt=now - END_RETRY)
    return Subscription.objects.live().filter(due, owner=None)
