"""Files that come at once, read back with programs that others wrote."""

import csv
import io
import re
import shutil
import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from reports.files.formats import MEDIA_TYPES
from reports.models import ExchangeRate, ExportJob
from reports.registry import REPORTS
from reports.tests.ledgers import add_entry, make_receipt

YEAR = "start_date=2026-01-01&end_date=2026-12-31"
FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "＝1+1", " =1"]  # noqa: RUF001
LEDGER_FORMATS = [
    "csv", "xlsx", "pdf", "beancount", "hledger", "qif", "quickbooks", "xero", "package",
]  # fmt: skip


def export(api, name, file_format, query=YEAR):
    response = api.get(f"/api/v1/reports/{name}/export/{file_format}/?{query}")
    assert response.status_code == 200, response.content
    return response.getvalue()


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def books(owner):
    """Three currencies, a split, a refund, an income."""
    add_entry(
        owner, "2026-01-05", "120.00", category="office", vendor="Paper Ltd",
        lines=[("groceries", "24.00")], receipt=make_receipt(owner), receipt_number="A-1",
        notes='said "hello"\nand left; | really',
    )  # fmt: skip
    add_entry(owner, "2026-02-28", "-36.00", category="office", vendor="(Paper) Ltd")
    add_entry(owner, "2026-03-01", "43.50", "EUR", category="meals", vendor="Pub")
    add_entry(owner, "2026-12-31", "10000", "JPY", vendor="京都")
    add_entry(owner, "2026-04-01", "840.00", category="income", type="income", vendor="Till")
    return owner


def test_exports_are_a_feature_of_the_plan(api, user):
    for name in REPORTS:
        for file_format in ("csv", "xlsx", "pdf"):
            response = api.get(f"/api/v1/reports/{name}/export/{file_format}/")

            assert (response.status_code, response.json()["code"]) == (403, "plan_required")


def test_an_export_needs_the_report_in_the_plan_too(api, user, give):
    give("premium")

    assert api.get("/api/v1/reports/tax-summary/export/csv/").status_code == 200
    assert api.get("/api/v1/reports/business-insights/export/csv/").status_code == 403


@pytest.mark.parametrize("path", ["nonsense/export/csv/", "summary/export/docx/"])
def test_what_cannot_be_exported_is_not_found(api, owner, path):
    assert api.get(f"/api/v1/reports/{path}").status_code == 404


@pytest.mark.parametrize("kind", MEDIA_TYPES)
def test_a_client_may_accept_any_kind_that_the_document_names(api, owner, kind):
    """As the documentation's page and generated clients do, by whichever comes first in it."""
    accepts = {"headers": {"Accept": kind}}

    assert api.get("/api/v1/reports/summary/export/csv/", **accepts).status_code == 200
    refused = api.get("/api/v1/reports/nonsense/export/csv/", **accepts)
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    gone = api.get("/api/v1/reports/exports/files/none/", **accepts)
    assert (gone.status_code, gone.json()["code"]) == (410, "gone")


def test_only_the_ledger_goes_to_bookkeeping_programs(api, owner):
    response = api.get("/api/v1/reports/tax-summary/export/beancount/")

    assert (response.status_code, response.json()["code"]) == (400, "wrong_format")


@pytest.mark.parametrize(
    ("file_format", "start"), [("csv", b""), ("xlsx", b"PK"), ("pdf", b"%PDF")]
)
def test_every_report_can_be_had_in_every_format(api, books, file_format, start):
    for name in REPORTS:
        content = export(api, name, file_format)

        assert content
        assert content.startswith(start)
    assert not ExportJob.objects.exists()


def test_nobody_exports_somebody_elses_ledger(api, owner, other_user):
    add_entry(other_user, "2026-01-05", "987.65", vendor="Elsewhere")

    for file_format in LEDGER_FORMATS:
        response = api.get(f"/api/v1/reports/ledger/export/{file_format}/?{YEAR}")
        content = response.getvalue()

        assert response["X-Entries-Counted"] == "0"
        assert b"Elsewhere" not in content
        assert b"987.65" not in content


def test_the_ledger_as_csv_adds_up(api, books):
    content = export(api, "ledger", "csv")

    header, *rows = rows_of(content)
    table = [dict(zip(header, row, strict=True)) for row in rows]
    pounds = [row for row in table if row["Currency"] == "GBP" and row["Type"] == "expense"]
    assert [(row["Category"], row["Amount"]) for row in pounds] == [
        ("Office and equipment", "96.00"),
        ("Groceries", "24.00"),
        ("Office and equipment", "-36.00"),
    ]
    # The entry's own figures stand once.
    assert [row["Entry total"] for row in pounds] == ["120.00", "", "-36.00"]
    assert table[0]["Notes"] == 'said "hello"\nand left; | really'


