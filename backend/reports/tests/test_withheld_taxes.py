"""Withheld tax in reports: a figure of its own, in no tax, and the gross amounts still add up."""

from decimal import Decimal

import pytest

from reports.models import ExchangeRate
from reports.tests.ledgers import add_entry
from reports.tests.test_exports import export, rows_of
from reports.tests.test_refunds import report, values


@pytest.fixture
def books(owner):
    """Work for 1,000.00 with 15 % kept back from us; work bought of which we keep back 20 %, once
    with VAT lines, once with a tax alone and once without any."""
    sold = {"vendor": "Client", "category": "income", "type": "income"}
    bought = {"vendor": "Studio", "category": "services", "deductible_share": Decimal(1)}
    vat = [("21", "1000.00", "210.00")]
    kept = {"withheld": [("15", "1000.00", "150.00")]}
    add_entry(owner, "2026-02-01", "1060.00", taxes=vat, tax="210.00", **kept, **sold)
    smaller = {"withheld": [("20", "100.00", "20.00")]}
    lines = [("21", "100.00", "21.00")]
    add_entry(owner, "2026-02-02", "101.00", taxes=lines, tax="21.00", **smaller, **bought)
    add_entry(owner, "2026-02-03", "101.00", tax="21.00", **smaller, **bought)
    add_entry(owner, "2026-02-04", "80.00", **smaller, **bought)
    return owner


def test_the_tax_summary_leaves_it_out_of_every_tax_and_says_it(api, books):
    body = report(api, "tax-summary")

    found = {
        (row["transaction_type"], row["kind"]): values(
            row, "rate", "net", "tax", "withheld", "gross", "reclaimable", "count"
        )
        for row in body["rows"]
    }
    assert found == {
        ("income", "rate"): ("21", "1000.00", "210.00", "0.00", "1210.00", "0.00", 1),
        ("income", "withheld"): ("15", "0.00", "0.00", "150.00", "-150.00", "0.00", 1),
        ("expense", "rate"): ("21", "100.00", "21.00", "0.00", "121.00", "21.00", 1),
        ("expense", "tax_only"): (None, "100.00", "21.00", "0.00", "121.00", "21.00", 1),
        ("expense", "no_tax"): (None, "100.00", "0.00", "0.00", "100.00", "0.00", 1),
        ("expense", "withheld"): ("20", "0.00", "0.00", "60.00", "-60.00", "0.00", 3),
    }
    [total] = body["totals"]
    names = ("tax_on_income", "reclaimable", "due", "withheld_on_income", "withheld_on_expenses")
    assert values(total, *names) == ("210.00", "42.00", "168.00", "150.00", "60.00")


def test_gross_amounts_add_up_to_the_totals(api, books):
    gross = {"income": Decimal(0), "expense": Decimal(0)}
    for row in report(api, "tax-summary")["rows"]:
        gross[row["transaction_type"]] += Decimal(row["gross"])

    assert gross == {"income": Decimal("1060.00"), "expense": Decimal("282.00")}


def test_a_converted_one_says_what_it_was(api, books):
    ExchangeRate.objects.create(day="2026-01-30", currency="GBP", per_euro="0.5")
    january = "start_date=2026-01-01&end_date=2026-02-01&convert_to=EUR"

    rows = report(api, "tax-summary", january)["rows"]

    [withheld] = [row for row in rows if row["kind"] == "withheld"]
    assert values(withheld, "currency", "withheld") == ("EUR", "300.00")
    assert [one["amount"] for one in withheld["converted"]] == ["-150.00"]


def test_its_files_have_the_figure(api, books):
    rows = rows_of(export(api, "tax-summary", "csv"))

    at = next(row for row in rows if "Withheld" in row).index("Withheld")
    assert [row[at] for row in rows if row and row[0] == "Withheld"] == ["60.00", "150.00"]


def test_the_tax_to_set_aside_is_without_it(api, books):
    [aside] = report(api, "business-insights")["tax_set_aside"]

    assert values(aside, "due", "withheld_on_income") == ("168.00", "150.00")


def test_its_net_is_not_missed(api, owner):
    taxes = {"taxes": [("21", "100.00", "21.00")], "withheld": [(None, None, "15.00")]}
    add_entry(owner, "2026-02-01", "106.00", tax="21.00", **taxes)

    body = report(api, "tax-summary")

    assert body["coverage"]["doubtful"] == []
    assert [row["lines_without_net"] for row in body["rows"]] == [0, 0]
