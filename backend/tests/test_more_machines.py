"""`TASKS_BACKEND=procrastinate`: a server that only queues, and workers that stand for machines."""

import json
import os
import signal
import subprocess
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from threading import Event

import psycopg2
import pytest

from receipts.tests.conftest import picture
from receipts.tests.openai_server import API_KEY, answered, running_openai_server
from tests.server import EMAIL, PROJECT, Server, own_database, wait_until

# It has psycopg 3 as well, as whoever chooses this engine has; `make test` installs it.
ENGINE = PROJECT / ".cache" / "test-engine"

pytestmark = [
    pytest.mark.own_database,
    pytest.mark.skipif(not os.environ.get("TEST_DATABASE_URL"), reason="needs PostgreSQL"),
    pytest.mark.skipif(
        not (ENGINE / ".installed").exists(), reason="run scripts/install_test_engine"
    ),
]

# Rows of an earlier test; what a module's tests share is the server.
EMPTY = "TRUNCATE receipts_receipt, procrastinate_jobs, procrastinate_workers CASCADE"
# As a queue may: each job twice more, with nothing that keeps them apart.
DELIVER_THRICE = """
INSERT INTO procrastinate_jobs (queue_name, task_name, args)
SELECT queue_name, task_name, args FROM procrastinate_jobs, generate_series(1, 2)
"""
LARGE_EXPORT = "/reports/ledger/export/csv/?start_date=2026-01-01&end_date=2026-12-31"


@pytest.fixture(scope="module")
def model():
    with running_openai_server() as server:
        yield server


@pytest.fixture(scope="module")
def shared_server(model, tmp_path_factory):
    folder = tmp_path_factory.mktemp("more-machines")
    with own_database(folder) as database_url:
        server = Server(
            folder=folder,
            database_url=database_url,
            python=ENGINE / "bin" / "python",
            TASKS_BACKEND="procrastinate",
            RECEIPT_READER="openai",
            OPENAI_API_KEY=API_KEY,
            OPENAI_BASE_URL=model.base_url,
            EMAIL_URL="dummy:",
            SWEEP_SECONDS="0.5",
        )
        server.start()
        yield server
        server.stop(signal.SIGKILL)


@pytest.fixture
def server(shared_server, model):
    ask(shared_server, EMPTY)
    model.reset()
    yield shared_server
    assert model.problems == []


def ask(server, statement: str, *values: str) -> list[tuple]:
    connection = psycopg2.connect(server.environment["DATABASE_URL"])
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def jobs(server, status: str) -> int:
    return ask(server, "SELECT status FROM procrastinate_jobs").count((status,))


def add_job(server, name: str, **arguments: object) -> None:
    ask(
        server,
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', %s, %s)",
        name,
        json.dumps(arguments),
    )


def run_beside(server, scene: str) -> str:
    return server.run(f"from tests import beside_the_server\nbeside_the_server.{scene}()")


