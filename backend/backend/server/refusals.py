"""Refusals by the front itself, before the application is asked, in the API's shape."""

import json
from http import HTTPStatus

from django.utils.translation import override

from backend.server.body import BodyTooLargeError
from backend.server.spool import SpoolFullError
from common.api.error_responses import error_body
from common.api.languages import asked_language

_RETRY_SECONDS = "5"
REFUSALS = {
    "busy": (
        HTTPStatus.SERVICE_UNAVAILABLE,
        "There is no room for this body right now. Please send it again in some seconds.",
    ),
    "head_too_large": (
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        "The headers of this request are too large.",
    ),
    "parse_error": (HTTPStatus.BAD_REQUEST, "This is no request of HTTP."),
    "request_timeout": (
        HTTPStatus.REQUEST_TIMEOUT,
        "The request did not come in time. Please send it again.",
    ),
    "too_large": (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large."),
}


def code_for(error: BodyTooLargeError | SpoolFullError) -> str:
    return "too_large" if isinstance(error, BodyTooLargeError) else "busy"


def own_answer(code: str, *, accept_language: str) -> bytes:
    """Whole, after which the connection ends."""
    status, detail = REFUSALS[code]
    language = asked_language(accept_language)
    with override(language):
        body = json.dumps(error_body(detail, code)).encode()
    headers = {
        "Connection": "close",
        "Content-Type": "application/json",
        "Content-Language": language,
        "Vary": "Accept-Language",
        "Content-Length": str(len(body)),
    }
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = _RETRY_SECONDS
    first = " ".join(["HTTP/1.1", str(status.value), status.phrase])
    return "\r\n".join([first, *map(": ".join, headers.items()), "", ""]).encode() + body
