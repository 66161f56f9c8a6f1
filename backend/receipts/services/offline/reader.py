"""Entry point of the offline reader: laid-out lines in, the contract's fields out."""

from dataclasses import replace
from datetime import date

from receipts.services.currencies import printed_minor_units
from receipts.services.extraction import (
    SUM_MARK,
    Box,
    DateOrder,
    ExtractedReceipt,
    ReadField,
    ReadingContext,
    Usage,
    around,
)
from receipts.services.fields import CREDIT_NOTE
from receipts.services.offline.amounts.items import read_items
from receipts.services.offline.amounts.money import Mention, find_money
from receipts.services.offline.amounts.sums import Sums
from receipts.services.offline.amounts.taxes import as_tax_lines, missed_tax
from receipts.services.offline.calibration_features import (
    Features,
    describe_fact,
    describe_locale,
)
from receipts.services.offline.candidate_selection import (
    Chosen,
    choose_amounts,
    choose_date,
    choose_vendor,
)
from receipts.services.offline.categories import choose_category
from receipts.services.offline.currency import (
    Currency,
    Locale,
    choose_currency,
    date_order_of,
    likely_currency,
    read_locale,
)
from receipts.services.offline.document_kinds import document_kind
from receipts.services.offline.gradient_boosting import load_calibrations, probability
from receipts.services.offline.layout import Sheet
from receipts.services.offline.other_fields import (
    Fact,
    item_count,
    payment_method,
    receipt_number,
    transaction_type,
)
from receipts.services.offline.several_receipts.paid_totals import is_one_receipt
from receipts.services.offline.several_receipts.parts import Terms, find_parts
from receipts.services.offline.vendors.name_candidate import NameCandidate
from receipts.services.offline.vendors.name_repair import repair_name
from receipts.services.offline.writing.scripts import is_script_read

# Of 700 labelled papers none was income; it is left to people to say what they were paid.
_EXPENSE = 0.998
# How much of the doubt that synthetic receipts give of a tax real papers leave: of 34 on the typed
# Indonesian receipts and the drawn papers none was wrong, where four or five should have been.
_TAX_DOUBT = 0.25
# Until they are counted on labelled papers of all kinds: what a heading says, what amounts or a
# terminal's words let conclude, and what no word contradicts.
_KIND_SAID, _KIND_CONCLUDED, _KIND_UNSAID = 0.97, 0.8, 0.9


def read_sheet(sheet: Sheet, *, context: ReadingContext, model: str) -> ExtractedReceipt:
    """Read every field that the lines show; a field that they don't show stays None."""
    locale = read_locale(sheet)
    minor_units = printed_minor_units(likely_currency(sheet, context))
    money = find_money(sheet, minor_units=minor_units)
    order = _date_order(locale, context)
    parts = find_parts(
        sheet, terms=Terms(minor_units=minor_units, order=order, today=context.today)
    )
    amounts = choose_amounts(sheet, money)
    sums, of_sums = amounts.sums, amounts.features
    vendor = choose_vendor(sheet)
    items = read_items(sheet, money, total=amounts.before)
    total = amounts.total
    kind = document_kind(sheet, money, goods=len(items), total=total.candidate if total else None)
    is_refund = kind is not None and kind.value == CREDIT_NOTE
    as_signed = _as_read if is_refund else _without_minus
    return ExtractedReceipt(
        engine="offline",
        usage=Usage(model=model),
        document_kind=_document_kind(kind, sheet),
        vendor=_vendor(vendor, sheet),
        purchased_on=_purchase_date(sheet, order=order, today=context.today),
        total=as_signed(_from_chosen(total)),
        tip=_from_mention(amounts.tip, confidence=_calibrated("tip", of_sums)),
        # Found as tips are, and too seldom to be counted by itself.
        rounding=_from_mention(amounts.rounding, confidence=_calibrated("tip", of_sums)),
        subtotal=as_signed(
            _from_mention(sums.subtotal, confidence=_calibrated("subtotal", of_sums))
        ),
        discount=_from_mention(sums.discount, confidence=_calibrated("discount", of_sums)),
        tax=as_signed(_tax(sums, confidence=_tax_confidence(of_sums))),
        currency=_currency(
            choose_currency(
                sheet,
                money,
                locale,
                total=total.candidate if total else None,
                context=context,
            ),
            locale,
        ),
        transaction_type=_transaction_type(sheet),
        category=_category(vendor, sheet),
        payment_method=_from_fact("payment_method", payment_method(sheet)),
        receipt_number=_from_fact("receipt_number", receipt_number(sheet)),
        item_count=_from_fact("item_count", item_count(sheet)),
        charges=tuple(map(str, sums.charges)),
        tax_lines=as_tax_lines(sums.tax_rows, amounts.withheld, sheet),
        items=items,
        lines=sheet.lines,
        is_one_receipt=not parts and is_one_receipt(money),
        parts=parts,
        is_script_read=is_script_read(sheet),
        missed_tax=missed_tax(sums, sheet),
    )


