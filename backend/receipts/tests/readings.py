"""Readings as an engine would hand them on, for the tests of the validator."""

from datetime import date

from receipts.services.data_validator import validate_reading
from receipts.services.extraction import ExtractedReceipt, ReadField, ReadingContext, Usage

TODAY = date(2026, 11, 22)


def field(value, *, printed="", confidence=None, box=None, source="offline"):
    return ReadField(value=value, source=source, printed=printed, confidence=confidence, box=box)


def reading(*, engine="offline", items=(), tax_lines=(), **texts):
    """A reading of the given fields, each as text or as a ReadField."""
    fields = {
        name: field(text, source=engine) if isinstance(text, str) else text
        for name, text in texts.items()
    }
    return ExtractedReceipt(
        engine=engine, usage=Usage(model="test"), items=items, tax_lines=tax_lines, **fields
    )


def validated(*, today=TODAY, date_order="dmy", home_currency="GBP", country="GB", **texts):
    context = ReadingContext(
        today=today, date_order=date_order, home_currency=home_currency, country=country
    )
    return validate_reading(reading(**texts), context=context)


def codes(receipt):
    return {check.code for check in receipt.checks}


def check_named(receipt, code):
    [found] = [check for check in receipt.checks if check.code == code]
    return found
