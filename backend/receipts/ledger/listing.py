"""Listings of receipts and entries as plain rows.

A page of a thousand receipts has five thousand rows, lines counted: a model instance for each of
them takes longer than everything else of the call together. So pages are read as plain values,
and a single instance is turned into the same: what the API says of both is written once.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, Model, QuerySet, TextField, Window
from django.db.models.functions import Cast, Coalesce

from receipts.ledger.fields import ENTRY_FIELDS
from receipts.models import LineItem, Receipt, ReceiptFile, TaxLine, Transaction

# Number of the entry, description, quantity, price of one, amount, slug of the category.
type ItemRow = tuple[int, str, Decimal | None, Decimal | None, Decimal | None, str | None]
# Number of the entry, kind, rate, net, tax.
type TaxRow = tuple[int, str, Decimal | None, Decimal | None, Decimal | None]


# By the columns' names; `category` is its slug, `version` the receipt's, where there is one, and so
# are `review_status` and `document_kind`, else None.
type EntryRow = dict[str, Any]


def _as_text(column: str) -> Cast:
    """Most lists are empty: the database's text of one is compared faster than it is parsed."""
    return Cast(column, TextField())


class ReceiptRow(NamedTuple):
    id: int
    original_filename: str
    uploaded_at: datetime
    updated_at: datetime
    version: int
    status: str
    confidence: float | None
    seconds: float | None
    cost_usd: Decimal | None
    input_tokens: int | None
    output_tokens: int | None
    engine: str
    model: str
    failure_code: str
    failure_text: str
    document_kind: str
    review_status: str
    read_by_fallback: bool
    reread_offered: bool
    deleted_at: datetime | None
    trash_reason: str
    duplicate_of_id: int | None
    split_from_id: int | None
    review_reasons: list[dict[str, Any]]
    picture_faults: list[dict[str, Any]]


class FileRow(NamedTuple):
    receipt_id: int
    position: int
    stored_name: str
    mime_type: str
    sha256: str
    size_bytes: int
    width: int
    height: int
    page_count: int


class ShownEntry(NamedTuple):
    row: EntryRow
    items: list[ItemRow]
    tax_lines: list[TaxRow]


class ShownReceipt(NamedTuple):
    """`files`: in their order, the first one at least. `aside`: of what is no purchase, its entry
    that is set aside."""

    row: ReceiptRow
    entry: ShownEntry | None
    files: list[FileRow]
    aside: ShownEntry | None = None


_OWN_COLUMNS = (
    "id",
    "receipt_id",
    *(field.name for field in ENTRY_FIELDS if field.kind != "category"),
    "verified_at",
    "deleted_at",
    "created_at",
    "updated_at",
)
_LISTS = ("corrected_fields", "applied_rules")
_OF_RECEIPT = ("version", "review_status", "document_kind")
_ENTRY_COLUMNS = (*_OWN_COLUMNS, "category", *_OF_RECEIPT, *_LISTS)
_RECEIPT_SOURCES = {name: _as_text(name) for name in ("review_reasons", "picture_faults")}
_ITEM_COLUMNS = (
    "transaction_id", "description", "quantity", "unit_price", "amount", "category__slug",
)  # fmt: skip
_TAX_COLUMNS = ("transaction_id", "kind", "rate", "net", "tax")


class _Pages[Row: Model]:
    """Found rows as a paginator wants them: counted, and read a page at a time.

    `expected`: rows that are hard to find are found once, for their number and for this page.
    """

    def __init__(self, found: QuerySet[Row], *, expected: slice | None = None) -> None:
        self._found, self._expected = found, expected
        self._ids: list[int] | None = None

    def count(self) -> int:
        if self._expected is None:
            return self._found.count()
        numbered = self._found.annotate(number_found=Window(Count("*")))
        rows: Any = list(numbered.values_list("pk", "number_found")[self._expected])
        self._ids = [pk for pk, _ in rows]
        if rows:
            return int(rows[0][1])
        return self._found.count() if self._expected.start else 0

    def _rows(self, part: slice, sources: list[Any]) -> Iterable[tuple[Any, ...]]:
        """Of which the first value is the number."""
        if self._ids is None:
            return self._found[part].values_list(*sources)
        page: QuerySet[Any] = self._found.model._default_manager.filter(pk__in=self._ids)
        rows = {row[0]: row for row in page.order_by().values_list(*sources)}
        return [rows[pk] for pk in self._ids if pk in rows]


class EntryPages(_Pages[Transaction]):
    def __getitem__(self, part: slice) -> list[ShownEntry]:
        version = Coalesce("receipt__version", "version")
        of_receipt = [version, F("receipt__review_status"), F("receipt__document_kind")]
        sources = _entry_sources(of_receipt=of_receipt)
        rows = self._rows(part, sources)
        return _with_lines([_entry_row(row) for row in rows])


