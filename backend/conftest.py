"""Fixtures that every app's tests share."""

from pathlib import Path

import pytest
from rest_framework.test import APIClient

from accounts.models import User


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path: Path) -> Path:
    """Each test stores into a folder of its own."""
    folder = tmp_path / "receipts"
    settings.STORAGES = settings.STORAGES | {
        "receipts": settings.STORAGES["receipts"] | {"OPTIONS": {"location": folder}}
    }
    return folder


@pytest.fixture
def user(db) -> User:
    return User.objects.create_user("alice@example.com", "correct horse battery staple")


@pytest.fixture
def other_user(db) -> User:
    return User.objects.create_user("bob@example.com", "correct horse battery staple")


def _signed_in(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.fixture
def api(user) -> APIClient:
    return _signed_in(user)


@pytest.fixture
def other_api(other_user) -> APIClient:
    return _signed_in(other_user)


@pytest.fixture
def anonymous() -> APIClient:
    return APIClient()
