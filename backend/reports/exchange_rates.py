"""Exchange rates from the file that the European Central Bank publishes."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import batched

from django.db import transaction

from common.errors import AppError
from reports.models import ExchangeRate

_BATCH = 2000
# The history has dates of ISO 8601, the daily file "20 November 2026".
_DATE_FORMATS = ("%Y-%m-%d", "%d %B %Y")


class BadRatesError(AppError):
    """The file is not as the Central Bank writes it. Nothing was stored."""

    code = "bad_rates"


def load_rates(lines: Iterable[str]) -> int:
    """Store every rate of the file; one that is stored already gets the file's value.

    The format: a first column `Date`, one column for each currency, units for one euro, `N/A` or
    nothing where there is none. Returns how many rates the file holds.
    """
    number = 0
    with transaction.atomic():
        for batch in batched(_rates(csv.reader(lines)), _BATCH):
            ExchangeRate.objects.bulk_create(
                batch,
                update_conflicts=True,
                unique_fields=["currency", "day"],
                update_fields=["per_euro"],
            )
            number += len(batch)
    return number


def _rates(rows: Iterator[list[str]]) -> Iterator[ExchangeRate]:
    header = [name.strip() for name in next(rows, [])]
    if not header or header[0] != "Date":
        raise BadRatesError("The first line must begin with Date.")
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        day = _day(row[0].strip(), number)
        for currency, cell in zip(header[1:], row[1:], strict=False):
            text = cell.strip()
            if currency and text not in {"", "N/A"}:
                yield ExchangeRate(day=day, currency=currency, per_euro=_rate(text, number))


def _day(text: str, number: int) -> date:
    for pattern in _DATE_FORMATS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
    raise BadRatesError(f"Line {number}: {text!r} is not a date.")


def _rate(text: str, number: int) -> Decimal:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or rate <= 0:
        raise BadRatesError(f"Line {number}: {text!r} is not a rate.")
    return rate