def _field(
    value: str, *, printed: str = "", box: Box | None = None, confidence: float | None = None
) -> ReadField:
    return ReadField(value=value, source="offline", printed=printed, box=box, confidence=confidence)


def _vendor(chosen: Chosen[NameCandidate] | None, sheet: Sheet) -> ReadField | None:
    if chosen is None:
        return None
    name = chosen.candidate
    return _field(
        repair_name(name, sheet),
        printed=name.printed,
        box=around([line.box for line in name.lines]),
        confidence=chosen.confidence,
    )


def _from_chosen(chosen: Chosen[Mention] | None) -> ReadField | None:
    return _from_mention(chosen.candidate, confidence=chosen.confidence) if chosen else None


def _as_read(field: ReadField | None) -> ReadField | None:
    return field


def _without_minus(field: ReadField | None) -> ReadField | None:
    """A minus that nothing else on the paper explains is dirt, or a dash before the amount."""
    return replace(field, value=field.value.removeprefix("-")) if field else None


def _tax(sums: Sums, *, confidence: float) -> ReadField | None:
    """All taxes together, with what is printed of each; the box is that of the last of them."""
    field = _from_mention(sums.tax_at, confidence=confidence)
    if field is None:
        return None
    printed = SUM_MARK.join(mention.printed for mention in sums.taxes)
    return replace(field, value=str(sums.tax), printed=printed)


def _tax_confidence(features: Features) -> float:
    return round(1 - (1 - _calibrated("tax", features)) * _TAX_DOUBT, 4)


def _from_mention(mention: Mention | None, *, confidence: float | None = None) -> ReadField | None:
    if mention is None:
        return None
    return _field(
        str(mention.value), printed=mention.printed, box=mention.line.box, confidence=confidence
    )


def _from_fact(name: str, fact: Fact | None) -> ReadField | None:
    if fact is None:
        return None
    confidence = _calibrated(name, describe_fact(fact))
    return _field(fact.value, printed=fact.line.text, box=fact.line.box, confidence=confidence)


def _calibrated(name: str, features: Features) -> float:
    return round(probability(load_calibrations()[name], features), 4)


def _date_order(locale: Locale, context: ReadingContext) -> DateOrder:
    """Day or month first as the account says, else as the receipt's country writes."""
    return context.date_order or locale.date_order or date_order_of(context.country)


def _purchase_date(sheet: Sheet, *, order: DateOrder, today: date) -> ReadField | None:
    chosen = choose_date(sheet, order=order, today=today)
    if chosen is None:
        return None
    token = chosen.candidate.token
    return _field(
        token.value.isoformat(),
        printed=token.printed,
        box=chosen.candidate.line.box,
        confidence=chosen.confidence,
    )


def _currency(chosen: Currency | None, locale: Locale) -> ReadField | None:
    """What the receipt says. The account's own currency is the validator's to assume."""
    if chosen is None:
        return None
    confidence = chosen.confidence
    if confidence is None:
        confidence = _calibrated("currency", describe_locale(locale))
    box = chosen.line.box if chosen.line else None
    return _field(chosen.code, printed=chosen.printed, box=box, confidence=confidence)


def _document_kind(fact: Fact | None, sheet: Sheet) -> ReadField | None:
    if fact is None:
        return _field("receipt", confidence=_KIND_UNSAID) if sheet.rows else None
    confidence = _KIND_CONCLUDED if fact.rank else _KIND_SAID
    return _field(fact.value, printed=fact.line.text, box=fact.line.box, confidence=confidence)


def _transaction_type(sheet: Sheet) -> ReadField | None:
    fact = transaction_type(sheet)
    if fact is not None:
        return _from_fact("transaction_type", fact)
    return _field("expense", confidence=_EXPENSE) if sheet.rows else None


def _category(vendor: Chosen[NameCandidate] | None, sheet: Sheet) -> ReadField | None:
    name = vendor.candidate.printed if vendor else ""
    slug = choose_category(name, [row.text for row in sheet.rows])
    return _field(slug) if slug else None
