"""OpenAPI schema of what an endpoint is sent, under `webhooks` of the document."""

from typing import Any

from drf_spectacular.utils import OpenApiWebhook

from receipts.history import Kind


def _header(name: str, description: str) -> dict[str, Any]:
    return {
        "in": "header",
        "name": name,
        "required": True,
        "description": description,
        "schema": {"type": "string"},
    }


def _id(description: str) -> dict[str, Any]:
    return {"type": ["integer", "null"], "description": description}


_DATA: dict[str, Any] = {
    "event": {"type": "integer", "description": "as the history has it"},
    "kind": {"type": "string", "enum": [kind.value for kind in Kind]},
    "receipt": _id("null: an entry without one"),
    "entry": _id("null: there is none"),
    "version": _id("as it is when this is sent; null: it is gone"),
}
_PAYLOAD: dict[str, Any] = {
    "type": {"type": "string", "description": "`receipt.` or `entry.` with the kind"},
    "timestamp": {"type": "string", "format": "date-time", "description": "when it happened"},
    "data": {"type": "object", "properties": _DATA, "required": list(_DATA)},
}
EVENT = OpenApiWebhook(
    name="event",
    decorator={
        "post": {
            "operationId": "webhooks_event",
            "summary": "An event of the account",
            "description": "Signed as Standard Webhooks says; at least once, in no promised order.",
            "tags": ["webhooks"],
            "parameters": [
                _header("webhook-id", "The same whenever it is sent again."),
                _header("webhook-timestamp", "Seconds since 1970 of this try."),
                _header("webhook-signature", "`v1,` and the signature; several, with blanks."),
            ],
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "properties": _PAYLOAD,
                            "required": list(_PAYLOAD),
                        },
                        "example": {
                            "type": "receipt.read",
                            "timestamp": "2026-12-01T00:00:00.123000Z",
                            "data": {
                                "event": 812,
                                "kind": "read",
                                "receipt": 41,
                                "entry": 97,
                                "version": 3,
                            },
                        },
                    }
                },
            },
            "responses": {"2XX": {"description": "It has arrived. The body is not read."}},
        }
    },
)
