"""Books full of attacks: every report, every export and every page of the admin stays whole.

The validator cleans what is read and the forms what is typed. Here the texts are in the database as
they are, as if they had come there by another way: what writes a file does not rely on that.
"""

import csv
import io
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from receipts.models import Category, Duplicate, Receipt, Transaction, VendorRule
from receipts.models.event import ReceiptEvent
from receipts.serializers.evidence import EvidenceSerializer
from receipts.storages.receipt_storage import receipt_storage
from receipts.tests.hostile_texts import TEXTS
from reports.files.formats import Format
from reports.registry import REPORTS
from reports.tests.ledgers import add_entry, make_receipt
from subscriptions.plans import PLANS
from subscriptions.services.grants import give_plan

pytestmark = pytest.mark.django_db

PERIOD = "start_date=2026-01-01&end_date=2026-12-31"
FORMULAS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
NUMBER = re.compile(r"-?[0-9][0-9.,]*%?")
HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
KNOWN_LINES = r"$|account |commodity |\d{4}-\d\d-\d\d \* \S|    ; entry:|  [A-Z]"
ATTACKS = ("<script>alert", "onerror=alert(1)>", "<svg/onload")
EVIDENCE = list(EvidenceSerializer().fields)
ENTRIES = len(TEXTS) + 1
ADMIN_MODELS = [Receipt, Transaction, Category, ReceiptEvent, VendorRule, Duplicate]


def storable(text: str) -> str:
    """Whatever a column can hold at all: PostgreSQL no NUL, UTF-8 no half of a pair."""
    return text.replace("\x00", "\x01").replace("\ud800", "\ufffe")


@pytest.fixture
def books(user) -> User:
    """An entry of each text, with its receipt, its history, a category, a rule and a duplicate."""
    now = timezone.now()
    until = date(now.year + 1, 1, 1)
    give_plan(user, plan=PLANS["platinum"], until=until, reason="test", actor=user, now=now)
    User.objects.filter(pk=user.pk).update(company=storable(TEXTS["html"]))
    first = add_books(user, "Corner Cafe", now=now)
    for text in TEXTS.values():
        receipt = add_books(user, storable(text), now=now)
        Duplicate.objects.create(
            receipt=receipt, other=first, reasons=["image", "content"], found_at=now
        )
    return user


def add_books(user, text, *, now) -> Receipt:
    number = Receipt.objects.count() + 1
    stored_name = receipt_storage().save(f"{number}.jpg", io.BytesIO(b"picture"))
    category = Category.objects.create(owner=user, slug=f"own-{number}", name=text[:60])
    receipt = make_receipt(
        user,
        stored_name=stored_name,
        original_filename=text[:255],
        reading={"lines": [text, text], "checks": [], **dict.fromkeys(EVIDENCE, read(text))},
        failure_text=text[:300],
    )
    entry = add_entry(
        user, "2026-04-03", "12.50", lines=[("meals", "5.00")], taxes=[("20", "10.42", "2.08")],
        receipt=receipt, category=category, vendor=text[:200], notes=text[:2000],
        receipt_number=text[:100], payment_method_text=text[:50],
    )  # fmt: skip
    entry.items.update(description=text[:500], category=category)
    ReceiptEvent.objects.create(
        owner=user, receipt=receipt, transaction=entry, actor=user, kind="corrected",
        data={"field": "vendor", "old": text, "new": text}, created_at=now,
    )  # fmt: skip
    VendorRule.objects.create(
        owner=user, matched_vendor=text[:200], vendor=text[:200], vendor_key=str(number),
        category=category, source="person",
    )  # fmt: skip
    return receipt


def read(text) -> dict:
    found = {"value": text, "text": text, "printed": text}
    return found | {"confidence": 0.9, "source": "offline", "box": None}


def export(api, name, file_format) -> bytes:
    url = f"/api/v1/reports/{name}/export/{file_format}/?{PERIOD}"
    response = api.get(url)
    assert response.status_code == 200, (url, response.content)
    return response.getvalue()


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))


def assert_no_formula(rows) -> None:
    for cell in (cell for row in rows for cell in row):
        if not NUMBER.fullmatch(cell):
            assert not cell.lstrip(" \u00a0").startswith(FORMULAS), cell


def test_every_report_answers(api, books):
    for name in [name for name in REPORTS if name != "ledger"]:
        response = api.get(f"/api/v1/reports/{name}/?{PERIOD}")

        assert response.status_code == 200, response.content
        assert response.json()


def test_no_cell_of_a_csv_is_a_formula(api, books):
    for name in REPORTS:
        rows = rows_of(export(api, name, "csv"))

        assert rows
        assert_no_formula(rows)
    ledger = rows_of(export(api, "ledger", "csv"))
    assert {len(row) for row in ledger} == {len(ledger[0])}
    assert len(ledger) > ENTRIES


