"""Stored readings: validated values back from their JSON, the way back of `to_json`. Pure."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from receipts.services.extraction import Box
from receipts.services.fields import FIELDS, Kind
from receipts.services.validation.validated import (
    Check,
    CheckedField,
    CheckedLineItem,
    CheckedTaxLine,
    FieldOpinion,
    Repair,
    SecondOpinion,
    ValidatedReceipt,
)

# What makes a value from JSON; texts, choices and currencies are themselves.
_PARSERS: dict[Kind, Callable[[Any], Any]] = {
    "amount": Decimal,
    "date": date.fromisoformat,
    "count": int,
}


def from_json(document: Mapping[str, Any]) -> ValidatedReceipt:
    """An empty document is a receipt of which nothing was read."""
    fields: dict[str, Any] = {
        field.name: _field(document.get(field.name), _PARSERS.get(field.kind, str))
        for field in FIELDS
    }
    return ValidatedReceipt(
        **fields,
        tax_lines=tuple(_tax_line(line) for line in document.get("tax_lines", ())),
        items=tuple(_item(item) for item in document.get("items", ())),
        checks=tuple(_check(check) for check in document.get("checks", ())),
        confidence=document.get("confidence", 0.0),
        second_opinion=_second_opinion(document.get("second_opinion")),
        charges=tuple(map(Decimal, document.get("charges", ()))),
    )


def _second_opinion(stored: Mapping[str, Any] | None) -> SecondOpinion | None:
    return None if stored is None else SecondOpinion(**stored)


def _field(stored: Mapping[str, Any] | None, parse: Callable[[Any], Any]) -> CheckedField[Any]:
    if stored is None:
        return CheckedField()
    box, value = stored["box"], stored["value"]
    return CheckedField(
        value=None if value is None else parse(value),
        confidence=stored["confidence"],
        text=stored["text"],
        printed=stored["printed"],
        source=stored["source"],
        box=None if box is None else _box(box),
        # Readings from before there were second readers have no such key.
        second=_opinion(stored.get("second")),
        # Nor one from before it was kept where the characters come from.
        origin=stored.get("origin"),
    )


def _opinion(stored: Mapping[str, Any] | None) -> FieldOpinion | None:
    if stored is None:
        return None
    box = stored["box"]
    return FieldOpinion(**{**stored, "box": None if box is None else _box(box)})


def _box(edges: list[Any]) -> Box:
    page, left, top, right, bottom = edges
    return Box(page=page, left=left, top=top, right=right, bottom=bottom)


def _box_of(line: Mapping[str, Any]) -> Box | None:
    """Readings from before lines had places have no such key."""
    edges = line.get("box")
    return None if edges is None else _box(edges)


def _tax_line(stored: Mapping[str, Any]) -> CheckedTaxLine:
    amounts = {name: _decimal(stored[name]) for name in ("rate", "net", "tax")}
    return CheckedTaxLine(**amounts, kind=stored.get("kind", "charged"), box=_box_of(stored))


def _item(stored: Mapping[str, Any]) -> CheckedLineItem:
    return CheckedLineItem(
        description=stored["description"] or "",
        quantity=_decimal(stored["quantity"]),
        unit_price=_decimal(stored["unit_price"]),
        amount=_decimal(stored["amount"]),
        box=_box_of(stored),
    )


def _check(stored: Mapping[str, Any]) -> Check:
    repair = stored["repair"]
    return Check(
        code=stored["code"],
        severity=stored["severity"],
        message=stored["message"],
        values=stored["values"],
        repair=None if repair is None else _repair(repair),
    )


def _repair(stored: Mapping[str, str]) -> Repair:
    return Repair(
        field=stored["field"],
        before=stored["from"],
        after=stored["to"],
        reason=stored["reason"],
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
