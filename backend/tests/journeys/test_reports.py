"""Reports and exports in a browser: the tables have the API's figures, and files come."""

import csv
import re
from decimal import Decimal
from functools import partial
from io import StringIO
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.browser import assert_accessible, assert_no_scrolling_sideways

YEAR = {"start_date": "2026-01-01", "end_date": "2026-12-31"}
ENTRIES = [
    ("2026-01-15", "Paper & Co", "office", "expense", "120.00", "EUR"),
    ("2026-02-10", "Grand Hotel", "travel", "expense", "310.50", "EUR"),
    ("2026-05-04", "Paper & Co", "office", "expense", "1080.25", "EUR"),
    ("2026-03-02", "Client <b>A</b>", "", "income", "2400.00", "EUR"),
    ("2026-03-09", "Bureau Ltd", "office", "expense", "75.00", "GBP"),
    ("2025-11-20", "Paper & Co", "office", "expense", "44.00", "EUR"),
    *(
        (f"2026-{month:02}-01", "Landlord", "office", "expense", "500.00", "EUR")
        for month in range(1, 11)
    ),
]
_MONTH = ("income", "expenses", "net")
# Of each report, where its rows stand in the answer, and which figures of a row are shown.
REPORTS: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "income-expense": [("rows", (*_MONTH, "balance")), ("totals", _MONTH)],
    "category-breakdown": [("rows", ("total", "previous_total")), ("totals", ("total",))],
    "vendor-analysis": [("rows", ("total", "average")), ("totals", ("total",))],
    "tax-summary": [
        ("rows", ("net", "tax", "gross", "reclaimable")),
        ("totals", ("tax_on_income", "tax_on_expenses", "reclaimable", "due")),
    ],
    "tax-deductible": [("rows", ("total", "deductible", "not_deductible"))],
    "predictive-cash-flow": [
        ("currencies/forecast", (*_MONTH, "low", "high")),
        ("currencies/history", _MONTH),
    ],
    "spending-intelligence": [("recurring", ("average",))],
    "business-insights": [
        ("best_months", _MONTH),
        ("worst_months", _MONTH),
        ("largest_vendors", ("total",)),
        ("tax_set_aside", ("tax_on_income", "reclaimable", "due")),
    ],
}
# As for a file of more than 5,000 rows, without making them.
ASK_FOR_FILE = """
from datetime import date
from django.utils import timezone
from accounts.models import User
from common.periods import Period
from reports.aggregates.question import Question
from reports.aggregates.scope import ReportScope
from reports.export_requests import request_export
from reports.exports.jobs import run_export
from reports.files.formats import Format
owner = User.objects.get(email={email!r})
period = Period(start=date(2026, 1, 1), end=date(2026, 12, 31))
scope = ReportScope(owner=owner, period=period, today=date(2026, 11, 30))
question = Question(scope=scope, language="en")
job = request_export(
    owner=owner, report="ledger", format_=Format.CSV, question=question, now=timezone.now()
)
run_export(job.pk)
"""


@pytest.fixture
def books(api, account):
    """The address of an account with entries of two years in two currencies."""
    api.patch("/accounts/me/", json={"home_currency": "EUR"}).raise_for_status()
    for day, vendor, category, kind, total, currency in ENTRIES:
        entry = {
            "purchased_on": day,
            "vendor": vendor,
            "transaction_type": kind,
            "total": total,
            "currency": currency,
        }
        if category:
            entry["category"] = category
        answer = api.post("/receipts/transactions/", json=entry)
        assert answer.status_code == 201, answer.text
    return account


def figures_in(page: Page) -> list[str]:
    """Of all cells, as numbers without groups, in their order."""
    cells = page.locator("td.figure").all_inner_texts()
    return [cell.replace(",", "") for cell in cells]


def figures_of(answer: dict, name: str) -> list[str]:
    return [
        row[figure]
        for place, figures in REPORTS[name]
        for row in rows_at(answer, place)
        for figure in figures
    ]


