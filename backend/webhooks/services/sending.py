"""One POST to a stranger: to an address that was checked, within a time that is kept, and nothing
of the answer but its head.

No library's client, since they look the name up once more, follow redirects, heed proxies of the
environment, and wait anew for every byte that trickles in.
"""

import re
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException, parse_headers
from io import BufferedReader, RawIOBase
from time import monotonic
from typing import Any

from webhooks.services.addresses import (
    HTTPS,
    BadAddressError,
    NameNotFoundError,
    Network,
    Target,
)

_CONNECT_SECONDS = 5.0
# A head that is larger is no answer to a web hook.
_MAX_HEAD_BYTES = 32 * 1024
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-9][0-9]{2})(?: [^\n]*)?\r?\n")
_USER_AGENT = "Smart-Accounting-Webhooks/1"


class SendingError(Exception):
    """No answer came; `code` is stable, the text is for the endpoint's owner."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`retry_after`: what the endpoint wishes, in seconds."""

    status: int
    retry_after: float | None


def post(
    url: str,
    *,
    headers: Mapping[str, str],
    body: bytes,
    networks: Sequence[Network],
    timeout_seconds: float,
) -> Answer:
    """Raises SendingError. The time begins when the name's addresses are known."""
    target, addresses = _find(url, networks)
    deadline = _Deadline(timeout_seconds)
    try:
        with _connect(target, addresses, deadline) as connection:
            deadline.set_on(connection)
            connection.sendall(_head(target, headers, body) + body)
            return _read_answer(connection, deadline)
    except TimeoutError:
        raise SendingError(
            "timed_out", f"There was no answer within {timeout_seconds:g} seconds."
        ) from None
    except ssl.SSLError as error:
        reason = getattr(error, "verify_message", "") or "no secure connection came about"
        raise SendingError("tls_failed", f"Its certificate or TLS failed: {reason}.") from None
    except OSError as error:
        reason = error.strerror or "it was closed"
        raise SendingError("no_connection", f"The connection failed: {reason}.") from None
    except (HTTPException, ValueError):
        raise SendingError("no_http", "What came was no answer of HTTP.") from None


class _Deadline:
    """One moment for all steps together."""

    def __init__(self, seconds: float) -> None:
        self._ends_at = monotonic() + seconds

    def left(self) -> float:
        """Raises TimeoutError when it is over."""
        seconds = self._ends_at - monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds

    def set_on(self, connection: socket.socket) -> None:
        connection.settimeout(self.left())


class _Head(RawIOBase):
    """What comes, as long as there is time, and no more than a head may have."""

    def __init__(self, connection: socket.socket, deadline: _Deadline) -> None:
        self._connection, self._deadline = connection, deadline
        self._room = _MAX_HEAD_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._room <= 0:
            raise HTTPException
        self._deadline.set_on(self._connection)
        count = self._connection.recv_into(buffer, min(len(buffer), self._room))
        self._room -= count
        return count


def _find(url: str, networks: Sequence[Network]) -> tuple[Target, list[str]]:
    try:
        target = Target.parse(url, networks=networks)
        addresses = target.find_addresses(networks=networks)
    except BadAddressError as error:
        raise SendingError("address_not_allowed", str(error)) from None
    except NameNotFoundError:
        raise SendingError("name_not_found", "The name has no address.") from None
    if not addresses:
        raise SendingError("address_not_allowed", "Nothing may be sent where the name leads.")
    return target, addresses


def _connect(target: Target, addresses: Sequence[str], deadline: _Deadline) -> socket.socket:
    """To the first that answers. Its certificate must be that of the name."""
    connection = _first_of(addresses, target.port, deadline)
    if target.scheme != HTTPS:
        return connection
    try:
        deadline.set_on(connection)
        return _tls().wrap_socket(connection, server_hostname=target.host)
    except BaseException:
        connection.close()
        raise


def _first_of(addresses: Sequence[str], port: int, deadline: _Deadline) -> socket.socket:
    failure: OSError = TimeoutError()
    for address in addresses:
        seconds = min(_CONNECT_SECONDS, deadline.left())
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError as error:
            failure = error
    raise failure


@cache
def _tls() -> ssl.SSLContext:
    """Trusts whom the system trusts, or the file that `SSL_CERT_FILE` names."""
    return ssl.create_default_context()


def _head(target: Target, headers: Mapping[str, str], body: bytes) -> bytes:
    host = f"[{target.host}]" if ":" in target.host else target.host
    port = "" if (target.scheme, target.port) in {("https", 443), ("http", 80)} else target.port
    lines = {
        "Host": f"{host}:{port}" if port else host,
        "User-Agent": _USER_AGENT,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    head = [f"POST {target.path} HTTP/1.1", *(f"{name}: {text}" for name, text in lines.items())]
    return "\r\n".join([*head, "", ""]).encode("ascii")


def _read_answer(connection: socket.socket, deadline: _Deadline) -> Answer:
    """Interim answers (RFC 9110, 15.2) are passed over."""
    head = BufferedReader(_Head(connection, deadline))
    status = 0
    while status < 200:
        line = _STATUS_LINE.fullmatch(head.readline())
        if line is None:
            raise HTTPException
        status, fields = int(line[1]), parse_headers(head)
    wish = fields.get("Retry-After", "")
    # A date is answered with our own pause.
    return Answer(status=status, retry_after=float(wish) if wish.isdecimal() else None)
