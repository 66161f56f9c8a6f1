"""OpenAPI schema: every call may be refused, always in the same shape."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular import openapi
from drf_spectacular.plumbing import build_media_type_object
from drf_spectacular.utils import OpenApiParameter, extend_schema_serializer
from rest_framework import serializers
from rest_framework.fields import empty

from common.api.input import InputSerializer

_MEANINGS = {
    400: "A field or a parameter is not accepted; it stands beside `detail` under its name.",
    401: "Nobody is signed in, or no longer.",
    402: "The documents of the month are used up; `resets_on` says until when. Or not paid.",
    403: "The plan does not include this, the key may not do it, or the cookie's token is missing.",
    404: "There is no such thing, or it is somebody else's.",
    409: "It contradicts what is stored, or another call with this key.",
    410: "It is gone; `code` says what to ask for instead.",
    412: "It was changed meanwhile: `If-Match` names an earlier version.",
    413: "The file or the whole request is too large.",
    415: "A body of another kind, a file of no accepted kind, or a broken one.",
    429: "Too many calls, or too many receipts that wait.",
    503: "A service that this needs is away, or not set up.",
}


def _header(description: str, kind: str = "string") -> dict[str, Any]:
    return {"description": description, "schema": {"type": kind}}


_RETRY_AFTER = {
    "Retry-After": _header("Seconds after which the call may be repeated.", "integer"),
}
_RATES = {
    "RateLimit-Policy": _header("Each rate: so many calls (`q`) in so many seconds (`w`)."),
    "RateLimit": _header(
        "Of each rate: calls left (`r`), seconds until all are there again (`t`)."
    ),
    "RateLimit-Limit": _header("Calls of the rate of which the fewest are left.", "integer"),
    "RateLimit-Remaining": _header("How many of them are left.", "integer"),
    "RateLimit-Reset": _header("Seconds until all of them are there again.", "integer"),
}
_LOCATION = {"Location": _header("Path of what was made.")}
_REPLAYED = {"Idempotent-Replayed": _header("`true`: the answer of an earlier call with this key.")}
_TAG = {
    "ETag": _header("For `If-None-Match`; with a `version` in the answer also for `If-Match`."),
}
_SAY_WHEN = {"429", "503"}
_BY_HEADER = {"If-Match": 412, "Idempotency-Key": 409}
_READS = {"GET", "HEAD"}


# Plain `Error` and `Event` would hide what JavaScript has under these names.
@extend_schema_serializer(component_name="ApiError")
class ErrorSerializer(serializers.Serializer):
    """Field errors stand beside these, each a list of sentences under the field's name."""

    detail = serializers.CharField()
    code = serializers.CharField()
    documentation = serializers.CharField(help_text="Path of what `code` means, for a developer.")
    error = serializers.CharField(help_text="`detail` again, for the existing web client")


def refused(*statuses: int) -> dict[int, type[ErrorSerializer]]:
    """For the `responses` of a view: what is special to it."""
    return dict.fromkeys(statuses, ErrorSerializer)


