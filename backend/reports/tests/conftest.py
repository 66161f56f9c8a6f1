"""Fixtures of the reports' tests."""

from datetime import date

import pytest
from django.utils import timezone

from subscriptions.plans import PLATINUM
from subscriptions.services.grants import give_plan


@pytest.fixture
def owner(user):
    """With every report and export."""
    now = timezone.now()
    until = date(now.year + 1, 1, 1)
    give_plan(user, plan=PLATINUM, until=until, reason="test", actor=user, now=now)
    return user
