"""Middleware for allauth's own API: what it lacks to keep the promises of ours."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.allauth_integration.cookie_sessions import refuse_forgery
from accounts.allauth_integration.limits import retry_after
from common.api.error_responses import app_error_response, malformed
from common.api.foreign_json import check_json, check_json_size
from common.errors import AppError

AUTH_API = "/api/v1/auth/"
BY_COOKIE = f"{AUTH_API}browser/"


class AuthApiMiddleware:
    """Under `auth/` a body that our own calls would refuse is refused as well, instead of crashing
    where it is hashed or stored, and a refusal for too many calls says how long to wait. A call of
    the browser client is looked at for forgery before that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(AUTH_API):
            return self.get_response(request)
        try:
            if request.path.startswith(BY_COOKIE):
                refuse_forgery(request)
            check_json_size(request.META)
            if request.body:
                check_json(json.loads(request.body))
        except AppError as error:
            return app_error_response(error)
        except (ValueError, RecursionError):
            return malformed()
        response = self.get_response(request)
        if response.status_code == 429:
            response.headers["Retry-After"] = str(retry_after("signup", "login"))
        return response
