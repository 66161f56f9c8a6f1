"""Seconds that a small call takes while a hundred callers send, or take, a byte every now and then.

It is no probe, since those have threads of their own. Two processes of two threads each, as few as
are ever run; in each round all hundred hang in one way. The bar is what a platform's probe allows a
healthy process.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from photo import draw_photo
from report import say

from chaos.callers import Caller, Pulse, add_callers
from chaos.server import watched_server
from tests.raw_calls import Call, connected, head, upload_head

CALLERS = 100
SETTLING_SECONDS, SECONDS = 3.0, 12.0
DRIP_SECONDS = 5.0


def ways(key: str, file_path: str) -> dict[str, bytes]:
    """What each of the hundred has sent; the next bytes come one by one."""
    signed_in = f"Authorization: Api-Key {key}"
    json = "Content-Type: application/json"
    return {
        "heads": b"GET /api/v1/receipts/ HTTP/1.1\r\nX: ",
        "bodies, anonymous": head("POST", "/api/v1/accounts/token/", json, "Content-Length: 900"),
        "uploads, signed in": upload_head(5_000_000, signed_in),
        "uploads in chunks, signed in": upload_head(None, signed_in) + b"ffff\r\n",
        "answers": head("GET", file_path) * 3,
    }


@contextmanager
def hanging(port: int, begun: bytes) -> Iterator[None]:
    ending = threading.Event()
    with ExitStack() as stack:
        calls = [stack.enter_context(connected(port, receive_buffer=4096)) for _ in range(CALLERS)]
        for call in calls:
            call.send(begun)
        thread = threading.Thread(target=_drip, args=(calls, ending))
        thread.start()
        try:
            yield
        finally:
            ending.set()
            thread.join()


def _drip(calls: list[Call], ending: threading.Event) -> None:
    while not ending.wait(DRIP_SECONDS):
        for call in calls:
            try:
                call.send(b"x")
            except OSError:
                continue


def measure(port: int, begun: bytes, url: str) -> Pulse:
    caller = Caller(url, "")
    with hanging(port, begun):
        # Their hundred requests at once are work like any other; what counts is how they hang.
        time.sleep(SETTLING_SECONDS)
        with Pulse(lambda: caller.get("/api/v1/subscriptions/api/health/"), every=0.1) as pulse:
            time.sleep(SECONDS)
    return pulse


def main() -> None:
    with watched_server(WEB_CONCURRENCY="2", WEB_THREADS="2", RECEIPT_READER="offline") as server:
        server.start()
        caller = add_callers(server, 1)[0]
        receipt = caller.upload(draw_photo()).body["id"]
        link = caller.get(f"/api/v1/receipts/{receipt}/").body["image_info"]["original_url"]
        for name, begun in ways(caller.key, link.removeprefix(server.url)).items():
            pulse = measure(server.port, begun, server.url)
            say(f"slow callers, {CALLERS}: a call at worst, {name}", pulse.worst, unit="s",
                at_most=2, detail=f"p99 {pulse.percentile(99):.3f} s, {len(pulse.answers)} calls, "
                f"{len(pulse.failures)} failed")  # fmt: skip


if __name__ == "__main__":
    main()
