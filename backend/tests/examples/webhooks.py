"""Web hooks in the journey."""

from typing import Any

from tests.examples.world import Call, World
from webhooks.models import WebhookDelivery


def web_hooks(world: World) -> Any:
    new = {"url": "https://hooks.example.com/books", "kinds": ["read", "failed", "corrected"]}
    made = yield Call(operation="webhooks_create", body=new, status=201)
    path = {"id": made["id"]}
    yield Call(
        operation="webhooks_create",
        title="An address that is not public",
        body={"url": "https://127.0.0.1/"},
        status=400,
    )
    yield Call(operation="webhooks_list")
    yield Call(operation="webhooks_retrieve", path=path)
    yield Call(operation="webhooks_change", path=path, body={"kinds": ["read", "failed"]})
    yield Call(operation="webhooks_rotate_secret", path=path)
    return path


def deliveries(world: World, path: dict[str, Any]) -> Any:
    """After something has happened that the endpoint was told of, but did not take."""
    WebhookDelivery.objects.update(
        status="failed",
        failure_code="refused",
        failure_text="It answered 500.",
        response_status=500,
        duration_ms=80,
    )
    page = yield Call(operation="webhooks_deliveries", path=path)
    again = {"deliveries": [one["id"] for one in page["results"]]}
    yield Call(operation="webhooks_replay", path=path, body=again)
    yield Call(operation="webhooks_delete", path=path, status=204)
