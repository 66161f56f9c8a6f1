"""The GPT-4o reader over HTTP/2 and TLS, as it is in production."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from receipts.services.extraction import ExtractionError
from receipts.tests.openai_http2_server import Stream, running_http2_server, write_certificate
from receipts.tests.openai_reading import CONTEXT, draw_page, reader_of, to_page
from receipts.tests.openai_request import find_problems
from receipts.tests.openai_server import API_KEY


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return write_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def server(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with running_http2_server(*certificate) as server:
        yield server


@pytest.fixture
def openai_reader(server):
    """A time-out of a second, after a first read that has loaded the SDK and connected."""
    with reader_of(server, timeout_seconds=1.0, max_connections=8) as reader:
        read(reader)
        yield reader


def read(reader, *, pages=None):
    """The total, or the failure's code; and the seconds it took."""
    started = time.monotonic()
    try:
        outcome = reader.extract(pages or [draw_page()], context=CONTEXT).total.value
    except ExtractionError as error:
        outcome = error.code
    return outcome, time.monotonic() - started


def wait_for_bodies(server, count) -> None:
    deadline = time.monotonic() + 5
    while len(server.bodies) < count and time.monotonic() < deadline:
        time.sleep(0.01)


def test_each_read_has_a_connection_to_itself_and_leaves_it_to_the_next(server, openai_reader):
    server.streams = [Stream(after=0.1)]

    with ThreadPoolExecutor(8) as pool:
        outcomes = [outcome for outcome, _ in pool.map(lambda _: read(openai_reader), range(40))]

    assert outcomes == ["12.50"] * 40
    assert server.connections == 8
    assert server.most_side_by_side == 1


def test_pages_larger_than_any_window_arrive_whole(server, openai_reader):
    noise = Image.effect_noise((900, 900), 100).convert("RGB")  # hardly compresses

    outcome, _ = read(openai_reader, pages=[to_page(noise), to_page(noise)])

    assert outcome == "12.50"
    images = []
    assert list(find_problems(server.bodies[-1], images)) == []
    assert [image.size for image in images] == [(900, 900), (900, 900)]
    assert len(str(server.bodies[-1])) > 500_000


@pytest.mark.parametrize("signs_of_life", [{"spaces": True}, {"pings": True}])
def test_answer_that_only_shows_signs_of_life_ends(server, openai_reader, signs_of_life):
    server.streams = [Stream(after=30, **signs_of_life), Stream()]

    outcome, seconds = read(openai_reader)

    assert outcome == "timeout"
    assert 0.9 < seconds < openai_reader.worst_case_seconds
    assert read(openai_reader)[0] == "12.50"


def test_stalled_answer_leaves_the_others_alone(server, openai_reader):
    server.streams = [Stream(after=None), Stream()]

    with ThreadPoolExecutor(1) as pool:
        stalled = pool.submit(read, openai_reader)
        wait_for_bodies(server, 2)
        others = [read(openai_reader)[0] for _ in range(5)]

    assert stalled.result()[0] == "timeout"
    assert others == ["12.50"] * 5


def test_read_that_finds_all_connections_busy_waits_for_one(server):
    server.streams = [Stream(after=0.2)]

    with reader_of(server, max_connections=2) as reader, ThreadPoolExecutor(6) as pool:
        outcomes = [outcome for outcome, _ in pool.map(lambda _: read(reader), range(6))]

    assert outcomes == ["12.50"] * 6
    assert server.connections == 2


def test_silent_connection_ends_at_the_timeout(server, openai_reader):
    server.streams = [Stream(after=None), Stream()]

    outcome, seconds = read(openai_reader)

    assert outcome == "timeout"
    assert 0.9 < seconds < openai_reader.worst_case_seconds
    assert read(openai_reader)[0] == "12.50"


def test_server_with_a_certificate_nobody_vouches_for_gets_nothing(server, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    with reader_of(server) as reader:
        assert read(reader)[0] == "connection_failed"
    assert server.bodies == []


def test_headers_are_not_logged_though_every_logger_is_at_debug(server, openai_reader, caplog):
    with (
        caplog.at_level(logging.DEBUG),
        caplog.at_level(logging.DEBUG, logger="openai"),
        caplog.at_level(logging.DEBUG, logger="httpx2"),
        caplog.at_level(logging.DEBUG, logger="httpcore2"),
    ):
        outcome, _ = read(openai_reader)

    assert outcome == "12.50"
    assert {"httpx2", "httpcore2.http2"} <= {record.name for record in caplog.records}
    assert not [record for record in caplog.records if record.name.startswith("hpack")]
    assert API_KEY not in caplog.text
