"""Admission of bodies: which are worth waiting for, asked when the head of a request has come."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, close_old_connections
from django.http import Http404
from django.urls import Resolver404, ResolverMatch, resolve
from rest_framework.exceptions import APIException
from rest_framework.permissions import SAFE_METHODS
from rest_framework.views import APIView

from common.api.foreign_json import MAX_BYTES
from common.errors import AppError


def body_limit(environ: dict[str, Any]) -> int:
    """So many bytes of this request's body are waited for. 0: its answer does not depend on it,
    such as 401 or 404, and is given at once.

    A view may say by `max_body_bytes` how much it takes; others take JSON or a form.
    """
    no_body = {"wsgi.input": BytesIO(), "CONTENT_LENGTH": "0", "CONTENT_TYPE": ""}
    request = WSGIRequest(environ | no_body)
    if request.method in SAFE_METHODS:
        return 0
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return 0
    view: Any = match.func
    if not hasattr(view, "cls"):
        return MAX_BYTES
    return _limit_of(view.cls(**view.initkwargs), request, match)


def _limit_of(view: APIView, request: WSGIRequest, match: ResolverMatch) -> int:
    if not hasattr(view, str(request.method).lower()):
        return 0
    try:
        _admit(view, request, match)
    except (APIException, AppError, Http404, PermissionDenied, DatabaseError):
        return 0
    finally:
        close_old_connections()
    limit: Callable[[], int] | None = getattr(view, "max_body_bytes", None)
    return limit() if limit else MAX_BYTES


def _admit(view: APIView, request: WSGIRequest, match: ResolverMatch) -> None:
    """Raises what the view would refuse the call with. Throttles count, so they are not asked."""
    view.args, view.kwargs, view.headers = match.args, match.kwargs, {}
    view.request = view.initialize_request(request, *match.args, **match.kwargs)
    view.perform_authentication(view.request)
    view.check_permissions(view.request)
