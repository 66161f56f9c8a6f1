"""A model on real HTTP that answers rightly most of the time, and counts what it was asked.

Else it is slow, lies, refuses or hangs up: for one call in so many, chosen by the seed, the
receipt's number and how often it was asked for, so that no race changes it; and for a while for
every call, when told so.
"""

import json
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from select import select
from socket import MSG_PEEK

from PIL import Image

from chaos.stand_ins.pictures import number_in, total_of
from receipts.tests.openai_request import find_problems
from receipts.tests.openai_server import GOOD_ANSWER, Reply, answered, completion, failed

# On a busy machine: how long after its answer a reading may still not have been saved, and how long
# somebody who was paused may take to ask what he was about to ask.
_NEAR_SECONDS = 5.0


class Fault(StrEnum):
    """What the model does instead of a right answer. The first two are about the receipt."""

    BROKEN_JSON = "broken JSON"
    WRONG_SCHEMA = "wrong schema"
    BUSY = "429"
    OUT_OF_ORDER = "500"
    BAD_KEY = "401"
    HANG_UP = "hang up"
    CUT = "cut in the middle"
    TOO_SLOW = "past the time-out"


LIES = frozenset({Fault.BROKEN_JSON, Fault.WRONG_SCHEMA})
# Of a hundred calls so many; the rest is answered rightly.
_PERCENT = {
    Fault.BROKEN_JSON: 0.5,
    Fault.WRONG_SCHEMA: 0.5,
    Fault.BUSY: 1.0,
    Fault.OUT_OF_ORDER: 1.0,
    Fault.HANG_UP: 0.5,
    Fault.CUT: 0.5,
    Fault.TOO_SLOW: 0.2,
}
# Right answers that say absurd things of themselves, or take longer.
_ABSURD_PERCENT, _SLOW_PERCENT = 1.0, 2.0
_ABSURD_USAGE = ((10**12, 10**12), (-5, -5), (2**63, 0))
_REFUSALS = {
    Fault.BUSY: failed(429, code="rate_limit_exceeded", headers={"Retry-After": "1"}),
    Fault.OUT_OF_ORDER: failed(500),
    Fault.BAD_KEY: failed(401, code="invalid_api_key", kind="invalid_request_error"),
}
_ANSWER = GOOD_ANSWER | {
    "subtotal": None,
    "tax_printed": None,
    "tax": None,
    "tax_lines": [],
    "items": [],
    "item_count": None,
}


@dataclass
class Asked:
    """What became of the calls for one receipt; `excused`: kills and pauses it was in hand at."""

    right: int = 0
    faults: Counter[Fault] = field(default_factory=Counter)
    hung_up: int = 0
    excused: int = 0
    in_flight: int = 0
    answered_at: float = 0.0

    @property
    def calls(self) -> int:
        return self.right + sum(self.faults.values()) + self.hung_up

    @property
    def injected(self) -> int:
        """Failures that were made: by the model itself, or by killing whoever waited for an answer
        or was about to save it. The last one is none."""
        done = self.right + self.hung_up
        return sum(self.faults.values()) + min(self.excused, max(0, done - 1))


