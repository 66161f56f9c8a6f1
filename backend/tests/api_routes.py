"""Every path of the API, as Django resolves it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

API = "api/"
# What stands in a path where the test does not care which object it is.
_PLACEHOLDERS = {
    "IntConverter": "999999",
    "UUIDConverter": "00000000-0000-4000-8000-000000000000",
}


@dataclass(frozen=True)
class Route:
    """`template` as it is declared; `parameters` with a value of the right kind for each."""

    template: str
    name: str
    parameters: dict[str, str]
    callback: Any

    @property
    def path(self) -> str:
        return self.path_of(self.parameters)

    @property
    def methods(self) -> list[str]:
        """In capitals; of a view that is no class, all."""
        view = getattr(self.callback, "cls", None) or getattr(self.callback, "view_class", None)
        names = [name for name in view.http_method_names if hasattr(view, name)] if view else []
        return [name.upper() for name in names or ["get", "post"] if name != "options"]

    def path_of(self, parameters: Mapping[str, object]) -> str:
        """With these in the place of the placeholders."""
        path = self.template
        for name, value in parameters.items():
            path = re.sub(rf"<(\w+:)?{name}>", str(value), path)
        return f"/{path}"


def api_routes() -> list[Route]:
    return [route for route in _walk(get_resolver(), "") if route.template.startswith(API)]


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        template = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, template)
        else:
            yield _route(entry, template)


def _route(entry: URLPattern, template: str) -> Route:
    parameters = {
        name: _PLACEHOLDERS.get(type(converter).__name__, "x")
        for name, converter in entry.pattern.converters.items()
    }
    return Route(template, entry.name or "", parameters, entry.callback)
