"""Manners of a model server: what of a request it takes. Pure.

Servers that speak Chat Completions refuse one or the other thing that OpenAI's own knows, with 400
or 422, each in its own words, and some fail over it with 500. What is named in them is left out;
where nothing is named that we know, the request becomes simpler step by step.
"""

import json
import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from receipts.services.extraction import ExtractionError

TokenLimit = Literal["max_completion_tokens", "max_tokens", "none"]
Format = Literal["json_schema", "json_object", "text"]


@dataclass(frozen=True, kw_only=True)
class Manners:
    """What is sent. Of `format` "json_object" and "text" have the schema in the prompt."""

    store: bool = True
    detail: bool = True
    sampling: bool = True
    system_role: bool = True
    output_limit: TokenLimit = "max_completion_tokens"
    format: Format = "json_schema"


class RequestRefused(Exception):  # noqa: N818 - no error yet: it may be asked in another way
    """`error` is what it is if there is no other way; `named`: what of the request it names.
    `may_guess`: where that does not help, other things are left out."""

    def __init__(
        self, error: ExtractionError, *, named: frozenset[str], may_guess: bool = True
    ) -> None:
        super().__init__(error.code)
        self.error, self.named, self.may_guess = error, named, may_guess


# Where a refusal names nothing: what the plainest servers have in common, and then less.
_PLAIN = Manners(store=False, detail=False, output_limit="max_tokens", format="json_object")
_PLAINEST = replace(_PLAIN, sampling=False, system_role=False, output_limit="none", format="text")

# The prompt and the answer together are longer than the model takes: without a limit for the answer
# it gets what is left.
TOO_LONG = "length"
NO_PICTURES = "pictures"
_NAMED = {
    # Only as a name: some say a part of the receipt again, and a shop is a store.
    "store": re.compile(
        r"^store$|^store:|[\"'`]store[\"'`]|(?:argument|parameter|field|property)\b.{0,40}\bstore\b"
        r"|\bstore (?:is|are) (?:not |un)(?:support|allow|permit|known)",
        re.MULTILINE,
    ),
    # Not the key, which is how some call the sentence.
    "detail": re.compile(r"^detail$|[\"'`.]detail\b(?![\"'`]?\s*:\s*[\[{\"'])", re.MULTILINE),
    "sampling": re.compile(r"temperature|reasoning_effort|reasoning effort"),
    "system_role": re.compile(
        r"(?:system|developer)\W+(?:role|message|instruction|prompt)|role\W+(?:\w+\W+){0,3}system"
        r"|conversation roles|roles must alternate|only user and assistant"
    ),
    "output_limit": re.compile(r"max_completion_tokens|max_(?:new_)?tokens"),
    "format": re.compile(
        r"response_format|json_schema|json schema|json_object|json mode|structured output|grammar"
        r"|json_validate_failed"
    ),
    NO_PICTURES: re.compile(
        r"(?:not support|that support) (?:image|vision)|image input is not supported"
        r"|unknown variant `image_url`"
    ),
    TOO_LONG: re.compile(r"context (?:length|window|size)|`inputs` tokens"),
}
_NAMES = tuple(name for name in _NAMED if name not in {TOO_LONG, NO_PICTURES})
_LESS: dict[str, dict[Any, Any]] = {
    "output_limit": {"max_completion_tokens": "max_tokens", "max_tokens": "none"},
    "format": {"json_schema": "json_object", "json_object": "text"},
}
# Of what a service says of a refusal; some say the whole request again, pictures and all, or what
# the model has written.
_MOST_CHARACTERS, _MOST_OF_ONE, _DEEPEST = 4_000, 400, 10
_NOT_ITS_WORDS = frozenset({"input", "ctx", "url", "failed_generation"})


def named_in(said: str) -> frozenset[str]:
    """What of a request the refusal names. Of JSON, also of that in its texts, only the values are
    looked at."""
    words = "\n".join(_texts_in(said))[:_MOST_CHARACTERS].casefold()
    return frozenset(name for name, pattern in _NAMED.items() if pattern.search(words))


def simpler(manners: Manners, *, named: frozenset[str], may_guess: bool = True) -> Manners | None:
    """How to ask after a refusal. None: there is nothing left to leave out."""
    changed = replace(manners, **_less_of(manners, named))
    if changed != manners:
        return changed
    rungs = (_both(manners, rung) for rung in (_PLAIN, _PLAINEST) if may_guess)
    return next((rung for rung in rungs if rung != manners), None)


def _less_of(manners: Manners, named: frozenset[str]) -> dict[str, Any]:
    if TOO_LONG in named:
        return {"output_limit": "none"}
    return {name: _less(name, getattr(manners, name)) for name in _NAMES if name in named}


def what_is_left_out(manners: Manners) -> str:
    """For the log."""
    asked = Manners()
    return ", ".join(name for name in _NAMES if getattr(manners, name) != getattr(asked, name))


def _less(name: str, value: Any) -> Any:
    return _LESS[name].get(value, value) if name in _LESS else False


def _both(manners: Manners, rung: Manners) -> Manners:
    """With what both leave in."""
    return Manners(
        **{name: _lesser(getattr(manners, name), getattr(rung, name)) for name in _NAMES}
    )


def _lesser(one: Any, other: Any) -> Any:
    if isinstance(one, bool):
        return one and other
    order = ("max_completion_tokens", "json_schema", "max_tokens", "json_object", "none", "text")
    return max(one, other, key=order.index)


def _texts_in(value: Any, *, depth: int = 0) -> list[str]:
    if isinstance(value, str):
        packed = _unpacked(value)
        if packed is None:
            return [value[:_MOST_OF_ONE]]
        value = packed
    if isinstance(value, dict):
        value = [one for name, one in value.items() if name not in _NOT_ITS_WORDS]
    inner = value[:50] if isinstance(value, list) and depth < _DEEPEST else []
    return [text for one in inner for text in _texts_in(one, depth=depth + 1)]


def _unpacked(text: str) -> Any:
    """None: it is no JSON object or list."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None