class AutoSchema(openapi.AutoSchema):
    """What a call is refused for follows from what its view is made of: parameters, a body, pages,
    ways to sign in, gates, throttles (their `refusals`). A view names only what is special to it;
    `default` covers what may always happen.

    drf-spectacular documents no body of a DELETE; a view that wants one has `delete_request`, the
    class of its serializer.
    """

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        answers: dict[str, Any] = super()._get_response_bodies(direction)
        refusal = self._get_response_for_code(ErrorSerializer, "default", direction=direction)
        named = {int(code) for code in answers if code.isdecimal() and int(code) >= 400}
        refusals = {
            str(status): refusal | {"description": _MEANINGS[status]}
            for status in sorted({*named, *self._refusals()})
        }
        successes = {code: answer for code, answer in answers.items() if int(code) not in named}
        self._say_headers({**successes, **refusals})
        return {**successes, **refusals, "default": refusal | {"description": "Refused"}}

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> dict[str, Any]:
        """Of an answer all keys are there, whatever may be left out of a body; but for those that a
        serializer names itself, with `required=False`."""
        shape: dict[str, Any] = super()._map_basic_serializer(serializer, direction)
        if isinstance(serializer, ErrorSerializer):
            shape["additionalProperties"] = {}
        if direction == "request":
            # Generators take what has a default for what is always there, as it is in an answer.
            for described in shape["properties"].values():
                described.pop("default", None)
        else:
            there = {name for name, field in serializer.fields.items() if _is_always_there(field)}
            shape["required"] = sorted(there.intersection(shape["properties"]))
        return shape

    def _say_headers(self, answers: dict[str, Any]) -> None:
        """Into those answers that have some."""
        is_once_only = "Idempotency-Key" in self._header_parameters()
        say_when = {*_SAY_WHEN, "409"} if is_once_only else _SAY_WHEN
        says_rates = any(getattr(gate, "says_rates", False) for gate in self._gates())
        for code, answer in answers.items():
            is_success = int(code) < 400
            headers = {
                **(_LOCATION if code == "201" and getattr(self.view, "made_at", None) else {}),
                **(_REPLAYED if is_once_only and is_success else {}),
                **(_TAG if self._has_tag(code) else {}),
                **(_RETRY_AFTER if code in say_when else {}),
                **(_RATES if says_rates and (is_success or code == "429") else {}),
            }
            if headers:
                answer["headers"] = answer.get("headers", {}) | headers

    def _has_tag(self, code: str) -> bool:
        """Every answer to a GET has one, by `ConditionalGetMiddleware`."""
        is_versioned = getattr(self.view, "has_versions", False) and code != "204"
        return int(code) < 300 and (self.method == "GET" or is_versioned)

    def get_summary(self) -> str:
        """The first sentence of what it does."""
        text = " ".join(str(self.get_description()).split())
        return text.split(". ")[0].split(": ")[0].removesuffix(".")

    def _refusals(self) -> Iterator[int]:
        ways = self.get_auth()
        if ways and {} not in ways:
            yield 401
            if self.method not in _READS:
                yield 403  # a cookie without its token
        is_paged = bool(self._get_pagination_parameters())
        if "{" in self.path or is_paged:
            yield 404
        parameters = self.get_override_parameters()
        headers = self._header_parameters()
        yield from (_BY_HEADER[name] for name in headers if name in _BY_HEADER)
        if is_paged or len(headers) < len(parameters) or self._get_filter_parameters():
            yield 400
        if self.method not in _READS and self._get_request_body() is not None:
            yield from (400, 413, 415)
        for gate in self._gates():
            yield from getattr(gate, "refusals", ())

    def _header_parameters(self) -> list[str]:
        return [
            one.name
            for one in self.get_override_parameters()
            if isinstance(one, OpenApiParameter) and one.location == OpenApiParameter.HEADER
        ]

    def _gates(self) -> Iterator[Any]:
        """In whatever order; throttles ask of a POST alone."""
        yield from self.view.authentication_classes
        yield from self.view.permission_classes
        if self.method == "POST":
            yield from self.view.throttle_classes

    def _get_request_body(self, direction: Any = "request") -> dict[str, Any] | None:
        serializer = getattr(self.view, "delete_request", None)
        if self.method != "DELETE" or serializer is None:
            body: dict[str, Any] | None = super()._get_request_body(direction)
            return body and body | {"required": True}
        schema, _ = self._get_request_for_media_type(serializer, direction)
        examples = self._get_examples(serializer, direction, "application/json")
        content = build_media_type_object(schema, examples)
        return {"content": {"application/json": content}, "required": True}


def _is_always_there(field: serializers.Field) -> bool:
    """In an answer. What a form says of it holds of bodies, and a default is for both."""
    if field.required or field.read_only or field.default is not empty:
        return True
    return isinstance(field.parent, InputSerializer) or not _is_declared(field)


def _is_declared(field: serializers.Field) -> bool:
    """Else it is made of a column."""
    return field.field_name in getattr(field.parent, "_declared_fields", {})
