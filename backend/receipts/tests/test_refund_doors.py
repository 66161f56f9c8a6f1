"""Refunds at every door: a purchase of 43.20 and its credit note of 14.40 are 28.80."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from receipts.models import Receipt, Transaction
from receipts.processing.run import process_receipt
from receipts.services.extraction import ReadLineItem, ReadTaxLine
from receipts.tests.conftest import upload_unread
from receipts.tests.stub_reader import good_reading, printed
from subscriptions.plans import PLANS
from subscriptions.services.grants import give_plan

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
ENTRIES = f"{URL}transactions/"
YEAR = "start_date=2026-01-01&end_date=2026-12-31"
BOUGHT = {
    "vendor": "Paper Ltd", "purchased_on": "2026-02-01", "total": "43.20", "tax": "7.20",
    "category": "office", "tax_lines": [{"rate": "20", "net": "36.00", "tax": "7.20"}],
}  # fmt: skip
REFUND = {
    **BOUGHT, "purchased_on": "2026-02-08", "total": "-14.40", "tax": "-2.40",
    "tax_lines": [{"rate": "20", "net": "-12.00", "tax": "-2.40"}],
}  # fmt: skip


@pytest.fixture(autouse=True)
def platinum(user):
    now = timezone.now()
    until = date(now.year + 1, 1, 1)
    give_plan(user, plan=PLANS["platinum"], until=until, reason="test", actor=user, now=now)


@pytest.fixture
def bought(api, user):
    assert api.post(ENTRIES, BOUGHT).status_code == 201


def credit_note(kind, type_, sign, tax_sign):
    """As a reader may put it: with or without the minus, as either type."""
    amounts = {"total": f"{sign}14.40", "subtotal": f"{sign}12.00", "tax": f"{tax_sign}2.40"}
    return good_reading(
        document_kind=printed(kind),
        transaction_type=printed(type_),
        purchased_on=printed("2026-02-08"),
        category=printed("office" if type_ == "expense" else "income"),
        tax_lines=(ReadTaxLine(rate="20", net=f"{sign}12.00", tax=f"{tax_sign}2.40"),),
        items=(ReadLineItem(description="Paper", amount=f"{sign}14.40"),),
        **{name: printed(value) for name, value in amounts.items()},
    )


def read(user, png, stub_reader, answer):
    receipt = upload_unread(user, png)
    stub_reader.answers = [answer]
    process_receipt(receipt.pk)
    return Receipt.objects.get(pk=receipt.pk)


def assert_all_less(api):
    totals = api.get(f"/api/v1/reports/income-expense/?{YEAR}").json()["totals"]
    assert [(row["net"], row["expenses"], row["income"]) for row in totals] == [
        ("-28.80", "28.80", "0.00")
    ]
    taxes = api.get(f"/api/v1/reports/tax-summary/?{YEAR}").json()
    [total] = taxes["totals"]
    assert (total["tax_on_expenses"], total["tax_on_income"]) == ("4.80", "0.00")
    assert sum(Decimal(row["gross"]) for row in taxes["rows"]) == Decimal("28.80")
    assert api.get(f"{URL}dashboard/").json()["total_expenses"] == "28.80"
    response = api.get(f"/api/v1/reports/ledger/export/csv/?{YEAR}")
    rows = [line.split(",") for line in response.getvalue().decode().splitlines()[1:]]
    assert sorted(row[5] for row in rows) == ["-14.40", "43.20"]


@pytest.mark.parametrize("tax_sign", ["", "-"])
@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("type_", ["expense", "income"])
def test_a_credit_note_however_it_is_read(
    api, user, bought, png, stub_reader, type_, sign, tax_sign
):
    receipt = read(user, png, stub_reader, credit_note("credit_note", type_, sign, tax_sign))

    assert_all_less(api)
    entry = Transaction.objects.get(receipt=receipt)
    assert [item.amount for item in entry.items.all()] == [Decimal("-14.40")]
    codes = [reason["code"] for reason in receipt.review_reasons]
    assert ("signs_differ" in codes) == (sign != tax_sign)


@pytest.mark.parametrize("type_", ["expense", "income"])
def test_a_minus_that_nothing_explains_is_asked_about(api, user, bought, png, stub_reader, type_):
    receipt = read(user, png, stub_reader, credit_note("receipt", type_, "-", "-"))

    assert_all_less(api)
    assert "negative_total" in [reason["code"] for reason in receipt.review_reasons]


def test_a_refund_by_hand(api, bought):
    assert api.post(ENTRIES, REFUND).status_code == 201

    assert_all_less(api)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"tax": "2.40"}, "tax"),
        ({"subtotal": "12.00"}, "subtotal"),
        ({"tip": "1.00"}, "tip"),
        ({"tax_lines": [{"rate": "20", "net": "-12.00", "tax": "2.40"}]}, "tax_lines"),
        (
            {
                "tax_lines": [
                    {"rate": "20", "net": "-30.00", "tax": "-6.00"},
                    {"kind": "withheld", "rate": "20", "net": "12.00", "tax": "2.40"},
                ]
            },
            "tax_lines",
        ),
    ],
)
def test_signs_that_contradict_each_other_are_refused_by_hand(api, bought, wrong, field):
    made = api.post(ENTRIES, REFUND | wrong)
    entry = api.post(ENTRIES, REFUND).json()
    changed = api.patch(f"{ENTRIES}{entry['id']}/", wrong)

    for response in (made, changed):
        assert (response.status_code, response.json()["code"]) == (400, "signs_differ")
        assert field in response.json()
    assert Transaction.objects.count() == 2


def test_an_entry_by_hand_is_made_a_refund_as_a_whole(api, bought):
    other = api.post(ENTRIES, BOUGHT | {"total": "14.40", "tax": "2.40", "tax_lines": []}).json()
    url = f"{ENTRIES}{other['id']}/"

    assert api.patch(url, {"total": "-14.40"}).json()["code"] == "signs_differ"
    whole = {name: REFUND[name] for name in ("total", "tax", "tax_lines")}
    assert api.patch(url, whole).status_code == 200

    assert_all_less(api)


def test_a_verified_receipt_that_is_contradicted_waits_again(api, completed):
    url = f"{URL}{completed.pk}/"
    api.post(f"{url}verify/")

    after = api.patch(url, {"total": "-12.50"}).json()

    assert after["review_status"] == "needs_review"
    assert "signs_differ" in [reason["code"] for reason in after["review_reasons"]]
    assert after["transaction"]["is_verified"] is False


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"tip": "-1.00"}, {"tip": "-1.00"}),
        ({"tax": None, "tax_lines": [{"rate": "20", "tax": "-2.08"}]}, {"tax_lines": "-2.08"}),
        (
            {
                "tax_lines": [
                    {"rate": "20", "net": "10.42", "tax": "2.08"},
                    {"kind": "withheld", "rate": "10", "tax": "-1.00"},
                ]
            },
            {"tax_lines": "-1.00"},
        ),
    ],
)
def test_whatever_contradicts_a_verified_receipt_is_its_reason(api, completed, wrong, named):
    url = f"{URL}{completed.pk}/"
    api.post(f"{url}verify/")

    after = api.patch(url, wrong).json()

    assert after["transaction"]["is_verified"] is False
    assert after["review_status"] == "needs_review"
    told = [one["values"] for one in after["review_reasons"] if one["code"] == "signs_differ"]
    assert told == [{"total": "12.50"} | named]


def test_a_single_tax_line_may_have_another_sign(api, completed):
    """A deposit that is given back has its own line in a table of taxes."""
    url = f"{URL}{completed.pk}/"
    api.post(f"{url}verify/")
    lines = [{"rate": "20", "tax": "2.28"}, {"rate": "20", "tax": "-0.20"}]

    after = api.patch(url, {"tax_lines": lines}).json()

    assert after["transaction"]["is_verified"] is True
