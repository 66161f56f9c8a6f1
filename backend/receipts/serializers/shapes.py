"""Shapes of receipts and entries in answers, value by value.

Plain functions, since a list of a thousand rows spends most of its time here; the serializers in
`receipts.py` describe the same shapes to the schema, and a test holds the two together.
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from common.localization.sentences import translated
from common.money import decimal_string
from receipts.ledger.fields import ENTRY_FIELDS, EntryField
from receipts.ledger.listing import FileRow, ItemRow, ReceiptRow, ShownEntry, ShownReceipt
from receipts.models import Transaction
from receipts.serializers.extracted_data import shown_word
from receipts.services.picture_faults import hint_of
from receipts.storages.receipt_storage import ReceiptLinks

type Shape = dict[str, Any]


# Of reasons that were stored before there were these.
_UNTOLD: Shape = {"fields": [], "values": {}, "repair": None}


# Of what is no purchase, for who adds up what lists show.
_NOT_COUNTED: Shape = {
    "total": None, "tax": None, "items": [], "category": None, "transaction_type": "expense",
}  # fmt: skip


def said_review_reason(reason: dict[str, Any]) -> Shape:
    return _UNTOLD | said_reason(reason)


def said_reason(reason: dict[str, Any]) -> Shape:
    """Of a check or a review, in the language of who reads it."""
    said = {**reason, "message": translated(reason["message"])}
    if reason.get("repair"):
        said["repair"] = reason["repair"] | {"reason": translated(reason["repair"]["reason"])}
    return said


def entry_shape(entry: ShownEntry) -> Shape:
    row = entry.row
    currency = row["currency"]
    return {
        "id": row["id"],
        "receipt": row["receipt_id"],
        "version": row["version"],
        **{field.api_name: _shown(row[field.name], field, currency) for field in ENTRY_FIELDS},
        "items": [_item_shape(item, currency) for item in entry.items],
        "tax_lines": [
            {
                "kind": kind,
                "rate": None if rate is None else f"{rate:.3f}",
                "net": _money(net, currency),
                "tax": _money(tax, currency),
            }
            for _, kind, rate, net, tax in entry.tax_lines
        ],
        "document_kind": row["document_kind"] or None,
        "corrected_fields": row["corrected_fields"],
        "applied_rules": row["applied_rules"],
        "review_status": row["review_status"],
        "is_verified": row["verified_at"] is not None,
        "verified_at": _moment(row["verified_at"]),
        "created_at": _moment(row["created_at"]),
        "updated_at": _moment(row["updated_at"]),
    }


def _shown(value: Any, field: EntryField, currency: str) -> Any:
    match field.kind:
        case "amount":
            return _money(value, currency)
        case "date":
            return value and value.isoformat()
        case "share":
            return f"{value:.3f}"
    return value


def receipt_shape(receipt: ShownReceipt, *, links: ReceiptLinks, is_remote: bool) -> Shape:
    """`links`: of the first file. `is_remote`: the files are at Cloudinary."""
    row, first = receipt.row, receipt.files[0]
    entry = None if receipt.entry is None else entry_shape(receipt.entry)
    aside = None if receipt.aside is None else entry_shape(receipt.aside) | _NOT_COUNTED
    failure = {"code": row.failure_code, "message": translated(row.failure_text)}
    return {
        "id": row.id,
        "original_filename": row.original_filename,
        "uploaded_at": _moment(row.uploaded_at),
        "updated_at": _moment(row.updated_at),
        "version": row.version,
        "ocr_status": row.status,
        "ocr_confidence": None if row.confidence is None else round(row.confidence * 100, 1),
        "extracted_data": _extracted_data(shown) if (shown := entry or aside) else None,
        "processing_metadata": _processing_metadata(row),
        "image_info": {
            "thumbnail_url": links.thumbnail_url,
            "display_url": links.display_url,
            "original_url": links.original_url,
            "has_cloudinary": is_remote,
            "has_local": not is_remote,
            "width": first.width,
            "height": first.height,
            "size_bytes": first.size_bytes,
        },
        "file": None,
        "image": links.display_url,
        "transaction": entry,
        "document_kind": row.document_kind or None,
        "failure": failure if row.failure_code else None,
        "review_status": row.review_status,
        "review_reasons": [said_review_reason(reason) for reason in row.review_reasons],
        "picture_faults": picture_faults_shape(row.picture_faults),
        "mime_type": first.mime_type,
        "page_count": sum(file.page_count for file in receipt.files),
        "read_by_fallback": row.read_by_fallback,
        "reread_offered": row.reread_offered,
        "deleted_at": _moment(row.deleted_at),
        "trash_reason": row.trash_reason or None,
        "duplicate_of": row.duplicate_of_id,
        "split_from": row.split_from_id,
    }


def picture_faults_shape(faults: list[dict[str, Any]]) -> list[Shape]:
    return [{**fault, "message": translated(hint_of(fault))} for fault in faults]


def file_shape(file: FileRow, links: ReceiptLinks) -> Shape:
    return {
        "position": file.position,
        "mime_type": file.mime_type,
        "sha256": file.sha256,
        "size_bytes": file.size_bytes,
        "width": file.width,
        "height": file.height,
        "page_count": file.page_count,
        **links._asdict(),
    }


def _item_shape(item: ItemRow, currency: str) -> Shape:
    _, description, quantity, unit_price, amount, category = item
    return {
        "description": description,
        "quantity": None if quantity is None else _quantity(quantity),
        "unit_price": _money(unit_price, currency),
        "amount": _money(amount, currency),
        "category": category,
    }


def _quantity(quantity: Decimal) -> str:
    """With three decimals, and more where it has more."""
    whole, _, decimals = f"{quantity:f}".partition(".")
    return f"{whole}.{decimals.rstrip('0'):0<3}"


def _extracted_data(entry: Shape) -> Shape:
    """The flat projection of an entry that the existing web client reads."""
    total, tax = entry["total"], entry["tax"]
    is_income = entry["transaction_type"] == Transaction.Type.INCOME
    data = {
        "vendor": entry["vendor"] or None,
        "date": entry["purchased_on"],
        "total": total,
        "total_amount": total,
        "tax": tax,
        "type": entry["transaction_type"],
        "category": shown_word(entry["category"], is_income=is_income),
        "description": entry["notes"],
        "items": [
            {
                "description": item["description"],
                "quantity": item["quantity"] and _short_number(item["quantity"]),
                "unit_price": item["unit_price"],
                "amount": item["amount"],
            }
            for item in entry["items"]
        ],
    }
    has_amount = total or tax or any(item["amount"] for item in entry["items"])
    if has_amount:
        data["currency"] = entry["currency"]
    return data


def _processing_metadata(row: ReceiptRow) -> Shape:
    tokens = (row.input_tokens or 0) + (row.output_tokens or 0)
    found = {
        "processing_time": row.seconds,
        "cost_usd": None if row.cost_usd is None else float(row.cost_usd),
        "token_usage": tokens or None,
        "engine": row.engine or None,
        "model": row.model or None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _money(amount: Decimal | None, currency: str) -> str | None:
    return None if amount is None else decimal_string(amount, currency)


def _short_number(digits: str) -> str:
    """ "2" of "2.000" """
    return digits.rstrip("0").rstrip(".")


def _moment(value: datetime | None) -> str | None:
    """RFC 3339, in UTC."""
    return None if value is None else f"{value.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"
