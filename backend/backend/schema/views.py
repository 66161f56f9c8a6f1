"""OpenAPI schema of the whole API, for `/api/schema/` and the page that shows it."""

from functools import cache
from threading import Lock
from typing import Any

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from backend.schema.meanings import meaning_of

# drf-spectacular loads its extensions, and notes which view it looks at, where all threads see it.
_one_at_a_time = Lock()
# By format.
documents: dict[str, bytes | str] = {}


class ByFormat(DefaultContentNegotiation):
    """`?format=json`, which no other call has."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        wanted = request.query_params.get("format", format_suffix)
        found: tuple[BaseRenderer, str] = super().select_renderer(request, renderers, wanted)
        return found


class SchemaView(SpectacularAPIView):
    """It is the same for everybody and for as long as the process lives, so it is made once."""

    content_negotiation_class = ByFormat

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        renderer = request.accepted_renderer
        with _one_at_a_time:
            if renderer.format not in documents:
                documents[renderer.format] = renderer.render(api_document())
        filename = f"{spectacular_settings.TITLE}.{renderer.format}"
        return HttpResponse(
            documents[renderer.format],
            f"{renderer.media_type}; charset=utf-8",
            headers={"Content-Disposition": f'inline; filename="{filename}"'},
        )


def describe_properties(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """Postprocessing hook: a property without words of its own gets those of its name."""
    for shape, schema in result["components"]["schemas"].items():
        for name, described in schema.get("properties", {}).items():
            if "description" not in described and (meaning := meaning_of(shape, name)):
                described["description"] = meaning
    return result


# What drf-spectacular puts beside a choice that may be empty or null.
_NOTHING: dict[str, dict[str, Any]] = {
    "BlankEnum": {"type": "string", "const": ""},
    "NullEnum": {"type": "null"},
}


def write_nothing_in_place(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """Postprocessing hook: no empty choice has a name, for which clients would have to ask."""
    shapes = result["components"]["schemas"]
    nothing = {f"#/components/schemas/{name}": value for name, value in _NOTHING.items()}
    for shape in shapes.values():
        for described in shape.get("properties", {}).values():
            if "oneOf" in described:
                described["oneOf"] = [
                    nothing.get(choice.get("$ref"), choice) for choice in described["oneOf"]
                ]
    for name in _NOTHING:
        shapes.pop(name, None)
    return result


@cache
def api_document() -> dict[str, Any]:
    generator: Any = SchemaGenerator
    schema: dict[str, Any] = generator().get_schema(request=None, public=True)
    return schema
