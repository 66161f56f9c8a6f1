"""The accountant's package."""

import hashlib
import io
import json
import zipfile
from decimal import Decimal

import pytest

from receipts.storages.receipt_storage import receipt_storage
from reports.tests.ledgers import add_entry, make_receipt

URL = "/api/v1/reports/ledger/export/package/?start_date=2026-01-01&end_date=2026-12-31"


@pytest.fixture
def originals(owner):
    """Two receipts whose originals are stored."""
    found = []
    for number, vendor in ((1, "Corner/Shop: Ltd"), (2, "京都の店")):
        content = f"picture {number}".encode()
        receipt = make_receipt(
            owner,
            stored_name=f"{number}.jpg",
            sha256=hashlib.sha256(content).hexdigest(),
        )
        receipt_storage().save(f"{number}.jpg", io.BytesIO(content))
        add_entry(owner, f"2026-03-0{number}", "12.50", vendor=vendor, receipt=receipt)
        found.append(receipt)
    return found


def opened(api):
    response = api.get(URL)
    assert response.status_code == 200, response.content
    return response.getvalue()


def test_the_package_holds_the_books_and_every_original(api, originals):
    with zipfile.ZipFile(io.BytesIO(opened(api))) as package:
        first, second = (receipt.pk for receipt in originals)
        assert package.namelist() == [
            "README.txt",
            "ledger.csv",
            "tax-summary.csv",
            f"originals/2026-03-01_corner-shop-ltd_12.50-GBP_r{first}.jpg",
            f"originals/2026-03-02_京都の店_12.50-GBP_r{second}.jpg",
            "manifest.json",
        ]
        manifest = json.loads(package.read("manifest.json"))
        for entry in manifest["files"]:
            content = package.read(entry["name"])
            assert hashlib.sha256(content).hexdigest() == entry["sha256"]
            assert len(content) == entry["size_bytes"]
        assert len(manifest["files"]) == 5
        assert manifest["missing"] == []
        assert manifest["coverage"] == {"counted": 2}


def test_the_same_period_gives_the_same_bytes(api, originals, time_machine):
    assert opened(api) == opened(api)


def test_an_original_that_is_gone_is_listed_as_missing(api, originals):
    receipt_storage().delete("2.jpg")

    with zipfile.ZipFile(io.BytesIO(opened(api))) as package:
        manifest = json.loads(package.read("manifest.json"))

    assert [entry["receipt"] for entry in manifest["missing"]] == [originals[1].pk]
    assert len(manifest["files"]) == 4


def test_an_original_that_was_changed_is_named(api, originals):
    receipt_storage().delete("1.jpg")
    receipt_storage().save("1.jpg", io.BytesIO(b"something else"))

    with zipfile.ZipFile(io.BytesIO(opened(api))) as package:
        manifest = json.loads(package.read("manifest.json"))

    assert manifest["missing"][0]["reason"] == "differs from what was uploaded"


def test_a_vendor_cannot_choose_where_its_original_goes(api, owner):
    receipt_storage().save("9.jpg", io.BytesIO(b"x"))
    receipt = make_receipt(owner, stored_name="9.jpg")
    add_entry(owner, "2026-03-01", Decimal("1.00"), vendor="../../etc/passwd", receipt=receipt)

    with zipfile.ZipFile(io.BytesIO(opened(api))) as package:
        name = next(n for n in package.namelist() if n.startswith("originals/"))

    assert name == f"originals/2026-03-01_etc-passwd_1.00-GBP_r{receipt.pk}.jpg"