@pytest.mark.parametrize("file_format", ["quickbooks", "xero"])
def test_no_line_of_a_bank_import_is_a_formula(api, books, file_format):
    rows = rows_of(export(api, "ledger", file_format))

    assert_no_formula(rows)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == ENTRIES + 1


def test_every_workbook_opens_and_holds_no_formula(api, books):
    for name in REPORTS:
        workbook = openpyxl.load_workbook(io.BytesIO(export(api, name, "xlsx")))

        cells = [cell for sheet in workbook for row in sheet for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
        assert not [cell for cell in cells if cell.hyperlink]


def test_every_pdf_opens_and_runs_nothing(api, books):
    for name in REPORTS:
        content = export(api, name, "pdf")

        document = pypdfium2.PdfDocument(content)
        assert len(document) >= 1
        assert document[0].get_textpage().get_text_bounded()
        document.close()
        for action in (b"/JavaScript", b"/Launch", b"/URI"):
            assert action not in content


def test_a_qif_record_ends_where_ours_ends(api, books):
    text = export(api, "ledger", "qif").decode()

    records = text.removeprefix("!Type:Cash\n").split("^\n")[:-1]
    assert len(records) == ENTRIES
    for record in records:
        assert [line[0] for line in record.splitlines()][:6] == list("DTNPML")
        assert {line[0] for line in record.splitlines()} <= set("DTNPMLS$")


def test_beancount_accepts_the_books(api, books, tmp_path):
    program = Path(sys.executable).with_name("bean-check")
    if not program.exists():
        pytest.skip("beancount is not installed")
    path = tmp_path / "ledger.beancount"
    path.write_bytes(export(api, "ledger", "beancount"))

    result = subprocess.run([program, path], capture_output=True, text=True, check=False)

    assert (result.returncode, result.stdout + result.stderr) == (0, "")


def test_a_journal_has_one_head_for_each_entry(api, books):
    lines = export(api, "ledger", "hledger").decode().split("\n")

    heads = [line for line in lines if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2} ", line)]
    assert len(heads) == ENTRIES
    for line in lines:
        assert re.match(r"$|account |commodity |\d{4}-\d\d-\d\d \* \S|    ; entry:|  \w", line), (
            line
        )


def test_the_package_names_its_files_harmlessly(api, books):
    with zipfile.ZipFile(io.BytesIO(export(api, "ledger", "package"))) as package:
        assert package.testzip() is None
        names = [name for name in package.namelist() if name.startswith("originals/")]
        assert len(names) == ENTRIES
        for name in names:
            assert re.fullmatch(r"originals/2026-04-03_[\w.-]+_12\.50-GBP_r\d+\.jpg", name), name
            assert len(name.encode()) < 255
        assert_no_formula(rows_of(package.read("ledger.csv")))


def test_the_zip_of_originals_names_its_files_harmlessly(api, books):
    response = api.get("/api/v1/receipts/originals/")

    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as package:
        assert package.testzip() is None
        assert len(set(package.namelist())) == len(package.namelist()) >= ENTRIES
        for name in package.namelist():
            assert not HIDDEN.search(name)
            assert not name.startswith(("/", "..", "=", "-"))
            assert "\\" not in name
            assert ".." not in name.split("/")


def test_every_format_is_tried_here():
    tried = {"csv", "xlsx", "pdf", "qif", "beancount", "hledger", "quickbooks", "xero", "package"}
    assert tried == set(Format)


def test_every_page_of_the_admin_shows_it_as_text(client, books):
    client.force_login(User.objects.create_superuser("staff@example.com", "x"))

    for model in ADMIN_MODELS:
        name = model._meta.model_name
        pages = [reverse(f"admin:receipts_{name}_changelist")]
        newest = model.objects.order_by("-pk").values_list("pk", flat=True)[: 3 * ENTRIES]
        pages += [reverse(f"admin:receipts_{name}_change", args=[pk]) for pk in newest]
        assert len(pages) > 1
        for url in pages:
            page = client.get(url)
            assert page.status_code == 200, url
            text = page.content.decode()
            assert not any(attack in text for attack in ATTACKS), url
            assert len(text) < 200_000


def test_every_list_of_the_api_answers(api, books):
    lists = ("", "transactions/", "categories/", "vendor-rules/")
    for path in (*(f"{path}?page_size=200" for path in lists), "dashboard/"):
        response = api.get(f"/api/v1/receipts/{path}")

        assert response.status_code == 200
        assert response.json()
    for pk in Receipt.objects.values_list("pk", flat=True):
        for path in ("", "history/", "duplicates/"):
            assert api.get(f"/api/v1/receipts/{pk}/{path}").status_code == 200
