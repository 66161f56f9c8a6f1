"""Months of the quota in the account's time zone: a move opens none again, gives and loses none."""

from datetime import UTC, date, datetime

import pytest

from subscriptions.models import QuotaPeriod, Subscription
from subscriptions.services.access import subscription_of
from subscriptions.services.quota import quota_state, reserve_document

LOS_ANGELES, KIRITIMATI, NIUE = "America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Niue"
NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def move(user, time_machine, zone: str, *, now: datetime) -> None:
    time_machine.move_to(now, tick=False)
    user.time_zone = zone
    user.save()


def month(user, now: datetime) -> tuple[date, date]:
    state = quota_state(subscription_of(user), now=now)
    return state.starts_on, state.resets_on


@pytest.mark.parametrize(
    ("zone", "last", "first"),
    [
        ("UTC", "2026-11-30T23:59Z", "2026-12-01T00:00Z"),
        (LOS_ANGELES, "2026-12-01T07:59Z", "2026-12-01T08:00Z"),
        (KIRITIMATI, "2026-11-30T09:59Z", "2026-11-30T10:00Z"),
        (NIUE, "2026-12-01T10:59Z", "2026-12-01T11:00Z"),
    ],
)
def test_a_month_begins_and_ends_at_the_accounts_midnight(user, zone, last, first):
    type(user).objects.filter(pk=user.pk).update(time_zone=zone)
    user.refresh_from_db()
    last, first = datetime.fromisoformat(last), datetime.fromisoformat(first)

    for before, _ in enumerate((last, last)):
        assert month(user, last) == (NOVEMBER, DECEMBER)
        assert month(user, first) == (DECEMBER, JANUARY)
        assert QuotaPeriod.objects.count() == before
        reserve_document(user, now=last)
    reserve_document(user, now=first)

    assert list(QuotaPeriod.objects.order_by("starts_on").values_list("starts_on", "used")) == [
        (NOVEMBER, 2),
        (DECEMBER, 1),
    ]


def test_moving_east_brings_no_new_month_early(user, time_machine):
    reserve_document(user, now=NOON)

    move(user, time_machine, KIRITIMATI, now=NOON)

    assert month(user, NOON)[0] == NOVEMBER
    assert month(user, datetime(2026, 11, 30, 23, 59, tzinfo=UTC))[0] == NOVEMBER
    assert month(user, datetime(2026, 12, 1, tzinfo=UTC)) == (DECEMBER, JANUARY)
    reserve_document(user, now=datetime(2026, 12, 1, tzinfo=UTC))
    assert month(user, datetime(2026, 12, 31, 10, tzinfo=UTC))[0] == JANUARY


def test_moving_west_lasts_the_month_out_and_opens_no_past_one(user, time_machine):
    reserve_document(user, now=NOON)
    move(user, time_machine, LOS_ANGELES, now=NOON)
    evening = datetime(2026, 12, 1, 1, tzinfo=UTC)  # 17:00 on November 30 there

    assert month(user, evening) == (NOVEMBER, DECEMBER)

    morning = datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert month(user, morning)[0] == DECEMBER
    move(user, time_machine, NIUE, now=morning)  # where it is November for two hours more
    assert month(user, morning) == (DECEMBER, JANUARY)


def test_who_moves_to_and_fro_has_one_quota_a_month(user, time_machine):
    moments = [datetime(2026, 11, 30, hour, tzinfo=UTC) for hour in range(9, 24)]
    moments += [datetime(2026, 12, 1, hour, tzinfo=UTC) for hour in range(14)]
    reserve_document(user, now=NOON.replace(hour=8))
    seen = []
    for number, now in enumerate(moments):
        move(user, time_machine, (KIRITIMATI, NIUE, LOS_ANGELES)[number % 3], now=now)
        seen.append(month(user, now)[0])

    assert seen == sorted(seen)
    assert set(seen) == {NOVEMBER, DECEMBER}
    assert QuotaPeriod.objects.count() == 2


def test_an_account_that_has_used_nothing_moves_freely(user, time_machine):
    move(user, time_machine, KIRITIMATI, now=NOON)

    assert month(user, NOON) == (DECEMBER, JANUARY)
    assert not QuotaPeriod.objects.exists()


def test_a_paid_period_is_stripes_wherever_the_account_is(user, time_machine, settings):
    Subscription.objects.create(
        owner=user,
        plan="premium",
        current_period_start=datetime(2026, 11, 1, tzinfo=UTC),
        current_period_end=datetime(2026, 12, 1, tzinfo=UTC),
    )
    reserve_document(user, now=NOON)
    before = QuotaPeriod.objects.values().get()

    for zone in (KIRITIMATI, NIUE):
        move(user, time_machine, zone, now=NOON)
        assert month(user, NOON) == (NOVEMBER, DECEMBER)

    assert QuotaPeriod.objects.values().get() == before


def test_a_row_of_an_earlier_release_ends_at_midnight_in_utc(user):
    QuotaPeriod.objects.create(owner=user, starts_on=NOVEMBER, ends_on=DECEMBER, used=7)

    reserve_document(user, now=datetime(2026, 11, 30, 23, 59, tzinfo=UTC))
    assert QuotaPeriod.objects.get().used == 8
    assert month(user, datetime(2026, 12, 1, tzinfo=UTC))[0] == DECEMBER


def test_what_waits_for_the_next_month_waits_for_the_accounts_midnight(user, time_machine):
    user.time_zone = LOS_ANGELES
    user.save()
    reserve_document(user, now=NOON)
    QuotaPeriod.objects.update(free_reads=50)
    state = quota_state(subscription_of(user), now=NOON)

    assert state.period.ends_at == datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert state.period.starts_at == datetime(2026, 11, 1, 7, tzinfo=UTC)  # summer time still
