"""Kept readings: what a reader answered, one JSON object a line, for later comparison. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from receipts.evaluation.items import Item
from receipts.evaluation.labels import FIELDS, EvaluationError, parse_items, read_lines


@dataclass(frozen=True, kw_only=True)
class Reading:
    """`values` by field, only where there is one. `error`: why nothing was read, "" if it was.

    `sureness` of each main value, by its label, is what approval goes by (`sureness_of`), and
    `failed` the codes of the checks that block one.

    Of the `pages` that were read `text_pages` have a text of their own that is believed.

    `peak_mb` is the most memory (MiB) that the process had used until then.
    """

    id: str
    reader: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    confidence: Mapping[str, float] = field(default_factory=dict)
    sureness: Mapping[str, float] = field(default_factory=dict)
    failed: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    pages: int = 0
    text_pages: int = 0
    seconds: float | None = None
    peak_mb: float | None = None
    error: str = ""


def to_line(reading: Reading) -> str:
    """One line of JSON; a field without a value is null."""
    document = {
        "id": reading.id,
        "reader": reading.reader,
        **{name: reading.values.get(name) for name in FIELDS},
        "items": [
            {"name": item.name, "amount": None if item.amount is None else f"{item.amount:f}"}
            for item in reading.items
        ],
        "confidence": dict(reading.confidence),
        "sureness": dict(reading.sureness),
        "failed": list(reading.failed),
        "pages": reading.pages,
        "text_pages": reading.text_pages,
        "secs": reading.seconds,
        "rss_mb": reading.peak_mb,
        "error": reading.error,
    }
    return json.dumps(document, ensure_ascii=False)


def load_readings(path: Path) -> dict[str, Reading]:
    """By id. Only `id` has to be there, so another program's answers can be measured as well."""
    readings = [_parse_reading(document, place=place) for place, document in read_lines(path)]
    if not readings:
        raise EvaluationError(f"{path} holds no readings.")
    return {reading.id: reading for reading in readings}


def _parse_reading(document: dict[str, Any], *, place: str) -> Reading:
    confidence = _shares(document, "confidence", place=place)
    given = {name: document.get(name) for name in FIELDS}
    return Reading(
        id=str(document["id"]),
        reader=str(document.get("reader") or ""),
        values={
            name: str(value)
            for name, value in given.items()
            if value is not None and str(value).strip()
        },
        confidence=confidence,
        sureness=_shares(document, "sureness", place=place),
        failed=tuple(map(str, document.get("failed") or ())),
        items=parse_items(document),
        pages=document.get("pages") or 0,
        text_pages=document.get("text_pages") or 0,
        seconds=document.get("secs"),
        peak_mb=document.get("rss_mb"),
        error=str(document.get("error") or ""),
    )


def _shares(document: dict[str, Any], name: str, *, place: str) -> dict[str, float]:
    found = document.get(name) or {}
    if not isinstance(found, dict):
        raise EvaluationError(f'{place}: "{name}" is no object.')
    return {field_name: float(value) for field_name, value in found.items()}
