"""`manage.py seed`: books for the demo account, here of fewer months and read by a stub."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from accounts.services.demo import DEMO_EMAIL, demo_account
from receipts.demo.books import fill_books
from receipts.demo.year_entries import year_of_entries
from receipts.models import Category, Duplicate, Receipt, Transaction, VendorRule
from receipts.models.event import ReceiptEvent
from receipts.tests.stub_reader import lasting_failure
from subscriptions.plans import Feature
from subscriptions.services.access import subscription_of

LEAP_DAY, LONG_MONTH, TODAY = date(2028, 2, 29), date(2026, 12, 31), date(2026, 11, 29)


@pytest.fixture(autouse=True)
def demo_password(settings) -> None:
    settings.DEMO_PASSWORD = "correct horse battery staple"


def seed(*, months=1):
    out = io.StringIO()
    call_command("seed", months=months, stdout=out)
    return out.getvalue().splitlines()


def rows_of_everything():
    models = (User, Receipt, Transaction, ReceiptEvent, VendorRule, Category, Duplicate)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_the_account_gets_receipts_entries_and_what_people_did_with_them(db):
    seed(months=4)

    user = User.objects.get(email=DEMO_EMAIL)
    receipts = Receipt.objects.owned_by(user)
    by_hand = Transaction.objects.owned_by(user).filter(receipt=None)
    assert set(receipts.values_list("status", flat=True)) == {"completed"}
    assert receipts.get(original_filename="hotel.pdf").files.get().page_count == 2
    assert receipts.get(original_filename="private.jpg").deleted_at is not None
    assert receipts.get(original_filename="weekly-shop.jpg").transaction.verified_by == user
    assert {"GBP", "EUR", "USD"} == set(by_hand.values_list("currency", flat=True))
    assert by_hand.filter(type="expense", total__lt=0).exists()
    assert by_hand.filter(category__owner=user).exists()
    assert VendorRule.objects.owned_by(user).exists()
    assert subscription_of(user).allows(Feature.AUDIT_LOG, now=timezone.now())


def test_each_step_is_told(db):
    told = seed()

    number = Transaction.objects.filter(receipt=None).count()
    assert told[0] == "Drawn, read and looked through: 5 receipts; 0 could not be read."
    assert told[1] == "Read with what was learnt: 1 receipts; 0 could not be read."
    assert told[2] == f"Entered by hand: {number} entries of 1 months."


def test_twice_changes_nothing(db):
    seed()
    before = rows_of_everything()

    told = seed()

    assert told[0] == "The account has its books already; nothing was added."
    assert rows_of_everything() == before


def test_an_interrupted_run_is_carried_on(db):
    user = demo_account(password="correct horse battery staple")
    next(fill_books(user, months=1, now=timezone.now()))
    there = list(Receipt.objects.values_list("pk", flat=True))

    seed()

    assert set(there) < set(Receipt.objects.values_list("pk", flat=True))
    names = list(Receipt.objects.values_list("original_filename", flat=True))
    assert len(set(names)) == len(names)
    assert Transaction.objects.filter(receipt=None).exists()


def test_what_could_not_be_read_is_left_as_it_is(db, stub_reader):
    stub_reader.answers = [lasting_failure()]

    told = seed()

    assert "0 receipts; 5 could not be read." in told[0]
    assert not Transaction.objects.exclude(receipt=None).exists()


def test_without_a_password_there_is_no_account(db, settings):
    settings.DEMO_PASSWORD = ""

    with pytest.raises(CommandError, match="DEMO_PASSWORD"):
        seed()

    assert not User.objects.exists()


def test_no_other_account_is_touched(completed, user):
    before = rows_of_everything()

    seed()

    demo = User.objects.get(email=DEMO_EMAIL)
    User.objects.filter(pk=demo.pk).delete()
    assert rows_of_everything() == before


@pytest.mark.parametrize("today", [LEAP_DAY, LONG_MONTH, TODAY])
def test_a_year_ends_today_and_every_entry_adds_up(today):
    entries = list(year_of_entries(today=today, months=12))

    assert 300 < len(entries) < 450
    days = [values["purchased_on"] for values in entries]
    assert days == sorted(days)
    assert days[-1] <= today
    assert days[0] >= today - timedelta(days=367)
    for values in entries:
        lines = values.get("tax_lines", [])
        if lines:
            assert sum(line["net"] + line["tax"] for line in lines) == values["total"]
            assert values["subtotal"] + values["tax"] == values["total"]
        assert sum(item["amount"] for item in values.get("items", [])) in {0, values["total"]}


def test_one_day_gives_the_same_entries_again():
    first, second = (list(year_of_entries(today=TODAY, months=2)) for _ in range(2))

    assert first == second
    assert {rate["rate"] for values in first for rate in values.get("tax_lines", [])} == {
        Decimal(rate) for rate in (0, 5, 7, 19, 20)
    }
