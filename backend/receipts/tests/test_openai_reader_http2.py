"""The GPT-4o reader over HTTP/2 and TLS, as it is in production: one connection, many answers."""

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
def reader(server):
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


def test_reads_share_one_http2_connection(server, reader):
    with ThreadPoolExecutor(8) as pool:
        outcomes = [outcome for outcome, _ in pool.map(lambda _: read(reader), range(24))]

    assert outcomes == ["12.50"] * 24
    assert server.connections == 1
    assert len(server.bodies) == 1 + 24


def test_pages_larger_than_any_window_arrive_whole(server, reader):
    noise = Image.effect_noise((900, 900), 100).convert("RGB")  # hardly compresses

    outcome, _ = read(reader, pages=[to_page(noise), to_page(noise)])

    assert outcome == "12.50"
    images = []
    assert list(find_problems(server.bodies[-1], images)) == []
    assert [image.size for image in images] == [(900, 900), (900, 900)]
    assert len(str(server.bodies[-1])) > 500_000


def test_stalled_answer_ends_though_the_connection_is_busy(server, reader):
    server.streams = [Stream(after=None), Stream(after=30, ticks=True)]

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda _: read(reader), range(2)))

    assert [outcome for outcome, _ in outcomes] == ["timeout", "timeout"]
    assert max(seconds for _, seconds in outcomes) < reader.worst_case_seconds


def test_stalled_answer_leaves_the_others_alone(server, reader):
    server.streams = [Stream(after=None), Stream(after=0.8, ticks=True)]

    with ThreadPoolExecutor(2) as pool:
        stalled = pool.submit(read, reader)
        time.sleep(0.5)  # the second answer comes 0.3 s after the first one's end
        late = pool.submit(read, reader)

    assert stalled.result()[0] == "timeout"
    assert late.result()[0] == "12.50"
    assert server.connections == 1


def test_silent_connection_ends_at_the_timeout(server, reader):
    server.streams = [Stream(after=None), Stream()]

    outcome, seconds = read(reader)

    assert outcome == "timeout"
    assert 0.9 < seconds < reader.worst_case_seconds
    assert read(reader)[0] == "12.50"


def test_server_with_a_certificate_nobody_vouches_for_gets_nothing(server, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    with reader_of(server) as reader:
        assert read(reader)[0] == "connection_failed"
    assert server.bodies == []


def test_headers_are_not_logged_even_at_debug(server, caplog):
    with caplog.at_level(logging.DEBUG), reader_of(server) as reader:
        outcome, _ = read(reader)

    assert outcome == "12.50"
    assert {"httpx2", "httpcore2.http2"} <= {record.name for record in caplog.records}
    assert not [record for record in caplog.records if record.name.startswith("hpack")]
    assert API_KEY not in caplog.text
