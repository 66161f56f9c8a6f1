"""Middleware of every request: its line in the log, and the text of its address.

Logs hold one line for each request, with its id, without what people typed.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware
from structlog.contextvars import get_contextvars

from common.api.error_responses import malformed


class RequestLogMiddleware(RequestMiddleware):
    """The answer carries the id as `X-Request-ID`, so a person can quote it."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        # Without the query: it holds search words and the tokens of signed links.
        return f"{request.method} {request.path}"

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        response.headers["X-Request-ID"] = get_contextvars().get("request_id", "")
        super().handle_response(request, response)


class AddressTextMiddleware:
    """Addresses, forms and bodies are UTF-8, whatever charset a `Content-Type` names: other codecs
    unpack, or let halves of characters through. A NUL in an address is refused, since no database
    takes it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.encoding = "utf-8"
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path_info or "%00" in query or "\0" in query:
            return malformed()
        return self.get_response(request)