def test_every_part_of_every_entry_of_a_day_has_its_row(api, owner):
    for number in range(1, 5):
        lines = [("meals", "1.00"), ("travel", "2.00")] if number != 2 else []
        add_entry(owner, "2026-01-05", f"{number}0.00", lines=lines, category="office")
    # Of another currency, which the ledger leaves out, and so are its lines.
    add_entry(owner, "2026-01-05", "7.00", "EUR", lines=[("meals", "3.00")], category="office")

    rows = rows_of(export(api, "ledger", "csv", f"{YEAR}&currency=GBP"))[1:]

    assert [(row[3].split()[0], row[5], row[6]) for row in rows] == [
        ("Office", "7.00", "10.00"), ("Meals", "1.00", ""), ("Travel", "2.00", ""),
        ("Office", "20.00", "20.00"),
        ("Office", "27.00", "30.00"), ("Meals", "1.00", ""), ("Travel", "2.00", ""),
        ("Office", "37.00", "40.00"), ("Meals", "1.00", ""), ("Travel", "2.00", ""),
    ]  # fmt: skip


def test_csv_begins_with_a_mark_where_excel_wants_one(api, books):
    assert export(api, "ledger", "csv", f"{YEAR}&bom=true").startswith(b"\xef\xbb\xbfDate,")
    assert export(api, "ledger", "csv").startswith(b"Date,")


def test_a_converted_ledger_says_the_rate_in_each_row(api, books):
    ExchangeRate.objects.create(day="2026-02-27", currency="GBP", per_euro="0.8512")
    query = f"{YEAR}&convert_to=GBP"

    header, *rows = rows_of(export(api, "ledger", "csv", query))

    table = [dict(zip(header, row, strict=True)) for row in rows]
    pub = next(row for row in table if row["Vendor"] == "Pub")
    assert (pub["Converted"], pub["Rate"], pub["Rate date"]) == ("37.03", "0.851200", "2026-02-27")
    # No rate for yen: not in the file, and the answer says so.
    assert all(row["Currency"] != "JPY" for row in table)
    response = api.get(f"/api/v1/reports/ledger/export/csv/?{query}")
    assert (response["X-Entries-Counted"], response["X-Entries-Left-Out"]) == ("4", "1")
    response.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        report.name
        for report in REPORTS.values()
        if report.serializer and report.name != "spending-intelligence"
    ],
)
def test_a_report_on_converted_amounts_says_what_they_were(api, books, name):
    ExchangeRate.objects.create(day="2026-02-27", currency="GBP", per_euro="0.8512")

    rows = rows_of(export(api, name, "csv", f"{YEAR}&convert_to=GBP"))

    assert any(row[-1] == "Converted from" for row in rows if row)
    assert any(row[-1] == "43.50 EUR" for row in rows if row)
    plain = rows_of(export(api, name, "csv"))
    assert all(row[-1] != "Converted from" for row in plain if row)


@pytest.mark.parametrize("text", FORMULAS)
def test_text_of_a_receipt_is_never_a_formula(api, owner, text):
    add_entry(owner, "2026-01-05", "1.00", vendor=text, notes=text)

    workbook = openpyxl.load_workbook(io.BytesIO(export(api, "ledger", "xlsx")))
    cells = [cell for row in workbook["Ledger"] for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert workbook["Ledger"]["C2"].value == text
    for file_format in ("csv", "quickbooks", "xero"):
        for row in rows_of(export(api, "ledger", file_format))[1:]:
            for cell in row:
                if not cell.lstrip("-").replace(".", "").isdigit():
                    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "＝"))  # noqa: RUF001


def test_a_workbook_has_real_dates_and_numbers(api, books):
    workbook = openpyxl.load_workbook(io.BytesIO(export(api, "ledger", "xlsx")))

    assert workbook.sheetnames == ["About", "Ledger", "Coverage"]
    sheet = workbook["Ledger"]
    assert sheet.freeze_panes == "A2"
    assert (sheet["A2"].value, sheet["A2"].is_date) == (datetime(2026, 1, 5), True)  # noqa: DTZ001
    assert (sheet["F2"].value, sheet["F2"].data_type) == (96, "n")
    assert sheet["F2"].number_format == "#,##0.00"
    yen = next(row for row in sheet.iter_rows() if row[4].value == "JPY")
    assert yen[5].number_format == "#,##0"


