"""Middleware of sessions and of allauth's own API: what both lack to keep the promises of ours."""

import json
from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions import middleware
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse

from accounts.allauth_integration.cookie_sessions import API, API_SESSION_COOKIE, refuse_forgery
from accounts.allauth_integration.limits import retry_after
from accounts.errors import SessionEndedError
from common.api.error_responses import app_error_response, malformed
from common.api.foreign_json import check_json, check_json_size
from common.api.languages import speak
from common.database_errors import is_database_away_behind
from common.errors import AppError

AUTH_API = "/api/v1/auth/"
BY_COOKIE = f"{AUTH_API}browser/"


class SessionMiddleware(middleware.SessionMiddleware):
    """Django's, under the other name and path below `/api/`."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith(API):
            cookies = dict(request.COOKIES)
            cookies.pop(settings.SESSION_COOKIE_NAME, None)
            if API_SESSION_COOKIE in cookies:
                cookies[settings.SESSION_COOKIE_NAME] = cookies[API_SESSION_COOKIE]
            request.COOKIES = cookies
        super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not request.path_info.startswith(API):
            return super().process_response(request, response)
        try:
            answer = super().process_response(request, response)
        except SessionInterrupted as error:
            if is_database_away_behind(error):
                raise
            return app_error_response(SessionEndedError())
        cookie = answer.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        if cookie is not None:
            cookie.set(API_SESSION_COOKIE, cookie.value, cookie.coded_value)
            cookie["path"] = API
            answer.cookies[API_SESSION_COOKIE] = cookie
        if request.session.accessed:
            # A browser may keep it, if it asks each time; what stands between may not.
            answer.headers.setdefault("Cache-Control", "private, no-cache")
        return answer


class AuthApiMiddleware:
    """Under `auth/` a body that our own calls would refuse is refused as well, instead of crashing
    where it is hashed or stored, and a refusal for too many calls says how long to wait. A call of
    the browser client is looked at for forgery before that, and answered in its account's language
    (those of apps are by the token strategy, which knows whose they are)."""

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
        if request.path.startswith(BY_COOKIE):
            speak(getattr(request.user, "language", ""))
        response = self.get_response(request)
        if response.status_code == 429:
            response.headers["Retry-After"] = str(retry_after("signup", "login"))
        return response
