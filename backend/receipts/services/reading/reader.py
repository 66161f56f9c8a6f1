"""The one entry point: laid-out lines in, the contract's fields out."""

from receipts.services.extraction import (
    Box,
    ExtractedReceipt,
    ReadField,
    ReadingContext,
    Usage,
)
from receipts.services.reading.categories import choose_category
from receipts.services.reading.currency import Locale, date_order_of, read_locale
from receipts.services.reading.dates import choose_date, mention_dates
from receipts.services.reading.facts import (
    Fact,
    item_count,
    payment_method,
    receipt_number,
    transaction_type,
)
from receipts.services.reading.items import read_items
from receipts.services.reading.layout import Line, Sheet
from receipts.services.reading.money import Mention, find_money
from receipts.services.reading.taxes import read_tax_lines
from receipts.services.reading.totals import choose_sums
from receipts.services.reading.vendors import choose_vendor


def read_sheet(sheet: Sheet, *, context: ReadingContext, model: str) -> ExtractedReceipt:
    """Read every field that the lines show; a field that they don't show stays None."""
    locale = read_locale(sheet)
    money = find_money(sheet)
    sums = choose_sums(sheet, money)
    vendor = choose_vendor(sheet)
    return ExtractedReceipt(
        engine="offline",
        usage=Usage(model=model),
        vendor=_from_line(vendor),
        purchased_on=_purchase_date(sheet, locale=locale, context=context),
        total=_from_mention(sums.total),
        subtotal=_from_mention(sums.subtotal),
        discount=_from_mention(sums.discount),
        tax=_from_mention(sums.tax),
        currency=_currency(locale),
        transaction_type=_transaction_type(sheet),
        category=_category(vendor, sheet),
        payment_method=_from_fact(payment_method(sheet)),
        receipt_number=_from_fact(receipt_number(sheet)),
        item_count=_from_fact(item_count(sheet)),
        tax_lines=read_tax_lines(sheet, money),
        items=read_items(sheet, money, total=sums.total),
        lines=sheet.lines,
    )


def _field(value: str, *, printed: str = "", box: Box | None = None) -> ReadField:
    return ReadField(value=value, source="offline", printed=printed, box=box)


def _from_line(line: Line | None) -> ReadField | None:
    return _field(line.text, printed=line.text, box=line.box) if line else None


def _from_mention(mention: Mention | None) -> ReadField | None:
    if mention is None:
        return None
    return _field(str(mention.value), printed=mention.printed, box=mention.line.box)


def _from_fact(fact: Fact | None) -> ReadField | None:
    return _field(fact.value, printed=fact.line.text, box=fact.line.box) if fact else None


def _purchase_date(sheet: Sheet, *, locale: Locale, context: ReadingContext) -> ReadField | None:
    """Day or month first as the account says, else as the receipt's country writes."""
    order = context.date_order or date_order_of(locale.country or context.country)
    mentions = mention_dates(sheet, order=order, today=context.today)
    chosen = choose_date(mentions, sheet, today=context.today)
    if chosen is None:
        return None
    return _field(chosen.token.value.isoformat(), printed=chosen.token.printed, box=chosen.line.box)


def _currency(locale: Locale) -> ReadField | None:
    """What the receipt says. The account's own currency is the validator's to assume."""
    if locale.currency is None:
        return None
    return _field(locale.currency, printed=locale.printed)


def _transaction_type(sheet: Sheet) -> ReadField | None:
    fact = transaction_type(sheet)
    if fact is not None:
        return _from_fact(fact)
    return _field("expense") if sheet.rows else None


def _category(vendor: Line | None, sheet: Sheet) -> ReadField | None:
    slug = choose_category(vendor.text if vendor else "", [row.text for row in sheet.rows])
    return _field(slug) if slug else None
