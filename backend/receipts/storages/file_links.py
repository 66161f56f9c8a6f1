"""Signed links to files on this server: who has one may fetch that file until it runs out.

A link needs no sign-in, since a browser sends none for a picture. Its token is bound to the file
and the variant, and signed with SECRET_KEY (or verified with one of SECRET_KEY_FALLBACKS).
"""

from collections.abc import Callable
from datetime import datetime

from django.core.signing import BadSignature, Signer, b64_encode
from django.utils.crypto import salted_hmac

from common.errors import AppError

_SALT = "receipts.file_links"
_SEPARATOR = "."  # not in the alphabet of signatures, and needs no escape in a query


class LinkRefusedError(AppError):
    """The token does not belong to this file, or to none."""

    code = "link_invalid"
    status = 403


class LinkExpiredError(AppError):
    code = "link_expired"
    status = 403


def link_signer(*, ends_at: int) -> Callable[[str, str], str]:
    """Makes the tokens of many files, by stored name and variant: the end in seconds since 1970,
    and the signature. What `Signer` does for each, to make its key ready, is done once."""
    keyed = salted_hmac(f"{_SALT}signer", "", algorithm=_signer().algorithm)

    def sign(stored_name: str, variant: str) -> str:
        mac = keyed.copy()
        mac.update(_signed_text(stored_name, variant, str(ends_at)).encode())
        return f"{ends_at}{_SEPARATOR}{b64_encode(mac.digest()).decode()}"

    return sign


def check_link(stored_name: str, variant: str, *, token: str, now: datetime) -> int:
    """Seconds that the link has left, at least 1. Raises LinkRefusedError or LinkExpiredError."""
    ends_at, _, signature = token.partition(_SEPARATOR)
    text = _signed_text(stored_name, variant, ends_at)
    try:
        _signer().unsign(f"{text}{_SEPARATOR}{signature}")
    except BadSignature:
        raise LinkRefusedError("This link is not valid.") from None
    seconds_left = int(ends_at) - int(now.timestamp())
    if seconds_left <= 0:
        raise LinkExpiredError("This link has run out. Ask for the receipt again to get a new one.")
    return seconds_left


def _signer() -> Signer:
    return Signer(salt=_SALT, sep=_SEPARATOR)


def _signed_text(stored_name: str, variant: str, ends_at: str) -> str:
    return f"{ends_at}/{variant}/{stored_name}"
