"""Middleware for allauth's own API: what it lacks to keep the promises of ours."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from accounts.allauth_integration.limits import retry_after
from common.api.error_responses import error_body

AUTH_API = "/api/v1/auth/"


class AuthApiMiddleware:
    """Under `auth/` a body that is no text is refused instead of crashing where it is hashed or
    stored, and a refusal for too many calls says how long to wait."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(AUTH_API):
            return self.get_response(request)
        if request.body and not _is_text(request.body):
            return JsonResponse(error_body("The request is malformed.", "parse_error"), status=400)
        response = self.get_response(request)
        if response.status_code == 429:
            response.headers["Retry-After"] = str(retry_after("signup", "login"))
        return response


def _is_text(body: bytes) -> bool:
    """False: it is no JSON, too deep, or has half a character (a lone surrogate such as \\ud800),
    which JSON can write and UTF-8 cannot."""
    try:
        json.dumps(json.loads(body), ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return False
    return True
