"""Examples in the OpenAPI document: calls that were made, and what they were answered.

`examples.json` is written by the tests, which make the same calls again
(`tests/test_examples.py`); nobody edits it. By `operationId`, each call with its title.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "examples.json"
METHODS = ("get", "post", "put", "patch", "delete")
# The name of an example that needs no other.
PLAIN = "Example"

type Json = dict[str, Any]


def put_examples(result: Json, **_more: object) -> Json:
    """Postprocessing hook. A request that was refused is not shown, only its answer."""
    # None at all before they were first written.
    examples: dict[str, list[Json]] = json.loads(FILE.read_text()) if FILE.exists() else {}
    for _, _, operation in operations_of(result):
        for made in examples.get(operation["operationId"], []):
            name = made["title"] or PLAIN
            if made["status"] < 400:
                _put_request(operation, name, made)
            answer = operation["responses"].get(str(made["status"]), {})
            if made["answer"] is not None:
                _put(answer.get("content", {}).get(made["type"], {}), name, made["answer"])
    return result


def operations_of(schema: Mapping[str, Any]) -> Iterator[tuple[str, str, Json]]:
    """Method, path, and what is said of it."""
    for path, item in schema["paths"].items():
        for method in METHODS:
            if method in item:
                yield method, path, item[method]


def _put_request(operation: Json, name: str, made: Json) -> None:
    for media in operation.get("requestBody", {}).get("content", {}).values():
        _put(media, name, made["body"])
    values = made["path"] | made["query"] | made["headers"]
    for parameter in operation.get("parameters", []):
        if parameter["name"] in values:
            _put(parameter, name, values[parameter["name"]])


def _put(holder: Json, name: str, value: object) -> None:
    holder.setdefault("examples", {})[name] = {"value": value}
