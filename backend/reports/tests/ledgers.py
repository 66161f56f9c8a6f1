"""Ledgers of the tests: entries written down one by one, and what a report is asked."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from accounts.models import User
from common.periods import Period
from receipts.models import Category, LineItem, Receipt, TaxLine, Transaction
from receipts.tests.file_rows import add_file
from reports.aggregates.scope import ReportScope

_numbers = count(1)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def make_user(**fields):
    fields = {"email": f"shop{next(_numbers)}@example.com", "home_currency": "GBP"} | fields
    return User.objects.create_user(**fields)


def category(slug):
    return Category.objects.get(owner=None, slug=slug)


def make_receipt(owner, **fields):
    number = next(_numbers)
    defaults = {
        "original_filename": f"scan{number}.jpg",
        "sha256": f"{number:064x}",
        "uploaded_at": NOW,
        "updated_at": NOW,
        "status": Receipt.Status.COMPLETED,
        "reading": {},
        "review_status": Receipt.ReviewStatus.APPROVED,
    }
    if fields.get("status", Receipt.Status.COMPLETED) != Receipt.Status.COMPLETED:
        defaults["reading"] = None
    stored_name = fields.pop("stored_name", f"{number}.jpg")
    receipt = Receipt.objects.create(owner=owner, **(defaults | fields))
    add_file(receipt, stored_name=stored_name, mime_type="image/jpeg")
    return receipt


def add_entry(owner, day, total, currency="GBP", *, lines=(), taxes=(), withheld=(), **fields):
    """`lines`: (category slug or None, amount); `taxes`: (rate, net, tax), and those `withheld`."""
    if isinstance(fields.get("category"), str):
        fields["category"] = category(fields["category"])
    entry = Transaction.objects.create(
        owner=owner,
        purchased_on=date.fromisoformat(day) if day else None,
        total=None if total is None else Decimal(total),
        currency=currency,
        **fields,
    )
    for position, (slug, amount) in enumerate(lines):
        LineItem.objects.create(
            transaction=entry,
            position=position,
            amount=Decimal(amount),
            category=category(slug) if slug else None,
        )
    kinds = [*((line, "charged") for line in taxes), *((line, "withheld") for line in withheld)]
    for position, (values, kind) in enumerate(kinds):
        rate, net, tax = (None if value is None else Decimal(value) for value in values)
        TaxLine.objects.create(
            transaction=entry, position=position, kind=kind, rate=rate, net=net, tax=tax
        )
    return entry


def year_of(owner, year=2026, **fields):
    period = Period(start=date(year, 1, 1), end=date(year, 12, 31))
    return ReportScope(owner=owner, period=period, today=date(2026, 11, 20), **fields)
