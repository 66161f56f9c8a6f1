"""JSON from outside: how large and how deep it may be, and that its texts are texts.

A body of a few megabytes can become a hundred times as many in memory, as lists of nothing.
"""

from collections.abc import Mapping
from typing import Any

from common.errors import TooLargeError
from common.text import is_unicode

# Far more than the largest of ours, a receipt that is sent back as it was read.
MAX_BYTES = 1024 * 1024
MAX_DEPTH = 50


def check_json_size(headers: Mapping[str, Any]) -> None:
    """By the declared length, before a byte is read. Raises TooLargeError."""
    if int(headers.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
        raise TooLargeError.of("request", max_bytes=MAX_BYTES)


def check_json(data: Any) -> None:
    """Raises ValueError for what is nested too deep, and for texts that no answer can hold, which
    may be names of objects as well. Of NUL each field judges by itself: names are cleaned of it."""
    level = [data]
    for _ in range(MAX_DEPTH):
        if not all(is_unicode(value) for value in level if isinstance(value, str)):
            raise ValueError("This is an invalid text: it has half of a surrogate pair.")
        level = [inner for value in level for inner in _inside(value)]
        if not level:
            return
    raise ValueError("This is invalid JSON: it is nested too deep.")


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []
