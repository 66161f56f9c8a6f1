"""Besiegers: callers that send hostile files at once, and note of each what became of it."""

import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from chaos.callers import Answer, Caller
from receipts.tests.bombs.bomb import Bomb

# The file's own: whatever else an answer says, nobody has looked at it.
_LOOKED_AT = frozenset({200, 201, 400, 404, 413, 415})


@dataclass
class Fate:
    """`reached`: how often it was opened, and the answer was about the file itself."""

    bomb: Bomb
    sent: int = 0
    reached: int = 0
    answers: Counter[tuple[int, str]] = field(default_factory=Counter)
    longest: float = 0.0


class Besiegers:
    """Each caller sends one bomb after the other while the block runs: first of all those that have
    not been opened yet, and of these the least sent. What is accepted is looked at as well."""

    def __init__(self, callers: Sequence[Caller], bombs: Sequence[Bomb]) -> None:
        self.fates = [Fate(bomb) for bomb in bombs]
        self._callers = callers
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._pool = ThreadPoolExecutor(len(callers), thread_name_prefix="besieger")
        self._running: list[Future[None]] = []

    def __enter__(self) -> "Besiegers":
        self._running = [self._pool.submit(self._besiege, caller) for caller in self._callers]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Raises what went wrong with a caller."""
        self.stop()
        self._pool.shutdown()
        for one in self._running:
            one.result()

    def stop(self) -> None:
        """No answer that comes from now on is noted, and nothing more is sent."""
        self._ending.set()

    @property
    def unreached(self) -> list[Bomb]:
        return [fate.bomb for fate in self.fates if not fate.reached]

    @property
    def answers(self) -> Counter[tuple[int, str]]:
        return sum((fate.answers for fate in self.fates), Counter[tuple[int, str]]())

    def _besiege(self, caller: Caller) -> None:
        while not self._ending.is_set():
            fate = self._next()
            answer = send_bomb(caller, fate.bomb)
            self._note(fate, [answer, *_look_at(caller, answer)])

    def _next(self) -> Fate:
        with self._lock:
            fate = min(self.fates, key=lambda fate: (fate.reached > 0, fate.sent))
            fate.sent += 1
            return fate

    def _note(self, fate: Fate, answers: list[Answer]) -> None:
        if self._ending.is_set():
            return
        with self._lock:
            fate.reached += all(map(_was_looked_at, answers))
            fate.answers.update((answer.status, answer.code) for answer in answers)
            fate.longest = max(fate.longest, *(answer.seconds for answer in answers))


def send_bomb(caller: Caller, bomb: Bomb) -> Answer:
    """Through the door that it is made for."""
    if bomb.decoder == "archive":
        return caller.upload_archive(bomb.content, name=bomb.filename)
    return caller.upload(bomb.content, name=bomb.filename)


def _look_at(caller: Caller, upload: Answer) -> list[Answer]:
    """A picture may have been accepted by its headers alone; to show it, it has to be opened."""
    if upload.status != 201:
        return []
    links: dict[str, Any] = upload.body["image_info"]
    return [caller.get(links["thumbnail_url"])]


def _was_looked_at(answer: Answer) -> bool:
    """Of an archive at least one file."""
    if answer.status == 207:
        return any(file["status"] in _LOOKED_AT for file in answer.body["results"])
    return answer.status in _LOOKED_AT
