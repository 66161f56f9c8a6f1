"""Labels, the ground truth: what people say stands on a receipt, in `labels.jsonl` beside `img/`.

One JSON object a line: `id`, `image` (file name in `img/`, null where there is none), `vendor`,
`date` as printed and `date_iso`, `total`, `tax`, `subtotal`, `items` ({name, amount}), `order` (how
an ambiguous date is read), `alt` (more right values by field), `skip` (fields whose label is not to
be trusted), `vendor_mode` "contains" (the label is a brand, the printed name contains it),
`complete` (a field without a label is not on the receipt), `country` (whose account it is read
for). A missing field is not labelled.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from common.errors import AppError
from receipts.evaluation.comparable import cents
from receipts.evaluation.days import day_of
from receipts.evaluation.items import Item
from receipts.services import fields
from receipts.services.extraction import DateOrder

# By the names that labels have for them.
FIELDS = tuple(field.label for field in fields.FIELDS if field.is_labelled)

_ITEM_AMOUNTS = ("amount", "total", "price", "line_total")


class EvaluationError(AppError):
    """What is wrong with a file: the message names it, and the line where there is one."""

    code = "evaluation"


@dataclass(frozen=True, kw_only=True)
class Label:
    """`accepted`: every right value by field. `as_printed`: the same as texts on the receipt.

    A field that is not in `accepted` is not measured, save in `absent`, where any value is wrong.
    """

    id: str
    image: Path | None
    date_order: DateOrder | None
    country: str | None
    accepted: Mapping[str, tuple[object, ...]]
    as_printed: Mapping[str, tuple[object, ...]]
    absent: frozenset[str]
    items: tuple[Item, ...]
    is_brand: bool

    @property
    def day(self) -> date | None:
        """The labelled day; the first where several are right."""
        texts = self.accepted.get("date")
        return day_of(texts[0], order=self.date_order or "dmy") if texts else None


def load_labels(folder: Path) -> list[Label]:
    """Every label of the folder, with an image or without. Raises EvaluationError."""
    path = folder / "labels.jsonl"
    labels = [
        _parse_label(document, folder=folder, place=place) for place, document in read_lines(path)
    ]
    if not labels:
        raise EvaluationError(f"{path} holds no labels.")
    return labels


def reading_day(labels: list[Label], *, today: date) -> date:
    """The day on which the folder is taken to be read: the one after its newest receipt.

    Receipts are read soon after they were bought; on the real day an old collection would look
    implausibly old. Days that have not come yet are slips of the annotators and do not count.
    """
    days = [label.day for label in labels]
    newest = max((day for day in days if day and day < today), default=None)
    return newest + timedelta(days=1) if newest else today


def read_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a JSON Lines file, each with its place for messages."""
    try:
        # Not `splitlines`: JSON texts may hold the other line separators of Unicode.
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield f"{path}, line {number}", _parse_object(line, place=f"{path}, line {number}")


def parse_items(document: dict[str, Any]) -> tuple[Item, ...]:
    found = document.get("items") or []
    return tuple(_parse_item(item) for item in found if isinstance(item, dict))


def _parse_object(line: str, *, place: str) -> dict[str, Any]:
    try:
        document = json.loads(line)
    except ValueError as error:
        raise EvaluationError(f"{place} is no JSON: {error}") from error
    if not isinstance(document, dict) or not document.get("id"):
        raise EvaluationError(f'{place} is no object with an "id".')
    return document


def _parse_label(document: dict[str, Any], *, folder: Path, place: str) -> Label:
    order = document.get("order")
    if order not in (None, "dmy", "mdy"):
        raise EvaluationError(f'{place}: "order" is {order!r} instead of "dmy" or "mdy".')
    accepted = {name: _accepted(document, name) for name in FIELDS}
    skipped = frozenset(document.get("skip") or ())
    return Label(
        id=str(document["id"]),
        image=folder / "img" / document["image"] if document.get("image") else None,
        date_order=order,
        country=str(document["country"]) if document.get("country") else None,
        accepted={name: values for name, values in accepted.items() if values},
        as_printed={name: _texts(document, name, document.get(name)) for name in FIELDS},
        # Every amount has a currency, labelled or not.
        absent=frozenset(name for name in FIELDS if not accepted[name]) - skipped - {"currency"}
        if document.get("complete")
        else frozenset(),
        items=parse_items(document),
        is_brand=document.get("vendor_mode") == "contains",
    )


def _accepted(document: dict[str, Any], name: str) -> tuple[object, ...]:
    """Empty: not labelled, or not to be trusted."""
    first = document.get(name)
    if name == "date":
        first = document.get("date_iso") or first
    if first in (None, "") or name in (document.get("skip") or ()):
        return ()
    return _texts(document, name, first)


def _texts(document: dict[str, Any], name: str, first: object) -> tuple[object, ...]:
    others = (document.get("alt") or {}).get(name) or ()
    return tuple(value for value in (first, *others) if value not in (None, ""))


def _parse_item(item: dict[str, Any]) -> Item:
    amounts = (item[key] for key in _ITEM_AMOUNTS if item.get(key) is not None)
    return Item(
        name=str(item.get("name") or item.get("description") or ""),
        amount=cents(next(amounts, None)),
    )
