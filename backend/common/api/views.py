"""Views of every call: what all of them do before and after their own work.

An unknown query parameter is refused, and so is a body where none is taken; what was made is named
in `Location`. The names are those that the OpenAPI document has: of filters, pages and
`extend_schema`.
"""

from collections.abc import Collection, Iterable, Mapping
from inspect import getattr_static
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter
from rest_framework import mixins, status, views
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from common.api.languages import speak
from common.api.names import MAX_NAMED, known_query, unknown_name
from common.api.openapi import AutoSchema

# By view and method. They do not change, and each call asks for them.
_query_names: dict[tuple[type[views.APIView], str], Collection[str]] = {}


class WhateverIsAccepted(BaseContentNegotiation):
    """For files: who asks for `image/*` or `application/pdf` asks for what no renderer of ours
    offers; only errors need one."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, renderer.media_type


class APIView(views.APIView):
    # The documentation shows the docstring of a view, so this one has none.

    # Name of the path, with an `id`, of what a POST makes.
    made_at: str | None = None
    # What a query parameter was called, where that is another name than the one that counts.
    sent_as: Mapping[str, str] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After who it is, and whether they may: so anonymous is 401 whatever it sends."""
        super().initial(request, *args, **kwargs)
        method = "get" if request.method == "HEAD" else str(request.method).lower()
        if method == "options" or not hasattr(self, method):
            return
        if request.query_params:
            known = known_query(request.query_params, self.query_names(method))
            request._request.GET, self.sent_as = known  # type: ignore[assignment]
        if int(request.META.get("CONTENT_LENGTH") or 0) and not self._takes_body(method):
            _refuse_body(request.data)

    def perform_authentication(self, request: Request) -> None:
        """Who it is, and so in which language they are answered."""
        super().perform_authentication(request)
        speak(getattr(request.user, "language", ""))

    def handle_exception(self, exc: Exception) -> Response:
        answer = super().handle_exception(exc)
        for counts, sent in self.sent_as.items():
            if counts in answer.data:
                answer.data[sent] = answer.data.pop(counts)
        return answer

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        if self.made_at and answer.status_code == status.HTTP_201_CREATED:
            answer.headers["Location"] = reverse(self.made_at, args=[answer.data["id"]])
        for name, value in getattr(request, "answer_headers", {}).items():
            answer.headers[name] = value
        return answer

    def query_names(self, method: str) -> Collection[str]:
        """The query parameters that the method knows."""
        names = _query_names.get((type(self), method))
        if names is None:
            names = {*self._declared(method), *(self._of_lists() if method == "get" else ())}
            _query_names[type(self), method] = names
        return names

    def _declared(self, method: str) -> set[str]:
        names: set[str] = set()
        for parameter in self._schema_of(method).get_override_parameters():
            if isinstance(parameter, OpenApiParameter):
                names |= {parameter.name} if parameter.location == OpenApiParameter.QUERY else set()
            else:
                names |= parameter().fields.keys()
        return names

    def _of_lists(self) -> set[str]:
        view: Any = self
        names: set[str] = set()
        for backend in getattr(self, "filter_backends", []):
            filters = backend().get_filterset_class(self)
            names |= filters.base_filters.keys() if filters else set()
        if isinstance(self, mixins.ListModelMixin) and view.paginator:
            names |= {view.paginator.page_query_param, view.paginator.page_size_query_param}
        return names

    def _takes_body(self, method: str) -> bool:
        if method == "delete":
            return hasattr(self, "delete_request")
        return method == "get" or self._schema_of(method).get_request_serializer() is not None

    def _schema_of(self, method: str) -> Any:
        """One of our own: drf-spectacular notes in those of the classes which view it looks at."""
        of_class = type(getattr_static(self, "schema"))
        kind = getattr(getattr(self, method), "kwargs", {}).get("schema", of_class)
        schema: Any = (kind if issubclass(kind, AutoSchema) else AutoSchema)()
        schema.view, schema.method = self, method.upper()
        return schema


def _refuse_body(body: Any) -> None:
    if isinstance(body, Mapping):
        if body:
            raise ValidationError({name: unknown_name(name, ()) for name in [*body][:MAX_NAMED]})
    elif body:
        raise ParseError("This call takes no body.")
