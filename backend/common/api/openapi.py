"""OpenAPI schema: every call may be refused, always in the same shape."""

from typing import Any

from drf_spectacular import openapi
from drf_spectacular.plumbing import build_media_type_object
from rest_framework import serializers


class ErrorSerializer(serializers.Serializer):
    """Field errors stand beside these, each a list of sentences under the field's name."""

    detail = serializers.CharField()
    code = serializers.CharField()
    error = serializers.CharField(help_text="`detail` again, for the existing web client")


class AutoSchema(openapi.AutoSchema):
    """A view names the refusals that a client should know of; `default` covers all the others.

    drf-spectacular documents no body of a DELETE; a view that wants one has `delete_request`, the
    class of its serializer.
    """

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        answers: dict[str, Any] = super()._get_response_bodies(direction)
        refusal = self._get_response_for_code(ErrorSerializer, "default", direction=direction)
        return answers | {"default": refusal | {"description": "Refused"}}

    def _get_request_body(self, direction: Any = "request") -> dict[str, Any] | None:
        serializer = getattr(self.view, "delete_request", None)
        if self.method != "DELETE" or serializer is None:
            body: dict[str, Any] | None = super()._get_request_body(direction)
            return body
        schema, _ = self._get_request_for_media_type(serializer, direction)
        examples = self._get_examples(serializer, direction, "application/json")
        content = build_media_type_object(schema, examples)
        return {"content": {"application/json": content}, "required": True}
