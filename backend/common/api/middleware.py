"""Middleware of every request: its line in the log, the text of its address, and its final slash.

Logs hold one line for each request, with its id, without what people typed.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.common import CommonMiddleware
from django.middleware.gzip import GZipMiddleware
from django.utils.functional import LazyObject, empty
from django_structlog.middlewares import RequestMiddleware
from structlog.contextvars import bind_contextvars, get_contextvars

from common.api.error_responses import malformed, without_slash


class RequestLogMiddleware(RequestMiddleware):
    """The answer carries the id as `X-Request-ID`, so a person can quote it."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        # Without the query: it holds search words and the tokens of signed links.
        return f"{request.method} {request.path}"

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """Of who has been asked for by now. To ask for a line of the log would look up the session
        of a cookie that nothing else looked at, and fail while the database is away."""
        user = getattr(request, "user", None)
        if isinstance(user, LazyObject) and user._wrapped is empty:
            bind_contextvars(user_id=None)
        else:
            RequestMiddleware.bind_user_id(request)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        response.headers["X-Request-ID"] = get_contextvars().get("request_id", "")
        super().handle_response(request, response)


class CompressionMiddleware(GZipMiddleware):
    """JSON of a kilobyte and more, by gzip. Not where answers carry tokens: how well one packs
    would tell of it to who can have something of his own stand beside it (BREACH, CVE-2013-3587);
    for the rest Django adds bytes by chance."""

    min_bytes = 1024
    with_tokens = ("/api/v1/accounts/", "/api/v1/auth/")

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_json = response.headers.get("Content-Type", "").startswith("application/json")
        if not is_json or request.path_info.startswith(self.with_tokens):
            return response
        if not isinstance(response, HttpResponse) or len(response.content) < self.min_bytes:
            return response
        return super().process_response(request, response)


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


class SlashMiddleware(CommonMiddleware):
    """A path without its final slash is redirected, if that is a read: of any other call a client
    would repeat nothing but the address, as GET, and take the list that it gets for an answer."""

    reads = frozenset({"GET", "HEAD"})

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code == 404 and self._lacks_slash(request):
            response = without_slash(request)
        return super().process_response(request, response)

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        return request.method in self.reads and super().should_redirect_with_slash(request)

    def _lacks_slash(self, request: HttpRequest) -> bool:
        return request.method not in self.reads and super().should_redirect_with_slash(request)
