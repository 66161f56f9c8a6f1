"""The one entry point: laid-out lines in, the contract's fields out."""

from dataclasses import replace

from receipts.services.extraction import (
    Box,
    ExtractedReceipt,
    ReadField,
    ReadingContext,
    Usage,
)
from receipts.services.reading.categories import choose_category
from receipts.services.reading.choices import (
    Chosen,
    choose_date,
    choose_total,
    choose_vendor,
)
from receipts.services.reading.currency import Locale, date_order_of, read_locale
from receipts.services.reading.facts import (
    Fact,
    item_count,
    payment_method,
    receipt_number,
    transaction_type,
)
from receipts.services.reading.items import read_items
from receipts.services.reading.layout import Sheet
from receipts.services.reading.money import Mention, find_money
from receipts.services.reading.ranker import load_shares
from receipts.services.reading.sums import Sums, choose_sums
from receipts.services.reading.taxes import as_tax_lines
from receipts.services.reading.vendor_candidates import NameCandidate


def read_sheet(sheet: Sheet, *, context: ReadingContext, model: str) -> ExtractedReceipt:
    """Read every field that the lines show; a field that they don't show stays None."""
    locale = read_locale(sheet)
    money = find_money(sheet)
    total = choose_total(sheet, money)
    sums = choose_sums(sheet, money, total=total.candidate if total else None)
    vendor = choose_vendor(sheet)
    return ExtractedReceipt(
        engine="offline",
        usage=Usage(model=model),
        vendor=_vendor(vendor),
        purchased_on=_purchase_date(sheet, locale=locale, context=context),
        total=_total(total),
        subtotal=_from_mention(sums.subtotal, confidence=load_shares()[sums.trust]),
        discount=_from_mention(sums.discount),
        tax=_tax(sums),
        currency=_currency(locale),
        transaction_type=_transaction_type(sheet),
        category=_category(vendor, sheet),
        payment_method=_from_fact(payment_method(sheet)),
        receipt_number=_from_fact(receipt_number(sheet)),
        item_count=_from_fact(item_count(sheet)),
        tax_lines=as_tax_lines(sums.tax_rows),
        items=read_items(sheet, money, total=total.candidate if total else None),
        lines=sheet.lines,
    )


def _field(
    value: str, *, printed: str = "", box: Box | None = None, confidence: float | None = None
) -> ReadField:
    return ReadField(value=value, source="offline", printed=printed, box=box, confidence=confidence)


def _vendor(chosen: Chosen[NameCandidate] | None) -> ReadField | None:
    if chosen is None:
        return None
    name = chosen.candidate
    return _field(
        name.name,
        printed=name.printed,
        box=_around([line.box for line in name.lines]),
        confidence=chosen.confidence,
    )


def _total(chosen: Chosen[Mention] | None) -> ReadField | None:
    return _from_mention(chosen.candidate, confidence=chosen.confidence) if chosen else None


def _tax(sums: Sums) -> ReadField | None:
    """All taxes together; printed and box are those of the last of them."""
    field = _from_mention(sums.tax_at, confidence=load_shares()[sums.trust])
    return replace(field, value=str(sums.tax)) if field else None


def _around(boxes: list[Box]) -> Box:
    """One box for the pieces of a name; they stand on one page."""
    return Box(
        page=boxes[0].page,
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )


def _from_mention(mention: Mention | None, *, confidence: float | None = None) -> ReadField | None:
    if mention is None:
        return None
    return _field(
        str(mention.value), printed=mention.printed, box=mention.line.box, confidence=confidence
    )


def _from_fact(fact: Fact | None) -> ReadField | None:
    return _field(fact.value, printed=fact.line.text, box=fact.line.box) if fact else None


def _purchase_date(sheet: Sheet, *, locale: Locale, context: ReadingContext) -> ReadField | None:
    """Day or month first as the account says, else as the receipt's country writes."""
    order = context.date_order or date_order_of(locale.country or context.country)
    chosen = choose_date(sheet, order=order, today=context.today)
    if chosen is None:
        return None
    token = chosen.candidate.token
    return _field(
        token.value.isoformat(),
        printed=token.printed,
        box=chosen.candidate.line.box,
        confidence=chosen.confidence,
    )


def _currency(locale: Locale) -> ReadField | None:
    """What the receipt says. The account's own currency is the validator's to assume."""
    if locale.currency is None:
        return None
    confidence = load_shares()[locale.trust]
    return _field(locale.currency, printed=locale.printed, confidence=confidence)


def _transaction_type(sheet: Sheet) -> ReadField | None:
    fact = transaction_type(sheet)
    if fact is not None:
        return _from_fact(fact)
    return _field("expense") if sheet.rows else None


def _category(vendor: Chosen[NameCandidate] | None, sheet: Sheet) -> ReadField | None:
    name = vendor.candidate.printed if vendor else ""
    slug = choose_category(name, [row.text for row in sheet.rows])
    return _field(slug) if slug else None