def test_a_workbook_of_a_report_has_totals(api, books):
    sheet = openpyxl.load_workbook(io.BytesIO(export(api, "category-breakdown", "xlsx")))[
        "Categories"
    ]

    totals = {
        (row[1].value, row[2].value): row[3].value
        for row in sheet.iter_rows()
        if row[0].value == "Total"
    }
    assert totals == {
        ("expense", "EUR"): 43.5,
        ("expense", "GBP"): 84,
        ("expense", "JPY"): 10000,
        ("income", "GBP"): 840,
    }


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("income-expense", "Income and expenses"),
        ("category-breakdown", "Categories"),
        ("vendor-analysis", "Vendors"),
        ("tax-deductible", "Deductible expenses"),
    ],
)
def test_each_sum_of_a_workbook_is_called_one(api, books, name, title):
    sheet = openpyxl.load_workbook(io.BytesIO(export(api, name, "xlsx")))[title]

    currency = next(cell.column - 1 for cell in sheet[1] if cell.value == "Currency")
    sums = [row for row in sheet.iter_rows(min_row=2) if row[currency].font.bold]
    assert {row[0].value for row in sums} == {"Total"}


def test_an_amount_too_long_for_a_spreadsheet_stays_whole(api, owner):
    add_entry(owner, "2026-01-05", "1234567890123.456", "KWD")
    add_entry(owner, "2026-01-05", "123456789012.34", "GBP")

    sheet = openpyxl.load_workbook(io.BytesIO(export(api, "ledger", "xlsx")))["Ledger"]

    values = {row[4].value: row[5].value for row in sheet.iter_rows(min_row=2)}
    assert values["GBP"] == 123456789012.34
    assert Decimal(str(values["KWD"])).quantize(Decimal(1)) == Decimal(1234567890123)


def test_text_of_a_receipt_is_never_markup_of_a_workbook(api, owner):
    add_entry(owner, "2026-01-05", "1.00", vendor="<r></is></c><broken></r>", notes="<b>&amp;")

    sheet = openpyxl.load_workbook(io.BytesIO(export(api, "ledger", "xlsx")))["Ledger"]

    header, row = ([cell.value for cell in cells] for cells in sheet.iter_rows(max_row=2))
    cells = dict(zip(header, row, strict=True))
    assert cells["Vendor"] == " <r></is></c><broken></r>"
    assert cells["Notes"] == "<b>&amp;"


def test_a_day_that_no_spreadsheet_knows_is_text(api, owner):
    add_entry(owner, "1899-12-31", "1.00")
    add_entry(owner, "1900-03-01", "1.00")

    content = export(api, "ledger", "xlsx", "start_date=1890-01-01&end_date=1901-12-31")

    sheet = openpyxl.load_workbook(io.BytesIO(content))["Ledger"]
    assert [sheet["A2"].value, sheet["A3"].value] == ["1899-12-31", datetime(1900, 3, 1)]  # noqa: DTZ001


def bean_check():
    return Path(sys.executable).with_name("bean-check")


def test_beancount_accepts_its_file(api, books, tmp_path):
    path = tmp_path / "ledger.beancount"
    path.write_bytes(export(api, "ledger", "beancount"))

    result = subprocess.run([bean_check(), path], capture_output=True, text=True, check=False)

    assert (result.returncode, result.stdout + result.stderr) == (0, "")


def test_beancount_accepts_two_periods_in_one_ledger(api, books, tmp_path):
    halves = ["2026-01-01&end_date=2026-03-01", "2026-03-02&end_date=2026-12-31"]
    first, second = (export(api, "ledger", "beancount", f"start_date={half}") for half in halves)
    (tmp_path / "first.beancount").write_bytes(first)
    (tmp_path / "second.beancount").write_bytes(second)
    (tmp_path / "joined.beancount").write_bytes(first + second)
    # Who keeps accounts of their own opens them, and nothing here opens them again.
    opened = "".join(f"2026-01-01 open {name}\n" for name in accounts_of(first + second))
    included = 'include "first.beancount"\ninclude "second.beancount"\n'
    (tmp_path / "own.beancount").write_text('option "title" "Mine"\n' + opened + included)
    plugin = 'plugin "beancount.plugins.auto_accounts"\n'
    (tmp_path / "included.beancount").write_text(plugin + included)

    for name in ("first", "second", "joined", "own", "included"):
        path = tmp_path / f"{name}.beancount"
        result = subprocess.run([bean_check(), path], capture_output=True, text=True, check=False)
        assert (result.returncode, result.stdout + result.stderr) == (0, ""), name


