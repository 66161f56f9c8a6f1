"""LibreOffice opens the workbook and reads what was written."""

import csv
import shutil
import subprocess

import pytest

from reports.tests.ledgers import add_entry

YEAR = "start_date=2026-01-01&end_date=2026-12-31"
# UTF-8, numbers as they are; of the second sheet.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,2"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_ledger(api, owner, tmp_path):
    add_entry(owner, "2026-01-05", "1120.50", vendor="=1+1", category="office")
    add_entry(owner, "2026-02-28", "-36.00", vendor="株式会社 & <b>")
    add_entry(owner, "2026-03-01", "10000", "JPY", vendor="<r>x</r>")
    response = api.get(f"/api/v1/reports/ledger/export/xlsx/?{YEAR}")
    (tmp_path / "ledger.xlsx").write_bytes(response.getvalue())

    command = [
        "soffice", f"-env:UserInstallation={tmp_path.as_uri()}/profile", "--headless",
        "--convert-to", _CSV, "--outdir", str(tmp_path), str(tmp_path / "ledger.xlsx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    [sheet] = tmp_path.glob("ledger*.csv")
    header, *rows = csv.reader(sheet.read_text().splitlines())
    assert header[:6] == ["Date", "Type", "Vendor", "Category", "Currency", "Amount"]
    assert [row[:6] for row in rows] == [
        ["2026-01-05", "expense", "=1+1", "Office and equipment", "GBP", "1120.5"],
        ["2026-02-28", "expense", "株式会社 & <b>", "Uncategorised", "GBP", "-36"],
        ["2026-03-01", "expense", " <r>x</r>", "Uncategorised", "JPY", "10000"],
    ]
