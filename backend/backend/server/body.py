"""The body of a request: what has come of it, and what the application reads."""

from django.core.exceptions import RequestDataTooBig
from gunicorn.http.body import ChunkedReader
from gunicorn.http.message import Request

from backend.server.framing import ChunkedFraming, Framing, LengthFraming
from backend.server.spool import HeldMemory, Spool, SpoolBudget
from common.errors import ServiceUnavailableError


class BodyTooLargeError(Exception):
    """More came than the body may have."""


class NotAwaitedError(ServiceUnavailableError):
    """Whether it is wanted was asked at a moment when nobody could tell."""

    code = "busy"

    def __init__(self) -> None:
        super().__init__("This was not received. Please send it again.", retry_after=1)


class IncomingBody:
    """Fed by the event loop; read by the application when it is complete, or when it was
    refused."""

    def __init__(self, framing: Framing, budget: SpoolBudget) -> None:
        self._limit = 0
        self._framing = framing
        self._spool = Spool(budget)
        self._is_refused = self._is_too_large = False

    @classmethod
    def of(cls, request: Request, budget: SpoolBudget) -> "IncomingBody":
        """As the head of the request announces it; gunicorn has checked that."""
        reader = request.body.reader
        chunked = isinstance(reader, ChunkedReader)
        return cls(ChunkedFraming() if chunked else LengthFraming(reader.length), budget)

    @property
    def is_complete(self) -> bool:
        return self._framing.is_complete

    @property
    def is_ready(self) -> bool:
        """The application may run."""
        return self.is_complete or self._is_refused

    @property
    def declared(self) -> int:
        """0 where its size is not known yet."""
        return self._framing.declared or 0

    @property
    def is_held(self) -> bool:
        return self._spool.is_held

    def hold(self, memory: HeldMemory) -> None:
        """It may come before it is asked for, if there is room in the memory."""
        self._spool.hold(self.declared, memory)

    def feed(self, data: memoryview) -> memoryview:
        """What came after its end. Raises what the framing raises, BodyTooLargeError and
        SpoolFullError."""
        parts, rest = self._framing.take(data)
        for part in filter(len, parts):
            self._spool.write(part)
        self._check_size()
        if self.is_complete:
            self._spool.rewind()
        return rest

    def admit(self, *, limit: int, budget: SpoolBudget) -> None:
        """So many bytes of it are waited for. Raises SpoolFullError, or BodyTooLargeError where
        more has come already."""
        self._spool.charge_to(budget)
        self._limit = limit
        self._check_size()

    def tell_length(self, request: Request) -> None:
        """Django reads as much as `Content-Length` says, so a body in chunks gets one."""
        if self._framing.declared is None:
            kept = [header for header in request.headers if header[0] != "TRANSFER-ENCODING"]
            request.headers = [*kept, ("CONTENT-LENGTH", str(self._spool.size))]

    def refuse(self, *, is_too_large: bool) -> None:
        """It is not waited for, since it is larger than what is taken, or since the answer does
        not depend on it."""
        self._is_refused, self._is_too_large = True, is_too_large

    def read(self, size: int) -> bytes:
        """For gunicorn's `Body`. An application that reads what it was to do without says 413, or
        that it shall be sent again: it may be let in now, as when the database was away before."""
        if self.is_complete:
            return self._spool.read(size)
        if self._is_too_large:
            raise RequestDataTooBig("The body is larger than what is waited for.")
        raise NotAwaitedError

    def _check_size(self) -> None:
        if self._limit and self._spool.size > self._limit:
            raise BodyTooLargeError

    def close(self) -> None:
        """What the application has not read of it is gone."""
        self._spool.close()
