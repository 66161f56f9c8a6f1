"""Whether the caller has seen the newest version of what it is about to change."""

import hashlib
import json
from typing import Any

from rest_framework.request import Request
from rest_framework.utils.encoders import JSONEncoder

from common.errors import StaleError


def etag_of(body: Any) -> str:
    """A strong tag of an answer: the same body, the same tag (RFC 9110, 8.8.3)."""
    text = json.dumps(body, cls=JSONEncoder, sort_keys=True)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def require_match(request: Request, etag: str) -> None:
    """Honours `If-Match` (RFC 9110, 13.1.1), which lists the versions that the caller knows."""
    wanted = request.headers.get("If-Match")
    if wanted is None or wanted.strip() == "*":
        return
    if etag not in (tag.strip() for tag in wanted.split(",")):
        raise StaleError("This was changed since you have read it. Please load it again.")
