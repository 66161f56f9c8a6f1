"""The one door to allauth: its own headless views, called inside the process.

Every rule of a journey (limits, lock-out, e-mail verification, second factor, sessions) is theirs;
our views give the call a path and the answer a shape.
"""

import json
from dataclasses import dataclass
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.base.views import APIView
from allauth.headless.constants import Client
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.core.handlers.wsgi import WSGIRequest
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from accounts.allauth_internals import new_session

_CREDENTIALS = frozenset({"HTTP_AUTHORIZATION", "HTTP_X_SESSION_TOKEN", "HTTP_COOKIE"})


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What allauth said, as its documentation describes it: `data`, `meta` and `errors`."""

    status: int
    body: dict[str, Any]

    @property
    def is_success(self) -> bool:
        return status.is_success(self.status)

    @property
    def is_throttled(self) -> bool:
        return (
            self.status == status.HTTP_429_TOO_MANY_REQUESTS
            or "too_many_login_attempts" in self.error_codes
        )

    @property
    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = self.body.get("data", {})
        return data

    @property
    def meta(self) -> dict[str, Any]:
        meta: dict[str, Any] = self.body.get("meta", {})
        return meta

    @property
    def errors(self) -> list[dict[str, str]]:
        """Each with `message`, `code` and, where it belongs to a field, `param`."""
        errors: list[dict[str, str]] = self.body.get("errors", [])
        return errors

    @property
    def error_codes(self) -> set[str]:
        return {error["code"] for error in self.errors}

    def raise_field_errors(self, **our_names: str) -> None:
        """What allauth found wrong with the input, under the names that our call has for it."""
        fields: dict[str, list[str]] = {}
        for error in self.errors:
            theirs = error.get("param", "non_field_errors")
            fields.setdefault(our_names.get(theirs, theirs), []).append(error["message"])
        if fields:
            raise ValidationError(fields)

    @property
    def pending_flow(self) -> str | None:
        """The step that must follow before somebody is signed in."""
        flows = self.data.get("flows", [])
        return next((flow["id"] for flow in flows if flow.get("is_pending")), None)


def ask_allauth(
    view: type[APIView],
    request: Request,
    data: dict[str, Any],
    *,
    method: str = "POST",
    session_token: str | None = None,
    as_caller: bool = False,
) -> Answer:
    """Call one headless view the way an app would: as nobody, with the session of a sign-in that
    is under way, or `as_caller`, with the credentials of the request itself. Who came with a cookie
    calls as a browser does, in its session, which the middleware stores and answers with."""
    inner = _inner_request(request, data, method=method, as_caller=as_caller)
    if session_token is not None:
        inner.META["HTTP_X_SESSION_TOKEN"] = session_token
    client = Client.APP
    if as_caller and isinstance(request.auth, SessionBase):
        client, inner.session, inner.user = Client.BROWSER, request.auth, request.user
    return _ask(view, inner, client=client)


def ask_in_browser(view: type[APIView], request: Request, data: dict[str, Any]) -> Answer:
    """POST as a browser in which nobody has signed in yet, in its session."""
    inner = _inner_request(request, data, method="POST", as_caller=False)
    inner.session = request._request.session
    return _ask(view, inner, client=Client.BROWSER)


def _ask(view: type[APIView], inner: WSGIRequest, *, client: Client) -> Answer:
    with context.request_context(inner):
        try:
            response = view.as_api_view(client=client)(inner)
        except ImmediateHttpResponse as early:
            response = early.response
    return Answer(status=response.status_code, body=json.loads(response.content or "{}"))


def _inner_request(
    request: Request, data: dict[str, Any], *, method: str, as_caller: bool
) -> WSGIRequest:
    body = json.dumps(data).encode()
    environ = request.META if as_caller else _without_credentials(request.META)
    inner = WSGIRequest(
        environ
        | {
            "REQUEST_METHOD": method,
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
    )
    # What the middleware would have set: no cookie counts here.
    inner.session = new_session()
    inner.user = AnonymousUser()
    inner.allauth = SimpleNamespace()  # type: ignore[attr-defined]
    return inner


def _without_credentials(environ: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in environ.items() if name not in _CREDENTIALS}
