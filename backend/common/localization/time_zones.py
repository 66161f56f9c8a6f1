"""Time zones of the IANA, and the days of one: which day a moment falls in, and when a day begins.

The names are those of the package `tzdata`, which is pinned, so that every machine knows the same.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

# For programs that were never set up.
_NO_ZONE = "Factory"


@cache
def _names() -> dict[str, str]:
    """By themselves in small letters."""
    names = files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    return {name.lower(): name for name in names if name != _NO_ZONE}


def time_zone_named(text: str) -> str | None:
    """Its name as the IANA writes it, whatever the case of the text. None: there is none."""
    return _names().get(text.lower())


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """Its first moment, in UTC. Where clocks skip midnight, or have it twice, the earlier reading
    of 00:00 is the moment that the day begins with. Raises OverflowError at the calendar's ends."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment after its last. Raises OverflowError as well."""
    return start_of(day + timedelta(days=1), zone)
