"""Pool of decoders, as a process sees it that has something to decode.

Any number of threads and processes may ask at once; they wait for their turn as long as they say.
"""

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from time import monotonic
from typing import cast

from common.errors import ServiceUnavailableError
from receipts.services.decoding.calls import (
    CallError,
    DiedError,
    Job,
    Limits,
    NoTurnError,
    OutOfMemoryError,
    SupervisorLostError,
    TooLongError,
    connect,
    do_job,
    wait_for_turn,
)
from receipts.services.decoding.home import Home
from receipts.services.decoding.messages import Message
from receipts.services.files.kinds import REASONS, Reason, UnsupportedFileError

logger = logging.getLogger(__name__)

WORK = "receipts.services.decoding.work"
# A child may have been killed from outside. Not three times while it decodes the same file.
_MAX_DEATHS = 3
_MAX_LOSSES = 2
_RETRY_AFTER_SECONDS = 5
_LONGEST_MESSAGE = 300


class DecodersBusyError(ServiceUnavailableError):
    """No decoder was free in time, or none could work. It is not the file's fault."""

    code = "decoders_busy"

    def __init__(self) -> None:
        super().__init__(
            "Too many files are being opened right now. Please try again in a few seconds.",
            retry_after=_RETRY_AFTER_SECONDS,
        )


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How long a job may wait for each turn, and how long it may take in all of them together."""

    turn_seconds: float
    seconds: float
    wall_seconds: float
    is_urgent: bool


@dataclass(frozen=True, kw_only=True)
class Room:
    """Memory of a job beyond what every child has: `small_bytes` for all at once, `large_bytes`
    for one."""

    small_bytes: int
    large_bytes: int


class DecodingPool:
    """`places`: how many threads of this process may be at urgent jobs at once. Others wait
    `place_seconds` for one of them, and are then told that decoders are busy. Of workers, one for
    each decoder and one more may have a document in memory."""

    def __init__(
        self,
        home: Home,
        *,
        decoders: int,
        room: Room,
        places: int,
        place_seconds: float = 0.6,
        work: str = WORK,
    ) -> None:
        self._home, self._decoders, self._room, self._work = home, decoders, room, work
        self._places, self._place_seconds = threading.BoundedSemaphore(places), place_seconds
        self._patient_places = threading.BoundedSemaphore(decoders + 1)
        self._starting = threading.Lock()
        self._leaving: threading.Timer | None = None
        self._has_left = threading.Event()
        self._calls: set[socket.socket] = set()

    @property
    def largest_bytes(self) -> int:
        """What a file may take at most."""
        return self._room.large_bytes

    def start(self) -> None:
        """Before the first job, which then need not wait for it."""
        with self._starting:
            self._home.start_supervisor(decoders=self._decoders, work=self._work)

    def do[T](self, job: Job, terms: Terms, read: Callable[[Message], T]) -> T:
        """What `read` makes of the child's answer; it raises where that makes no sense. Raises
        UnsupportedFileError, and DecodersBusyError where it is not the file's fault."""
        tries = _Tries(terms, self._room)
        with self._place(terms):
            while True:
                try:
                    answer = self._try(job, tries, turn_seconds=terms.turn_seconds)
                    return _read_by(read, answer)
                except CallError as error:
                    tries.settle(error)

    @contextmanager
    def patient_place(self, terms: Terms) -> Iterator[None]:
        """For who can wait, before he takes a whole document into memory."""
        with _one_of(self._patient_places, seconds=terms.turn_seconds):
            yield

    def leave(self, *, seconds: float) -> None:
        """The process is about to end: what is asked by then is answered, and after it everybody is
        told that decoders are busy, also who waits for a file that takes its time."""
        with self._starting:
            if self._leaving is None:
                self._leaving = threading.Timer(seconds, self._cut_calls)
                self._leaving.daemon = True
                self._leaving.start()

    def stay(self) -> None:
        """What was to end has ended in time: nobody is cut off."""
        with self._starting:
            if self._leaving is not None and not self._has_left.is_set():
                self._leaving.cancel()
                self._leaving = None

    def _cut_calls(self) -> None:
        self._has_left.set()
        for call in list(self._calls):
            with suppress(OSError):  # it has just ended
                call.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def _place(self, terms: Terms) -> Iterator[None]:
        if not terms.is_urgent:
            yield
            return
        with _one_of(self._places, seconds=self._place_seconds):
            yield

    def _try(self, job: Job, tries: "_Tries", *, turn_seconds: float) -> Message:
        turn_ends_at = monotonic() + turn_seconds
        limits = tries.limits
        # Whoever leaves the supervisor has its child killed, if that is still at work.
        with (
            connect(self._home.address, ends_at=turn_ends_at, start=self.start) as supervisor,
            self._known(supervisor),
            wait_for_turn(supervisor, limits.hello, ends_at=turn_ends_at) as child,
        ):
            tries.begin()
            return _done(do_job(supervisor, child, job, limits))

    @contextmanager
    def _known(self, call: socket.socket) -> Iterator[None]:
        self._calls.add(call)
        try:
            if self._has_left.is_set():
                raise NoTurnError
            yield
        finally:
            self._calls.discard(call)