def rows_at(answer: dict, place: str) -> list[dict[str, Any]]:
    """At "currencies/forecast" the rows under that name in each of the currencies."""
    rows: list[Any] = [answer]
    for name in place.split("/"):
        rows = [each for row in rows for each in row[name]]
    return rows


def test_each_report_shows_the_figures_of_the_api(signed_in_page, api, books):
    page = signed_in_page
    answers = {name: api.get(f"/reports/{name}/", params=YEAR).json() for name in REPORTS}
    for name in REPORTS:
        page.goto(f"/reports/{name}?start_date=2026-01-01&end_date=2026-12-31")
        expect(page.get_by_role("heading", name="What is counted")).to_be_visible()

        shown = figures_in(page)

        expected = figures_of(answers[name], name)
        assert expected, name
        missing = [figure for figure in expected if figure not in shown]
        assert missing == [], (name, shown)
        headings = page.locator("section h2").all_inner_texts()
        currencies = [heading[-3:] for heading in headings if re.search(r", [A-Z]{3}$", heading)]
        assert currencies == sorted(currencies, key=lambda code: code != "EUR"), name
        assert_accessible(page)


def test_a_period_is_picked_and_what_is_left_out_leads_to_the_ledger(signed_in_page, books):
    page = signed_in_page
    page.goto("/")
    page.get_by_role("link", name="Reports").click()
    expect(page.get_by_role("heading", level=1, name="Income and expenses")).to_be_focused()

    page.get_by_label("Period").select_option(label="Tax year 2026")
    page.get_by_label("Rows for each").select_option("quarter")

    expect(page.get_by_label("From", exact=True)).to_have_value("01/01/2026")
    labels = page.locator("fieldset > .field > label")
    assert len(set(labels.evaluate_all("all => all.map((one) => one.offsetTop)"))) == 1
    rows = page.get_by_role("table", name="Income and expenses, EUR").locator("tbody tr")
    expect(rows).to_have_count(4)
    expect(rows.nth(1)).to_contain_text("2,580.25")
    page.get_by_label("From", exact=True).fill("1/2/2026")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Period")).to_have_value("own")
    page.get_by_role("link", name="Categories").click()
    expect(page.get_by_role("heading", level=1, name="Categories")).to_be_visible()

    page.get_by_label("Convert to EUR").check()

    expect(page.get_by_text("Not in these figures")).to_contain_text(": 1.")
    expect(page.get_by_text("load_rates")).to_be_visible()
    page.get_by_role("link", name="without an exchange rate for the date: 1").click()
    expect(page.get_by_role("heading", level=1, name="Ledger")).to_be_visible()
    expect(page.get_by_text("Bureau Ltd").first).to_be_visible()
    expect(page.get_by_text("Grand Hotel")).to_have_count(0)
    assert parse_qs(urlsplit(page.url).query) == {
        "reason": ["without_rate"],
        "start_date": ["2026-02-01"],
        "end_date": ["2026-12-31"],
        "convert_to": ["EUR"],
    }


def narrow_to_paper(page: Page) -> None:
    """In the report of vendors, to those that have it in their name."""
    vendors = page.get_by_role("table", name="Expenses, EUR")
    expect(vendors.locator("tbody tr")).to_have_count(3)
    page.get_by_label("Vendors at most").select_option("5")
    page.get_by_text("Filters", exact=True).press("Enter")
    page.get_by_role("combobox", name="Category").click()
    page.get_by_role("option", name="Office and equipment").click()
    page.keyboard.press("Escape")
    expect(vendors.locator("tbody tr")).to_have_count(2)
    page.get_by_role("combobox", name="Vendor", exact=True).press_sequentially("paper")
    page.get_by_role("option", name="Paper & Co").wait_for()
    page.keyboard.press("Tab")
    expect(vendors.locator("tbody tr")).to_have_count(1)


