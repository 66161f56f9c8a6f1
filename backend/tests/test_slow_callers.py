"""Callers who send and take byte by byte hold up nobody else, and framing stays that of HTTP.

The kind of database makes no difference to it, so it runs with SQLite alone."""

import json
import signal
import time
from contextlib import ExitStack, suppress
from io import BytesIO
from pathlib import Path
from random import randbytes
from select import select
from socket import SHUT_WR
from zipfile import ZipFile

import httpx2
import psutil
import pytest
from PIL import Image

from common.task_engines.periodic import PeriodicCall
from receipts.tests.conftest import picture
from tests.raw_calls import chunked, connected, head, multipart, upload_head
from tests.server import serving, wait_until

HANGING = 100
# Ends in a look of the server at its callers, and the machine may be busy.
SOON = 20


FEW_THREADS = {"WEB_THREADS": "2", "SWEEP_SECONDS": "60"}
READS_AT_ONCE = {"RECEIPT_READER": "offline", "TASKS_BACKEND": "immediate"}


def said_by(answer):
    return json.loads(answer.content)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("server"), **FEW_THREADS, **READS_AT_ONCE) as server:
        yield server


@pytest.fixture(scope="module")
def impatient_server(tmp_path_factory):
    """Its time-outs are a second, its connections few."""
    options = "--worker-class tests.impatient_worker.ImpatientWorker --worker-connections 20"
    folder = tmp_path_factory.mktemp("impatient")
    with serving(folder, GUNICORN_CMD_ARGS=options, **FEW_THREADS) as server:
        yield server


@pytest.fixture(scope="module")
def cramped_server(tmp_path_factory):
    """It keeps hardly anything for slow callers."""
    folder = tmp_path_factory.mktemp("cramped")
    with serving(
        folder,
        log=folder / "log",
        WEB_CONCURRENCY="1",
        GUNICORN_CMD_ARGS="--worker-class tests.impatient_worker.CrampedWorker",
        **FEW_THREADS,
        **READS_AT_ONCE,
    ) as server:
        yield server


@pytest.fixture(scope="module")
def token(server):
    with server.signed_in() as client:
        return client.headers["Authorization"]


@pytest.fixture(scope="module")
def large_file(server, token):
    """The path of a file of several megabytes, larger than what a system keeps of an answer."""
    found = httpx2.get(
        f"{server.url}/api/v1/receipts/{upload(server, token, noise())}/",
        headers={"Authorization": token},
        timeout=60,
    )
    return (
        found.json()["image_info"]["original_url"]
        .removeprefix("http://127.0.0.1")
        .lstrip(":0123456789")
    )


def noise() -> bytes:
    buffer = BytesIO()
    Image.frombytes("RGB", (1200, 1200), randbytes(1200 * 1200 * 3)).save(
        buffer, "PNG", compress_level=0
    )
    return buffer.getvalue()


def upload(server, token, content) -> int:
    response = httpx2.post(
        f"{server.url}/api/v1/receipts/",
        headers={"Authorization": token},
        files={"image": ("lunch.png", content)},
        timeout=60,
    )
    assert response.status_code == 201, response.text
    return response.json()["id"]


def ordinary_call(server) -> float:
    """How long it took. No probe, since those have threads of their own."""
    started = time.monotonic()
    url = f"{server.url}/api/v1/subscriptions/api/health/"
    assert httpx2.get(url, timeout=60).status_code == 200
    return time.monotonic() - started


