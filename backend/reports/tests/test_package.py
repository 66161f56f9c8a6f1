"""The accountant's package."""

import csv
import hashlib
import io
import json
import zipfile
from decimal import Decimal

import pytest

from receipts.storages.receipt_storage import receipt_storage
from receipts.tests.cloudinary_server import Failure, running_cloudinary
from receipts.tests.file_rows import add_file
from reports.aggregates.question import Question
from reports.exports.package import count_originals
from reports.tests.ledgers import NOW, add_entry, make_receipt, year_of

MISSING = "not-included.txt"
URL = "/api/v1/reports/ledger/export/package/?start_date=2026-01-01&end_date=2026-12-31"


@pytest.fixture
def cloudinary(settings):
    """The originals are there, and not on the disk."""
    with running_cloudinary() as double:
        backend = "receipts.storages.cloudinary_storage.CloudinaryStorage"
        receipts = {"BACKEND": backend, "OPTIONS": {**double.options, "timeout_seconds": 0.5}}
        settings.STORAGES = settings.STORAGES | {"receipts": receipts}
        yield double


@pytest.fixture
def originals(owner):
    """Two receipts whose originals are stored on the disk."""
    return make_originals(owner)


def make_originals(owner):
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


def test_what_no_report_counts_is_listed_and_its_original_is_there(api, owner, originals):
    undated, slip = make_receipt(owner, stored_name="11.jpg"), make_receipt(
        owner, stored_name="12.jpg", document_kind="card_slip"
    )  # fmt: skip
    unread = make_receipt(
        owner, stored_name="13.jpg", status="failed", failure_code="unreadable_image"
    )
    entry = add_entry(owner, None, "7.00", vendor="Kiosk", receipt=undated, created_at=NOW)
    lost = add_entry(owner, "2026-05-04", None, vendor="By hand")
    for number in (11, 12, 13):
        receipt_storage().save(f"{number}.jpg", io.BytesIO(f"left {number}".encode()))

    content = opened(api)

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        rows = list(csv.DictReader(io.StringIO(package.read("left-out.csv").decode())))
        manifest = json.loads(package.read("manifest.json"))
        about = package.read("README.txt").decode()
        kept = {n: package.read(n) for n in names if n.startswith("originals/r")}
    assert [(row["Why"], row["Vendor"], row["Entry"], row["Receipt"]) for row in rows] == [
        ("without a date", "Kiosk", f"{entry.pk}", f"{undated.pk}"),
        ("without a total", "By hand", f"{lost.pk}", ""),
        ("could not be read", "", "", f"{unread.pk}"),
        ("no purchase, such as a quotation, a reminder or a card slip", "", "", f"{slip.pk}"),
    ]
    assert kept == {
        f"originals/r{undated.pk}.jpg": b"left 11",
        f"originals/r{slip.pk}.jpg": b"left 12",
        f"originals/r{unread.pk}.jpg": b"left 13",
    }
    assert "left-out.csv" in about
    listed = {found["name"]: found for found in manifest["files"]}
    assert "left-out.csv" in listed
    assert listed[f"originals/r{undated.pk}.jpg"]["receipt"] == undated.pk
    assert content == opened(api)


def test_the_same_period_gives_the_same_bytes(api, originals, time_machine):
    assert opened(api) == opened(api)


def test_an_original_that_is_gone_is_listed_as_missing(api, originals):
    receipt_storage().delete("2.jpg")

    assert_only_the_second_is_missing(opened(api), originals)


@pytest.mark.parametrize(
    "failure",
    [Failure(status=503), Failure(status=404), Failure(cut=True), Failure(stall=2)],
    ids=["away", "gone", "cut", "stalled"],
)
def test_an_original_that_cloudinary_does_not_give_is_listed_as_missing(
    api, owner, cloudinary, failure
):
    originals = make_originals(owner)
    cloudinary.failures["receipts/2"] = failure

    assert_only_the_second_is_missing(opened(api), originals)


def test_a_package_is_made_while_cloudinary_is_away(api, owner, cloudinary):
    originals = make_originals(owner)
    cloudinary.failures["download"] = Failure(status=503)

    with zipfile.ZipFile(io.BytesIO(opened(api))) as package:
        names = package.namelist()
        missing = json.loads(package.read("manifest.json"))["missing"]

    assert names == ["README.txt", "ledger.csv", "tax-summary.csv", MISSING, "manifest.json"]
    assert [entry["receipt"] for entry in missing] == [receipt.pk for receipt in originals]


def test_a_storage_that_fails_three_times_in_a_row_is_not_asked_again(api, owner, cloudinary):
    for _ in range(6):
        add_entry(owner, "2026-03-01", "1.00", receipt=make_receipt(owner))
    cloudinary.failures["download"] = Failure(status=503)

    with zipfile.ZipFile(io.BytesIO(opened(api))) as package:
        missing = json.loads(package.read("manifest.json"))["missing"]

    assert len(missing) == 6
    assert cloudinary.actions().count("download") == 3


