"""Refunds of each shape: one to the account is an expense of less than nothing, one that it gives
an income of less than nothing. Every report, and every file, takes them off."""

from decimal import Decimal

import pytest

from reports.tests.ledgers import add_entry, make_receipt
from reports.tests.test_exports import YEAR, export, rows_of


@pytest.fixture
def books(owner):
    """Bought for 43.20, of which 14.40 came back; sold for 120.00, of which 24.00 went back."""
    bought = {"vendor": "Paper Ltd", "category": "office", "deductible_share": Decimal(1)}
    sold = {"vendor": "Till", "category": "income", "type": "income"}
    add_entry(owner, "2026-02-01", "43.20", taxes=[("20", "36.00", "7.20")], tax="7.20", **bought)
    credit_note = make_receipt(owner, document_kind="credit_note")
    add_entry(
        owner, "2026-02-08", "-14.40", taxes=[("20", "-12.00", "-2.40")], tax="-2.40",
        receipt=credit_note, **bought,
    )  # fmt: skip
    add_entry(owner, "2026-02-10", "120.00", taxes=[("20", "100.00", "20.00")], tax="20.00", **sold)
    add_entry(owner, "2026-02-20", "-24.00", taxes=[("20", "-20.00", "-4.00")], tax="-4.00", **sold)
    return owner


def report(api, name, query=YEAR):
    response = api.get(f"/api/v1/reports/{name}/?{query}")
    assert response.status_code == 200, response.json()
    return response.json()


def values(row, *names):
    return tuple(row[name] for name in names)


def test_income_and_expenses_are_less_by_them(api, books):
    [total] = report(api, "income-expense")["totals"]

    assert values(total, "income", "expenses", "net", "count") == ("96.00", "28.80", "67.20", 4)


def test_the_tax_of_a_refund_is_not_reclaimed_and_not_owed(api, books):
    body = report(api, "tax-summary")

    rows = {row["transaction_type"]: row for row in body["rows"]}
    figures = ("net", "tax", "gross", "reclaimable")
    assert values(rows["expense"], *figures) == ("24.00", "4.80", "28.80", "4.80")
    assert values(rows["income"], *figures)[:3] == ("80.00", "16.00", "96.00")
    [total] = body["totals"]
    assert values(total, "tax_on_income", "reclaimable", "due") == ("16.00", "4.80", "11.20")


def test_categories_and_vendors_are_less_by_them(api, books):
    categories = {row["category"]: row for row in report(api, "category-breakdown")["rows"]}
    vendors = {row["vendor"]: row for row in report(api, "vendor-analysis")["rows"]}

    assert (categories["office"]["total"], categories["income"]["total"]) == ("28.80", "96.00")
    assert vendors["Paper Ltd"]["total"] == "28.80"
    [deductible] = report(api, "tax-deductible")["totals"]
    assert "28.80" in deductible.values()


def test_the_first_pages_are_less_by_them(api_at, books):
    api = api_at("2026-02-25T12:00:00Z")

    metrics = api.get("/api/v1/reports/summary/").json()["quick_metrics"]
    dashboard = api.get("/api/v1/receipts/dashboard/").json()

    assert values(metrics, "current_month_expenses", "ytd_income", "ytd_net") == (28.8, 96.0, 67.2)
    assert dashboard["total_expenses"] == "28.80"


def test_files_of_reports_and_of_the_ledger_add_up_to_the_same(api, books):
    head, *rows = rows_of(export(api, "ledger", "csv"))
    ledger = [dict(zip(head, row, strict=True)) for row in rows]

    assert [(row["Type"], row["Amount"], row["Entry tax"]) for row in ledger] == [
        ("expense", "43.20", "7.20"),
        ("expense", "-14.40", "-2.40"),
        ("income", "120.00", "20.00"),
        ("income", "-24.00", "-4.00"),
    ]
    assert [row["Kind of document"] for row in ledger] == ["", "credit note", "", ""]
    taxes = export(api, "tax-summary", "csv").decode()
    assert "24.00" in taxes
    assert "11.20" in taxes


@pytest.mark.parametrize(
    ("file_format", "amounts"),
    [
        ("qif", ["T-43.20", "T14.40", "T120.00", "T-24.00"]),
        ("quickbooks", [",-43.20", ",14.40", ",120.00", ",-24.00"]),
        ("xero", [",-43.20,", ",14.40,", ",120.00,", ",-24.00,"]),
        ("beancount", [" 43.20 GBP", " -14.40 GBP", " -120.00 GBP", " 24.00 GBP"]),
        ("hledger", [" 43.20", " -14.40", " -120.00", " 24.00"]),
    ],
)
def test_programs_for_bookkeeping_get_the_other_sign(api, books, file_format, amounts):
    query = f"{YEAR}&currency=GBP"

    text = export(api, "ledger", file_format, query).decode("utf-8-sig")

    assert [amount for amount in amounts if amount not in text] == []