def files_without_a_name(server) -> int:
    """Of what waits, and a few that gunicorn has for itself."""
    found = 0
    for child in psutil.Process(server.process.pid).children():
        for file in Path(f"/proc/{child.pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # closed meanwhile
                found += str(file.readlink()).endswith("(deleted)")
    return found


def receipts(server, token) -> int:
    answer = httpx2.get(
        f"{server.url}/api/v1/receipts/", headers={"Authorization": token}, timeout=60
    )
    return answer.json()["count"]


KINDS = {
    "heads": lambda token: b"GET /api/v1/receipts/ HT",
    "anonymous bodies": lambda token: head(
        "POST", "/api/v1/accounts/token/", "Content-Type: application/json", "Content-Length: 50"
    ),
    "signed-in bodies": lambda token: upload_head(5_000_000, f"Authorization: {token}") + b"--raw",
    "chunked bodies": lambda token: upload_head(None, f"Authorization: {token}") + b"5\r\n--r",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_slow_callers_hold_up_nobody(server, token, kind):
    with ExitStack() as stack:
        hanging = [
            stack.enter_context(connected(server.port, receive_buffer=4096)) for _ in range(HANGING)
        ]
        for call in hanging:
            call.send(KINDS[kind](token))
        # Each of the two threads has been with each of them.
        wait_until(lambda: ordinary_call(server) < SOON, seconds=SOON)
        for call in hanging[:: HANGING // 10]:
            call.send(b"\r")
            ordinary_call(server)


def test_a_hundred_callers_who_do_not_take_their_answers_hold_up_nobody(server, large_file):
    with ExitStack() as stack:
        for _ in range(HANGING):
            call = stack.enter_context(connected(server.port, receive_buffer=4096))
            call.send(head("GET", large_file) * 3)
        for _ in range(10):
            ordinary_call(server)


def test_a_long_answer_that_is_made_while_it_is_sent_holds_up_nobody(server, token, large_file):
    """Longer than what is kept of one, so that a thread waits for it; the other one does not."""
    path = "/api/v1/receipts/originals/"
    ids = [upload(server, token, noise()) for _ in range(4)]
    with ExitStack() as stack:
        for _ in range(4):
            call = stack.enter_context(connected(server.port, receive_buffer=4096))
            call.send(head("GET", path, f"Authorization: {token}"))
        for _ in range(10):
            ordinary_call(server)
    whole = httpx2.get(f"{server.url}{path}", headers={"Authorization": token}, timeout=60)
    assert len(ZipFile(BytesIO(whole.content)).namelist()) >= len(ids)


def test_bodies_of_many_who_never_end_them_wait_on_the_disk(server):
    """Of whom nobody knows who they are, and there may be a thousand."""
    begun = head("POST", "/api/v1/accounts/token/", "Content-Length: 65000") + b"x" * 60_000
    wait_until(lambda: files_without_a_name(server) < HANGING / 10, seconds=SOON)
    with ExitStack() as stack:
        for _ in range(HANGING):
            stack.enter_context(connected(server.port)).send(begun)

        wait_until(lambda: files_without_a_name(server) >= HANGING, seconds=SOON)
    wait_until(lambda: files_without_a_name(server) < HANGING / 10, seconds=SOON)


UNKNOWN_CALLERS = {
    "sign-in": ("/api/v1/accounts/token/", 60_000),
    "allauth": ("/api/v1/auth/app/v1/auth/login", 60_000),
    "admin": ("/admin/login/", 60_000),
    "webhook": ("/api/v1/subscriptions/webhook/", 1_000_000),
}


@pytest.mark.parametrize(("path", "size"), UNKNOWN_CALLERS.values(), ids=UNKNOWN_CALLERS)
def test_bodies_of_callers_nobody_knows_leave_room_for_uploads(cramped_server, path, size):
    with cramped_server.signed_in() as client, ExitStack() as stack:
        begun = [stack.enter_context(connected(cramped_server.port)) for _ in range(4)]
        for call in begun:
            call.send(head("POST", path, f"Content-Length: {size + 1}") + b"x" * size)

        # Which of them, their pieces decide.
        [refused, *_], _, _ = select(begun, [], [], SOON)
        refusal = refused.answer()

        assert refusal.status == 503
        assert int(refusal.getheader("Retry-After")) > 0
        assert json.loads(refusal.content)["code"] == "busy"
        files = {"image": ("lunch.png", noise()[:1_000_000] + picture())}
        assert client.post("/receipts/", files=files).status_code != 503
        upload(cramped_server, client.headers["Authorization"], picture())


def test_a_body_that_came_with_its_head_is_told_to_come_again_while_there_is_no_room(
    cramped_server,
):
    with cramped_server.signed_in() as client, ExitStack() as stack:
        token, held = client.headers["Authorization"], []
        body = multipart(picture() + bytes(100_000))
        asked = (f"Authorization: {token}", "accept-language: de-AT, en;q=0.5")
        whole = upload_head(len(body), *asked) + body

        def hold():
            """Once more where it was refused: what was answered before may be counted still."""
            if not held or select(held[-1:], [], [], 0)[0]:
                held.append(stack.enter_context(connected(cramped_server.port)))
                large = upload_head(1_600_000, f"Authorization: {token}") + b"x" * 1_450_000
                with suppress(OSError):
                    held[-1].send(large)

        def refusal():
            hold()
            with connected(cramped_server.port) as call:
                call.send(whole)
                return call.answer()

        wait_until(lambda: refusal().status == 503, seconds=SOON)
        kept, answer = client.get("/receipts/").json()["count"], refusal()

        assert (answer.status, said_by(answer)["code"]) == (503, "busy")
        assert answer.getheader("Content-Language") == "de"
        assert said_by(answer)["detail"].startswith("Für diesen Inhalt ist gerade kein Platz.")
        assert int(answer.getheader("Retry-After")) > 0
        assert client.get("/receipts/").json()["count"] == kept
    assert "Socket error" not in cramped_server.log.read_text()


@pytest.mark.parametrize("path", ["/api/v1/accounts/token/", "/api/v1/auth/app/v1/auth/login"])
@pytest.mark.parametrize("length", [100_000, None])
def test_an_anonymous_body_beyond_its_share_is_too_large(server, path, length):
    kind = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    with connected(server.port) as call:
        call.send(head("POST", path, "Content-Type: application/json", kind))
        if length is None:
            call.send(b"%x\r\n%s\r\n" % (70_000, b" " * 70_000))

        answer = call.answer()

    assert (answer.status, json.loads(answer.content)["code"]) == (413, "too_large")


def test_an_anonymous_body_is_answered_before_it_comes(server):
    with connected(server.port) as call:
        call.send(upload_head(5_000_000) + b"--raw")

        refusal = call.answer()

    assert refusal.status == 401
    assert refusal.getheader("Connection") == "close"


def test_a_body_with_a_wrong_credential_is_answered_before_it_comes(server):
    for credential in ("Bearer nobody", "Api-Key nobody"):
        with connected(server.port) as call:
            call.send(upload_head(5_000_000, f"Authorization: {credential}"))

            assert call.answer().status == 401


def test_a_body_for_nothing_is_answered_before_it_comes(server, token):
    for method, path, status in [
        ("POST", "/api/v1/nothing/", 404),
        ("PUT", "/api/v1/receipts/", 405),
        ("GET", "/healthz", 200),
    ]:
        with connected(server.port) as call:
            call.send(head(method, path, f"Authorization: {token}", "Content-Length: 50000"))

            assert call.answer().status == status


def test_a_body_that_is_too_large_is_refused_before_it_comes(server, token):
    before = receipts(server, token)
    for path in ("receipts/", "receipts/bulk/", "accounts/token/"):
        with connected(server.port) as call:
            lines = [f"Authorization: {token}", "Content-Type: multipart/form-data; boundary=b"]
            if path == "accounts/token/":
                lines[1] = "Content-Type: application/json"
            call.send(head("POST", f"/api/v1/{path}", *lines, "Content-Length: 500000000"))

            assert call.answer().status in {402, 403, 413}
    assert receipts(server, token) == before


def test_a_refused_caller_who_goes_on_sending_still_gets_its_answer(server):
    with connected(server.port) as call:
        call.send(upload_head(3_000_000))
        for _ in range(30):
            call.send(b"x" * 100_000)

        assert call.answer().status == 401


def test_an_upload_in_small_pieces_is_accepted(server, token):
    body = multipart(picture())
    with connected(server.port) as call:
        call.send(upload_head(len(body), f"Authorization: {token}"))
        for start in range(0, len(body), 3000):
            call.send(body[start : start + 3000])
            time.sleep(0.01)

        assert call.answer().status == 201


@pytest.mark.parametrize("pause", [0, 0.7])
def test_a_large_upload_is_whole_whether_it_comes_at_once_or_with_pauses(server, token, pause):
    """Of which it is asked between its parts who is calling."""
    content = noise()
    body = multipart(content)
    with connected(server.port) as call:
        call.send(upload_head(len(body), f"Authorization: {token}"))
        for start in range(0, len(body), 1_500_000):
            time.sleep(pause)
            call.send(body[start : start + 1_500_000])

        answer = call.answer()

    assert answer.status == 201
    path = f"{server.url}/api/v1/receipts/{json.loads(answer.content)['id']}/"
    receipt = httpx2.get(path, headers={"Authorization": token}, timeout=60).json()
    assert httpx2.get(receipt["image_info"]["original_url"], timeout=60).content == content


def test_who_has_no_account_is_refused_though_the_body_came_at_once(server):
    body = multipart(picture() + bytes(100_000))
    with connected(server.port) as call:
        call.send(upload_head(len(body), "Authorization: Bearer nobody") + body)

        assert call.answer().status == 401


@pytest.mark.parametrize("size", [20, 37, 100_000])
def test_a_chunked_upload_is_accepted(server, token, size):
    body = multipart(picture())
    with connected(server.port) as call:
        call.send(upload_head(None, f"Authorization: {token}") + chunked(body, size))

        assert call.answer().status == 201


def test_pages_in_chunks_are_one_receipt_and_beyond_the_limit_none(server, token):
    def post(pages):
        form = httpx2.Request("POST", server.url, files=[("pages", page) for page in pages])
        kind = f"Content-Type: {form.headers['Content-Type']}"
        lines = ("Transfer-Encoding: chunked", f"Authorization: {token}", kind)
        with connected(server.port) as call:
            with suppress(OSError):  # it may be refused before its end
                call.send(head("POST", "/api/v1/receipts/", *lines) + chunked(form.read(), 50_000))
            return call.answer()

    before = receipts(server, token)
    answer = post([picture(), picture("JPEG")])
    assert (answer.status, json.loads(answer.content)["page_count"]) == (201, 2)

    assert post([bytes(6 * 2**20)] * 2).status == 413
    assert receipts(server, token) == before + 1


def test_a_chunked_body_of_the_wrong_form_is_refused(server, token):
    before = receipts(server, token)
    for wrong in (b"zz\r\n", b"-5\r\n", b"5\nabcde", b"5\r\nabcdefgh\r\n", b"5;\x00=1\r\n"):
        with connected(server.port) as call:
            call.send(upload_head(None, f"Authorization: {token}"))
            time.sleep(0.1)
            call.send(wrong)

            assert call.answer().status == 400, wrong
    assert receipts(server, token) == before


@pytest.mark.parametrize("path", ["/api/v1/receipts/", "/api/v1/accounts/token/"])
def test_a_body_in_chunks_of_a_byte_is_refused_before_it_costs_others_their_turn(
    server, token, path
):
    before = receipts(server, token)
    with connected(server.port) as call:
        lines = ("Content-Type: application/json", "Transfer-Encoding: chunked")
        call.send(head("POST", path, f"Authorization: {token}", *lines))
        # Of what either call takes, a small part.
        with suppress(OSError):
            call.send(b"1\r\n \r\n" * 50_000)

        assert call.answer().status == 400
    assert receipts(server, token) == before


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Content-Type: application/json; charset*=none''x", 415),  # RFC 8187 names a charset
        ("Content-Type: ;;==", 415),
        ("SCRIPT_NAME: /elsewhere", 415),
        ("SCRIPT_NAME: /api", 415),
        ("PATH_INFO: /healthz", 415),
    ],
)
def test_no_line_of_a_head_is_a_fault_of_the_server_or_leads_elsewhere(server, line, status):
    with connected(server.port) as call:
        call.send(head("POST", "/api/v1/accounts/token/", line, "Content-Length: 2") + b"{}")

        assert call.answer().status == status


def test_a_chunked_body_that_does_not_end_is_cut_at_what_the_call_takes(server, token):
    with connected(server.port) as call:
        call.send(upload_head(None, f"Authorization: {token}"))
        part = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
        try:
            for _ in range(40):
                call.send(part)
        except OSError:
            pass

        assert call.answer().status == 413


def test_who_asks_for_leave_gets_it_or_the_refusal_alone(server, token):
    body = multipart(picture())
    expects = "Expect: 100-continue"
    with connected(server.port) as call:
        call.send(upload_head(len(body), expects))

        assert call.answer().status == 401
    with connected(server.port) as call:
        call.send(upload_head(len(body), expects, f"Authorization: {token}"))
        assert call.read(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        call.send(body)

        assert call.answer().status == 201


def test_requests_sent_at_once_are_answered_in_turn(server, token):
    body = multipart(picture())
    signed_in = f"Authorization: {token}"
    calls = [
        head("GET", "/healthz"),
        upload_head(len(body), signed_in) + body,
        upload_head(None, signed_in) + chunked(body, 50),
        head("GET", "/healthz", "Connection: close"),
    ]
    with connected(server.port) as call:
        call.send(b"".join(calls))

        assert [call.answer().status for _ in calls] == [200, 201, 201, 200]
        assert call.read(1) == b""


def test_requests_cut_anywhere_are_answered_in_turn(server, token):
    body = multipart(picture())
    calls = upload_head(len(body), f"Authorization: {token}") + body + head("GET", "/healthz")
    for cut in (1, 30, len(calls) - len(body) - 50, len(calls) - 60, len(calls) - 2):
        with connected(server.port) as call:
            call.send(calls[:cut])
            time.sleep(0.05)
            call.send(calls[cut:])

            assert [call.answer().status for _ in range(2)] == [201, 200], cut


def test_an_old_client_is_answered_and_hung_up_on(server):
    with connected(server.port) as call:
        call.send(head("GET", "/healthz", version="1.0"))

        assert call.answer().status == 200
        assert call.read(1) == b""


def test_a_client_that_has_closed_its_side_is_answered(server):
    with connected(server.port) as call:
        call.send(head("GET", "/healthz", "Connection: close"))
        call.shutdown(SHUT_WR)

        assert call.answer().status == 200


def test_a_websocket_upgrade_is_answered_as_any_request(server):
    lines = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"]
    with connected(server.port) as call:
        call.send(head("GET", "/healthz", *lines, "Sec-WebSocket-Key: dGhlIHNhbXBsZQ=="))

        assert call.answer().status == 200


def test_a_large_answer_arrives_whole_however_it_is_taken(server, large_file):
    expected = httpx2.get(f"{server.url}{large_file}", timeout=60).content
    with connected(server.port, receive_buffer=65536) as call:
        call.send(head("GET", large_file) * 3)
        time.sleep(0.5)

        assert all(call.answer().content == expected for _ in range(3))


def test_a_head_without_end_is_refused(server):
    with connected(server.port) as call:
        call.send(b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 6000)

        refusal = call.answer()

        assert refusal.status == 431
        assert said_by(refusal) == {
            "code": "head_too_large",
            "detail": "The headers of this request are too large.",
            "error": "The headers of this request are too large.",
            "documentation": "/api/docs/errors/#head_too_large",
        }


def test_what_stands_still_is_given_up(impatient_server):
    with impatient_server.signed_in() as client:
        token = client.headers["Authorization"]
    begun = [
        b"GET / HT",
        head("POST", "/api/v1/accounts/token/", "Content-Length: 50") + b"{",
        upload_head(50_000, f"Authorization: {token}") + b"--raw",
    ]
    for bytes_sent in begun:
        with connected(impatient_server.port) as call:
            call.send(bytes_sent)
            refusal = call.answer()

            assert (refusal.status, said_by(refusal)["code"]) == (408, "request_timeout")
            assert call.read(1) == b""
    with connected(impatient_server.port) as call:
        assert call.read(1) == b""


def test_a_body_below_the_slowest_rate_is_given_up(impatient_server):
    with connected(impatient_server.port) as call:
        call.send(head("POST", "/api/v1/accounts/token/", "Content-Length: 500"))
        dripping = PeriodicCall(lambda: call.send(b" "), seconds=0.2, name="drip")
        dripping.start()
        try:
            assert call.answer().status == 408
        finally:
            dripping.stop()


def test_who_has_waited_longest_makes_room(impatient_server):
    with ExitStack() as stack:
        for _ in range(60):
            stack.enter_context(connected(impatient_server.port)).send(b"GET /")
        ordinary_call(impatient_server)


def test_a_stop_does_not_wait_for_slow_callers(impatient_server):
    with ExitStack() as stack:
        for _ in range(10):
            call = stack.enter_context(connected(impatient_server.port))
            call.send(head("POST", "/api/v1/accounts/token/", "Content-Length: 500"))
        impatient_server.process.send_signal(signal.SIGTERM)
        impatient_server.process.wait(SOON)
        impatient_server.process = None
        impatient_server.start()
