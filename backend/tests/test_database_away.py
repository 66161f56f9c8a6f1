"""The database is away, full or read-only: 503 in the contract's shape, and nothing is lost."""

import os
import signal
from dataclasses import replace

import httpx2
import pytest
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from rest_framework.test import APIClient

from receipts.models import Receipt
from receipts.tests.conftest import picture
from receipts.tests.openai_server import API_KEY, answered, running_openai_server
from subscriptions.models import QuotaPeriod
from tests import own_postgres
from tests.server import EMAIL, PASSWORD, Server, wait_until
from tests.tasks import NO_ENGINE

on_postgres = pytest.mark.skipif(
    not os.environ.get("TEST_DATABASE_URL"), reason="stops a PostgreSQL"
)


FILE = {"image": ("lunch.png", picture())}
CREDENTIALS = {"email": EMAIL, "password": PASSWORD}
PERSON = {
    "email": "new@example.com",
    "first_name": "Nora",
    "last_name": "North",
    "password": PASSWORD,
    "password_confirm": PASSWORD,
}
CALLS = [
    ("GET", "/api/v1/receipts/", {}),
    ("GET", "/api/v1/receipts/1/", {}),
    ("POST", "/api/v1/receipts/", {"files": FILE}),
    ("POST", "/api/v1/accounts/token/", {"json": CREDENTIALS}),
    ("POST", "/api/v1/accounts/register/", {"json": PERSON}),
    ("GET", "/api/v1/auth/app/v1/auth/session", {}),
    ("POST", "/api/v1/auth/app/v1/auth/login", {"json": CREDENTIALS}),
    ("GET", "/api/v1/reports/summary/", {}),
    ("GET", "/api/v1/subscriptions/api/details/", {}),
]


def assert_is_unavailable(response) -> None:
    assert response.status_code == 503, response.content
    body = response.json()
    assert body["code"] == "database_unavailable"
    assert body["detail"] == body["error"]
    assert int(response.headers["Retry-After"]) > 0
    assert "Traceback" not in body["detail"]


@pytest.fixture
def openai():
    with running_openai_server() as server:
        yield server


@pytest.fixture
def postgres():
    with own_postgres.own_postgres() as server:
        yield server


@pytest.fixture
def server(openai, postgres, tmp_path):
    server = Server(
        folder=tmp_path,
        database_url=postgres.get_uri(),
        log=tmp_path / "log",
        RECEIPT_READER="openai",
        SECOND_OPINION="off",
        OPENAI_API_KEY=API_KEY,
        OPENAI_BASE_URL=openai.base_url,
        TASKS_WORKERS="2",
        SWEEP_SECONDS="0.2",
    )
    server.start()
    yield server
    server.stop(signal.SIGKILL)


@on_postgres
@pytest.mark.own_database
def test_a_database_that_is_stopped_loses_no_reading_and_is_no_500(server, postgres, openai):
    openai.reply_with(replace(answered(), wait=3))
    with server.signed_in() as client:
        receipt_id = client.post("/receipts/", files=FILE).json()["id"]
        wait_until(lambda: len(openai.requests) == 1, seconds=20)
        own_postgres.stop(postgres)

        for method, path, body in CALLS:
            # A connection each: one whose body was not read is closed.
            headers = {
                "Authorization": client.headers["Authorization"],
                "X-Session-Token": "x" * 32,
            }
            url = f"{server.url}{path}"
            answer = httpx2.request(method, url, headers=headers, timeout=30, **body)
            assert_is_unavailable(answer)
        cookie = {"Cookie": f"api_session={'x' * 32}"}
        by_cookie = httpx2.get(f"{server.url}/api/v1/accounts/me/", headers=cookie, timeout=30)
        assert_is_unavailable(by_cookie)
        assert "Set-Cookie" not in by_cookie.headers
        assert httpx2.get(f"{server.url}/healthz").status_code == 200
        assert httpx2.get(f"{server.url}/readyz").json()["database"] == "away"
        cookies = {"sessionid": "x" * 32}
        assert httpx2.get(f"{server.url}/admin/", cookies=cookies).status_code == 503
        own_postgres.start(postgres)

        wait_until(
            lambda: client.get(f"/receipts/{receipt_id}/").json()["ocr_status"] == "completed",
            seconds=30,
        )
        assert client.get("/receipts/").json()["count"] == 1
    assert len(openai.requests) == 1
    log = server.log.read_text()
    assert "Internal Server Error" not in log


class TestOnSqlite:
    """In this process: what a full or read-only disk says, the database says here by itself."""

    pytestmark = [
        pytest.mark.django_db(transaction=True),
        pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own words"),
    ]

    @pytest.fixture
    def client(self, api, settings):
        api.raise_request_exception = False
        settings.TASKS = NO_ENGINE  # what is uploaded waits
        return api

    @pytest.fixture
    def full(self, client):
        """No page more."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA page_count")
            pages = cursor.fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages}")
            yield
            cursor.execute("PRAGMA max_page_count = 4294967294")

    @pytest.fixture
    def read_only(self, client):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = ON")
            yield
            cursor.execute("PRAGMA query_only = OFF")

    def test_a_full_disk_is_503_and_keeps_nothing(self, full, client):
        answers = [self._upload(client) for _ in range(60)]

        assert_is_unavailable(next(answer for answer in answers if answer.status_code != 201))
        stored = list(storages["receipts"].stored_files())
        assert len(stored) == Receipt.objects.count()
        assert sum(QuotaPeriod.objects.values_list("used", flat=True)) == len(stored)

    def test_a_read_only_disk_is_503_for_who_writes(self, read_only, client):
        assert client.get("/api/v1/receipts/").status_code == 200

        assert_is_unavailable(self._upload(client))

        assert not Receipt.objects.exists()
        assert list(storages["receipts"].stored_files()) == []

    def test_a_session_that_cannot_be_written_is_503(self, user, read_only):
        client = APIClient(raise_request_exception=False)
        url, before = "/api/v1/auth/app/v1/auth/login", Session.objects.count()

        answer = client.post(url, {"email": EMAIL, "password": PASSWORD})

        assert_is_unavailable(answer)
        assert Session.objects.count() == before

    def test_wrong_sql_is_still_a_bug(self, client, monkeypatch):
        def ask_nonsense(*_args, **_options):
            with connection.cursor() as cursor:
                cursor.execute("SELECT nothing FROM nowhere")

        monkeypatch.setattr(Receipt.objects.__class__, "owned_by", ask_nonsense, raising=False)

        assert client.get("/api/v1/receipts/").json()["code"] == "server_error"

    def _upload(self, client):
        file = SimpleUploadedFile("lunch.png", picture())
        return client.post("/api/v1/receipts/", {"image": file}, format="multipart")
