"""Events of the audit log in words, in the language at work."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format

from common.localization.sentences import translated
from receipts.ledger.fields import ENTRY_FIELDS
from receipts.models import TaxLine
from reports.files.choices import DOCUMENT_KINDS, PAYMENT_METHODS, TYPES

_LABELS = {field.api_name: field.label for field in ENTRY_FIELDS} | {
    "type": "type",
    "document_kind": "kind of document",
    "items": "items",
    "tax_lines": "tax lines",
}
_AMOUNTS = {field.api_name for field in ENTRY_FIELDS if field.kind == "amount"}
_WORDS: dict[str, Mapping[str, str]] = {
    "type": TYPES,
    "transaction_type": TYPES,
    "payment_method": PAYMENT_METHODS,
    "document_kind": DOCUMENT_KINDS,
}
# What of an event is a number or a name; what else it keeps is for programs.
_FACTS = {
    "engine": "reader",
    "model": "model",
    "taken_over_from": "taken over from receipt",
    "rule": "by vendor rule",
    "with": "other receipt",
    "receipt": "number of the receipt",
    "parts": "split into the receipts",
    "split_from": "part of receipt",
}


def told(data: Mapping[str, Any], categories: Mapping[str, str]) -> str:
    """What an event says of itself. `categories`: their names by slug."""
    return "; ".join(_parts(data, categories))


def _parts(data: Mapping[str, Any], categories: Mapping[str, str]) -> Iterator[str]:
    if "message" in data:
        yield translated(data["message"])
    if "field" in data:
        name = data["field"]
        old, new = (_value(name, data.get(key), categories) for key in ("old", "new"))
        yield f"{translated(_LABELS.get(name, name))}: {old} → {new}"
    for key, label in _FACTS.items():
        if data.get(key):
            yield f"{translated(label)}: {_fact(data[key])}"
    if "replaced" in data:
        yield translated("An earlier reading was replaced.")


def _fact(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _value(name: str, value: Any, categories: Mapping[str, str]) -> str:
    if value in (None, "", []):
        return "-"
    if isinstance(value, list):
        return ", ".join(_row(row) for row in value)
    text = str(value)
    if name == "category":
        return categories.get(text, text)
    if name == "deductible_share":
        return f"{number_format(Decimal(text) * 100)} %"
    if name in _AMOUNTS:
        return number_format(text)
    return translated(_WORDS.get(name, {}).get(text, text)) if name in _WORDS else text


def _row(row: Mapping[str, Any]) -> str:
    """Of an item what it is and costs, of a tax line its rate and tax, and that it is withheld."""
    rate = row.get("rate")
    cells = [
        row.get("description"),
        translated("withheld") if row.get("kind") == TaxLine.Kind.WITHHELD else "",
        rate and f"{number_format(rate)} %",
        *(number_format(row[name]) for name in ("amount", "tax") if row.get(name)),
    ]
    return " ".join(filter(None, cells))
