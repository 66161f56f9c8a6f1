"""Refusals by the front itself, before the application is asked, in the API's shape."""

import json
from http import HTTPStatus

from backend.server.body import BodyTooLargeError
from backend.server.spool import SpoolFullError


def refusal_for(error: BodyTooLargeError | SpoolFullError) -> tuple[HTTPStatus, str]:
    if isinstance(error, BodyTooLargeError):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large"
    return HTTPStatus.SERVICE_UNAVAILABLE, "busy"


def own_answer(status: HTTPStatus, code: str) -> bytes:
    """Whole, after which the connection ends."""
    detail = f"{status.phrase}."
    body = json.dumps({"detail": detail, "code": code, "error": detail}).encode()
    retry = "Retry-After: 5\r\n" if status is HTTPStatus.SERVICE_UNAVAILABLE else ""
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\nConnection: close\r\n{retry}"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