def start_worker(server, *options: str, **variables: str) -> subprocess.Popen:
    return subprocess.Popen(
        [server.python, "manage.py", "procrastinate", "worker", *options],
        cwd=PROJECT / "backend",
        env=server.environment | variables,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def working(server, **variables: str):
    """A worker that is killed in the end, if it is still there."""
    worker = start_worker(server, **variables)
    try:
        yield worker
    finally:
        worker.kill()
        worker.wait()


@contextmanager
def a_thousand_waiting(server):
    """The server's sweep queues one after another, so it ends here: none comes to a later test."""
    run_beside(server, "add_waiting")
    try:
        yield
    finally:
        server.stop(signal.SIGKILL)
        ask(server, EMPTY)
        server.start()


@contextmanager
def nobody_takes_a_job(server):
    connection = psycopg2.connect(server.environment["DATABASE_URL"])
    connection.cursor().execute("LOCK TABLE procrastinate_jobs IN EXCLUSIVE MODE")
    yield
    connection.close()


def work_off(server) -> None:
    """One worker, until the queue is empty."""
    assert start_worker(server, "--one-shot").wait(30) == 0


def upload(client, *, count: int) -> list[int]:
    answers = [
        client.post("/receipts/", files={"image": ("lunch.png", picture(shade=100 + number))})
        for number in range(count)
    ]
    assert {answer.status_code for answer in answers} == {201}
    return [answer.json()["id"] for answer in answers]


def statuses(client) -> list[str]:
    rows = client.get("/receipts/", params={"page_size": 100}).json()["results"]
    return sorted(row["ocr_status"] for row in rows)


def entries(client, receipt_ids: list[int]) -> set[int]:
    """The entries of these receipts, each of which must have one."""
    bodies = [client.get(f"/receipts/{receipt_id}/").json() for receipt_id in receipt_ids]
    assert {body["transaction"]["total"] for body in bodies} == {"12.50"}
    return {body["transaction"]["id"] for body in bodies}


def test_uploads_mail_and_exports_wait_for_a_worker(server, model, tmp_path):
    run_beside(server, "add_large_ledger")
    made = tmp_path / "made"
    with server.signed_in() as client:
        receipt_ids = upload(client, count=2)
        client.post("/accounts/password/reset/", json={"email": EMAIL})
        large = client.get(LARGE_EXPORT)
        assert large.status_code == 202, large.text
        wait_until(lambda: jobs(server, "todo") == 4, seconds=30)
        assert statuses(client) == ["pending", "pending"]
        assert model.requests == []
        # Only a task may be called, whatever the queue says.
        add_job(server, "run_job", path="os.mkdir", args=[str(made)], kwargs={})

        work_off(server)

        assert statuses(client) == ["completed", "completed"]
        assert len(entries(client, receipt_ids)) == 2
        export = client.get(server.url + large.headers["Location"]).json()
        assert export["status"] == "completed"
        assert len(client.get(server.url + export["download_url"]).text.splitlines()) == 5001 + 1
    assert ask(server, "SELECT * FROM accounts_outgoingmail") == []
    assert not made.exists()
    assert ask(server, "SELECT * FROM procrastinate_jobs WHERE status <> 'todo'") == []


def test_what_a_killed_worker_held_is_read_once_by_another(server, model):
    model.reply_with(replace(answered(), wait=30))
    with server.signed_in() as client:
        with working(server, TASKS_WORKERS="8", RECEIPT_LEASE_SECONDS="2") as worker:
            receipt_ids = upload(client, count=10)
            wait_until(lambda: len(model.requests) == 8, seconds=30)
            os.killpg(worker.pid, signal.SIGKILL)
        model.reply_with(answered())

        with working(server):
            wait_until(lambda: statuses(client) == ["completed"] * 10, seconds=30)
            assert len(entries(client, receipt_ids)) == 10
            assert len(model.requests) == 8 + 10

            # Nobody waits for what the dead worker had begun, so that is thrown away.
            wait_until(lambda: jobs(server, "doing") == 8, seconds=30)
            ask(server, "UPDATE procrastinate_workers SET last_heartbeat = '2026-01-01'")
            add_job(server, "forget_lost_jobs", timestamp=0)
            wait_until(lambda: ask(server, "SELECT * FROM procrastinate_jobs") == [], seconds=30)


def test_a_receipt_that_comes_to_two_workers_thrice_is_read_once(server, model):
    model.reply_with(replace(answered(), wait=0.3))
    with server.signed_in() as client:
        receipt_ids = upload(client, count=12)
        ask(server, DELIVER_THRICE)
        with ExitStack() as machines:
            with nobody_takes_a_job(server):
                for _ in range(2):
                    machines.enter_context(working(server, TASKS_WORKERS="4"))
                here = "SELECT count(*) FROM procrastinate_workers"
                wait_until(lambda: ask(server, here) == [(2,)], seconds=30)
            both = "SELECT count(DISTINCT worker_id) FROM procrastinate_jobs WHERE status = 'doing'"
            wait_until(lambda: ask(server, both) == [(2,)], seconds=30)
            wait_until(lambda: ask(server, "SELECT * FROM procrastinate_jobs") == [], seconds=30)

        assert statuses(client) == ["completed"] * 12
        assert len(entries(client, receipt_ids)) == 12
    assert len(model.requests) == 12


def test_with_a_thousand_waiting_another_ones_receipt_takes_the_next_slot_and_a_mail_none(
    server, model
):
    first, rest = Event(), Event()
    held = [replace(answered(), until=first), replace(answered(), until=rest)]
    # The third answer comes at once: it must be the other account's, since the fourth never does.
    model.reply_with(*held, answered(), replace(answered(), until=rest))
    with server.signed_in() as client:
        upload(client, count=4)
        with a_thousand_waiting(server), working(server, TASKS_WORKERS="2"):
            wait_until(lambda: len(model.requests) == 2, seconds=30)
            run_beside(server, "upload_of_another_account")

            mails = "SELECT count(*) FROM accounts_outgoingmail"
            wait_until(lambda: ask(server, mails) == [(0,)], seconds=30)
            assert len(model.requests) == 2

            first.set()
            another = (
                "SELECT status FROM receipts_receipt JOIN accounts_user owner"
                " ON owner.id = owner_id WHERE owner.email = 'bob@example.com'"
            )
            wait_until(lambda: ask(server, another) == [("completed",)], seconds=30)
            rest.set()


def test_a_stop_lets_a_worker_finish_its_reading_and_leaves_the_rest_to_others(server, model):
    model.reply_with(replace(answered(), wait=1))
    with server.signed_in() as client:
        upload(client, count=2)
        with working(server, TASKS_WORKERS="1") as worker:
            wait_until(lambda: len(model.requests) == 1, seconds=30)

            worker.send_signal(signal.SIGTERM)

            assert worker.wait(30) == 0
        assert statuses(client) == ["completed", "pending"]
    assert len(model.requests) == 1
    assert jobs(server, "todo") >= 1


def test_a_rolled_back_upload_is_not_queued_and_a_waiting_call_not_twice(server):
    seen = json.loads(run_beside(server, "queue_as_transactions_do"))

    assert seen == {
        "before the commit": 0,
        "rolled back": 0,
        "enqueued thrice": 1,
        "enqueued by two at once": 1,
    }
