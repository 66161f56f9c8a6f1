"""Periods of the quota: the subscription's own while it is paid for, else the calendar month of the
account's time zone.

A month that was used ends when it was to end as it began; a change of time zone can only put its
end off (`keep_month`). So nobody gets the next one early, or a past one again, by moving.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, DateField, Q
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils import timezone

from accounts.models import User
from common.compiled_sql.queries import CompiledQuery, Parameter
from common.localization.time_zones import start_of
from common.periods import months_after
from subscriptions.models import QuotaPeriod, QuotaUse, Subscription
from subscriptions.services.access import subscription_of

_UTC = ZoneInfo("UTC")


@cache
def _latest_of(*days: str, with_reserved: bool) -> CompiledQuery[QuotaPeriod]:
    """Of an owner's periods that begin on one of the days. `with_reserved`: with the number of its
    documents that are on their way."""
    rows = QuotaPeriod.objects.filter(
        owner=Parameter("owner"), starts_on__in=[Parameter(day, DateField()) for day in days]
    )
    if with_reserved:
        reserved = Count("uses", filter=Q(uses__state=QuotaUse.State.RESERVED))
        rows = rows.annotate(reserved=reserved)
    return CompiledQuery(lambda: rows.order_by("-starts_on")[:1])


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
    subscription: Subscription, *, now: datetime, with_reserved: bool = False
) -> CurrentPeriod:
    """Reads only, in one query: asking starts no period. `with_reserved`: its row has the number of
    documents that are on their way."""
    paid = subscription.paid_period_at(now)
    owner = subscription.owner
    assert owner is not None  # who has left uses nothing
    if paid is None:
        return _month(owner, now=now, with_reserved=with_reserved)
    starts_on, ends_on = paid
    rows = _latest_of("day", with_reserved=with_reserved)
    return CurrentPeriod(
        starts_on=starts_on,
        ends_on=ends_on,
        starts_at=start_of(starts_on, _UTC),
        ends_at=start_of(ends_on, _UTC),
        resets_on=ends_on,
        is_month=False,
        row=rows.first(owner=owner.pk, day=starts_on),
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


def _month(owner: User, *, now: datetime, with_reserved: bool) -> CurrentPeriod:
    zone, month = owner.zone, owner.day_of(now).replace(day=1)
    before, following = months_after(month, -1), months_after(month, 1)
    rows = _latest_of("before", "current", "next", with_reserved=with_reserved)
    latest = rows.first(owner=owner.pk, before=before, current=month, next=following)
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
