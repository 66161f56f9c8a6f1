"""Fixtures of the reports' tests."""

from datetime import date

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from conftest import PASSWORD
from subscriptions.plans import PLANS
from subscriptions.services.grants import give_plan


@pytest.fixture
def give(user):
    def give(code):
        now = timezone.now()
        until = date(now.year + 1, 1, 1)
        give_plan(user, plan=PLANS[code], until=until, reason="test", actor=user, now=now)

    return give


@pytest.fixture
def owner(user, give):
    """With every report and export."""
    give("platinum")
    return user


@pytest.fixture
def api_at(time_machine, user):
    """Moves the clock, then signs `user` in: an access token does not outlive the journey."""

    def move(moment):
        time_machine.move_to(moment)
        client = APIClient()
        body = {"email": user.email, "password": PASSWORD}
        access = client.post("/api/v1/accounts/token/", body).json()["access"]
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
        return client

    return move
