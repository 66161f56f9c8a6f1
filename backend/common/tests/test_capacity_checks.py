"""What `manage.py check --deploy` says about connections, threads and memory."""

from dataclasses import replace

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection

from common.capacity.machine import Machine

pytestmark = pytest.mark.django_db

postgres_only = pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL")


def messages(tag: str) -> list[tuple[str, str]]:
    """Those of capacity: other checks ask the same database."""
    found = run_checks(tags=[tag], include_deployment_checks=True, databases=["default"])
    every = [(str(message.id), message.msg) for message in found]
    return [(name, text) for name, text in every if name.startswith("common.")]


@pytest.fixture
def capacity(settings):
    """As on the cheapest dyno; a test sets what differs."""
    settings.MACHINE = Machine(processors=8, memory_mb=512)
    shipped = replace(
        settings.CAPACITY, processes=2, connections=8, web_threads=5, readers=8, memory_mb=512
    )

    def use(**changes):
        settings.CAPACITY = replace(shipped, **changes)

    use()
    return use


@pytest.fixture
def role_limit():
    """The role of the tests may have so many connections, as on a plan that is sold."""

    def limit(most: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER ROLE CURRENT_USER CONNECTION LIMIT {most}")

    return limit


@postgres_only
def test_what_is_shipped_fits(capacity, role_limit):
    role_limit(20)

    assert messages(Tags.database) == []
    assert messages("machine") == []


@postgres_only
def test_more_connections_than_the_database_gives_are_named(capacity, role_limit):
    role_limit(20)
    capacity(processes=4)

    [(found, text)] = messages(Tags.database)

    assert found == "common.W003"
    assert "4 web processes with 8 connections each are 32" in text
    assert "the database gives 20" in text


@postgres_only
def test_many_more_threads_than_connections_are_named(capacity):
    capacity(connections=1)

    [(found, text)] = messages(Tags.database)

    assert found == "common.W004"
    assert "20 threads (5 of requests, 8 that read receipts, 7 more) for 1 connections" in text


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_sqlite_has_no_connections_to_count(capacity):
    capacity(connections=1)

    assert messages(Tags.database) == []


def test_more_memory_than_the_container_has_is_named(capacity):
    capacity(memory_mb=1500)

    [(found, text)] = messages("machine")

    assert found == "common.W005"
    assert "need 1500 MB at the busiest moment; this machine has 512" in text
