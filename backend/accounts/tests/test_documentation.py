"""What a client developer finds about the account calls."""

import pytest
from drf_spectacular.generators import SchemaGenerator

CALLS = [
    (f"{method.upper()} {path}", operation)
    for path, item in SchemaGenerator().get_schema(request=None, public=True)["paths"].items()
    if path.startswith("/api/v1/accounts/")
    for method, operation in item.items()
]


def media_of(body):
    return body.get("content", {}).get("application/json")


@pytest.mark.parametrize(
    "operation", [operation for _, operation in CALLS], ids=[name for name, _ in CALLS]
)
def test_every_call_says_what_it_does_with_an_example(operation):
    bodies = [operation.get("requestBody", {})]
    bodies += [body for code, body in operation["responses"].items() if code.startswith("2")]

    assert operation["description"]
    for media in filter(None, map(media_of, bodies)):
        assert media["examples"]


def test_every_refusal_has_the_shape_of_an_error():
    for name, operation in CALLS:
        refusals = {c: b for c, b in operation["responses"].items() if not c.startswith("2")}
        assert "default" in refusals, name
        for body in refusals.values():
            assert media_of(body)["schema"] == {"$ref": "#/components/schemas/ApiError"}


def test_allauths_own_calls_are_documented_with_nothing_fetched_from_elsewhere(client):
    page = client.get("/api/docs/auth/")
    schema = client.get("/api/v1/auth/openapi.json")

    assert page.status_code == schema.status_code == 200
    assert b"/api/v1/auth/openapi.json" in client.get("/api/docs/auth/?script=").content
    assert b"https://" not in page.content
    assert "/api/v1/auth/{client}/v1/auth/login" in schema.json()["paths"]
