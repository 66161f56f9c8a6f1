"""The whole server as its operator runs it: killed, restarted, stopped."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from receipts.tests.conftest import picture
from receipts.tests.drawing import pdf_text_page
from receipts.tests.openai_server import API_KEY, answered, running_openai_server
from receipts.tests.test_decoding import is_running
from tests.server import Server, own_database, wait_until

RECEIPTS = 20

pytestmark = pytest.mark.own_database


@pytest.fixture
def openai():
    with running_openai_server() as server:
        yield server


@pytest.fixture
def server(openai, tmp_path, request):
    """Leases run out after `request.param` seconds."""
    with own_database(tmp_path) as database_url:
        server = Server(
            folder=tmp_path,
            database_url=database_url,
            RECEIPT_READER="openai",
            OPENAI_API_KEY=API_KEY,
            OPENAI_BASE_URL=openai.base_url,
            TASKS_WORKERS="8",
            RECEIPT_LEASE_SECONDS=str(request.param),
            SWEEP_SECONDS="0.2",
        )
        yield server
        server.stop(signal.SIGKILL)


def upload(client) -> int:
    answer = client.post("/receipts/", files={"image": ("lunch.png", picture())})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def statuses(client) -> list[str]:
    rows = client.get("/receipts/", params={"page_size": 100}).json()["results"]
    return [row["ocr_status"] for row in rows]


@pytest.mark.parametrize("server", [600], indirect=True)
def test_after_a_power_cut_every_receipt_is_read_once(server, openai):
    openai.reply_with(replace(answered(), wait=30))
    server.start()
    with server.signed_in() as client:
        with ThreadPoolExecutor(10) as pool:
            ids = list(pool.map(lambda _: upload(client), range(RECEIPTS)))
        wait_until(lambda: statuses(client).count("processing") == 8, seconds=10)

        server.stop(signal.SIGKILL)
        openai.reply_with(answered())
        server.start()

        wait_until(lambda: statuses(client) == ["completed"] * RECEIPTS, seconds=30)
        entries = [client.get(f"/receipts/{pk}/").json()["transaction"] for pk in ids]
    assert {entry["total"] for entry in entries} == {"12.50"}
    assert len({entry["id"] for entry in entries}) == RECEIPTS
    assert openai.problems == []


@pytest.mark.parametrize("server", [60], indirect=True)
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_decoders_end_with_the_server_however_it_ends(server, how):
    server.start()
    with server.signed_in() as client:
        answer = client.post("/receipts/", files={"image": ("a.pdf", pdf_text_page())})
    family = psutil.Process(server.process.pid).children(recursive=True)
    decoders = [one for one in family if "receipts.services.decoding.supervisor" in one.cmdline()]

    server.stop(how)

    assert answer.status_code == 201, answer.text
    assert len(decoders) > 1
    wait_until(lambda: not any(map(is_running, decoders)), seconds=30)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux")
@pytest.mark.parametrize("server", [60], indirect=True)
def test_the_process_that_forks_runs_nothing_and_asks_nobody(server):
    """A thread would not be there in the others, and a connection would be everybody's."""
    server.start()
    own = Path(f"/proc/{server.process.pid}")
    sockets = [link for link in map(os.readlink, own.glob("fd/*")) if link.startswith("socket:")]

    assert len(list(own.glob("task/*"))) == 1
    assert len(sockets) == 1, "where it listens"


@pytest.mark.parametrize("server", [60], indirect=True)
def test_a_stop_lets_the_reading_in_progress_finish(server, openai):
    openai.reply_with(replace(answered(), wait=1))
    server.start()
    with server.signed_in() as client:
        receipt_id = upload(client)
        wait_until(lambda: len(openai.requests) == 1, seconds=10)

        server.stop(signal.SIGTERM)
        server.start()

        body = client.get(f"/receipts/{receipt_id}/").json()
    assert body["ocr_status"] == "completed"
    assert len(openai.requests) == 1


@pytest.mark.parametrize("server", [60], indirect=True)
def test_ten_documents_of_one_account_at_once_are_all_accepted_by_one_decoder(server, openai):
    """As the existing client sends them, at the rates and with the threads that are shipped."""
    openai.reply_with(answered())
    server.environment |= {"DECODERS": "1"}
    server.start()
    with server.signed_in() as client, ThreadPoolExecutor(10) as pool:

        def upload_document(number):
            document = pdf_text_page() + b"%% %d\n" % number
            return client.post("/receipts/", files={"image": (f"{number}.pdf", document)})

        answers = list(pool.map(upload_document, range(10)))

        assert [answer.status_code for answer in answers] == [201] * 10
        wait_until(lambda: statuses(client) == ["completed"] * 10, seconds=60)
        assert len({answer.json()["id"] for answer in answers}) == 10
