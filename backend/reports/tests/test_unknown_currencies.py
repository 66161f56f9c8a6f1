"""A printed currency that is not known: in no sum and no file until somebody says which it is."""

import pytest

from common.money import UNKNOWN_CURRENCY
from reports.tests.ledgers import add_entry, make_receipt
from reports.tests.test_coverage_links import REPORTS, YEAR, reasons_of
from reports.tests.test_exports import export, rows_of


@pytest.fixture
def books(owner):
    add_entry(owner, "2026-05-05", "10.00", category="office", taxes=[("20", "8.33", "1.67")])
    unsure = make_receipt(owner, review_status="needs_review")
    add_entry(
        owner, "2026-05-06", "900.00", UNKNOWN_CURRENCY, receipt=unsure, category="meals",
        lines=[("office", "400.00")], taxes=[("20", "750.00", "150.00")],
    )  # fmt: skip
    return owner


@pytest.mark.parametrize("report", REPORTS)
def test_no_report_counts_it_and_each_says_so(api, books, report):
    body = api.get(f"/api/v1/reports/{report}/?{YEAR}").content.decode()

    [reason] = reasons_of(api, report, YEAR)
    assert (reason["code"], reason["count"]) == ("unknown_currency", 1)
    assert "900" not in body
    assert "400" not in body
    assert "150" not in body


@pytest.mark.parametrize("query", ["currency=GBP", "convert_to=EUR", "category=meals"])
def test_it_is_told_whatever_is_asked_for(api, books, query):
    reasons = {r["code"]: r for r in reasons_of(api, "income-expense", f"{YEAR}&{query}")}

    reason = reasons["unknown_currency"]
    rows = api.get(reason["link"]).json()["results"]
    assert [(row["total"], row["currency"]) for row in rows] == [("900.00", UNKNOWN_CURRENCY)]


def test_no_file_of_the_ledger_has_it(api, books):
    for name, file_format in (("ledger", "csv"), ("tax-summary", "csv"), ("income-expense", "csv")):
        content = export(api, name, file_format)

        assert rows_of(content)
        assert b"900.00" not in content
        assert b"400.00" not in content
