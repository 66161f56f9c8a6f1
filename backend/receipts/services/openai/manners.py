"""Manners of a model server: what of a request it takes. Pure.

Servers that speak Chat Completions refuse one or the other thing that OpenAI's own knows, with 400
or 422, each in its own words. What is named in them is left out; where nothing is named that we
know, the request becomes simpler step by step.
"""

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
    """`error` is what it is if there is no other way; `named`: what of the request it names."""

    def __init__(self, error: ExtractionError, *, named: frozenset[str]) -> None:
        super().__init__(error.code)
        self.error, self.named = error, named


# Where a refusal names nothing: what the plainest servers have in common, and then less.
_PLAIN = Manners(store=False, detail=False, output_limit="max_tokens", format="json_object")
_PLAINEST = replace(_PLAIN, sampling=False, system_role=False, output_limit="none", format="text")

_NAMED = {
    "store": re.compile(r"\bstore\b"),
    "detail": re.compile(r"\bdetail\b"),
    "sampling": re.compile(r"temperature|reasoning_effort|reasoning effort"),
    "system_role": re.compile(
        r"(?:system|developer)\W+(?:role|message|instruction|prompt)|role\W+(?:\w+\W+){0,3}system"
        r"|conversation roles|roles must alternate|only user and assistant"
    ),
    "output_limit": re.compile(r"max_completion_tokens|max_tokens"),
    "format": re.compile(
        r"response_format|json_schema|json schema|json_object|json mode|structured output|grammar"
    ),
}
_LESS: dict[str, dict[Any, Any]] = {
    "output_limit": {"max_completion_tokens": "max_tokens", "max_tokens": "none"},
    "format": {"json_schema": "json_object", "json_object": "text"},
}
# Of what a service says of a refusal; some say the whole request again, pictures and all.
_MOST_CHARACTERS, _MOST_OF_ONE = 4_000, 400
_NOT_ITS_WORDS = frozenset({"input", "ctx", "url"})


def named_in(body: Any) -> frozenset[str]:
    """What of a request the refusal names; `body` is its JSON. Only its values are looked at:
    "detail" as a key is how some call the sentence."""
    words = " ".join(_texts_in(body))[:_MOST_CHARACTERS].casefold()
    return frozenset(name for name, pattern in _NAMED.items() if pattern.search(words))


def simpler(manners: Manners, *, named: frozenset[str]) -> Manners | None:
    """How to ask after a refusal. None: there is nothing left to leave out."""
    less = {name: _less(name, getattr(manners, name)) for name in named}
    changed = replace(manners, **less)
    if changed != manners:
        return changed
    rungs = (_both(manners, rung) for rung in (_PLAIN, _PLAINEST))
    return next((rung for rung in rungs if rung != manners), None)


def what_is_left_out(manners: Manners) -> str:
    """For the log."""
    asked = Manners()
    return ", ".join(name for name in _NAMED if getattr(manners, name) != getattr(asked, name))


def _less(name: str, value: Any) -> Any:
    return _LESS[name].get(value, value) if name in _LESS else False


def _both(manners: Manners, rung: Manners) -> Manners:
    """With what both leave in."""
    return Manners(
        **{name: _lesser(getattr(manners, name), getattr(rung, name)) for name in _NAMED}
    )


def _lesser(one: Any, other: Any) -> Any:
    if isinstance(one, bool):
        return one and other
    order = ("max_completion_tokens", "json_schema", "max_tokens", "json_object", "none", "text")
    return max(one, other, key=order.index)


def _texts_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value[:_MOST_OF_ONE]]
    if isinstance(value, dict):
        inner = [one for name, one in value.items() if name not in _NOT_ITS_WORDS]
    else:
        inner = value if isinstance(value, list) else []
    return [text for one in inner[:50] for text in _texts_in(one)]
