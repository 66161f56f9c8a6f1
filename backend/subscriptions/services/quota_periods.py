"""Periods of the quota: the subscription's own while it is paid for, else the calendar month of the
account's time zone.

A month that was used ends when it was to end as it began; a change of time zone can only put its
end off (`keep_month`). So nobody gets the next one early, or a past one again, by moving.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils import timezone

from accounts.models import User
from common.localization.time_zones import start_of
from common.periods import months_after
from subscriptions.models import QuotaPeriod, Subscription
from subscriptions.services.access import subscription_of

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, kw_only=True)
class CurrentPeriod:
    """`resets_on`: the day, where the account is, on which the next one begins. `row` None: nothing
    was used in it."""

    starts_on: date
    ends_on: date
    starts_at: datetime
    ends_at: datetime
    resets_on: date
    is_month: bool
    row: QuotaPeriod | None


def current_period(
    subscription: Subscription, *, now: datetime, rows: QuerySet[QuotaPeriod] | None = None
) -> CurrentPeriod:
    """Reads only, in one query: asking starts no period. `rows`: with what else is asked of it."""
    paid = subscription.paid_period_at(now)
    owner = subscription.owner
    assert owner is not None  # who has left uses nothing
    own = (QuotaPeriod.objects.all() if rows is None else rows).filter(owner=owner)
    if paid is None:
        return _month(owner, own, now=now)
    starts_on, ends_on = paid
    return CurrentPeriod(
        starts_on=starts_on,
        ends_on=ends_on,
        starts_at=start_of(starts_on, _UTC),
        ends_at=start_of(ends_on, _UTC),
        resets_on=ends_on,
        is_month=False,
        row=own.filter(starts_on=starts_on).first(),
    )


def begin_period(owner: User, period: CurrentPeriod) -> QuotaPeriod:
    """Its row, whoever makes it first."""
    if period.row is not None:
        return period.row
    row, _ = QuotaPeriod.objects.get_or_create(
        owner=owner,
        starts_on=period.starts_on,
        defaults={
            "ends_on": period.ends_on,
            "ends_at": period.ends_at if period.is_month else None,
        },
    )
    return row


@receiver(pre_save, sender=User)
def keep_month(instance: User, update_fields: Collection[str] | None = None, **kwargs: Any) -> None:
    """By whichever door somebody moves to another time zone, the month that is current there stays
    so, to its end there or here, whichever is later."""
    is_new = instance._state.adding
    if is_new or (update_fields is not None and "time_zone" not in update_fields):
        return
    before = User.objects.filter(pk=instance.pk).first()
    if before is not None and before.time_zone != instance.time_zone:
        _put_end_off(before, moving_to=instance.zone, now=timezone.now())


def _put_end_off(owner: User, *, moving_to: ZoneInfo, now: datetime) -> None:
    if not QuotaPeriod.objects.filter(owner=owner).exists():
        return  # nothing was ever used that could be had twice
    period = current_period(subscription_of(owner), now=now)
    if period.is_month:
        ends_at = max(period.ends_at, start_of(period.ends_on, moving_to))
        row = QuotaPeriod.objects.filter(pk=begin_period(owner, period).pk)
        row.exclude(ends_at__gte=ends_at).update(ends_at=ends_at)


def _month(owner: User, own: QuerySet[QuotaPeriod], *, now: datetime) -> CurrentPeriod:
    zone, month = owner.zone, owner.day_of(now).replace(day=1)
    # Of the month before, this one and the next, the latest that was used.
    near = [months_after(month, months) for months in (-1, 0, 1)]
    latest = own.filter(starts_on__in=near).order_by("-starts_on").first()
    if latest is not None:
        is_over = latest.end <= now
        month = max(month, months_after(latest.starts_on, 1)) if is_over else latest.starts_on
    row = latest if latest is not None and latest.starts_on == month else None
    ends_on = months_after(month, 1)
    ends_at = start_of(ends_on, zone) if row is None else row.end
    return CurrentPeriod(
        starts_on=month,
        ends_on=ends_on,
        starts_at=start_of(month, zone),
        ends_at=ends_at,
        resets_on=owner.day_of(ends_at),
        is_month=True,
        row=row,
    )
