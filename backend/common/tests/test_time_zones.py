"""Days of a time zone: around changes of clocks and at the calendar's ends."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from common.localization.time_zones import day_of, end_of, start_of, time_zone_named


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("America/Los_Angeles", datetime(2026, 12, 1, 1, tzinfo=UTC), date(2026, 11, 30)),
        ("Pacific/Kiritimati", datetime(2026, 11, 30, 10, tzinfo=UTC), date(2026, 12, 1)),
        ("Pacific/Niue", datetime(2027, 1, 1, 10, 59, tzinfo=UTC), date(2026, 12, 31)),
        ("UTC", datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_a_moment_falls_in_the_day_of_the_zone(zone, moment, day):
    assert day_of(moment, ZoneInfo(zone)) == day


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("Africa/Cairo", date(2026, 4, 24), 23),  # clocks skip midnight itself
        ("Asia/Beirut", date(2026, 10, 24), 25),  # at midnight they go back to 23:00
        ("Atlantic/Azores", date(2026, 10, 25), 25),  # they pass midnight twice
        ("Pacific/Apia", date(2011, 12, 30), 0),  # there was no such day
        ("America/Los_Angeles", date(2026, 7, 4), 24),
    ],
)
def test_days_follow_each_other_without_gap_or_overlap(zone, day, hours):
    where = ZoneInfo(zone)

    assert end_of(day, where) - start_of(day, where) == timedelta(hours=hours)
    assert start_of(day + timedelta(days=1), where) == end_of(day, where)
    if hours:
        assert day_of(start_of(day, where), where) == day
    assert day_of(start_of(day, where) - timedelta(microseconds=1), where) < day


def test_at_the_calendars_ends_a_midnight_may_lie_beyond_it():
    with pytest.raises(OverflowError):
        start_of(date.min, ZoneInfo("Asia/Tokyo"))
    with pytest.raises(OverflowError):
        end_of(date.max, ZoneInfo("Pacific/Niue"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("europe/BERLIN", "Europe/Berlin"),
        ("utc", "UTC"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("Europe/Atlantis", None),
        ("+02:00", None),
        ("../etc/passwd", None),
        ("Factory", None),
        ("", None),
    ],
)
def test_names_are_those_of_the_iana(text, name):
    assert time_zone_named(text) == name