def accounts_of(journal):
    return sorted(set(re.findall(r"^  ([A-Z]\S+:\S+)  ", journal.decode(), re.MULTILINE)))


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed")
def test_hledger_accepts_two_periods_in_one_journal(api, books, tmp_path):
    halves = ["2026-01-01&end_date=2026-03-01", "2026-03-02&end_date=2026-12-31"]
    for number, half in enumerate(halves):
        content = export(api, "ledger", "hledger", f"start_date={half}")
        (tmp_path / f"{number}.journal").write_bytes(content)
    (tmp_path / "all.journal").write_text("include 0.journal\ninclude 1.journal\n")

    command = ["hledger", "-f", str(tmp_path / "all.journal"), "check", "--strict"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed")
def test_hledger_accepts_its_file_and_finds_the_same_sums(api, books, tmp_path):
    path = tmp_path / "ledger.journal"
    path.write_bytes(export(api, "ledger", "hledger"))

    def hledger(*arguments):
        command = ["hledger", "-f", str(path), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    checked = hledger("check", "--strict")
    assert (checked.returncode, checked.stderr) == (0, "")
    balances = rows_of(hledger("bal", "Expenses:Office", "-O", "csv").stdout.encode())
    assert balances[1] == ["Expenses:Office", "60.00 GBP"]


def test_qif_holds_one_currency_with_its_splits(api, books):
    text = export(api, "ledger", "qif").decode()

    records = text.removeprefix("!Type:Cash\n").split("^\n")[:-1]
    assert len(records) == 3
    assert records[0].splitlines() == [
        "D01/05/2026",
        "T-120.00",
        f"N{records[0].split('N')[1].splitlines()[0]}",
        "PPaper Ltd",
        'Msaid "hello" and left; | really',
        "LOffice and equipment",
        "SOffice and equipment",
        "$-96.00",
        "SGroceries",
        "$-24.00",
    ]
    assert "JPY" not in text
    assert "10000" not in text


def test_quickbooks_gets_its_three_columns(api, books):
    assert rows_of(export(api, "ledger", "quickbooks")) == [
        ["Date", "Description", "Amount"],
        ["05/01/2026", "Paper Ltd - Office and equipment", "-120.00"],
        ["28/02/2026", "(Paper) Ltd - Office and equipment", "36.00"],
        ["01/04/2026", "Till - Income", "840.00"],
    ]


def test_quickbooks_takes_no_amount_of_zero_and_the_answer_says_so(api, books, owner):
    add_entry(owner, "2026-05-01", "0.00", vendor="Free")
    # Without the part of another category nothing is left of it.
    add_entry(
        owner, "2026-05-02", "9.00", category="office", vendor="Split", lines=[("meals", "9.00")]
    )

    for query, left_out in ((YEAR, {"Free"}), (f"{YEAR}&category=office", {"Split"})):
        response = api.get(f"/api/v1/reports/ledger/export/quickbooks/?{query}")
        rows = rows_of(response.getvalue())[1:]

        assert not any(row[2].strip("-0.") == "" for row in rows)
        assert not any(row[1].startswith(tuple(left_out)) for row in rows)
        assert response["X-Entries-Counted"] == str(len(rows))
        # Two of the others are in another currency.
        others = 0 if "category" in query else 2
        assert response["X-Entries-Left-Out"] == str(others + 1)
    # Other formats hold it.
    assert b"Free" in export(api, "ledger", "xero")


@pytest.mark.parametrize(
    ("report", "file_format", "query", "name"),
    [
        ("ledger", "csv", "", "ledger_2026-01-01_2026-12-31.csv"),
        ("ledger", "csv", "&currency=EUR", "ledger_2026-01-01_2026-12-31_EUR.csv"),
        ("ledger", "xero", "", "ledger-xero_2026-01-01_2026-12-31_GBP.csv"),
        ("ledger", "package", "&currency=JPY", "ledger-package_2026-01-01_2026-12-31_JPY.zip"),
        ("tax-summary", "pdf", "&convert_to=EUR", "tax-summary_2026-01-01_2026-12-31_in-EUR.pdf"),
        (
            "tax-summary", "csv", "&currency=GBP&convert_to=EUR",
            "tax-summary_2026-01-01_2026-12-31_GBP_in-EUR.csv",
        ),
        ("ledger", "hledger", "&convert_to=EUR", "ledger-hledger_2026-01-01_2026-12-31.journal"),
    ],
)  # fmt: skip
def test_the_name_of_a_file_tells_the_currency(api, books, report, file_format, query, name):
    response = api.get(f"/api/v1/reports/{report}/export/{file_format}/?{YEAR}{query}")
    response.getvalue()

    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_xero_gets_its_template(api, books, owner):
    owner.date_order = "mdy"
    owner.save()

    rows = rows_of(export(api, "ledger", "xero", f"{YEAR}&currency=EUR"))

    assert rows[0] == ["*Date", "*Amount", "Payee", "Description", "Reference", "Check Number"]
    assert rows[1][:4] == ["03/01/2026", "-43.50", "Pub", "Meals and entertainment"]


def test_an_export_takes_a_fixed_number_of_queries(api, owner, django_assert_max_num_queries):
    for number in range(60):
        add_entry(owner, "2026-01-05", f"{number}.00", lines=[("meals", "1.00")])

    with django_assert_max_num_queries(10):
        export(api, "ledger", "csv")
