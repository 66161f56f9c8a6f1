"""What a request to Chat Completions must be like: the service's rules and this project's own."""

import base64
import io
from collections.abc import Iterator

from PIL import Image

# https://developers.openai.com/api/docs/guides/structured-outputs, "Supported schemas"
_REFUSED_KEYWORDS = {"allOf", "not", "oneOf", "if", "then", "else", "default", "patternProperties"}


def find_problems(body: dict, images: list[Image.Image]) -> Iterator[str]:
    """What is wrong with a request; decoded pictures are added to `images`."""
    if body.get("store") is not False:
        yield "store is not false"
    if body.get("stream"):
        yield "streams"
    if not 1000 <= body.get("max_completion_tokens", 0) <= 16384:
        yield "max_completion_tokens is missing or beyond gpt-4o's"
    if "temperature" in body and body["model"].startswith(("o", "gpt-5", "gpt-6")):
        yield "a reasoning model refuses a temperature"
    yield from _find_format_problems(body.get("response_format", {}))
    yield from _find_image_problems(body.get("messages", []), images)


def _find_image_problems(messages: list[dict], images: list[Image.Image]) -> Iterator[str]:
    parts = [part for m in messages if isinstance(m["content"], list) for part in m["content"]]
    pictures = [part["image_url"] for part in parts if part["type"] == "image_url"]
    if not pictures:
        yield "no picture"
    for picture in pictures:
        if picture.get("detail") != "high":
            yield "detail is not high"
        head, _, encoded = picture["url"].partition(",")
        if head != "data:image/jpeg;base64":
            yield "a picture that is no data URL of a JPEG"
            continue
        try:
            image = Image.open(
                io.BytesIO(base64.b64decode(encoded, validate=True)), formats=["JPEG"]
            )
            image.load()
        except (ValueError, OSError):
            yield "a picture that cannot be decoded"
        else:
            images.append(image)


def _find_format_problems(response_format: dict) -> Iterator[str]:
    if response_format.get("type") != "json_schema":
        yield "response_format is not json_schema"
        return
    named = response_format["json_schema"]
    if named.get("strict") is not True:
        yield "the schema is not strict"
    if not named.get("name"):
        yield "the schema has no name"
    schema = named.get("schema", {})
    if schema.get("type") != "object":
        yield "the schema's root is no object"
    yield from _find_schema_problems(schema, where="schema")


def _find_schema_problems(node: dict, *, where: str) -> Iterator[str]:
    if refused := _REFUSED_KEYWORDS & node.keys():
        yield f"{where} uses {sorted(refused)}"
    if "$ref" in node and len(node) > 1:
        yield f"{where} has something beside $ref"
    if node.get("type") == "object":
        if node.get("additionalProperties") is not False:
            yield f"{where} allows further properties"
        if sorted(node.get("required", [])) != sorted(node.get("properties", {})):
            yield f"{where} does not require every property"
    for name, child in _children_of(node):
        yield from _find_schema_problems(child, where=f"{where}.{name}")


def _children_of(node: dict) -> Iterator[tuple[str, dict]]:
    for group in ("properties", "$defs"):
        yield from node.get(group, {}).items()
    yield from enumerate(node.get("anyOf", []))
    if "items" in node:
        yield "items", node["items"]
