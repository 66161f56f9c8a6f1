"""Messages across the border to a decoder: a head in JSON, and raw bytes. Never pickle.

A decoder may have been taken over by the file it decodes, so nothing that it sends is run, and
whoever receives says how much it takes.
"""

import json
import socket
import struct
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

_LENGTH = struct.Struct(">I")
_MAX_HEAD_BYTES = 64 * 1024
_MAX_PARTS = 64


class BrokenMessageError(Exception):
    """What the other side sent is no message of ours."""


class EndedError(Exception):
    """The other side ended before its message did."""


@dataclass(frozen=True)
class Message:
    head: dict[str, Any]
    parts: tuple[bytes, ...] = ()
    descriptors: list[int] = field(default_factory=list)


def send(
    to: socket.socket,
    head: dict[str, Any],
    parts: Sequence[bytes] = (),
    descriptors: Sequence[int] = (),
) -> None:
    """`descriptors` are open files that the other side may read."""
    text = json.dumps(head | {"sizes": [len(part) for part in parts]}).encode()
    start = _LENGTH.pack(len(text)) + text
    sent = socket.send_fds(to, [start], descriptors) if descriptors else 0
    to.sendall(start[sent:])
    for part in parts:
        to.sendall(part)


def receive(
    source: socket.socket,
    *,
    max_bytes: int,
    ends_at: float | None = None,
    takes_files: bool = False,
) -> Message:
    """Raises BrokenMessageError, also for what is larger, EndedError, and TimeoutError after
    `ends_at`."""
    descriptors: list[int] = []
    if takes_files:
        first, descriptors, _, _ = socket.recv_fds(source, _LENGTH.size, 1)
    else:
        first = b""
    first += _read(source, _LENGTH.size - len(first), ends_at)
    length = _LENGTH.unpack(first)[0]
    if length > _MAX_HEAD_BYTES:
        raise BrokenMessageError
    head = _head_of(_read(source, length, ends_at))
    sizes = _sizes_of(head)
    if sum(sizes) > max_bytes:
        raise BrokenMessageError
    return Message(head, tuple(_read(source, size, ends_at) for size in sizes), descriptors)


def _head_of(text: bytes) -> dict[str, Any]:
    with suppress(ValueError, RecursionError):
        head = json.loads(text)
        if isinstance(head, dict):
            return head
    raise BrokenMessageError


def _sizes_of(head: dict[str, Any]) -> list[int]:
    sizes = head.get("sizes")
    if not isinstance(sizes, list) or len(sizes) > _MAX_PARTS:
        raise BrokenMessageError
    if any(type(size) is not int or size < 0 for size in sizes):
        raise BrokenMessageError
    return sizes


def _read(source: socket.socket, size: int, ends_at: float | None) -> bytes:
    pieces: list[bytes] = []
    while size:
        if ends_at is not None:
            source.settimeout(max(0.001, ends_at - monotonic()))
        piece = source.recv(size, socket.MSG_WAITALL)  # in one piece, where nothing limits the time
        if not piece:
            raise EndedError
        pieces.append(piece)
        size -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
