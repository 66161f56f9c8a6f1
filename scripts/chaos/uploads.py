"""Uploads of several accounts, steadily, by clients that try again until they know.

A client that got no answer, or was told to come later, sends the same upload under the same key,
as a phone does that was out of reach. Some give up: what they have sent is not owed. Some send
again although they had their answer.
"""

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from random import Random

from chaos.callers import Answer, Caller
from chaos.stand_ins.pictures import draw

THREADS = 12
_PDF_PERCENT, _GIVES_UP_PERCENT, _REPEATS_PERCENT = 5, 3, 3
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 4.0
_LOOK_SECONDS = 0.02
# To come again. A 500 is a bug and counted as one, but clients try again all the same.
_COME_AGAIN = frozenset({0, 429, 500, 502, 503, 504})
_KEY_IN_USE = "idempotency_key_in_use"


@dataclass(kw_only=True)
class Upload:
    """One document, sent until it is answered. `receipt_id`: it was accepted, so it is owed."""

    number: int
    account: int
    content: bytes
    sha256: str
    gives_up: bool
    repeats: bool
    tries: int = 0
    not_before: float = 0.0
    receipt_id: int | None = None
    refusal: Answer | None = None
    has_given_up: bool = False


class Uploads:
    """`may_begin(number)`: else the next one waits."""

    def __init__(
        self, callers: Sequence[Caller], *, count: int, seed: int, may_begin: Callable[[int], bool]
    ) -> None:
        self.count = count
        self.all: list[Upload] = []
        self.accepted_count = 0
        self.answers: Counter[tuple[int, str]] = Counter()
        self.answered_otherwise: list[int] = []  # numbers whose repetition got another receipt
        self._callers = callers
        self._seed = seed
        self._may_begin = may_begin
        self._waiting: deque[Upload] = deque()
        self._open = count
        self._lock = threading.Lock()

    @property
    def begun(self) -> int:
        return len(self.all)

    def accepted(self) -> list[Upload]:
        return [upload for upload in self.all if upload.receipt_id is not None]

    def send_all(self, *, patience: float) -> None:
        """Returns when each has its answer; whoever has none so many seconds after the last one
        was begun, has given up."""
        self._patience = patience
        self._gives_up_at = float("inf")
        with ThreadPoolExecutor(THREADS, thread_name_prefix="upload") as pool:
            for done in [pool.submit(self._send_until_none_is_open) for _ in range(THREADS)]:
                done.result()

    def abandon(self) -> None:
        """Send nothing more."""
        self._open = 0

    def _send_until_none_is_open(self) -> None:
        while self._open > 0:
            upload = self._next()
            if upload is None:
                time.sleep(_LOOK_SECONDS)
            else:
                self._send(upload)

    def _next(self) -> Upload | None:
        """What is to be sent now: again, before what is new."""
        with self._lock:
            now = time.monotonic()
            for _ in range(len(self._waiting)):
                upload = self._waiting.popleft()
                if now > self._gives_up_at:
                    self._close(upload, has_given_up=True)
                elif upload.not_before <= now:
                    return upload
                else:
                    self._waiting.append(upload)
            return self._begin(now) if self.begun < self.count else None

    def _begin(self, now: float) -> Upload | None:
        number = self.begun
        if not self._may_begin(number):
            return None
        if number == self.count - 1:
            self._gives_up_at = now + self._patience
        random = Random(f"{self._seed} upload {number}")
        content = draw(number, as_pdf=100 * random.random() < _PDF_PERCENT)
        upload = Upload(
            number=number,
            account=number % len(self._callers),
            content=content,
            sha256=sha256(content).hexdigest(),
            gives_up=100 * random.random() < _GIVES_UP_PERCENT,
            repeats=100 * random.random() < _REPEATS_PERCENT,
        )
        self.all.append(upload)
        return upload

    def _send(self, upload: Upload) -> None:
        answer = self._call(upload)
        with self._lock:
            upload.tries += 1
            self._settle(upload, answer)
        if upload.repeats and upload.receipt_id is not None:
            again = self._call(upload)
            if again.is_success and again.body["id"] != upload.receipt_id:
                self.answered_otherwise.append(upload.number)

    def _call(self, upload: Upload) -> Answer:
        caller = self._callers[upload.account]
        key = {"Idempotency-Key": f"upload-{upload.number}"}
        answer = caller.upload(upload.content, name=f"Grandma {upload.number}.jpg", **key)
        with self._lock:
            self.answers[answer.status, answer.code] += 1
        return answer

    def _settle(self, upload: Upload, answer: Answer) -> None:
        if answer.is_success:
            self.accepted_count += 1
            self._close(upload, receipt_id=answer.body["id"])
        elif answer.status not in _COME_AGAIN and answer.code != _KEY_IN_USE:
            self._close(upload, refusal=answer)
        elif upload.gives_up:
            self._close(upload, has_given_up=True)
        else:
            pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(upload.tries, 10))
            upload.not_before = time.monotonic() + pause
            self._waiting.append(upload)

    def _close(self, upload: Upload, **outcome: object) -> None:
        for name, value in outcome.items():
            setattr(upload, name, value)
        self._open -= 1
        if not upload.repeats:
            upload.content = b""
