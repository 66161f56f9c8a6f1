"""Requests to a vision model: all pages of a receipt, in the manners that its server has. Pure."""

import base64
import json
from collections.abc import Iterator, Sequence
from typing import Any

from receipts.services.extraction import Page, ReadingContext
from receipts.services.openai.manners import Manners
from receipts.services.openai.models import sampling_options
from receipts.services.openai_schema import (
    SYSTEM_PROMPT,
    build_response_format,
    describe_context,
    schema_text,
)

# A line item takes about 45 tokens and everything else about 400, so this holds some 350 items.
# It is also the most that gpt-4o gives in one answer.
MAX_COMPLETION_TOKENS = 16384
_OF_PARTS = "The pictures are parts of pages, of which only these values are asked."
# Of the text of all pages, which helps with letters and digits and not with where they stand.
_MOST_TEXT = 12_000


def build_request(
    pages: Sequence[Page],
    *,
    model: str,
    context: ReadingContext,
    manners: Manners,
    fields: tuple[str, ...] = (),
    wrong: str = "",
) -> dict[str, Any]:
    """`fields`: these alone are asked for, of parts of pages. `wrong`: what was wrong with the
    answer to the same question before, which is told."""
    prompt = SYSTEM_PROMPT
    if manners.format != "json_schema":
        prompt = f"{prompt}\n\n{schema_text(fields)}"
    hints = [describe_context(context), _OF_PARTS if fields else "", wrong]
    said = hints if manners.system_role else [prompt, *hints]
    content = [{"type": "text", "text": "\n\n".join(filter(None, said))}]
    pictures = [_build_image(page, with_detail=manners.detail) for page in pages]
    system = [{"role": "system", "content": prompt}] if manners.system_role else []
    return {
        "model": model,
        "messages": [
            *system,
            {"role": "user", "content": [*content, *pictures, *_build_texts(pages)]},
        ],
        **_options(manners, model=model, fields=fields),
    }


def _options(manners: Manners, *, model: str, fields: tuple[str, ...]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if manners.format == "json_schema":
        options["response_format"] = build_response_format(fields)
    elif manners.format == "json_object":
        options["response_format"] = {"type": "json_object"}
    if manners.output_limit != "none":
        options[manners.output_limit] = MAX_COMPLETION_TOKENS
    if manners.store:
        options["store"] = False
    return options | (sampling_options(model) if manners.sampling else {})


def _build_image(page: Page, *, with_detail: bool) -> dict[str, Any]:
    encoded = base64.b64encode(page.jpeg).decode("ascii")
    url = {"url": f"data:image/jpeg;base64,{encoded}"}
    return {"type": "image_url", "image_url": url | ({"detail": "high"} if with_detail else {})}


def _build_texts(pages: Sequence[Page]) -> Iterator[dict[str, Any]]:
    """Of those pages whose file says it, as JSON, so that it cannot end before it ends."""
    room = _MOST_TEXT
    for number, page in enumerate(pages, start=1):
        text = "\n".join(line.text for line in page.text)[:room]
        room -= len(text)
        if text:
            told = json.dumps(text, ensure_ascii=False)
            yield {"type": "text", "text": f"Data: the text of picture {number} is {told}"}
