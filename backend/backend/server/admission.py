"""Admission of bodies: which are worth waiting for, asked when the head of a request has come."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, close_old_connections
from django.http import Http404
from django.urls import Resolver404, ResolverMatch, resolve
from gunicorn.http.message import Request
from rest_framework.exceptions import APIException
from rest_framework.permissions import SAFE_METHODS
from rest_framework.views import APIView

from backend.server.spool import Caller
from common.api.foreign_json import MAX_BYTES
from common.errors import AppError
from subscriptions.views import stripe_webhook

# Nothing that is called before one has signed in takes as much, and a thousand may call.
MAX_ANONYMOUS_BYTES = 64 * 1024


@dataclass(frozen=True)
class Admission:
    """So many bytes of a body are waited for. 0: its answer does not depend on it, such as 401 or
    404, and is given at once."""

    max_bytes: int
    caller: Caller


_CREDENTIALS = frozenset({"AUTHORIZATION", "COOKIE"})
_NOTHING = Admission(0, Caller.ANONYMOUS)
_LITTLE = Admission(MAX_ANONYMOUS_BYTES, Caller.ANONYMOUS)


def unasked_bytes(request: Request) -> int:
    """So large a body may come at once without being asked for: of an upload, which the view checks
    again, by somebody who shows who they are. To ask costs a fifth of what such an upload does."""
    names = {name for name, _ in request.headers}
    if request.method in SAFE_METHODS or not names & _CREDENTIALS:
        return 0
    try:
        view: Any = getattr(resolve(request.path).func, "cls", None)
    except Resolver404:
        return 0
    if not hasattr(view, str(request.method).lower()) or not hasattr(view, "max_body_bytes"):
        return 0
    return int(view().max_body_bytes())


def admission(environ: dict[str, Any]) -> Admission:
    """A view may say by `max_body_bytes` how much it takes; others take JSON or a form. Who asks
    for what is no view of DRF's is not known here."""
    no_body = {"wsgi.input": BytesIO(), "CONTENT_LENGTH": "0", "CONTENT_TYPE": ""}
    request = WSGIRequest(environ | no_body)
    if request.method in SAFE_METHODS:
        return _NOTHING
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return _NOTHING
    view: Any = match.func
    if view is stripe_webhook:
        return Admission(MAX_BYTES, Caller.WEBHOOK)
    if not hasattr(view, "cls"):
        return _LITTLE
    return _to_view(view.cls(**view.initkwargs), request, match)


def _to_view(view: APIView, request: WSGIRequest, match: ResolverMatch) -> Admission:
    if not hasattr(view, str(request.method).lower()):
        return _NOTHING
    try:
        _admit(view, request, match)
    except (APIException, AppError, Http404, PermissionDenied, DatabaseError):
        return _NOTHING
    finally:
        close_old_connections()
    if not view.request.user.is_authenticated:
        return _LITTLE
    limit: Callable[[], int] | None = getattr(view, "max_body_bytes", None)
    return Admission(limit() if limit else MAX_BYTES, Caller.KNOWN)


def _admit(view: APIView, request: WSGIRequest, match: ResolverMatch) -> None:
    """Raises what the view would refuse the call with. Throttles count, so they are not asked."""
    view.args, view.kwargs, view.headers = match.args, match.kwargs, {}
    view.request = view.initialize_request(request, *match.args, **match.kwargs)
    view.perform_authentication(view.request)
    view.check_permissions(view.request)
