"""The same filters chain from every table that leads to an entry, and find the rows of the same
entries."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from common.periods import Period
from receipts.ledger.search_text import refresh_search_texts, search_terms
from receipts.models import (
    Category,
    Duplicate,
    LineItem,
    Receipt,
    TaxLine,
    Transaction,
)
from receipts.models.entry_filters import EntryScope
from receipts.models.event import ReceiptEvent

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
YEAR = Period(start=date(2026, 1, 1), end=date(2026, 12, 31))
TABLES = [Transaction, Receipt, LineItem, TaxLine, Duplicate, ReceiptEvent]


def add(owner, number, vendor, **fields):
    """An entry with one row in every table that leads to it."""
    receipt = Receipt.objects.create(
        owner=owner, original_filename="scan.jpg", sha256=f"{number:064x}",
        uploaded_at=NOW, updated_at=NOW, status="completed", reading={},
        review_status=fields.pop("review_status", "approved"),
    )  # fmt: skip
    values = {"currency": "GBP", "total": Decimal(number), "purchased_on": date(2026, number, 1)}
    entry = Transaction.objects.create(
        owner=owner, receipt=receipt, vendor=vendor, **(values | fields)
    )
    LineItem.objects.create(transaction=entry, position=0, amount=1, description="Tea")
    TaxLine.objects.create(transaction=entry, position=0, tax=1)
    ReceiptEvent.objects.create(
        owner=owner, receipt=receipt, transaction=entry, kind="read", created_at=NOW
    )
    refresh_search_texts([entry.pk])
    first = Receipt.objects.earliest("pk")
    if receipt != first:
        Duplicate.objects.create(receipt=receipt, other=first, found_at=NOW)
    return entry


@pytest.fixture
def books(user):
    meals = Category.objects.get(owner=None, slug="meals")
    add(user, 1, "First")
    add(user, 2, "Corner Cafe", category=meals)
    add(user, 3, "Till", type="income", currency="EUR", verified_at=NOW)
    add(user, 4, "Cafe Nero", total=None, review_status="needs_review")
    add(user, 5, "Cafe of last year", purchased_on=date(2025, 5, 1), tax=1)
    return user


def vendors(rows):
    path = f"{rows.entry_path}vendor"
    return list(rows.order_by(f"{rows.entry_path}pk").values_list(path, flat=True))


def filtered(table, books):
    """What each filter finds."""
    meals = Category.objects.get(owner=None, slug="meals").pk
    rows = table.objects.all()
    return {
        "type": vendors(rows.of_type("income")),
        "vendor": vendors(rows.of_vendor("CAFE")),
        "named": vendors(rows.of_vendor_named("CORNER  Café")),
        "days": vendors(rows.bought_between(date(2026, 3, 1), date(2026, 4, 1))),
        "until": vendors(rows.bought_between(end=date(2025, 12, 31))),
        "amounts": vendors(rows.at_least(Decimal(2)).at_most(Decimal(3))),
        "currency": vendors(rows.in_currencies(["EUR", "USD"])),
        "other": vendors(rows.of_vendor("t").in_other_currencies(["GBP"])),
        "missing": vendors(rows.missing("total", "purchased_on")),
        "having": vendors(rows.having("total", "tax")),
        "category": vendors(rows.in_categories(frozenset({meals}))),
        "none": len(vendors(rows.in_categories(frozenset({None})).of_vendor("caf"))),
        "any": vendors(rows.in_categories(None)) == vendors(rows),
        "slug": vendors(rows.with_category(["meals"])),
        "reviewed": vendors(rows.of_vendor("Nero").reviewed()),
        "unreviewed": vendors(rows.unreviewed()),
        "verified": vendors(rows.verified(is_so=True)),
        "unverified": vendors(rows.of_vendor("cafe").verified(is_so=False)),
        "words": vendors(rows.with_terms(search_terms("nero"))),
        "chain": vendors(rows.of_vendor("cafe").having("total").in_categories(frozenset({meals}))),
    }


@pytest.mark.parametrize("table", TABLES)
def test_every_table_finds_the_rows_of_the_same_entries(books, table):
    assert filtered(table, books) == {
        "type": ["Till"],
        "vendor": ["Corner Cafe", "Cafe Nero", "Cafe of last year"],
        "named": ["Corner Cafe"],
        "days": ["Till", "Cafe Nero"],
        "until": ["Cafe of last year"],
        "amounts": ["Corner Cafe", "Till"],
        "currency": ["Till"],
        "other": ["Till"],
        "missing": ["Cafe Nero"],
        "having": ["Cafe of last year"],
        "category": ["Corner Cafe"],
        "none": 2,
        "any": True,
        "slug": ["Corner Cafe"],
        "reviewed": [],
        "unreviewed": ["Cafe Nero"],
        "verified": ["Till"],
        "unverified": ["Corner Cafe", "Cafe Nero", "Cafe of last year"],
        "words": ["Cafe Nero"],
        "chain": ["Corner Cafe"],
    }


@pytest.mark.parametrize("table", TABLES)
def test_a_scope_narrows_every_table_alike(books, other_user, table):
    cafes = EntryScope(owner=books, period=YEAR, vendor="cafe", currency="GBP")
    reviewed = EntryScope(owner=books, period=YEAR, vendor="cafe", only_reviewed=True)

    assert vendors(table.objects.in_scope(cafes).narrowed(cafes)) == ["Corner Cafe", "Cafe Nero"]
    assert vendors(table.objects.in_scope(reviewed)) == ["Corner Cafe"]
    assert vendors(table.objects.in_scope(EntryScope(owner=other_user, period=YEAR))) == []


def test_what_has_no_entry_lacks_nothing(user):
    Receipt.objects.create(
        owner=user, original_filename="scan.jpg", sha256="0" * 64, uploaded_at=NOW, updated_at=NOW,
    )  # fmt: skip

    receipts = Receipt.objects.owned_by(user)
    assert not receipts.missing("total").exists()
    assert not receipts.in_other_currencies(["GBP"]).exists()
    assert not receipts.with_category(["none"], or_none=True).exists()
    assert receipts.uploaded_between(user.zone, NOW.date(), NOW.date()).exists()
    assert not receipts.uploaded_between(user.zone, end=date(2026, 11, 19)).exists()


def test_a_split_entry_is_counted_in_part(books):
    meals, travel = (Category.objects.get(owner=None, slug=slug) for slug in ("meals", "travel"))
    entry = Transaction.objects.get(vendor="Corner Cafe")
    entry.items.update(category=travel)
    scope = EntryScope(owner=books, period=YEAR, category_ids=frozenset({travel.pk}))

    assert vendors(Transaction.objects.counted(scope)) == []
    assert vendors(Transaction.objects.counted_in_part(scope)) == ["Corner Cafe"]
    assert vendors(LineItem.objects.moved().moved_into(frozenset({travel.pk}))) == ["Corner Cafe"]
    assert LineItem.objects.moved_in_or_out(frozenset({meals.pk})).count() == 1
