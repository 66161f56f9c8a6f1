"""Values that have crashed something, for every place of a call that takes one: by its schema."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from urllib.parse import quote

from drf_spectacular.generators import SchemaGenerator

# Halves of a surrogate pair, which only JSON can write, NUL, and what splits or counts badly.
HALF = "\ud800"
TEXTS = ["\x00", "-", "-1-é", "٣" * 30, "9" * 400, "x" * 70_000, "\U0001f9fe\u202e", "%00%ED%A0%80"]
DAYS = ["0001-01-01", "9999-12-31", "10000-01-01", "0000-00-00"]
NUMBERS = [2**63, -(2**63) - 1, 10**400, 1e308, -1, 0]
JSON_VALUES: list[Any] = [
    HALF,
    *TEXTS,
    *DAYS,
    *NUMBERS,
    None,
    {HALF: 1},
    {"\x00": {}},
    [f"a{HALF}"],
    [[[]]],
]
ADDRESS_VALUES = [*TEXTS, *DAYS, *map(str, NUMBERS)]
TAKEN: list[Any] = ["0001-01-01", "9999-12-31", 2**63 - 1]
HEADERS = ["\x80\xff", "-", '"', 'W/"', "9" * 400, ",,,", "*, *"]
HEADER_NAMES = ["Idempotency-Key", "If-Match", "If-None-Match", "If-Modified-Since", "Range"]
CONTENT_TYPES = [
    "application/json; charset=hex",
    "application/json; charset=bz2_codec",
    "application/json; charset=utf-7",
    "application/json; charset=\xff",
    "application/json;;;=",
    "multipart/form-data",
    "multipart/form-data; boundary=\xff",
    "",
]
# Rows of this number, or none, stand behind every path.
ROW = 1_000_001


@dataclass(frozen=True)
class Operation:
    """A call of the schema. `body` is a JSON object that fits it; None: it takes none, or files."""

    path: str
    method: str
    parameters: list[dict[str, Any]]
    body: dict[str, Any] | None = field(hash=False)

    @property
    def label(self) -> str:
        return f"{self.method} {self.path}"

    def url(self, **odd: str) -> str:
        found = self.path
        for parameter in self.parameters:
            if parameter["in"] == "path":
                name = parameter["name"]
                value = quote(odd.get(name, _usual(parameter["schema"])), safe="")
                found = found.replace(f"{{{name}}}", value)
        return found

    def names(self, place: str) -> list[str]:
        return [parameter["name"] for parameter in self.parameters if parameter["in"] == place]

    def odd_bodies(self) -> Iterator[dict[str, Any]]:
        """With each odd value everywhere at once, since forms look at every field, and with each
        that some form takes in one place after the other, the rest being as it should."""
        if self.body is None:
            return
        places = list(_places(self.body))
        for value in JSON_VALUES:
            yield _with(self.body, places, value)
        for place, value in product(places, TAKEN):
            yield _with(self.body, [place], value)
        yield self.body | {HALF: 1}

    def odd_queries(self) -> Iterator[dict[str, str]]:
        names = [*self.names("query"), "unknown"]
        for value in ADDRESS_VALUES:
            yield dict.fromkeys(names, value)
        for name, value in product(names, map(str, TAKEN)):
            yield {name: value}


def operations() -> list[Operation]:
    schema = SchemaGenerator().get_schema(request=None, public=True)
    found = []
    for path, methods in schema["paths"].items():
        for method, call in methods.items():
            content = call.get("requestBody", {}).get("content", {})
            body = None
            if "application/json" in content:
                body = example(content["application/json"]["schema"], schema)
            found.append(Operation(path, method.upper(), call.get("parameters", []), body))
    return found


def example(part: dict[str, Any], schema: dict[str, Any]) -> Any:
    """A value that fits this part of a schema."""
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return example(schema["components"]["schemas"][name], schema)
    for several in ("allOf", "oneOf", "anyOf"):
        if several in part:
            return example(part[several][0], schema)
    if "enum" in part:
        return part["enum"][0]
    kind = part.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: example(inner, schema) for name, inner in part.get("properties", {}).items()}
    if kind == "array":
        return [example(part.get("items", {}), schema)]
    by_format = {"date": "2026-04-03", "email": "alice@example.com", "decimal": "1.50"}
    text = by_format.get(part.get("format", ""), "text")
    return {"integer": part.get("minimum", 1), "number": 1, "boolean": True}.get(kind, text)


def _usual(part: dict[str, Any]) -> str:
    if part.get("format") == "uuid":
        return "00000000-0000-4000-8000-000000000000"
    return f"{ROW}" if part.get("type") == "integer" else part.get("enum", ["x"])[0]


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value that holds no other."""
    items = list(value.items() if isinstance(value, dict) else enumerate(value))
    for name, inner in items:
        if isinstance(inner, dict | list) and inner:
            yield from _places(inner, (*path, name))
        else:
            yield (*path, name)


def _with(body: dict[str, Any], places: list[tuple[Any, ...]], value: Any) -> dict[str, Any]:
    changed = deepcopy(body)
    for *outer, last in places:
        inner: Any = changed
        for name in outer:
            inner = inner[name]
        inner[last] = value
    return changed
