"""Validation, step 5: text as an engine read it becomes typed values, each with a confidence. Pure.

It trusts nothing, changes nothing in silence and never blocks: what is wrong is said in a check.
A text on a receipt that gives orders is only a text. Read on in `field_reading` (one field),
`arithmetic` and `line_arithmetic` (do the amounts add up), `plausibility` (can it be) and
`confidence` (how sure of each, and of all).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from receipts.services.currencies import printed_minor_units
from receipts.services.extraction import (
    ExtractedReceipt,
    ReadingContext,
    ReadLineItem,
    ReadTaxLine,
)
from receipts.services.fields import FIELDS
from receipts.services.texts import clean_text
from receipts.services.validation.amounts import (
    MAX_FINE_DECIMALS,
    amount_readings,
    exact_amount,
    parse_amount,
    parse_quantity,
    parse_rate,
)
from receipts.services.validation.arithmetic import check_sums
from receipts.services.validation.confidence import weigh_confidence
from receipts.services.validation.field_reading import FieldReader
from receipts.services.validation.line_arithmetic import check_lines
from receipts.services.validation.plausibility import check_plausibility
from receipts.services.validation.signs import as_refund
from receipts.services.validation.validated import (
    ITEMS_CUT,
    Check,
    CheckedLineItem,
    CheckedTaxLine,
    ValidatedReceipt,
)

MAX_ITEMS = 500  # a till roll of two metres; more is a reader that repeats itself
MAX_TAX_LINES = 20  # no country has as many rates
MAX_DESCRIPTION = 500

_MAX_UNREADABLE_SHOWN = 10  # a receipt read wholly wrong says so once, with examples


def validate_reading(
    reading: ExtractedReceipt, *, context: ReadingContext, found: Sequence[Check] = ()
) -> ValidatedReceipt:
    """Never raises, whatever the texts of the reading hold. `found`: checks of what it was read
    from, that are to be weighed with the others."""
    reader = FieldReader(reading, context=context)
    draft, turned = as_refund(_read_fields(reader))
    lists = _check_lists(reading, draft)
    draft = replace(draft, checks=tuple(lists))
    checks = (
        *found,
        *reader.checks,
        *turned,
        *_check_document(reading, draft),
        *lists,
        *check_plausibility(draft, today=context.today),
        *check_sums(draft),
        *check_lines(draft),
    )
    return weigh_confidence(draft, checks=checks)


def _read_fields(reader: FieldReader) -> ValidatedReceipt:
    # First the currency: it decides how amounts are read and suggests which way round dates are.
    currency = reader.read_currency()
    code = currency.value
    reading = reader.reading
    numbers = _numbers_of(reading, code)
    values: dict[str, Any] = {field.name: reader.read(field, currency=currency) for field in FIELDS}
    return ValidatedReceipt(
        **values,
        tax_lines=tuple(_tax_line(line, numbers) for line in reading.tax_lines[:MAX_TAX_LINES]),
        items=tuple(_item(item, numbers) for item in reading.items[:MAX_ITEMS]),
        checks=(),
        confidence=0.0,
        charges=tuple(c for text in reading.charges if (c := numbers.amount(text)) is not None),
    )


def _tax_line(line: ReadTaxLine, numbers: "_Numbers") -> CheckedTaxLine:
    return CheckedTaxLine(
        kind=line.kind,
        rate=parse_rate(line.rate) if line.rate else None,
        net=numbers.amount(line.net),
        tax=numbers.amount(line.tax),
        box=line.box,
    )


def _item(item: ReadLineItem, numbers: "_Numbers") -> CheckedLineItem:
    quantity, amount = numbers.quantity(item.quantity), numbers.amount(item.amount)
    return CheckedLineItem(
        description=clean_text(item.description, max_characters=MAX_DESCRIPTION).text,
        quantity=quantity,
        unit_price=numbers.unit_price(item.unit_price, quantity=quantity, amount=amount),
        amount=amount,
        box=item.box,
    )


@dataclass(frozen=True)
class _PrintedNumbers:
    """As papers print them, by the currency."""

    currency: str | None

    def amount(self, text: str | None) -> Decimal | None:
        units = printed_minor_units(self.currency)
        return parse_amount(text, minor_units=units) if text else None

    def quantity(self, text: str | None) -> Decimal | None:
        return parse_quantity(text) if text else None

    def unit_price(
        self, text: str | None, *, quantity: Decimal | None, amount: Decimal | None
    ) -> Decimal | None:
        """Fuel costs "1.459" a litre, a machine "1.459": quantity and amount tell which."""
        readings = amount_readings(text or "", minor_units=printed_minor_units(self.currency))
        if len(readings) < 2 or quantity is None or amount is None:
            return readings[0] if readings else None
        return min(readings, key=lambda price: abs(price * quantity - amount))


class _ExactNumbers:
    """As an e-invoice writes them."""

    def amount(self, text: str | None) -> Decimal | None:
        return exact_amount(text) if text else None

    def quantity(self, text: str | None) -> Decimal | None:
        return exact_amount(text, max_decimals=MAX_FINE_DECIMALS) if text else None

    def unit_price(
        self, text: str | None, *, quantity: Decimal | None, amount: Decimal | None
    ) -> Decimal | None:
        return self.quantity(text)


type _Numbers = _PrintedNumbers | _ExactNumbers


def _numbers_of(reading: ExtractedReceipt, currency: str | None) -> _Numbers:
    return _ExactNumbers() if reading.engine == "xml" else _PrintedNumbers(currency)


def _check_document(reading: ExtractedReceipt, draft: ValidatedReceipt) -> Iterator[Check]:
    if not reading.is_one_receipt:
        yield Check(
            code="several_receipts",
            severity="error",
            message="This looks like several receipts in one picture, of which one was read.",
            values={},
        )
    if reading.missed_tax and draft.tax.value is None:
        yield Check(
            code="tax_not_read",
            severity="error",
            message="A tax is printed whose amount could not be read.",
            values={"tax": reading.missed_tax},
        )
    if reading.is_script_read:
        return
    texts = (field.name for field in FIELDS if field.kind == "text")
    yield Check(
        code="script_not_read",
        severity="error",
        message="The letters of this document could not be read, only its numbers.",
        values={name: value for name in texts if (value := draft.field(name).value) is not None},
    )


def _check_lists(reading: ExtractedReceipt, draft: ValidatedReceipt) -> list[Check]:
    """What was left out of the line items and tax lines, or could not be read in them."""
    checks = []
    for name, limit in (("items", MAX_ITEMS), ("tax_lines", MAX_TAX_LINES)):
        count = len(getattr(reading, name))
        if count > limit:
            checks.append(_cut_check(name, count=count, limit=limit))
    unreadable = _unreadable_parts(reading, draft)
    if unreadable:
        checks.append(_unreadable_check(unreadable))
    long = [item for item in reading.items[:MAX_ITEMS] if _is_too_long(item)]
    if long:
        checks.append(_long_descriptions_check(len(long)))
    return checks


def _cut_check(name: str, *, count: int, limit: int) -> Check:
    return Check(
        code=ITEMS_CUT if name == "items" else f"{name}_cut",
        severity="error",
        message=f"Only the first {limit} of {count} lines were kept.",
        values={name: str(count)},
    )


def _unreadable_parts(reading: ExtractedReceipt, draft: ValidatedReceipt) -> dict[str, str]:
    pairs = {
        "items": (
            zip(reading.items, draft.items, strict=False),
            ("quantity", "unit_price", "amount"),
        ),
        "tax_lines": (
            zip(reading.tax_lines, draft.tax_lines, strict=False),
            ("rate", "net", "tax"),
        ),
    }
    return {
        f"{name}[{place}].{part}": clean_text(getattr(read, part), max_characters=100).text
        for name, (rows, parts) in pairs.items()
        for place, (read, checked) in enumerate(rows)
        for part in parts
        if getattr(read, part) and getattr(checked, part) is None
    }


def _unreadable_check(unreadable: dict[str, str]) -> Check:
    return Check(
        code="line_unreadable",
        severity="note",
        message=f"{len(unreadable)} numbers in the line items or tax lines could not be read.",
        values=dict(list(unreadable.items())[:_MAX_UNREADABLE_SHOWN]),
    )


def _is_too_long(item: ReadLineItem) -> bool:
    return clean_text(item.description, max_characters=MAX_DESCRIPTION).was_cut


def _long_descriptions_check(count: int) -> Check:
    return Check(
        code="text_cut",
        severity="note",
        message="Descriptions that were longer than a receipt prints were cut.",
        values={"descriptions": str(count)},
    )
