"""Cookie sessions of a client of the same origin, which allauth's browser client opens.

The staff's pages keep Django's own cookie. Below `/api/` another one counts, so neither opens what
the other is for, and one browser may be signed in to both, as two people if need be.
"""

from typing import cast

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
