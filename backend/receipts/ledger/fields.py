"""Fields of a ledger entry: the one list that entries, review, carry-over, listings, the API's
shapes, the admin and exports loop over, always by name."""

from dataclasses import dataclass
from typing import Literal

from receipts.services import fields

type Kind = fields.Kind | Literal["category", "notes", "share"]


@dataclass(frozen=True, kw_only=True)
class EntryField:
    """`name` is the column of `Transaction`, `api_name` what the API calls it.

    `reading_name`: the field of a reading that it is filled from; None: only people set it.
    `is_print`: filled from what is printed, not from what it means.
    """

    name: str
    kind: Kind
    label: str
    api_name: str
    reading_name: str | None = None
    max_length: int | None = None
    is_print: bool = False


# Of readings alone: how complete the items are, and whether it is a purchase at all.
_NOT_KEPT = {"document_kind", "item_count"}
_COLUMNS = {"transaction_type": "type"}
_KINDS: dict[str, Kind] = {"category": "category"}


def _kept(field: fields.Field) -> EntryField:
    return EntryField(
        name=_COLUMNS.get(field.name, field.name),
        kind=_KINDS.get(field.name, field.kind),
        label=field.label,
        api_name=field.name,
        reading_name=field.name,
        max_length=field.max_length,
    )


ENTRY_FIELDS = (
    *(_kept(field) for field in fields.FIELDS if field.name not in _NOT_KEPT),
    EntryField(
        name="payment_method_text",
        kind="text",
        label="payment method as printed",
        api_name="payment_method_text",
        reading_name="payment_method",
        max_length=50,
        is_print=True,
    ),
    EntryField(name="notes", kind="notes", label="notes", api_name="notes", max_length=2000),
    EntryField(
        name="deductible_share",
        kind="share",
        label="deductible share",
        api_name="deductible_share",
    ),
)

# By the field of a reading that each is filled from, the texts as printed aside.
READ_FIELDS = {
    field.reading_name: field
    for field in ENTRY_FIELDS
    if field.reading_name is not None and not field.is_print
}
# The ledger's name of each field of a reading; one that it does not keep has its own.
ENTRY_NAMES = {field.name: _COLUMNS.get(field.name, field.name) for field in fields.FIELDS}
