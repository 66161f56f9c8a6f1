"""Cookie sessions of a client of the same origin, which allauth's browser client opens.

The staff's pages keep Django's own cookie. Below `/api/` another one counts, so neither opens what
the other is for, and one browser may be signed in to both, as two people if need be.
"""

from typing import cast

from django.conf import settings
from django.contrib.sessions import middleware
from django.contrib.sessions.backends.base import SessionBase
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from accounts.allauth_internals import find_session
from accounts.errors import CsrfError

API = "/api/"
API_SESSION_COOKIE = "api_session"
# In the session: it was opened through allauth, so for the API.
OF_THE_API = "of_the_api"


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
        answer = super().process_response(request, response)
        if not request.path_info.startswith(API):
            return answer
        cookie = answer.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        if cookie is not None:
            cookie.set(API_SESSION_COOKIE, cookie.value, cookie.coded_value)
            cookie["path"] = API
            answer.cookies[API_SESSION_COOKIE] = cookie
        if request.session.accessed:
            # A browser may keep it, if it asks each time; what stands between may not.
            answer.headers.setdefault("Cache-Control", "private, no-cache")
        return answer


def session_of_cookie(request: HttpRequest) -> SessionBase | None:
    """The live session that a request's cookie names. None: there is none, or it is the staff's.

    Before the middleware has run, when only the head of a request is there, it is looked up here.
    """
    session: SessionBase | None = getattr(request, "session", None)
    if session is None:
        session = find_session(request.COOKIES.get(API_SESSION_COOKIE, ""))
    return session if session is not None and session.get(OF_THE_API) else None


class _HeaderCheck(CsrfViewMiddleware):
    """Django's check against forged calls, with the token from `X-CSRFToken` and nowhere else."""

    def _check_token(self, request: HttpRequest) -> None:
        """Of a POST Django looks into the form first, and would open a whole upload for it; of
        other methods into the header alone."""
        as_put = WSGIRequest(request.META | {"REQUEST_METHOD": "PUT"})
        super()._check_token(as_put)  # type: ignore[misc]  # the stubs lack it

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


_check = _HeaderCheck(lambda request: HttpResponse())


def refuse_forgery(request: HttpRequest) -> None:
    """Raises CsrfError for a call that changes something and comes from another origin or without
    the token. Its body is not opened."""
    reason = cast("str | None", _check.process_view(request, lambda: HttpResponse(), (), {}))
    if reason is not None:
        raise CsrfError(reason)
