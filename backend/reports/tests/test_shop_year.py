"""A year of a shop, worked out by hand.

The shop sells and buys in pounds, buys in Ireland in euro and from Japan in yen. Two rates of tax:
20 % and 5 %. Every figure below was added up on paper; the working stands beside it.
"""

from datetime import date
from decimal import Decimal

import pytest

from reports.catalogue.category_breakdown.sums import break_down
from reports.catalogue.income_expense.sums import income_and_expenses
from reports.catalogue.summary.sums import summarise
from reports.catalogue.tax_deductible.sums import deductible_by_category
from reports.catalogue.tax_summary.sums import summarise_taxes
from reports.catalogue.vendor_analysis.sums import analyse_vendors
from reports.models import ExchangeRate
from reports.tests.ledgers import add_entry, make_receipt, make_user, year_of

pytestmark = pytest.mark.django_db
ALL, HALF = Decimal(1), Decimal("0.5")


@pytest.fixture
def shop():
    owner = make_user()
    # Income: 1,200.00 + 840.00 + 105.00, less a customer's refund of 60.00: 2,085.00.
    sales = {"type": "income", "category": "income", "vendor": "Till"}
    add_entry(owner, "2026-01-31", "1200.00", taxes=[("20", "1000.00", "200.00")], **sales)
    add_entry(owner, "2026-03-31", "840.00", taxes=[("20", "700.00", "140.00")], **sales)
    add_entry(owner, "2026-03-31", "105.00", taxes=[("5", "100.00", "5.00")], **sales)
    add_entry(owner, "2026-04-01", "-60.00", taxes=[("20", "-50.00", "-10.00")], **sales)
    # Paper Ltd: 120.00, of which 24.00 was tea for the office, and 36.00 sent back.
    add_entry(
        owner, "2026-02-28", "120.00", category="office", vendor="Paper Ltd",
        deductible_share=ALL, lines=[(None, "96.00"), ("groceries", "24.00")],
        taxes=[("20", "80.00", "16.00"), ("5", "22.86", "1.14")],
    )  # fmt: skip
    add_entry(
        owner, "2026-03-01", "-36.00", category="office", vendor="Paper Ltd",
        deductible_share=ALL, taxes=[("20", "-30.00", "-6.00")],
    )  # fmt: skip
    # The car is half private: 75.25 of fuel with a tax of 12.54 and no rate on the receipt.
    add_entry(
        owner, "2026-06-30", "75.25", category="vehicle", vendor="Fuel Co",
        deductible_share=HALF, tax=Decimal("12.54"),
    )  # fmt: skip
    # Dublin, with a tip of 2.00 that no tax line explains; and the last day of the year.
    add_entry(
        owner, "2026-07-04", "43.50", "EUR", category="meals", vendor="Pub",
        deductible_share=ALL, taxes=[("20", "34.58", "6.92")],
    )  # fmt: skip
    add_entry(owner, "2026-12-31", "10000", "JPY", category="office", vendor="Kyoto Kami")
    # Not of this year, in the trash, without a total, without a date.
    add_entry(owner, "2025-12-31", "999.00", category="office")
    add_entry(owner, "2027-01-01", "999.00", category="office")
    trash = add_entry(owner, "2026-05-05", "999.00", category="office")
    trash.deleted_at = "2026-05-06T00:00:00Z"
    trash.save(update_fields=["deleted_at"])
    add_entry(owner, "2026-05-05", None, category="office")
    make_receipt(owner, status="failed", failure_code="unreadable")
    return owner


def test_income_and_expenses_by_quarter(shop):
    report = income_and_expenses(year_of(shop), interval="quarter")

    rows = [
        (row.start.month, row.income, row.expenses, row.net, row.balance)
        for row in report.rows
        if row.currency == "GBP"
    ]
    assert rows == [
        # 1,200 + 840 + 105; 120 - 36.
        (1, Decimal("2145.00"), Decimal("84.00"), Decimal("2061.00"), Decimal("2061.00")),
        # The refund; the fuel. 2,061.00 - 60.00 - 75.25 = 1,925.75.
        (4, Decimal("-60.00"), Decimal("75.25"), Decimal("-135.25"), Decimal("1925.75")),
        (7, Decimal(0), Decimal(0), Decimal(0), Decimal("1925.75")),
        (10, Decimal(0), Decimal(0), Decimal(0), Decimal("1925.75")),
    ]
    totals = {total.currency: (total.income, total.expenses) for total in report.totals}
    assert totals == {
        "GBP": (Decimal("2085.00"), Decimal("159.25")),
        "EUR": (Decimal(0), Decimal("43.50")),
        "JPY": (Decimal(0), Decimal(10000)),
    }


def test_categories(shop):
    report = break_down(year_of(shop))

    rows = {(row.category, row.currency): (row.total, row.count) for row in report.rows}
    assert rows == {
        ("income", "GBP"): (Decimal("2085.00"), 4),
        # 120.00 - 24.00 - 36.00.
        ("office", "GBP"): (Decimal("60.00"), 2),
        ("groceries", "GBP"): (Decimal("24.00"), 1),
        ("vehicle", "GBP"): (Decimal("75.25"), 1),
        ("meals", "EUR"): (Decimal("43.50"), 1),
        ("office", "JPY"): (Decimal(10000), 1),
    }
    office = next(row for row in report.rows if (row.category, row.currency) == ("office", "GBP"))
    # 60.00 of 159.25; the year before: 999.00, so 939.00 less.
    assert (office.share, office.average) == (Decimal("37.68"), Decimal("30.00"))
    assert (office.previous_total, office.change) == (Decimal("999.00"), Decimal("-93.99"))


