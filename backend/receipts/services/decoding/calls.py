"""One call to a decoder: the wait for a turn, the job, its answer, or how the child ended."""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any

from receipts.services.decoding.messages import (
    BrokenMessageError,
    EndedError,
    Message,
    receive,
    send,
)
from receipts.services.decoding.protocol import (
    HELLO,
    OUT_OF_MEMORY,
    STARVED,
    TOO_LONG,
    TURN,
    WORD_BYTES,
)

# For the supervisor to kill who is overdue, and to say so.
_GRACE_SECONDS = 2.0
_STEP_SECONDS = 0.01


class CallError(Exception):
    """The call has no answer."""


class SupervisorLostError(CallError):
    """It ended meanwhile."""


class NoTurnError(CallError):
    """No child was free in time, or the one that was did not get the processor."""


class TooLongError(CallError):
    """The child was killed, since the job took too long."""


class OutOfMemoryError(CallError):
    """The child was refused memory that it wanted."""


class DiedError(CallError):
    """The child ended without an answer that makes sense, and not by its limits."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """`descriptors`: open files that it reads. An answer of more bytes is none."""

    name: str
    options: dict[str, Any]
    parts: Sequence[bytes] = ()
    descriptors: Sequence[int] = ()
    max_answer_bytes: int


@dataclass(frozen=True, kw_only=True)
class Limits:
    """`seconds` are of the processor, `wall_seconds` of the clock; memory beyond what every child
    has. Large: one such job at a time. Urgent: a request waits for it."""

    seconds: float
    wall_seconds: float
    memory_bytes: int
    is_large: bool
    is_urgent: bool

    @property
    def hello(self) -> bytes:
        return HELLO.pack(
            self.seconds, self.wall_seconds, self.memory_bytes, self.is_large, self.is_urgent
        )

    @property
    def head(self) -> dict[str, Any]:
        return {
            "is_large": self.is_large,
            "limits": {
                "seconds": self.seconds,
                "wall_seconds": self.wall_seconds,
                "memory_bytes": self.memory_bytes,
            },
        }


def connect(address: str, *, ends_at: float, start: Callable[[], None]) -> socket.socket:
    """To the supervisor, which is started where there is none. Raises NoTurnError."""
    while True:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(max(_STEP_SECONDS, ends_at - monotonic()))
        try:
            connection.connect(address)
        except OSError as error:
            connection.close()
            if monotonic() >= ends_at:
                raise NoTurnError from error
            if isinstance(error, FileNotFoundError | ConnectionRefusedError):
                start()
            sleep(_STEP_SECONDS)
        else:
            return connection


def wait_for_turn(supervisor: socket.socket, hello: bytes, *, ends_at: float) -> socket.socket:
    """A connection to a child. Raises NoTurnError and SupervisorLostError."""
    try:
        supervisor.sendall(hello)
        supervisor.settimeout(max(_STEP_SECONDS, ends_at - monotonic()))
        word, descriptors, _, _ = socket.recv_fds(supervisor, WORD_BYTES, 1)
    except TimeoutError as error:
        raise NoTurnError from error
    except OSError as error:
        raise SupervisorLostError from error
    if word != TURN or not descriptors:
        raise SupervisorLostError
    return socket.socket(fileno=descriptors[0])


def do_job(supervisor: socket.socket, child: socket.socket, job: Job, limits: Limits) -> Message:
    """The child's answer, of which nothing is to be believed. Raises CallError."""
    seconds = limits.wall_seconds + _GRACE_SECONDS
    ends_at = monotonic() + seconds
    try:
        child.settimeout(seconds)
        head = {"job": job.name, "options": job.options, **limits.head}
        send(child, head, job.parts, job.descriptors)
        return receive(child, max_bytes=job.max_answer_bytes, ends_at=ends_at)
    except BrokenMessageError as error:
        raise DiedError from error
    except (EndedError, OSError) as error:  # OSError: also a time-out
        raise _how_it_ended(supervisor) from error


def _how_it_ended(supervisor: socket.socket) -> CallError:
    supervisor.settimeout(_GRACE_SECONDS)
    try:
        word = supervisor.recv(WORD_BYTES)
    except TimeoutError:
        return NoTurnError()
    except OSError:
        word = b""
    errors: dict[bytes, type[CallError]] = {
        b"": SupervisorLostError,
        TOO_LONG: TooLongError,
        STARVED: NoTurnError,
        OUT_OF_MEMORY: OutOfMemoryError,
    }
    return errors.get(word, DiedError)()