def test_a_report_is_narrowed_to_some_entries_and_its_rows_lead_to_them(signed_in_page, books):
    page = signed_in_page
    page.goto("/reports/vendor-analysis?start_date=2026-01-01&end_date=2026-12-31")
    narrow_to_paper(page)
    expect(page.get_by_text("Filters: 2 set")).to_be_visible()
    assert_accessible(page)
    page.emulate_media(media="print")
    expect(page.get_by_text("Ann Archer, printed on")).to_be_visible()
    expect(page.get_by_text("Category: Office and equipment")).to_be_visible()
    expect(page.get_by_label("Vendors at most")).to_be_hidden()
    page.emulate_media(media="screen")
    assert parse_qs(urlsplit(page.url).query) == {
        "start_date": ["2026-01-01"],
        "end_date": ["2026-12-31"],
        "limit": ["5"],
        "category": ["office"],
        "vendor": ["paper"],
    }

    page.get_by_role("rowheader").get_by_role("link", name="Paper & Co").click()
    ledger = page.get_by_role("table", name="Ledger")
    expect(ledger).to_have_attribute("aria-rowcount", "3")
    assert parse_qs(urlsplit(page.url).query)["vendor_exact"] == ["Paper & Co"]

    page.go_back()
    page.get_by_role("link", name="Forecast").click()
    expect(page.get_by_text("Filters: 2 set")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    page.get_by_label("Months ahead").select_option("3")
    ahead = page.get_by_role("table", name="Forecast, EUR").locator("tbody tr")
    expect(ahead).to_have_count(3)


def test_a_file_is_saved_and_a_large_one_is_followed_and_thrown_away(server, signed_in_page, books):
    page = signed_in_page
    page.goto("/reports/tax-summary?start_date=2026-01-01&end_date=2026-12-31")
    page.get_by_role("link", name="Export", exact=True).click()
    expect(page.get_by_label("What", exact=True)).to_have_value("tax-summary")
    page.get_by_label("What", exact=True).select_option(label="Ledger")
    expect(page.get_by_text("None yet")).to_be_visible()
    assert_accessible(page)

    with page.expect_download() as coming:
        page.get_by_role("button", name="Get the file").click()

    assert coming.value.suggested_filename == "ledger_2026-01-01_2026-12-31.csv"
    text = coming.value.path().read_text("utf-8-sig")
    assert "Grand Hotel" in text
    assert "310.50" in text
    expect(page.get_by_text("Entries in it: 15.")).to_be_visible()

    server.run(ASK_FOR_FILE.format(email=books))
    page.reload()
    expect(page.get_by_role("link", name="Download: ledger_")).to_be_visible()
    assert_accessible(page)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download: ledger_").click()
    assert "Grand Hotel" in coming.value.path().read_text("utf-8-sig")
    fail_to_download(page)
    page.get_by_role("button", name="Throw away: ledger_").click()
    expect(page.get_by_text("None yet")).to_be_visible()


def deny(answer: dict | None, route: Route) -> None:
    if answer is None:
        route.abort("connectionreset")
    else:
        route.fulfill(**answer)


def fail_to_download(page: Page) -> None:
    """It has run out, is gone, or cannot be reached: that is said, and nothing is saved."""
    gone = {"status": 410, "body": '{"detail": "The link has run out.", "code": "gone"}'}
    missing = {"status": 404, "body": "<html>Not found</html>"}
    saved = []
    page.on("download", lambda download: saved.append(download))
    for answer, told in ((gone, "has run out"), (missing, "went wrong"), (None, "no connection")):
        page.route("**/exports/files/**", partial(deny, answer))
        page.get_by_role("link", name="Download: ledger_").click()
        expect(page.get_by_text(told)).to_be_visible()
        page.unroute("**/exports/files/**")
    assert saved == []


def tab_to(page: Page, role: Any, name: str) -> None:
    """By the key alone, as somebody without a mouse gets there."""
    wanted = page.get_by_role(role, name=name, exact=True)
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("(control) => control === document.activeElement"):
            return
    pytest.fail(f"{name} is not reached")


def test_a_report_is_read_and_exported_by_keyboard_alone(signed_in_page, books):
    page = signed_in_page
    page.goto("/")
    page.get_by_role("navigation", name="Main navigation").wait_for()
    tab_to(page, "link", "Reports")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Income and expenses")).to_be_focused()
    tab_to(page, "link", "Tax summary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Tax summary")).to_be_visible()
    tab_to(page, "combobox", "Period")
    page.keyboard.type("Tax year 2026")
    expect(page.get_by_label("From", exact=True)).to_have_value("01/01/2026")
    tab_to(page, "group", "Tax due, EUR")
    tab_to(page, "link", "Export")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Exports")).to_be_focused()
    tab_to(page, "button", "Get the file")

    with page.expect_download() as coming:
        page.keyboard.press("Enter")

    assert coming.value.suggested_filename == "tax-summary_2026-01-01_2026-12-31.csv"


