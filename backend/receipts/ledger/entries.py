"""Entries made from a checked reading. What a person has set is never touched."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from common.money import UNKNOWN_CURRENCY
from receipts.ledger.fields import ENTRY_FIELDS, ENTRY_NAMES, EntryField
from receipts.ledger.search_text import refresh_search_texts
from receipts.ledger.vendor_rules.learning import apply_vendor_rules
from receipts.models import Category, LineItem, Receipt, TaxLine, Transaction
from receipts.services.texts import is_placeholder
from receipts.services.validation.validated import CheckedField, ValidatedReceipt

# The field of the meaning, of each that is filled with what is printed.
_MEANINGS = {
    field.name: ENTRY_NAMES[field.reading_name]
    for field in ENTRY_FIELDS
    if field.is_print and field.reading_name is not None
}


def write_entry(receipt: Receipt, validated: ValidatedReceipt, *, now: datetime) -> Transaction:
    """Create or update the entry of a receipt, or set it aside. To be called inside a transaction
    that holds the receipt's row, with the reading in it. An entry that a person has verified stays
    as it is, but is found by what was read now."""
    entry = Transaction.objects.filter(receipt=receipt).first()
    if entry is None:
        entry = Transaction(owner_id=receipt.owner_id)
    entry.receipt = receipt
    settle_place(entry, receipt, now=now)
    if entry.verified_at is None:
        _fill_in(entry, receipt, validated)
    refresh_search_texts([entry.pk])
    return entry


def settle_place(entry: Transaction, receipt: Receipt, *, now: datetime) -> None:
    """In the books, or set aside. Does not save. What a person has said of the entry outweighs
    what a reader takes the document for, not what a person has called it."""
    if receipt.is_purchase:
        entry.deleted_at = None
    elif entry.deleted_at is None and (receipt.is_kind_settled or not _is_of_a_person(entry)):
        entry.deleted_at = now


def _is_of_a_person(entry: Transaction) -> bool:
    return entry.verified_at is not None or bool(entry.corrected_fields)


def _fill_in(entry: Transaction, receipt: Receipt, validated: ValidatedReceipt) -> None:
    free = {
        name: value
        for name, value in _values_of(receipt, validated).items()
        if not _is_corrected(name, entry)
    }
    for name, value in free.items():
        setattr(entry, name, value)
    _settle_type(entry)
    apply_vendor_rules(entry, read_vendors=_vendors_read(validated.vendor))
    if "deductible_share" not in entry.corrected_fields:
        is_deductible = entry.category is not None and entry.category.is_deductible
        entry.deductible_share = Decimal(is_deductible)
    was_there = entry.pk is not None
    entry.save()
    if was_there:
        _clear_lists(entry)
    _write_lists(entry, validated)


def _settle_type(entry: Transaction) -> None:
    """The type and the category may not contradict: what a person has set of them stays. Where it
    is neither, the type decides what becomes of the money."""
    if entry.category is None or entry.category.type == entry.type:
        return
    if "category" not in entry.corrected_fields:
        entry.category = None
    elif "type" not in entry.corrected_fields:
        entry.type = entry.category.type


def _is_corrected(name: str, entry: Transaction) -> bool:
    """What is printed goes with what it means: who has set the one has settled both."""
    return name in entry.corrected_fields or _MEANINGS.get(name) in entry.corrected_fields


def _values_of(receipt: Receipt, validated: ValidatedReceipt) -> dict[str, Any]:
    return {
        field.name: _value_of(field, validated.field(field.reading_name), receipt)
        for field in ENTRY_FIELDS
        if field.reading_name is not None
    }


def _value_of(field: EntryField, read: CheckedField[Any], receipt: Receipt) -> Any:
    """What the ledger keeps where nothing was read: no text, no amount, but always a currency,
    and a type; that these were assumed is one of the reading's checks. A currency that is printed
    and not known is never the account's own."""
    if field.is_print:
        return "" if is_placeholder(read.text) else (read.printed or read.text)[: field.max_length]
    match field.kind:
        case "category":
            return _category(read.value)
        case "currency":
            return read.value or (UNKNOWN_CURRENCY if read.text else receipt.owner.home_currency)
        case "choice" if field.name == "type":
            return read.value or Transaction.Type.EXPENSE
        case "text" | "choice":
            return read.value or ""
    return read.value


def _vendors_read(vendor: CheckedField[str]) -> tuple[str, ...]:
    """As it was understood and as it was read, which differ where a slip was mended."""
    return () if vendor.value is None else (vendor.value, vendor.text)


def _category(slug: str | None) -> Category | None:
    return Category.objects.filter(owner=None, slug=slug).first() if slug else None


def _clear_lists(entry: Transaction) -> None:
    if "items" not in entry.corrected_fields:
        entry.items.all().delete()
    if "tax_lines" not in entry.corrected_fields:
        entry.tax_lines.all().delete()


def _write_lists(entry: Transaction, validated: ValidatedReceipt) -> None:
    if "items" not in entry.corrected_fields:
        LineItem.objects.bulk_create(
            LineItem(
                transaction=entry,
                position=position,
                description=item.description,
                quantity=item.quantity,
                unit_price=item.unit_price,
                amount=item.amount,
            )
            for position, item in enumerate(validated.items)
        )
    if "tax_lines" not in entry.corrected_fields:
        TaxLine.objects.bulk_create(
            TaxLine(
                transaction=entry,
                position=position,
                kind=line.kind,
                rate=line.rate,
                net=line.net,
                tax=line.tax,
            )
            for position, line in enumerate(validated.tax_lines)
        )
