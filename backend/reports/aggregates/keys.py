"""Grouping keys of the sums."""

from collections.abc import Callable
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncMonth

# From the path that leads to the entry to an expression: "" for entries, another for their lines.
Key = Callable[[str], Combinable]


def since(day: date) -> Key:
    """A key: whether it was on this day or later. Of a truth value the database's planner knows
    that it makes two groups, and adds up in memory; of a CASE it would expect one for each date,
    and sort."""
    return lambda path: ExpressionWrapper(
        Q(**{f"{path}purchased_on__gte": day}), output_field=BooleanField()
    )


def by_month(path: str) -> Combinable:
    """A key: the first day of the entry's month."""
    return TruncMonth(f"{path}purchased_on")


def by_vendor(path: str) -> Combinable:
    return F(f"{path}vendor")
