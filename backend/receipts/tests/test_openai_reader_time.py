"""The GPT-4o reader and time: nothing takes longer than `worst_case_seconds`; Retry-After."""

import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from receipts.services.extraction import ExtractionError, Page
from receipts.services.openai.errors import read_retry_after
from receipts.tests.openai_reading import CONTEXT, draw_page, reader_of
from receipts.tests.openai_server import Reply, answered, failed, running_openai_server

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def server():
    with running_openai_server() as server:
        yield server


@pytest.fixture
def openai_reader(server):
    with reader_of(server) as reader:
        yield reader


@pytest.fixture
def hasty_reader(server):
    """A time-out of 0.4 s, after a first read that has loaded the SDK."""
    with reader_of(server, timeout_seconds=0.4, connect_timeout_seconds=0.2) as reader:
        reader.extract([draw_page()], context=CONTEXT)
        server.requests.clear()
        yield reader


def fail_to_read(reader, *, page=None) -> tuple[ExtractionError, float]:
    page = page or draw_page()
    started = time.monotonic()
    with pytest.raises(ExtractionError) as caught:
        reader.extract([page], context=CONTEXT)
    return caught.value, time.monotonic() - started


def test_defaults_are_a_minute_and_one_attempt(openai_reader):
    assert (openai_reader.timeout_seconds, openai_reader.connect_timeout_seconds) == (60.0, 5.0)
    assert openai_reader.worst_case_seconds == 120.0


def test_stalled_answer_ends_at_the_timeout_and_is_asked_once(server, hasty_reader):
    server.reply_with(Reply(wait=10))

    error, seconds = fail_to_read(hasty_reader)

    assert (error.code, error.outage) == ("timeout", True)
    assert 0.35 < seconds < hasty_reader.worst_case_seconds
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [200, 500])
def test_answer_that_trickles_ends_too(server, hasty_reader, status):
    server.reply_with(Reply(status=status, body=b" " * 1000, drip=0.05))

    error, seconds = fail_to_read(hasty_reader)

    assert (error.code, error.outage) == ("timeout", True)
    assert seconds < hasty_reader.worst_case_seconds


@pytest.fixture
def slow_receiver():
    """An address where somebody takes 256 KiB every 40 ms and never answers."""
    closing = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def receive() -> None:
        connection, _ = listener.accept()
        with connection:
            while not closing.wait(0.04):
                connection.recv(262144)

    thread = threading.Thread(target=receive)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
    closing.set()
    thread.join()
    listener.close()


def test_request_that_is_taken_too_slowly_ends_too(server, slow_receiver):
    page = Page(jpeg=bytes(20_000_000), width=4000, height=5000)

    with reader_of(server, base_url=slow_receiver, timeout_seconds=0.4) as reader:
        reader._connect()  # loads the SDK
        error, seconds = fail_to_read(reader, page=page)

    assert (error.code, error.outage) == ("timeout", True)
    # Encoding 20 MB comes before the clock starts. The whole would be taken in over 4 s.
    assert seconds < reader.worst_case_seconds + 2


def test_reader_reads_on_after_a_timeout(server, hasty_reader):
    server.reply_with(Reply(wait=10), answered())

    fail_to_read(hasty_reader)

    assert hasty_reader.extract([draw_page()], context=CONTEXT).total.value == "12.50"


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_handed_on_and_not_slept(server, openai_reader, status):
    server.reply_with(failed(status, headers={"Retry-After": "20"}))

    error, seconds = fail_to_read(openai_reader)

    assert error.retry_after == 20.0
    assert seconds < 5
    assert len(server.requests) == 1


def test_no_retry_after_is_none(server, openai_reader):
    server.reply_with(failed(429))

    error, _ = fail_to_read(openai_reader)

    assert error.retry_after is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "20"}, 20.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "-5"}, -5.0),
        ({"retry-after": "86400"}, 86400.0),
        ({"retry-after-ms": "250", "retry-after": "1"}, 0.25),
        ({"retry-after": "Sun, 22 Nov 2026 12:00:30 GMT"}, 30.0),
        ({"retry-after": "Sun, 22 Nov 2026 12:00:30 -0000"}, 30.0),
        ({"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, -3600.0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_in_all_its_forms(headers, seconds):
    assert read_retry_after(headers, now=NOW) == seconds


def test_retry_after_as_a_date_counts_from_now(server, openai_reader):
    moment = datetime.now(UTC) + timedelta(seconds=100)
    server.reply_with(failed(429, headers={"Retry-After": format_datetime(moment, usegmt=True)}))

    error, _ = fail_to_read(openai_reader)

    assert 90 < error.retry_after <= 100
