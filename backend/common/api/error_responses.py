"""Error responses in one shape: `detail`, `code`, field errors, and the text again as `error`.

`error` is what the existing web client reads; `documentation` leads to what the code means. No
stack text ever leaves.
"""

import logging
import sys
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler
from rest_framework.views import set_rollback

from common.api.names import READ_ONLY, UNKNOWN
from common.database_errors import is_database_away_behind, sql_state
from common.errors import (
    AppError,
    DatabaseUnavailableError,
    InvalidFieldError,
    NotFoundError,
    TooLargeError,
)
from common.localization.sentences import translated
from common.text import in_words

logger = logging.getLogger(__name__)

type Path = tuple[str | int, ...]

# Has an anchor for each code: `backend.schema.error_codes`.
ERRORS_PAGE = "/api/docs/errors/"
# Of a list of hundreds each row may be wrong; the fields hold them all.
_MAX_SENTENCES = 10
_TOO_LARGE = TooLargeError("The request is too large.")


def error_body(detail: str, code: str, **more: object) -> dict[str, object]:
    said = translated(detail)
    where = f"{ERRORS_PAGE}#{code}"
    return {**more, "detail": said, "code": code, "documentation": where, "error": said}


def error_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. None: a bug, which becomes a 500 and is logged."""
    if is_database_away_behind(error) and not isinstance(error, AppError | exceptions.APIException):
        logger.warning("The database is away: %s", sql_state(error) or type(error).__name__)
        set_rollback()
        error = DatabaseUnavailableError()
    if isinstance(error, AppError):
        return Response(**_answer_to(error))
    response = drf_exception_handler(_as_api_error(error), context)
    if response is None:
        return None
    response.data = _body_of(error, response.data)
    return response


def app_error_response(error: AppError) -> JsonResponse:
    """For what is no view of DRF's."""
    return JsonResponse(**_answer_to(error))


def _answer_to(error: AppError) -> dict[str, Any]:
    is_of_fields = isinstance(error, InvalidFieldError)
    details = _said(error.details) if is_of_fields else error.details
    return {
        "data": error_body(str(error), error.code, **details),
        "status": error.status,
        "headers": {} if error.retry_after is None else {"Retry-After": str(error.retry_after)},
    }


def _as_api_error(error: Exception) -> Exception:
    if isinstance(error, Http404):
        return exceptions.NotFound()  # Django's own says the model's name, in English
    if isinstance(error, RequestDataTooBig):
        too_large = exceptions.APIException(str(_TOO_LARGE), code=_TOO_LARGE.code)
        too_large.status_code = _TOO_LARGE.status
        return too_large
    if isinstance(error, TooManyFieldsSent | TooManyFilesSent | SuspiciousOperation):
        return exceptions.ParseError("The request is malformed.")
    return error


def _body_of(error: Exception, data: Any) -> dict[str, object]:
    if isinstance(error, exceptions.ValidationError):
        fields = data if isinstance(data, dict) else {"non_field_errors": data}
        found = [*_messages(fields)]
        codes = {getattr(message, "code", "") for _, message in found}
        code = next((code for code in (UNKNOWN, READ_ONLY) if code in codes), "invalid")
        return error_body(_sentences(found), code, **_said(fields))
    detail = data.pop("detail", "") if isinstance(data, dict) else str(data)
    code = getattr(detail, "code", None) or "error"
    more = {key: value for key, value in data.items() if key not in {"code", "messages"}}
    return error_body(str(detail), str(code), **more)


def _said(errors: Any) -> Any:
    """Of fields, in the language of who reads it."""
    if isinstance(errors, dict):
        return {name: _said(inner) for name, inner in errors.items()}
    if isinstance(errors, list | tuple):
        return [_said(inner) for inner in errors]
    return translated(errors) if isinstance(errors, str) else errors


def _sentences(found: list[tuple[Path, str]]) -> str:
    """All that is wrong with a form, for a person. What is unknown is named by the message."""
    said = [
        translated(message)
        if not path or getattr(message, "code", "") in (UNKNOWN, READ_ONLY)
        else f"{translated(in_words(*path))}: {translated(message)}"
        for path, message in found[:_MAX_SENTENCES]
    ]
    more = len(found) - len(said)
    if more:
        said.append(translated(f"And {more} more."))
    return " ".join(said) or "Invalid input."


def _messages(errors: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Of nested field errors, with the way to the field."""
    if isinstance(errors, dict):
        for name, inner in errors.items():
            plain = name in {"non_field_errors", "detail", ""}
            yield from _messages(inner, path if plain else (*path, name))
    elif isinstance(errors, list | tuple):
        is_of_rows = any(isinstance(inner, dict) for inner in errors)
        for number, inner in enumerate(errors):
            yield from _messages(inner, (*path, number) if is_of_rows else path)
    else:
        yield path, errors


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_api(request):
        return JsonResponse(error_body("Not found.", "not_found"), status=404)
    return defaults.page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # A session that could not be written is one that was deleted meanwhile, to Django.
    if is_database_away_behind(exception):
        return _database_unavailable(request)
    if isinstance(exception, RequestDataTooBig):
        return _too_large(request)
    return malformed() if _is_api(request) else defaults.bad_request(request, exception)


def malformed() -> HttpResponse:
    return JsonResponse(error_body("The request is malformed.", "parse_error"), status=400)


def without_slash(request: HttpRequest) -> HttpResponse:
    path = f"{request.path}/"
    if _is_api(request):
        return app_error_response(
            NotFoundError(f"Every path ends in a slash: {request.method} {path}", path=path)
        )
    return HttpResponse(f"Not found: {path}", status=404, content_type="text/plain")


def server_error(request: HttpRequest) -> HttpResponse:
    """Also of what fails before a view and after it, such as the look for a session."""
    if is_database_away_behind(sys.exception()):
        return _database_unavailable(request)
    if _is_api(request):
        detail = "Something went wrong on our side. Nothing of your request was kept."
        return JsonResponse(error_body(detail, "server_error"), status=500)
    return defaults.server_error(request)


def _too_large(request: HttpRequest) -> HttpResponse:
    if _is_api(request):
        return app_error_response(_TOO_LARGE)
    return HttpResponse(str(_TOO_LARGE), status=_TOO_LARGE.status, content_type="text/plain")


def _database_unavailable(request: HttpRequest) -> HttpResponse:
    error = DatabaseUnavailableError()
    if _is_api(request):
        return app_error_response(error)
    headers = {"Retry-After": str(error.retry_after)}
    return HttpResponse(str(error), status=error.status, headers=headers, content_type="text/plain")