def test_the_package_is_saved_and_has_the_figures_of_the_report(signed_in_page, api, books):
    totals = api.get("/reports/income-expense/", params=YEAR).json()["totals"]
    page = signed_in_page
    page.goto("/exports?start_date=2026-01-01&end_date=2026-12-31")
    page.get_by_label("Format").select_option("package")

    with page.expect_download() as coming:
        page.get_by_role("button", name="Get the file").click()

    with ZipFile(coming.value.path()) as package:
        rows = list(csv.DictReader(StringIO(package.read("ledger.csv").decode("utf-8-sig"))))
    assert len(rows) == 15
    for total in totals:
        amounts = [
            Decimal(row["Amount"])
            for row in rows
            if (row["Type"], row["Currency"]) == ("expense", total["currency"])
        ]
        assert sum(amounts) == Decimal(total["expenses"]), total


def test_an_export_of_the_usual_days_needs_nothing_filled_in(signed_in_page, books):
    page = signed_in_page
    page.goto("/exports?report=income-expense")
    expect(page.get_by_role("textbox", name="From")).to_have_value("01/01/2026")
    expect(page.get_by_role("textbox", name="To", exact=True)).to_have_value("31/12/2026")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Get the file").click()
    assert coming.value.suggested_filename.startswith("income-expense_2026-01-01")


def test_the_history_of_changes_says_what_was_changed_and_leads_there(signed_in_page, api, books):
    entry = api.get("/receipts/transactions/", params={"search": "Grand"}).json()["results"][0]
    change = {"payment_method": "card", "deductible_share": "0.5"}
    tag = {"If-Match": f'"{entry["version"]}"'}
    api.patch(f"/receipts/transactions/{entry['id']}/", json=change, headers=tag).raise_for_status()
    page = signed_in_page
    page.goto("/reports")
    page.get_by_role("link", name="History of changes").click()
    expect(page.get_by_text("Events: 18, the newest first.")).to_be_visible()

    page.get_by_label("What happened").select_option("corrected")

    rows = page.get_by_role("table", name="History of changes").locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(page.get_by_text("Payment: Card")).to_be_visible()
    expect(page.get_by_text("Deductible share: 100% → 50%")).to_be_visible()
    assert_accessible(page)
    rows.first.get_by_role("link").click()
    expect(page.get_by_text("Grand Hotel").first).to_be_visible()


_IS_FOCUS_SEEN = """
() => {
  const { x, y, width, height } = document.activeElement.getBoundingClientRect();
  const seen = document.elementFromPoint(x + width / 2, y + height / 2);
  return document.activeElement.contains(seen);
}
"""


def test_what_has_the_focus_is_not_below_the_navigation_of_a_phone(narrow_page):
    page = narrow_page
    page.goto("/exports")
    expect(page.get_by_role("textbox", name="From")).not_to_have_value("")
    page.get_by_role("button", name="To: calendar").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate(_IS_FOCUS_SEEN), page.evaluate("document.activeElement.outerHTML")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_report_and_the_exports_fit_a_small_phone(narrow_page):
    ends = re.compile("What is counted|None yet|Nothing has happened")
    for path in ("/reports", "/exports", "/reports/audit-log"):
        narrow_page.goto(path)
        narrow_page.get_by_role("heading", name=ends).wait_for()

        assert_no_scrolling_sideways(narrow_page)
        assert_accessible(narrow_page)
