"""Request logging: one line for each request, with its id, without what people typed."""

from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware
from structlog.contextvars import get_contextvars


class RequestLogMiddleware(RequestMiddleware):
    """The answer carries the id as `X-Request-ID`, so a person can quote it."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        # Without the query: it holds search words and the tokens of signed links.
        return f"{request.method} {request.path}"

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        response.headers["X-Request-ID"] = get_contextvars().get("request_id", "")
        super().handle_response(request, response)