class Model:
    """`seconds`: how long a call takes. `patience`: how long its caller waits."""

    def __init__(self, *, seed: int, seconds: float, patience: float) -> None:
        self.seconds = seconds
        self.patience = patience
        self.strangers = 0  # calls about pictures that are not ours: what was left of a bomb
        self.problems: Counter[str] = Counter()  # requests that the real service would refuse
        self.asked: defaultdict[int, Asked] = defaultdict(Asked)
        self._seed = seed
        self._outage: Fault | None = None
        self._repeats_until = 0.0
        self._lock = threading.Lock()

    @contextmanager
    def failing(self, fault: Fault) -> Iterator[None]:
        """Every call, while the block runs."""
        self._outage = fault
        try:
            yield
        finally:
            self._outage = None

    def answer(self, number: int | None, send: Callable[[Reply | None], bool]) -> None:
        """`send` returns False where nobody waits any more; None hangs up."""
        if number is None:
            self.strangers += 1
            send(answered(total=None, total_printed=None))
            return
        asked = self.asked[number]
        with self._lock:
            asked.in_flight += 1
            asked.excused += bool(asked.right) and time.monotonic() < self._repeats_until
            random = Random(f"{self._seed} {number} {asked.calls}")
            fault = self._outage or _choose_fault(random)
        arrived = send(self._wrong(fault) if fault else self._right(number, random))
        with self._lock:
            asked.in_flight -= 1
            if fault:
                asked.faults[fault] += 1
            elif arrived:
                asked.right += 1
                asked.answered_at = time.monotonic()
            else:
                asked.hung_up += 1

    def excuse_those_in_hand(self) -> None:
        """Somebody is about to be killed: what is being read now may have to be read again."""
        with self._lock:
            now = time.monotonic()
            for asked in self.asked.values():
                if asked.in_flight or now - asked.answered_at < _NEAR_SECONDS:
                    asked.excused += 1

    def excuse_repeats(self) -> None:
        """Somebody who was paused goes on, and asks what others have asked meanwhile."""
        self._repeats_until = time.monotonic() + _NEAR_SECONDS

    def answered_rightly(self) -> int:
        with self._lock:
            return sum(1 for asked in self.asked.values() if asked.right)

    def _right(self, number: int, random: Random) -> Reply:
        total, odd = str(total_of(number)), 100 * random.random()
        says = _ANSWER | {"vendor": f"Shop {number}", "total": total, "total_printed": total}
        if odd < _ABSURD_PERCENT:
            content = json.dumps(says | {"vendor": f"Shop\0 {number}"})
            return completion(content, usage=random.choice(_ABSURD_USAGE))
        is_slow = odd < _ABSURD_PERCENT + _SLOW_PERCENT
        wait = min(self.patience / 2, self.seconds * (10 if is_slow else 1))
        return replace(completion(json.dumps(says)), wait=wait)

    def _wrong(self, fault: Fault) -> Reply | None:
        match fault:
            case Fault.BROKEN_JSON:
                return completion('{"vendor": "Shop')
            case Fault.WRONG_SCHEMA:
                return completion('{"shop": 7}')
            case Fault.HANG_UP:
                return None
            case Fault.CUT:
                return replace(answered(), cut_after=40)
            case Fault.TOO_SLOW:
                return replace(answered(), wait=self.patience + 1)
        return _REFUSALS[fault]


def _choose_fault(random: Random) -> Fault | None:
    kinds = [*_PERCENT, None]
    return random.choices(kinds, [*_PERCENT.values(), 100 - sum(_PERCENT.values())])[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "_Server"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        images: list[Image.Image] = []
        self.server.model.problems.update(find_problems(body, images))
        number = number_in(images[0]) if images else None
        self.server.model.answer(number, self._send)

    def _send(self, reply: Reply | None) -> bool:
        if reply is None:
            self.close_connection = True
            return True
        time.sleep(reply.wait)
        try:
            self._write(reply)
        except OSError:
            self.close_connection = True
            return False
        return True

    def _write(self, reply: Reply) -> None:
        """Raises OSError where nobody waits."""
        # Nothing is sent before an answer, so what can be read is the connection's end.
        readable, _, _ = select([self.connection], [], [], 0)
        if readable and not self.connection.recv(1, MSG_PEEK):
            raise ConnectionResetError
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body[: reply.cut_after])
        self.close_connection |= reply.cut_after is not None

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    model: Model

    def handle_error(self, request: object, client_address: object) -> None:
        """Those who are killed hang up in the middle."""


@contextmanager
def running_model(*, seed: int, seconds: float, patience: float) -> Iterator[tuple[Model, str]]:
    """The model and its base URL."""
    model = Model(seed=seed, seconds=seconds, patience=patience)
    server = _Server(("127.0.0.1", 0), _Handler)
    server.model = model
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield model, f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
