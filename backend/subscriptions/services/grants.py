"""Grants: a plan that staff give, with an end and a reason. Stripe knows nothing of it."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from common.errors import AppError
from subscriptions.models import Subscription, SubscriptionEvent
from subscriptions.plans import Plan


def give_plan(
    owner: User, *, plan: Plan, until: date, reason: str, actor: User, now: datetime
) -> Subscription:
    """`until` is the last day, in UTC. Takes the place of what was given before."""
    if not reason.strip():
        raise AppError("A reason is needed.")
    if until < now.date():
        raise AppError("The last day is over already.")
    with transaction.atomic():
        subscription, _ = Subscription.objects.update_or_create(
            owner=owner, defaults={"given_plan": plan.code, "given_until": until}
        )
        SubscriptionEvent.objects.create(
            subscription=subscription,
            actor=actor,
            kind=SubscriptionEvent.Kind.PLAN_GIVEN,
            data={"plan": plan.code, "until": until.isoformat(), "reason": reason.strip()},
            created_at=now,
        )
    return subscription


def withdraw_plan(subscription: Subscription, *, reason: str, actor: User, now: datetime) -> None:
    """What is paid for stays. Where nothing was given, nothing happens."""
    if not reason.strip():
        raise AppError("A reason is needed.")
    with transaction.atomic():
        withdrawn = (
            Subscription.objects.filter(pk=subscription.pk)
            .exclude(given_plan="")
            .update(given_plan="", given_until=None, updated_at=now)
        )
        if withdrawn:
            SubscriptionEvent.objects.create(
                subscription=subscription,
                actor=actor,
                kind=SubscriptionEvent.Kind.PLAN_WITHDRAWN,
                data={"plan": subscription.given_plan, "reason": reason.strip()},
                created_at=now,
            )
