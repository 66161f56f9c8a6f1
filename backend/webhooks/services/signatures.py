"""Secrets and signatures of Standard Webhooks (the specification's version 1.0.0, "Signature
scheme"): HMAC-SHA256 of id, moment and body."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

# Between 24 and 64, says the specification.
_SECRET_BYTES = 32
_SECRET_START = "whsec_"  # noqa: S105 - how one begins


def new_secret() -> str:
    return _SECRET_START + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def signed_headers(
    *, message_id: str, body: bytes, keys: Iterable[str], now: datetime
) -> dict[str, str]:
    """One signature for each of the secrets that count."""
    moment = str(int(now.timestamp()))
    content = f"{message_id}.{moment}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(_sign(content, key) for key in keys),
    }


def _sign(content: bytes, secret: str) -> str:
    key = base64.b64decode(secret.removeprefix(_SECRET_START))
    digest = hmac.digest(key, content, hashlib.sha256)
    return f"v1,{base64.b64encode(digest).decode()}"