def test_deductible_expenses(shop):
    report = deductible_by_category(year_of(shop))

    rows = {(row.category, row.currency): row.deductible for row in report.rows}
    assert rows == {
        ("office", "GBP"): Decimal("60.00"),
        # Groceries are not deductible, whatever they were bought with.
        ("groceries", "GBP"): Decimal(0),
        # Half of 75.25 is 37.625: rounded away from zero.
        ("vehicle", "GBP"): Decimal("37.63"),
        ("meals", "EUR"): Decimal("43.50"),
        ("office", "JPY"): Decimal(0),
    }


def test_taxes(shop):
    report = summarise_taxes(year_of(shop))

    rows = {
        (row.type, row.currency, row.kind, row.rate): (row.net, row.tax, row.reclaimable)
        for row in report.rows
        if row.gross
    }
    nothing = Decimal(0)
    assert rows == {
        # 1,000 + 700 - 50; 200 + 140 - 10.
        ("income", "GBP", "rate", Decimal(20)): (Decimal("1650.00"), Decimal("330.00"), nothing),
        ("income", "GBP", "rate", Decimal(5)): (Decimal("100.00"), Decimal("5.00"), nothing),
        # 80 - 30; 16 - 6.
        ("expense", "GBP", "rate", Decimal(20)): (
            Decimal("50.00"), Decimal("10.00"), Decimal("10.00"),
        ),
        ("expense", "GBP", "rate", Decimal(5)): (
            Decimal("22.86"), Decimal("1.14"), Decimal("1.14"),
        ),
        # Half of 12.54.
        ("expense", "GBP", "tax_only", None): (
            Decimal("62.71"), Decimal("12.54"), Decimal("6.27"),
        ),
        ("expense", "EUR", "rate", Decimal(20)): (
            Decimal("34.58"), Decimal("6.92"), Decimal("6.92"),
        ),
        ("expense", "EUR", "beyond_tax_lines", None): (Decimal("2.00"), nothing, nothing),
        ("expense", "JPY", "no_tax", None): (Decimal(10000), nothing, nothing),
    }  # fmt: skip
    # 335.00 - (10.00 + 1.14 + 6.27).
    pounds = next(total for total in report.totals if total.currency == "GBP")
    assert (pounds.tax_on_income, pounds.reclaimable) == (Decimal("335.00"), Decimal("17.41"))
    assert pounds.due == Decimal("317.59")


def test_vendors(shop):
    report = analyse_vendors(year_of(shop))

    paper = next(row for row in report.rows if row.vendor == "Paper Ltd")
    assert (paper.total, paper.count, paper.average) == (Decimal("84.00"), 2, Decimal("42.00"))
    assert (paper.first, paper.last) == (date(2026, 2, 28), date(2026, 3, 1))
    # Two in the eleven months that have begun.
    assert paper.per_month == Decimal("0.18")


def test_everything_in_pounds_at_the_rates_of_the_days(shop):
    # Saturday 4 July has the rate of Friday: 43.50 EUR * 0.8512 = 37.0272.
    ExchangeRate.objects.create(day=date(2026, 7, 3), currency="GBP", per_euro=Decimal("0.8512"))
    # 10,000 JPY * 0.8700 / 171.20 = 50.8177...
    ExchangeRate.objects.create(day=date(2026, 12, 31), currency="GBP", per_euro=Decimal("0.87"))
    ExchangeRate.objects.create(day=date(2026, 12, 30), currency="JPY", per_euro=Decimal("171.2"))

    report = income_and_expenses(year_of(shop, convert_to="GBP"), interval="year")

    assert [(row.currency, row.income, row.expenses) for row in report.rows] == [
        # 159.25 + 37.03 + 50.82.
        ("GBP", Decimal("2085.00"), Decimal("247.10"))
    ]
    assert report.rows[0].converted == {"EUR": Decimal("43.50"), "JPY": Decimal(10000)}
    assert report.coverage.counted == 9


def test_what_is_left_out_is_said(shop):
    report = summarise(year_of(shop))

    assert report.coverage.counted == 9
    left_out = {reason.code: reason.count for reason in report.coverage.left_out}
    assert left_out == {"failed": 1, "without_total": 1}
    pounds = income_and_expenses(year_of(shop, currency="GBP"), interval="year").coverage
    assert {reason.code: reason.count for reason in pounds.left_out}["other_currency"] == 2


def test_without_a_rate_an_amount_is_left_out_and_said(shop):
    report = income_and_expenses(year_of(shop, convert_to="GBP"), interval="year")

    assert [(row.currency, row.expenses) for row in report.rows] == [("GBP", Decimal("159.25"))]
    left_out = {reason.code: reason.count for reason in report.coverage.left_out}
    assert left_out["without_rate"] == 2
    assert report.coverage.counted == 7


def test_a_rate_older_than_a_week_is_no_rate(shop):
    ExchangeRate.objects.create(day=date(2026, 6, 26), currency="GBP", per_euro=Decimal("0.85"))

    before = income_and_expenses(year_of(shop, convert_to="GBP"), interval="year")
    ExchangeRate.objects.update(day=date(2026, 6, 27))
    after = income_and_expenses(year_of(shop, convert_to="GBP"), interval="year")

    assert before.rows[0].expenses == Decimal("159.25")
    # 43.50 * 0.85 = 36.975.
    assert after.rows[0].expenses == Decimal("159.25") + Decimal("36.98")
