"""JSON from outside: how large and how deep it may be, and which texts it may hold.

A body of a few megabytes can become a hundred times as many in memory, as lists of nothing.
"""

from collections.abc import Mapping
from typing import Any

from common.errors import TooLargeError
from common.text import is_storable

# Far more than the largest of ours, a receipt that is sent back as it was read.
MAX_BYTES = 1024 * 1024
MAX_DEPTH = 50


def check_json_size(headers: Mapping[str, Any]) -> None:
    """By the declared length, before a byte is read. Raises TooLargeError."""
    if int(headers.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
        raise TooLargeError.of("request", max_bytes=MAX_BYTES)


def check_json(data: Any) -> None:
    """Raises ValueError for what is nested too deep, and for texts that nothing can hold, which
    may be names of objects as well."""
    level = [data]
    for _ in range(MAX_DEPTH):
        if not all(is_storable(value) for value in level if isinstance(value, str)):
            raise ValueError("Texts must be Unicode without NUL and without half of a pair.")
        level = [inner for value in level for inner in _inside(value)]
        if not level:
            return
    raise ValueError("The JSON is nested too deep.")


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []
