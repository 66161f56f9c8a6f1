"""The quota: a document is reserved at upload, committed when it was read, given back when it
could not be. Each move is one conditional UPDATE, so racing requests cannot pass the limit."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, F, Q

from accounts.models import User
from subscriptions.errors import QuotaExceededError
from subscriptions.models import QuotaPeriod, QuotaUse, Subscription
from subscriptions.plans import Plan
from subscriptions.services.access import subscription_of

__all__ = [
    "QuotaExceededError",
    "QuotaState",
    "commit_document",
    "give_back_document",
    "quota_state",
    "reserve_document",
]


@dataclass(frozen=True, kw_only=True)
class QuotaState:
    """One account's documents in the current period. `limit` None: no limit.

    `used` have been read, `reserved` are on their way; `resets_on` is the first day of the next
    period.
    """

    used: int
    reserved: int
    limit: int | None
    starts_on: date
    resets_on: date


def reserve_document(user: User, *, now: datetime) -> QuotaUse:
    """Take one document of the current period. Raises QuotaExceededError and changes nothing."""
    subscription = subscription_of(user)
    plan = subscription.plan_at(now)
    starts_on, ends_on = subscription.period_at(now)
    with transaction.atomic(savepoint=False):
        period, _ = QuotaPeriod.objects.get_or_create(
            owner=user, starts_on=starts_on, defaults={"ends_on": ends_on}
        )
        use = _take_one(period, plan)
    if use is None:
        raise _exceeded(plan, resets_on=ends_on)
    return use


def _take_one(period: QuotaPeriod, plan: Plan) -> QuotaUse | None:
    """None: all are used, and nothing was changed."""
    free = Q() if plan.max_documents is None else Q(used__lt=plan.max_documents)
    if not QuotaPeriod.objects.filter(free, pk=period.pk).update(used=F("used") + 1):
        return None
    return QuotaUse.objects.create(period=period)


def _exceeded(plan: Plan, *, resets_on: date) -> QuotaExceededError:
    return QuotaExceededError(
        f"The {plan.name} plan includes {plan.max_documents} documents a month, "
        f"and all are used. New ones can be added from {resets_on.isoformat()}.",
        limit=plan.max_documents,
        resets_on=resets_on.isoformat(),
    )


def commit_document(use_id: int) -> None:
    """The document was read: it counts. Anything but a reserved one stays as it is."""
    QuotaUse.objects.filter(pk=use_id, state=QuotaUse.State.RESERVED).update(
        state=QuotaUse.State.COMMITTED
    )


def give_back_document(use_id: int) -> None:
    """The document does not count after all. Once only, whoever asks how often."""
    with transaction.atomic():
        given = (
            QuotaUse.objects.filter(pk=use_id)
            .exclude(state=QuotaUse.State.GIVEN_BACK)
            .update(state=QuotaUse.State.GIVEN_BACK)
        )
        if given:
            QuotaPeriod.objects.filter(uses=use_id).update(used=F("used") - 1)


def quota_state(subscription: Subscription, *, now: datetime) -> QuotaState:
    """Reads only: asking starts no period."""
    starts_on, ends_on = subscription.period_at(now)
    reserved = Count("uses", filter=Q(uses__state=QuotaUse.State.RESERVED))
    period = (
        QuotaPeriod.objects.filter(owner=subscription.owner, starts_on=starts_on)
        .annotate(reserved=reserved)
        .first()
    )
    return QuotaState(
        used=period.used - period.reserved if period else 0,
        reserved=period.reserved if period else 0,
        limit=subscription.plan_at(now).max_documents,
        starts_on=starts_on,
        resets_on=ends_on,
    )
