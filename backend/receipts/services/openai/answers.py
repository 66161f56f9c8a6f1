"""Answers of model servers: where in one the model's JSON object stands. Pure.

Servers that keep no schema put it in fences, between sentences, behind thoughts, into parts, tool
calls or the field of the thoughts; what is found is taken as it is, and each value is judged by
itself (`openai_schema`).
"""

import json
import re
from collections.abc import Iterator, Set
from typing import Any

# Of these at least one is named, be it as null; else the object is about something else.
MAIN_KEYS = frozenset({"vendor", "date", "total"})

_THOUGHTS = re.compile(r"^.*</think(?:ing)?>", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_MOST_TRIES = 200  # opening braces of nothing
_MOST_WRAPS = 3  # objects and lists around the answer
# What is written over and over at the end: it is shorter, there so often at least, and so many
# characters together: a few zeros are none.
_LONGEST_REPETITION, _REPETITIONS, _LEAST_REPEATED = 400, 5, 200


def texts_of(choice: Any) -> Iterator[str]:
    """What a choice of a completion may have the answer in, the likeliest first."""
    message = _dict_of(choice).get("message")
    found = _dict_of(message)
    yield from _texts_in(found.get("content"))
    for call in (*_list_of(found.get("tool_calls")), found):
        function = _dict_of(_dict_of(call).get("function") or _dict_of(call).get("function_call"))
        yield from _texts_in(function.get("arguments"))
    yield from _texts_in(found.get("parsed"))
    yield from _texts_in(found.get("reasoning_content"))
    yield from _texts_in(found.get("reasoning"))


def find_answer(
    text: str, *, keys: Set[str] = MAIN_KEYS, is_cut: bool = False
) -> dict[str, Any] | None:
    """The last outermost object that names one of the `keys`. Numbers come as the texts that they
    were written as, so no digit is lost. `is_cut`: it counts only where nothing but blanks follows;
    what was cut may be the answer."""
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        found = list(_objects_in(_THOUGHTS.sub("", attempt) or attempt, keys))
        if not found:
            found = list(_objects_in(attempt, keys))
        for answer, rest in reversed(found):
            if not is_cut or not rest.strip(" \t\r\n`"):
                return answer
    return None


def is_runaway(text: str) -> bool:
    """Whether a text that was cut had no end in sight: blanks, or the same over and over."""
    if not text[-_LONGEST_REPETITION:].strip():
        return True
    return any(_ends_in_repetition(text, size) for size in range(1, _LONGEST_REPETITION + 1))


def _ends_in_repetition(text: str, size: int) -> bool:
    times = max(_REPETITIONS, _LEAST_REPEATED // size)
    return len(text) >= size * times and text[-size * times :] == text[-size:] * times


def _objects_in(text: str, keys: Set[str]) -> Iterator[tuple[dict[str, Any], str]]:
    """Each with what stands behind it."""
    if text.lstrip().startswith('"'):  # written as a text of JSON once more
        text = _unpacked(text)
    place, tries = text.find("{"), _MOST_TRIES
    while place >= 0 and tries:
        value, end = _decode_at(text, place)
        tries -= value is None
        answer = _answer_in(value, keys, wraps=_MOST_WRAPS)
        if answer is not None:
            yield answer, text[end:]
        place = text.find("{", end)


def _unpacked(text: str) -> str:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, str) else text


def _decode_at(text: str, place: int) -> tuple[Any, int]:
    """The value that begins there and where it ends; None: there is none."""
    try:
        return _DECODER.raw_decode(text, place)
    except (ValueError, RecursionError):
        return None, place + 1


def _no_number(_: str) -> None:
    """NaN and infinities are none."""


_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=_no_number, strict=False)


def _answer_in(value: Any, keys: Set[str], *, wraps: int) -> dict[str, Any] | None:
    """It may be wrapped, as in `{"receipt": {...}}`."""
    if isinstance(value, dict) and any(_may_be_value(value[name]) for name in value.keys() & keys):
        return value
    if wraps == 0 or not isinstance(value, dict | list):
        return None
    inner = value.values() if isinstance(value, dict) else value
    found = (_answer_in(one, keys, wraps=wraps - 1) for one in inner)
    return next((one for one in found if one is not None), None)


def _may_be_value(value: Any) -> bool:
    """What stands there in a schema is none: some models say it again."""
    return "value" in value if isinstance(value, dict) else not isinstance(value, list)


def _texts_in(content: Any) -> Iterator[str]:
    """A text, an object that was parsed already, or a list of parts."""
    if isinstance(content, str) and content.strip():
        yield content
    elif isinstance(content, list):
        joined = "".join(text for part in content for text in _texts_of_part(part))
        if joined.strip():
            yield joined
    elif isinstance(content, dict):
        yield json.dumps(content)


def _texts_of_part(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    text = _dict_of(part).get("text")
    if isinstance(text, str):
        yield text


def _dict_of(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list_of(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
