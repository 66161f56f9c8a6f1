"""HTTP reads from Cloudinary, and what their failures mean.

The SDK uploads and deletes. It is not asked to read: its reading calls try four times and also
wait as long as a `Retry-After` says, which is too long for somebody who waits for an answer.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from receipts.storages.cloudinary_account import CloudinaryAccount
from receipts.storages.receipt_storage import StorageUnavailableError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager, Timeout

logger = logging.getLogger(__name__)

_TIMEOUT_SECONDS = 20.0
_CONNECT_SECONDS = 5.0
_KEPT_CONNECTIONS = 8
# A whole body takes at most so many waits: 10 MB in a minute, at the least.
_WAITS_A_BODY = 3
_PIECE_BYTES = 64 * 1024


class RefusedError(StorageUnavailableError):
    """Cloudinary said no, or no connection came about: nothing has been changed there."""


class CloudinaryReader:
    """One pool of connections for all threads, made on first use."""

    def __init__(
        self,
        account: CloudinaryAccount,
        *,
        timeout_seconds: float = _TIMEOUT_SECONDS,
        connect_seconds: float = _CONNECT_SECONDS,
    ) -> None:
        self._account = account
        self._timeout_seconds = timeout_seconds
        self._connect_seconds = connect_seconds

    def timeout(self, seconds: float | None = None) -> "Timeout":
        """For one try; the SDK hands it on to urllib3. `seconds` is for each wait for an answer."""
        from urllib3 import Timeout  # noqa: PLC0415 - comes with the SDK

        read = self._timeout_seconds if seconds is None else seconds
        return Timeout(connect=min(self._connect_seconds, read), read=read)

    def fetch(self, url: str, *, with_key: bool = False) -> bytes | None:
        """The body. None: there is no such file."""
        status, content = self.get(url, with_key=with_key)
        if status == 404:
            return None
        if status != 200:
            logger.warning("Cloudinary answered %s to a read", status)
            raise StorageUnavailableError
        return content

    def get(
        self, url: str, *, with_key: bool = False, seconds: float | None = None
    ) -> tuple[int, bytes]:
        """The status, whatever it is, and the body. `with_key`: the Admin API wants it; a link has
        its signature."""
        from urllib3 import make_headers  # noqa: PLC0415 - comes with the SDK

        account = self._account
        key = f"{account.api_key}:{account.api_secret}" if with_key else None
        with failures_explained():
            response = self._pool.request(
                "GET",
                url,
                headers=make_headers(basic_auth=key),
                timeout=self.timeout(seconds),
                preload_content=False,
            )
            try:
                return response.status, self._read(response)
            except BaseException:
                response.close()  # whatever is left of it is of no use to the next read
                raise
            finally:
                response.release_conn()

    def _read(self, response: "BaseHTTPResponse") -> bytes:
        """urllib3 counts each wait by itself, so a body that trickles would have no end."""
        ends_at = monotonic() + _WAITS_A_BODY * self._timeout_seconds
        parts = []
        while part := response.read1(_PIECE_BYTES):
            if monotonic() > ends_at:
                raise TimeoutError
            parts.append(part)
        return b"".join(parts)

    @cached_property
    def _pool(self) -> "PoolManager":
        """The SDK's own kind of pool (its certificates, its proxy setting), but with one try."""
        import cloudinary  # noqa: PLC0415 - 0.1 s, only where Cloudinary is used
        from cloudinary.utils import get_http_connector  # noqa: PLC0415
        from urllib3 import Retry  # noqa: PLC0415

        once = Retry(0, redirect=2, respect_retry_after_header=False)
        options = {**cloudinary.CERT_KWARGS, "retries": once, "maxsize": _KEPT_CONNECTIONS}
        pool: PoolManager = get_http_connector(cloudinary.config(), options)
        return pool


@contextmanager
def failures_explained() -> Iterator[None]:
    """Around a call to Cloudinary and the reading of its answer."""
    from cloudinary.exceptions import Error  # noqa: PLC0415 - 0.1 s, only where Cloudinary is used
    from urllib3.exceptions import HTTPError  # noqa: PLC0415 - comes with the SDK

    try:
        yield
    except (Error, HTTPError, OSError) as error:
        # Only the kind is logged or chained: the text of some has a signed link in it.
        logger.warning("Cloudinary failed: %s", type(error).__name__)
        failure = RefusedError if _is_refusal(error) else StorageUnavailableError
        raise failure from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        logger.warning("Cloudinary's answer is not as documented: %s", type(error).__name__)
        raise StorageUnavailableError from None


def _is_refusal(error: Exception) -> bool:
    """The SDK has an exception for each status of a refusal, and wraps what urllib3 raised.

    MaxRetryError comes from a POST only when no connection came about: only that is tried again.
    """
    from cloudinary import exceptions  # noqa: PLC0415 - 0.1 s, only where Cloudinary is used
    from urllib3.exceptions import MaxRetryError  # noqa: PLC0415 - comes with the SDK

    refusals = (
        exceptions.AlreadyExists,
        exceptions.AuthorizationRequired,
        exceptions.BadRequest,
        exceptions.NotAllowed,
        exceptions.NotFound,
        exceptions.RateLimited,
    )
    return isinstance(error, refusals) or isinstance(error.__context__, MaxRetryError)
