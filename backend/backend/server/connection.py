"""A caller's connection, and what it waits for."""

import math
import re
from enum import Enum, auto
from socket import socket
from typing import Any

from gunicorn.config import Config
from gunicorn.http.body import Body
from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser
from gunicorn.workers.gthread import TConn

from backend.server.answer import AnswerSocket
from backend.server.body import IncomingBody
from backend.server.patience import Patience
from backend.server.spool import HeldMemory

# A request line of 4 KiB, and headers as large as those that nginx takes.
LARGEST_HEAD_BYTES = 32 * 1024
_END_OF_LINE = b"\r\n"
_END_OF_HEAD = _END_OF_LINE * 2


class Phase(Enum):
    """What the event loop waits for on a connection."""

    NEXT = auto()  # the first byte of a request
    HEAD = auto()
    BODY = auto()
    ANSWER = auto()  # the caller takes it
    END = auto()  # the caller hangs up


class HeadParser(RequestParser):
    """gunicorn's parser of a head that has come whole. A request whose body was waited for is given
    a second time."""

    def __init__(self, cfg: Config, client: Any) -> None:
        super().__init__(cfg, iter(()), client)
        self.held: Request | None = None

    def __next__(self) -> Request:
        if self.held is None:
            return super().__next__()
        request, self.held = self.held, None
        return request


class Connection(TConn):
    """`deadline`: the moment until which the event loop waits; `asks_at`: from which on it is asked
    whether the body is worth it. `path`, without its query, and `body` are those of the request in
    hand."""

    def __init__(self, cfg: Config, sock: socket, client: Any, server: Any, *,
                 patience: Patience) -> None:  # fmt: skip
        super().__init__(cfg, AnswerSocket(sock, patience), client, server)
        self.parser = HeadParser(cfg, client)
        self.initialized = self.data_ready = True
        self.phase = Phase.NEXT
        self.deadline, self.asks_at = 0.0, math.inf
        self.is_kept = False
        self.path = b""
        self.body: IncomingBody | None = None
        self._patience = patience
        self._head = bytearray()
        self._received = 0

    @property
    def has_begun(self) -> bool:
        """Something of a request has come."""
        return bool(self._head) or self.phase is Phase.BODY

    @property
    def has_head(self) -> bool:
        return _END_OF_HEAD in self._head

    @property
    def has_too_large_head(self) -> bool:
        return len(self._head) > LARGEST_HEAD_BYTES and not self.has_head

    def feed_head(self, data: memoryview) -> None:
        self._head += data

    def feed_body(self, data: memoryview) -> None:
        """What comes after the body begins the next request."""
        self._received += len(data)
        if self.body is not None:
            self._head += self.body.feed(data)

    def take_progress(self) -> int:
        """How many bytes of the body have come, or of the answer gone, since this was asked
        last."""
        if self.phase is Phase.ANSWER:
            gone: int = self.sock.take_progress()
            return gone
        received, self._received = self._received, 0
        return received

    def parse_head(self) -> None:
        """Give the parser the head; what follows is the body, as far as that has come. An empty
        line in front is no head, whatever the parser makes of it."""
        end = self._head.find(_END_OF_HEAD) + len(_END_OF_HEAD)
        if self._head.startswith(_END_OF_LINE):
            end = len(self._head)
        head = bytes(self._head[:end])
        del self._head[:end]
        target = head.partition(b" ")[2]
        self.path = re.split(rb"[ ?\r]", target, maxsplit=1)[0]
        self.parser.unreader.unread(head)

    def open_body(self, request: Request, *, held_in: HeldMemory | None) -> IncomingBody:
        """With what has come of it. `held_in`: where it may come to without being asked for."""
        self.body = IncomingBody.of(request, self._patience.budget)
        request.body = Body(self.body)
        self.asks_at = math.inf
        if held_in is not None:
            self.body.hold(held_in)
        come, self._head = self._head, bytearray()
        for part in (self.parser.unreader.take_buffered(), come):
            self.feed_body(memoryview(part))
        return self.body

    def close_body(self) -> None:
        if self.body is not None:
            self.body.close()
            self.body = None

    def close(self, graceful: bool = False) -> None:  # noqa: FBT001, FBT002 - gunicorn's own
        """At once; that the caller has taken everything was waited for before."""
        self.close_body()
        self.sock.close()
