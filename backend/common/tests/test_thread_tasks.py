"""The `threads` engine: a runner without memory."""

import itertools
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection, connections
from django.tasks import task

from common.task_engines import thread_pool_backend
from common.task_engines.thread_pool_backend import ThreadPoolTaskBackend

BACKEND = Path(__file__).resolve().parent.parent.parent
TWO_EACH = {
    "QUEUES": ["reading", "mail"],
    "OPTIONS": {"workers": {"reading": 2, "mail": 2}},
}

ran: list[object] = []
gate = threading.Event()
numbers = itertools.count()


@pytest.fixture(autouse=True)
def fresh():
    ran.clear()
    gate.clear()
    yield
    gate.set()


@pytest.fixture
def engine():
    alias = f"test-{next(numbers)}"
    backend = ThreadPoolTaskBackend(alias, TWO_EACH)
    yield backend
    gate.set()
    for queue in TWO_EACH["QUEUES"]:
        backend.pool(queue).drain()


@task(queue_name="reading")
def note(word: str) -> None:
    ran.append(word)


@task(queue_name="reading")
def wait_and_note(word: str) -> None:
    gate.wait(5)
    ran.append(word)


@task(queue_name="mail")
def note_of_another_kind(word: str) -> None:
    ran.append(word)


@task(queue_name="reading")
def crash() -> None:
    raise ZeroDivisionError


@task(queue_name="reading")
def go_on_when_the_command_is_over() -> None:
    time.sleep(1)
    note.enqueue("more")


@task(queue_name="reading")
def query() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    ran.append(connections["default"])


def test_a_task_runs_in_another_thread(engine):
    engine.enqueue(note, ["a"], {})
    engine.pool("reading").drain()

    assert ran == ["a"]


def test_no_thread_is_made_before_the_first_task():
    before = threading.active_count()

    ThreadPoolTaskBackend("default", TWO_EACH)

    assert threading.active_count() == before


def test_all_threads_of_a_process_share_its_workers(engine):
    def enqueue_from_another_thread(word):
        other = ThreadPoolTaskBackend(engine.alias, TWO_EACH)
        other.enqueue(wait_and_note, [word], {})

    for word in ("one", "two", "three"):
        thread = threading.Thread(target=enqueue_from_another_thread, args=[word])
        thread.start()
        thread.join()
    while engine.pool("reading").waiting_calls > 1:
        pass
    busy = [thread for thread in threading.enumerate() if thread.name.startswith("task")]

    assert len(busy) == 2


def test_a_call_that_already_waits_is_not_queued_again(engine):
    for _ in range(2):
        engine.enqueue(wait_and_note, ["busy"], {})
        while engine.pool("reading").waiting_calls:  # until a worker has taken it
            pass
    for _ in range(50):
        engine.enqueue(wait_and_note, ["later"], {})
    gate.set()
    while len(ran) < 3:
        pass
    engine.pool("reading").drain()

    assert sorted(ran) == ["busy", "busy", "later"]


def test_no_kind_of_work_waits_for_another(engine):
    for word in ("one", "two", "three"):
        engine.enqueue(wait_and_note, [word], {})

    engine.enqueue(note_of_another_kind, ["mail"], {})
    engine.pool("mail").drain()

    assert ran == ["mail"]


def test_more_calls_than_a_bound_do_not_wait(engine, monkeypatch):
    monkeypatch.setattr(thread_pool_backend, "MOST_WAITING_CALLS", 3)
    for word in ("busy", "busy too"):
        engine.enqueue(wait_and_note, [word], {})
        while engine.pool("reading").waiting_calls:
            pass

    for number in range(5):
        engine.enqueue(note, [f"later {number}"], {})

    assert engine.pool("reading").waiting_calls == 3


def test_draining_lets_what_runs_finish_and_drops_what_waits(engine):
    for word in ("one", "two", "three"):
        engine.enqueue(wait_and_note, [word], {})
    while engine.pool("reading").waiting_calls > 1:
        pass
    threading.Timer(0.05, gate.set).start()

    engine.pool("reading").drain()

    assert sorted(ran) == ["one", "two"]


def test_after_draining_nothing_is_taken(engine):
    engine.pool("reading").drain()

    engine.enqueue(note, ["late"], {})
    engine.pool("reading").drain()

    assert ran == []


def test_a_command_that_queued_work_ends_without_a_crash():
    name = "go_on_when_the_command_is_over"
    code = f"from common.tests.test_thread_tasks import {name}; {name}.enqueue()"
    settings = {"DJANGO_SETTINGS_MODULE": "backend.settings", "SECRET_KEY": "x"}
    settings |= {"TASKS_BACKEND": "threads", "DJANGO_LOG_LEVEL": "WARNING"}

    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=BACKEND,
        env=os.environ | settings,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_crash_is_logged_and_the_worker_lives_on(engine, caplog):
    with caplog.at_level(logging.ERROR):
        engine.enqueue(crash, [], {})
        engine.enqueue(note, ["after"], {})
        while not ran:
            pass
        engine.pool("reading").drain()

    assert ran == ["after"]
    assert "crash" in caplog.text
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_an_idle_worker_holds_no_database_connection(engine):
    engine.enqueue(query, [], {})
    engine.pool("reading").drain()

    assert ran[0].connection is None