def assert_only_the_second_is_missing(content, originals):
    first, second = (receipt.pk for receipt in originals)
    kept = f"originals/2026-03-01_corner-shop-ltd_12.50-GBP_r{first}.jpg"
    gone = f"originals/2026-03-02_京都の店_12.50-GBP_r{second}.jpg"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.namelist()[3:] == [kept, MISSING, "manifest.json"]
        assert package.read(kept) == b"picture 1"
        assert gone in package.read(MISSING).decode().splitlines()
        manifest = json.loads(package.read("manifest.json"))
    assert manifest["missing"] == [
        {"name": gone, "receipt": second, "entry": originals[1].transaction.pk}
    ]
    listed = [entry["name"] for entry in manifest["files"]]
    assert listed == ["README.txt", "ledger.csv", "tax-summary.csv", kept, MISSING]


def test_an_original_that_was_changed_is_named(api, originals):
    receipt_storage().delete("1.jpg")
    receipt_storage().save("1.jpg", io.BytesIO(b"something else"))

    with zipfile.ZipFile(io.BytesIO(opened(api))) as package:
        manifest = json.loads(package.read("manifest.json"))

    assert manifest["missing"][0]["reason"] == "differs from what was uploaded"


def test_every_file_of_a_document_is_in_the_package(api, owner):
    contents = [b"front", b"back"]
    receipt = make_receipt(owner, stored_name="5.jpg", sha256=hashlib.sha256(b"front").hexdigest())
    add_file(receipt, stored_name="6.png", sha256=hashlib.sha256(b"back").hexdigest())
    for name, content in zip(("5.jpg", "6.png"), contents, strict=True):
        receipt_storage().save(name, io.BytesIO(content))
    add_entry(owner, "2026-03-01", Decimal("1.00"), vendor="Shop", receipt=receipt)

    with zipfile.ZipFile(io.BytesIO(opened(api))) as package:
        names = [n for n in package.namelist() if n.startswith("originals/")]
        manifest = json.loads(package.read("manifest.json"))
        assert [package.read(name) for name in names] == contents

    start = f"originals/2026-03-01_shop_1.00-GBP_r{receipt.pk}"
    assert names == [f"{start}.jpg", f"{start}-p2.png"]
    assert manifest["missing"] == []


def test_beside_parts_stands_once_what_they_are_cut_from(api, owner):
    whole = make_receipt(owner, stored_name="7.jpg", deleted_at=NOW, trash_reason="split")
    halves = [
        make_receipt(owner, stored_name="8.jpg", split_from=whole),
        make_receipt(
            owner, stored_name="9.jpg", split_from=whole, deleted_at=NOW, trash_reason="split"
        ),
    ]
    quarters = [
        make_receipt(owner, stored_name=f"{number}.jpg", split_from=halves[1])
        for number in (10, 11)
    ]
    for number in range(7, 12):
        receipt_storage().save(f"{number}.jpg", io.BytesIO(b"%d" % number))
    for part in (halves[0], *quarters):
        add_entry(owner, "2026-03-01", Decimal("1.00"), vendor="Shop", receipt=part)

    with zipfile.ZipFile(io.BytesIO(opened(api))) as package:
        names = [n for n in package.namelist() if n.startswith("originals/")]
        contents = [package.read(name) for name in names]
        manifest = json.loads(package.read("manifest.json"))

    start = "originals/2026-03-01_shop_1.00-GBP"
    assert names == [
        f"{start}_r{halves[0].pk}.jpg",
        f"{start}_r{quarters[0].pk}.jpg",
        f"{start}_r{quarters[1].pk}.jpg",
        f"originals/r{whole.pk}.jpg",
        f"originals/r{halves[1].pk}.jpg",
    ]
    assert contents == [b"8", b"10", b"11", b"7", b"9"]
    told = {one["receipt"]: one for one in manifest["files"] if "receipt" in one}
    assert [told[one.pk].get("split_from") for one in (whole, *halves, *quarters)] == [
        None, whole.pk, whole.pk, halves[1].pk, halves[1].pk,
    ]  # fmt: skip
    assert [one.pk for one in (whole, *halves) if "entry" in told[one.pk]] == [halves[0].pk]


def test_what_parts_are_cut_from_counts_once_in_the_progress(owner):
    whole = make_receipt(owner, deleted_at=NOW, trash_reason="split")
    for _ in range(2):
        part = make_receipt(owner, split_from=whole)
        add_entry(owner, "2026-03-01", "1.00", receipt=part)

    assert count_originals(Question(scope=year_of(owner))) == 3


def test_a_vendor_cannot_choose_where_its_original_goes(api, owner):
    receipt_storage().save("9.jpg", io.BytesIO(b"x"))
    receipt = make_receipt(owner, stored_name="9.jpg")
    add_entry(owner, "2026-03-01", Decimal("1.00"), vendor="../../etc/passwd", receipt=receipt)

    with zipfile.ZipFile(io.BytesIO(opened(api))) as package:
        name = next(n for n in package.namelist() if n.startswith("originals/"))

    assert name == f"originals/2026-03-01_etc-passwd_1.00-GBP_r{receipt.pk}.jpg"
