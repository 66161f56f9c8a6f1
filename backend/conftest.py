"""Fixtures that every app's tests share."""

import gc
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from hypothesis import settings
from rest_framework.test import APIClient

from accounts.models import User
from accounts.services.users import create_verified_user
from receipts.models import Category
from tests.databases import asks_database, django_db_setup
from tests.logged import listening

__all__ = ["django_db_setup"]  # pytest finds it here

# The same examples in every run: a failure is the change's, and stays until it is mended.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")

PASSWORD = "correct horse battery staple"
CACHE_TABLE = "cache"


@receiver(post_migrate)
def begin_anew(sender, **_signal) -> None:
    """A test with transactions of its own empties every table at its end, which sends this signal.
    In whatever order the tests run, the rows that migrations have made come back, and what limits
    have counted, in a table of no model, goes."""
    if sender.name != "receipts":
        return
    if not Category.objects.filter(owner=None).exists():
        import_module("receipts.migrations.0002_add_default_categories").add_defaults(apps, None)
    if CACHE_TABLE in connection.introspection.table_names():
        cache.clear()


def pytest_collection_modifyitems(config, items) -> None:
    """On PostgreSQL run what asks a database; the run on SQLite has the rest as well."""
    if connection.vendor != "sqlite":
        config.hook.pytest_deselected(items=[item for item in items if not asks_database(item)])
        items[:] = filter(asks_database, items)


def pytest_collection_finish() -> None:
    """What is imported by now stays: looking through it for garbage is a fifth of a test's time."""
    gc.freeze()


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path: Path) -> Path:
    """Each test stores into a folder of its own."""
    folder = tmp_path / "receipts"
    settings.PROCESS_FOLDER = tmp_path / "processes"
    settings.STORAGES = settings.STORAGES | {
        "receipts": settings.STORAGES["receipts"] | {"OPTIONS": {"location": folder}}
    }
    return folder


@pytest.fixture(autouse=True)
def nothing_private_is_logged() -> Iterator[None]:
    """Of the whole suite, in each test that logs it, so that the test has a name."""
    with listening() as listener:
        yield
    assert listener.found == []


@pytest.fixture
def user(db) -> User:
    return create_verified_user(
        email="alice@example.com", password=PASSWORD, first_name="Alice", last_name="Archer"
    )


@pytest.fixture
def other_user(db) -> User:
    return create_verified_user(
        email="bob@example.com", password=PASSWORD, first_name="Bob", last_name="Baker"
    )


def _signed_in(user: User) -> APIClient:
    """With a real access token, so that authentication is part of every test."""
    client = APIClient()
    response = client.post("/api/v1/accounts/token/", {"email": user.email, "password": PASSWORD})
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {response.json()['access']}")
    return client


@pytest.fixture
def api(user) -> APIClient:
    """Signed in as `user`."""
    return _signed_in(user)


@pytest.fixture
def other_api(other_user) -> APIClient:
    """Signed in as `other_user`."""
    return _signed_in(other_user)


@pytest.fixture
def anonymous(db) -> APIClient:
    return APIClient()
