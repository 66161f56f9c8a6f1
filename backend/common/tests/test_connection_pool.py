"""Database connections of a process: a bounded number, waited for, and none with idle threads."""

import gc
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.db.utils import ConnectionHandler

from common.database_errors import is_database_away

WAIT_SECONDS = 0.3

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"] != "common.postgresql",
        reason="for PostgreSQL through psycopg2",
    ),
]


@pytest.fixture
def database():
    """A handler of connections, with two of them to the tests' database."""
    bounds = {"MAX_CONNECTIONS": 2, "CONNECTION_WAIT_SECONDS": WAIT_SECONDS}
    # A pool is known by its alias, and each test wants its own.
    alias = f"pool-{time.monotonic_ns()}"
    handler = ConnectionHandler({"default": {}, alias: connection.settings_dict | bounds})
    handler.alias = alias
    yield handler
    handler.close_all()
    handler[alias].close_pool()


def ask(database, statement: str = "SELECT pg_backend_pid()"):
    with database[database.alias].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def ask_and_close(database, statement: str = "SELECT pg_backend_pid()"):
    try:
        return ask(database, statement)
    finally:
        database.close_all()


def in_threads(call, *, threads: int) -> list:
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda _: call(), range(threads)))


@pytest.fixture
def held(database):
    """Both connections are with threads that hold them until the test ends or sets this."""
    release, taken = threading.Event(), threading.Barrier(3)

    def hold():
        ask(database)
        taken.wait(10)
        release.wait(10)
        database.close_all()

    holders = [threading.Thread(target=hold) for _ in range(2)]
    for holder in holders:
        holder.start()
    taken.wait(10)
    yield release
    release.set()
    for holder in holders:
        holder.join()


def test_more_threads_than_connections_are_all_served(database):
    pids = in_threads(lambda: ask_and_close(database), threads=20)

    assert len(pids) == 20
    assert len(set(pids)) <= 2


def test_who_waits_too_long_fails_as_if_the_database_were_away(database, held):
    with pytest.raises(OperationalError) as refusal:
        ask(database)

    assert is_database_away(refusal.value)
    held.set()
    assert in_threads(lambda: ask_and_close(database), threads=4)


def test_who_waits_gets_the_connection_that_becomes_free(database, held):
    threading.Timer(WAIT_SECONDS / 3, held.set).start()

    assert ask_and_close(database)


def test_a_request_that_ends_gives_its_connection_back(database):
    for _ in range(4):
        pid = in_threads(lambda: _ask_in_request(database), threads=1)

    assert ask_and_close(database) in pid


def _ask_in_request(database) -> int:
    pid = ask(database)
    database[database.alias].close_if_unusable_or_obsolete()
    return pid


def test_a_connection_is_opened_once_for_many_requests(database):
    assert len({ask_and_close(database) for _ in range(5)}) == 1


def test_a_connection_whose_server_has_ended_it_is_thrown_away(database):
    pid = ask_and_close(database)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    assert ask_and_close(database) != pid


def test_a_connection_that_breaks_in_use_is_thrown_away(database):
    pid = ask(database)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    with pytest.raises(OperationalError):
        ask(database)
    database[database.alias].close_if_unusable_or_obsolete()

    assert len(set(in_threads(lambda: ask_and_close(database), threads=2)) - {pid}) >= 1


def test_a_transaction_that_was_left_open_is_not_the_next_ones(database):
    wrapper = database[database.alias]
    wrapper.set_autocommit(False)
    ask(database, "SELECT txid_current()")
    database.close_all()

    assert ask_and_close(database, "SELECT txid_current_if_assigned() IS NULL")


def test_a_connection_closed_inside_a_transaction_is_not_used_again(database):
    pid = ask(database)
    wrapper = database[database.alias]
    wrapper.in_atomic_block = True
    wrapper.close()
    wrapper.in_atomic_block = False

    assert in_threads(lambda: ask_and_close(database), threads=4).count(pid) == 0


def test_a_thread_that_ends_without_closing_takes_no_connection_with_it(database):
    for _ in range(6):
        in_threads(lambda: ask(database), threads=1)
        gc.collect()

    assert ask_and_close(database)


def test_a_connection_that_cannot_be_opened_counts_for_nothing(database):
    wrapper = database[database.alias]
    port, wrapper.settings_dict["PORT"] = wrapper.settings_dict["PORT"], "1"
    for _ in range(4):
        with pytest.raises(OperationalError):
            ask(database)
    wrapper.settings_dict["PORT"] = port

    assert ask_and_close(database)


def test_a_forked_process_opens_connections_of_its_own(database):
    pid = ask_and_close(database)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, str(ask_and_close(database)).encode())
        os._exit(0)
    os.waitpid(child, 0)

    assert int(os.read(reading, 100)) != pid
    assert ask_and_close(database) == pid


def test_the_connections_of_the_process_itself_are_bounded():
    assert connection.settings_dict["MAX_CONNECTIONS"] == settings.CAPACITY.connections
    assert connection.settings_dict["CONN_MAX_AGE"] == 0
