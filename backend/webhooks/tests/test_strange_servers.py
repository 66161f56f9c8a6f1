"""Servers that refuse, stall, lie, trickle, pour and die: each is waited for no longer than is
said."""

import socket
import time

import pytest

from receipts.tests.openai_http2_server import write_certificate
from webhooks.services import sending
from webhooks.services.sending import SendingError, post
from webhooks.tests.endpoint_server import (
    answering,
    babbling,
    dying,
    hinting,
    lying,
    pouring,
    running_endpoint_server,
    stalling,
    trickling,
)

# What the impatience of these tests is, and how busy the machine may be.
TIMEOUT, PATIENCE = 0.5, 20


def send(url, settings, *, timeout_seconds=30.0):
    return post(
        url,
        headers={"webhook-id": "evt_1_1"},
        body=b"{}",
        networks=settings.WEBHOOK_ALLOWED_NETWORKS,
        timeout_seconds=timeout_seconds,
    )


@pytest.fixture(autouse=True)
def plan():
    """None of these asks for one."""


@pytest.fixture(autouse=True)
def own_trust(monkeypatch):
    sending._tls.cache_clear()
    yield
    sending._tls.cache_clear()


@pytest.mark.parametrize("behaviour", [stalling, trickling])
def test_one_that_never_comes_to_an_end_is_left_when_the_time_is_over(server, settings, behaviour):
    server.behaves = [behaviour]
    began = time.monotonic()

    with pytest.raises(SendingError) as failed:
        send(server.url, settings, timeout_seconds=TIMEOUT)

    assert failed.value.code == "timed_out"
    assert time.monotonic() - began < PATIENCE


def test_one_that_takes_no_byte_is_left_when_the_time_is_over(settings):
    """It accepts, and nobody looks."""
    with socket.create_server(("127.0.0.1", 0), backlog=1) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        with pytest.raises(SendingError) as failed:
            send(url, settings, timeout_seconds=TIMEOUT)

    assert failed.value.code == "timed_out"


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [(dying, "no_http"), (lying, "no_http"), (babbling, "no_http")],
)
def test_what_is_no_answer_is_said(server, settings, behaviour, code):
    server.behaves = [behaviour]

    with pytest.raises(SendingError) as failed:
        send(server.url, settings)

    assert failed.value.code in {code, "no_connection"}


def test_interim_answers_are_passed_over(server, settings):
    server.behaves = [hinting]

    assert send(server.url, settings).status == 202


def test_of_a_body_without_end_nothing_is_read(server, settings):
    server.behaves = [pouring]

    assert send(server.url, settings).status == 200


def test_nobody_there_is_no_connection(settings):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    with pytest.raises(SendingError) as failed:
        send(url, settings)

    assert failed.value.code == "no_connection"


def test_a_name_that_is_none_is_said(settings):
    with pytest.raises(SendingError) as failed:
        send("https://nobody.invalid/", settings)

    assert failed.value.code == "name_not_found"


# --- TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """For 127.0.0.1."""
    return write_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def tls_server(certificate):
    with running_endpoint_server(certificate) as server:
        yield server


def test_a_certificate_that_is_vouched_for_will_do(tls_server, certificate, settings, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))

    assert send(tls_server.url, settings).status == 204


def test_a_certificate_nobody_vouches_for_gets_nothing(tls_server, settings):
    with pytest.raises(SendingError) as failed:
        send(tls_server.url, settings)

    assert failed.value.code == "tls_failed"
    assert tls_server.received == []


def test_a_certificate_for_another_name_gets_nothing(
    tls_server, certificate, settings, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))

    with pytest.raises(SendingError) as failed:
        send(tls_server.url.replace("127.0.0.1", "localhost"), settings)

    assert failed.value.code == "tls_failed"
    assert tls_server.received == []


def test_one_that_stalls_within_tls_is_left_when_the_time_is_over(settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/"
        with pytest.raises(SendingError) as failed:
            send(url, settings, timeout_seconds=TIMEOUT)

    assert failed.value.code == "timed_out"


def test_plain_http_behind_https_is_said(server, settings):
    server.behaves = [answering(200)]

    url = server.url.replace("http:", "https:")

    with pytest.raises(SendingError) as failed:
        send(url, settings, timeout_seconds=TIMEOUT)

    assert failed.value.code in {"tls_failed", "no_connection", "timed_out"}