@contextmanager
def _one_of(places: threading.Semaphore, *, seconds: float) -> Iterator[None]:
    """Raises DecodersBusyError where none is free in time."""
    if not places.acquire(timeout=seconds):
        raise DecodersBusyError
    try:
        yield
    finally:
        places.release()


class _Tries:
    """What one job may still cost, and how often it failed."""

    def __init__(self, terms: Terms, room: Room) -> None:
        self.limits = Limits(
            seconds=terms.seconds,
            wall_seconds=terms.wall_seconds,
            memory_bytes=room.small_bytes,
            is_large=False,
            is_urgent=terms.is_urgent,
        )
        self._large_bytes = room.large_bytes
        self._began_at = monotonic()
        self._deaths = self._losses = 0

    def begin(self) -> None:
        self._began_at = monotonic()

    def settle(self, error: CallError) -> None:
        """Raises what the last failure means, unless another try is due."""
        match error:
            case NoTurnError():
                raise DecodersBusyError from None
            case SupervisorLostError():
                self._losses += 1
                if self._losses == _MAX_LOSSES:
                    raise DecodersBusyError from None
            case DiedError():
                self._deaths += 1
        if isinstance(error, OutOfMemoryError) and self.limits.is_large:
            raise _too_much_memory()
        if isinstance(error, TooLongError) or self._deaths == _MAX_DEATHS:
            raise _too_complex()
        if not isinstance(error, SupervisorLostError):
            self._take_large_room()

    def _take_large_room(self) -> None:
        """For what has died as well: a decoder that is refused memory may end in many ways."""
        left = self.limits.wall_seconds - (monotonic() - self._began_at)
        if left <= 0:
            raise _too_complex()
        self.limits = replace(
            self.limits,
            seconds=min(self.limits.seconds, left),
            wall_seconds=left,
            memory_bytes=self._large_bytes,
            is_large=True,
        )


def _read_by[T](read: Callable[[Message], T], answer: Message) -> T:
    try:
        return read(answer)
    except (LookupError, TypeError, ValueError, RecursionError, UnsupportedFileError) as error:
        logger.error("A decoder gave an answer that makes no sense: %s", type(error).__name__)
        raise DiedError from error


def _done(answer: Message) -> Message:
    head = answer.head
    match head.get("status"):
        case "done":
            return answer
        case "refused":
            raise _refusal(head.get("code"), head.get("message"))
        case "needs_room" | "out_of_memory":
            raise OutOfMemoryError
        case "crashed":
            logger.error("A decoder crashed: %s", _printable(head.get("error")))
    raise DiedError


def _refusal(code: object, message: object) -> UnsupportedFileError:
    known = code if isinstance(code, str) and code in REASONS else "undecodable"
    return UnsupportedFileError(_printable(message), code=cast("Reason", known))


def _printable(text: object) -> str:
    characters = str(text)[:_LONGEST_MESSAGE]
    return "".join(character if character.isprintable() else " " for character in characters)


def _too_complex() -> UnsupportedFileError:
    return UnsupportedFileError(
        "This file is too complicated to be opened. A photo or a scan of the receipt will do.",
        code="too_complex",
    )


def _too_much_memory() -> UnsupportedFileError:
    return UnsupportedFileError(
        "This file needs more memory than this server has for one. "
        "A smaller picture will do, or a JPEG as cameras save it.",
        code="too_complex",
    )