class ReceiptPages(_Pages[Receipt]):
    """Each with its entry."""

    def __getitem__(self, part: slice) -> list[ShownReceipt]:
        sources = [
            *(_RECEIPT_SOURCES.get(name, name) for name in ReceiptRow._fields),
            *_entry_sources("transaction__", of_receipt=[F(name) for name in _OF_RECEIPT]),
        ]
        rows = self._rows(part, sources)
        width = len(ReceiptRow._fields)
        receipts = [(_receipt_row(row[:width]), _entry_row(row[width:])) for row in rows]
        entries = _with_lines([entry for _, entry in receipts if entry["id"] is not None])
        by_receipt = {entry.row["receipt_id"]: entry for entry in entries}
        files = _files_of([receipt.id for receipt, _ in receipts])
        return [
            _shown(receipt, by_receipt.get(receipt.id), files[receipt.id])
            for receipt, _ in receipts
        ]


def _shown(receipt: ReceiptRow, entry: ShownEntry | None, files: list[FileRow]) -> ShownReceipt:
    """An entry that was deleted apart from its receipt is set aside."""
    if entry is None or entry.row["deleted_at"] in (None, receipt.deleted_at):
        return ShownReceipt(receipt, entry, files)
    return ShownReceipt(receipt, None, files, aside=entry)


def shown_entry(entry: Transaction) -> ShownEntry:
    """Of an instance that has its lines with it (`with_lines`): no query."""
    row = {name: getattr(entry, name) for name in (*_OWN_COLUMNS, *_LISTS)}
    row["category"] = _slug_of(entry)
    receipt = entry.receipt
    row["version"] = entry.version if receipt is None else receipt.version
    row["review_status"] = None if receipt is None else receipt.review_status
    row["document_kind"] = None if receipt is None else receipt.document_kind
    return ShownEntry(
        row,
        [
            (
                entry.pk,
                item.description,
                item.quantity,
                item.unit_price,
                item.amount,
                _slug_of(item),
            )
            for item in entry.items.all()
        ],
        [(entry.pk, line.kind, line.rate, line.net, line.tax) for line in entry.tax_lines.all()],
    )


def shown_receipt(receipt: Receipt) -> ShownReceipt:
    """Of an instance that has its entry with it (`with_entry`): no query."""
    row = ReceiptRow._make(getattr(receipt, name) for name in ReceiptRow._fields)
    entry: Transaction | None = getattr(receipt, "transaction", None)
    files = [
        FileRow._make(getattr(file, name) for name in FileRow._fields)
        for file in receipt.files.all()
    ]
    return _shown(row, None if entry is None else shown_entry(entry), files)


def _slug_of(row: Transaction | LineItem) -> str | None:
    return None if row.category is None else row.category.slug


def _list_in(text: Any) -> list[Any]:
    found: list[Any] = [] if text in ("[]", None) else json.loads(text)
    return found


def _entry_sources(prefix: str = "", *, of_receipt: list[Any]) -> list[Any]:
    """What each of `_ENTRY_COLUMNS` is read from."""
    return [
        *(f"{prefix}{name}" for name in _OWN_COLUMNS),
        f"{prefix}category__slug",
        *of_receipt,
        *(_as_text(f"{prefix}{name}") for name in _LISTS),
    ]


def _entry_row(columns: tuple[Any, ...]) -> EntryRow:
    row = dict(zip(_ENTRY_COLUMNS, columns, strict=True))
    for name in _LISTS:
        row[name] = _list_in(row[name])
    return row


def _receipt_row(columns: tuple[Any, ...]) -> ReceiptRow:
    row = ReceiptRow._make(columns)
    return row._replace(
        review_reasons=_list_in(row.review_reasons), picture_faults=_list_in(row.picture_faults)
    )


def _with_lines(rows: list[EntryRow]) -> list[ShownEntry]:
    ids = [row["id"] for row in rows]
    items = _by_first(LineItem.objects.filter(transaction__among=ids).values_list(*_ITEM_COLUMNS))
    tax_lines = _by_first(TaxLine.objects.filter(transaction__among=ids).values_list(*_TAX_COLUMNS))
    return [ShownEntry(row, items[row["id"]], tax_lines[row["id"]]) for row in rows]


def _files_of(receipt_ids: list[int]) -> defaultdict[int, list[FileRow]]:
    files = ReceiptFile.objects.filter(receipt__among=receipt_ids).order_by("position")
    return _by_first(map(FileRow._make, files.values_list(*FileRow._fields)))


def _by_first[Row: tuple[Any, ...]](lines: Iterable[Row]) -> defaultdict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for line in lines:
        found[line[0]].append(line)
    return found
