"""A vendor read with a slip becomes the one that the account knows."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from receipts.models import Category, Receipt, Transaction, VendorRule
from receipts.processing.known_vendors import known_vendors
from receipts.processing.run import process_receipt
from receipts.services.data_validator import validate_reading
from receipts.services.extraction import ReadField, ReadingContext
from receipts.services.validation.vendor_slips import mend_vendor
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.readings import field, reading
from receipts.tests.stub_reader import good_reading, printed

URL = "/api/v1/receipts/"


@pytest.mark.parametrize(
    ("read", "known"),
    [
        ("1DEA", "IDEA"),
        ("Corner Traders 5DN BHD", "Corner Traders SDN BHD"),
        ("C0RNER CAFE", "Corner Cafe"),
        ("CORMER CAFE", "CORNER CAFE"),
        ("CORNERCAFE", "Corner Cafe"),
        ("Harbour Boks & Papers", "Harbour Books & Papers"),
        ("8äckerei Sonne", "Bäckerei Sonne"),
    ],
)
def test_a_slip_is_mended(read, known):
    assert mend_vendor(read, known=["Copper Creek Hardware", known]) == known


@pytest.mark.parametrize(
    ("read", "known"),
    [
        ("Studio 54", "Studio 55"),
        ("Store 0417", "Store 0418"),
        ("Shop A", "Shop B"),
        ("Corner Cafe East", "Corner Cafe West"),
        ("Bäckerei Maier", "Bäckerei Meier"),
        ("Cafe Nord", "Cafe Nora"),
        ("Hardware Depot (KL)", "Hardware Depot (M)"),
        ("Hardware Depot (M)", "Hardware Depot"),
        ("Corner Cafe", "Corner Cafe Ltd"),
        ("Corner Cafe", "CORNERCAFE"),
        ("Corner Cafe", "CORNER CAFÉ"),
        ("", "Corner Cafe"),
        ("***", "Corner Cafe"),
    ],
)
def test_another_name_stays_as_it_was_read(read, known):
    assert mend_vendor(read, known=[known]) is None


def test_a_name_that_is_known_itself_is_no_slip():
    assert mend_vendor("CORMER CAFE", known=["CORNER CAFE", "Cormer Cafe"]) is None


def test_between_two_that_are_equally_near_nothing_is_changed():
    assert mend_vendor("CORMER CAFE", known=["CORNER CAFE"]) == "CORNER CAFE"
    assert mend_vendor("CORMER CAFE", known=["CORNER CAFE", "FORMER CAFE"]) is None


def test_of_two_spellings_of_one_shop_the_nearest_is_taken():
    known = ["Corner Traders Ltd", "CORNER TRADERS"]

    assert mend_vendor("CORNER TRADER5", known=known) == "CORNER TRADERS"


def test_without_known_names_nothing_is_changed():
    assert mend_vendor("1DEA", known=[]) is None


@pytest.fixture
def read(user, stub_reader):
    """A receipt on which that vendor is read, with its entry."""

    def upload_and_read(vendor, *, owner=user, **changes):
        field = vendor if isinstance(vendor, ReadField) else printed(vendor)
        stub_reader.answers = [good_reading(vendor=field, **changes)]
        file = SimpleUploadedFile("lunch.png", picture())
        receipt = upload_unread(owner, file)
        process_receipt(receipt.pk)
        # That all look alike is not what these tests are about.
        Receipt.objects.update(review_status="approved", review_reasons=[])
        return Transaction.objects.get(receipt=receipt)

    return upload_and_read


@pytest.fixture
def verify(api):
    def verify(entry):
        assert api.post(f"{URL}{entry.receipt_id}/verify/").status_code == 200

    return verify


def test_a_misread_vendor_is_put_right_from_earlier_entries(api, read, verify):
    verify(read("IDEA"))

    entry = read("1DEA")

    assert entry.vendor == "IDEA"
    answer = api.get(f"{URL}{entry.receipt_id}/").json()
    evidence = answer["evidence"]["vendor"]
    assert (evidence["value"], evidence["text"], evidence["printed"]) == ("IDEA", "1DEA", "1DEA")
    [repair] = [check for check in answer["checks"] if check["code"] == "vendor_as_known"]
    assert repair["severity"] == "note"
    assert repair["values"] == {"vendor": "IDEA", "read": "1DEA"}
    assert evidence["confidence"] == 0.99


def test_a_models_answer_is_put_right_as_well(read, verify, second_reader, settings):
    settings.SECOND_READER = None
    verify(read("Harbour Books"))

    entry = read(ReadField(value="Harbour Boks", source="openai"), engine="openai")

    assert entry.vendor == "Harbour Books"


def test_what_machines_alone_have_read_is_believed_the_second_time(read):
    read("IDEA")
    assert read("1DEA").vendor == "1DEA"
    Transaction.objects.filter(vendor="1DEA").delete()
    read("IDEA")

    assert read("1DEA").vendor == "IDEA"


def test_a_doubtful_entry_teaches_nothing(user, read):
    read("IDEA"), read("IDEA")
    Receipt.objects.update(review_status="needs_review")

    assert known_vendors(user.pk) == ()


def test_another_account_teaches_nothing(other_user, read, verify):
    verify(read("IDEA"))

    assert read("1DEA", owner=other_user).vendor == "1DEA"


def test_an_entry_in_the_trash_teaches_nothing(user, read, verify):
    entry = Transaction.objects.create(owner=user, vendor="IDEA", total="5", currency="GBP")
    assert known_vendors(user.pk) == ("IDEA",)

    Transaction.objects.filter(pk=entry.pk).update(deleted_at=entry.created_at)

    assert known_vendors(user.pk) == ()


def test_the_most_frequent_come_first_and_the_rules_last(user, read, verify):
    for vendor in ("Harbour Books", "IDEA", "IDEA"):
        verify(read(vendor))
    VendorRule.objects.create(
        owner=user,
        matched_vendor="CNR",
        vendor_key="cnr",
        vendor="Corner Cafe",
        state="active",
        source="person",
    )

    assert known_vendors(user.pk) == ("IDEA", "Harbour Books", "Corner Cafe")


def test_the_names_cost_two_queries_whatever_there_is(user, read, verify):
    for vendor in ("Harbour Books", "IDEA", "Corner Cafe"):
        verify(read(vendor))

    with CaptureQueriesContext(
        connection,
    ) as queries:
        known_vendors(user.pk)

    assert len(queries) == 2


def test_a_rule_for_the_misread_name_still_applies(user, read, verify):
    VendorRule.objects.create(
        owner=user,
        matched_vendor="1DEA",
        vendor_key="1dea",
        category=Category.objects.get(owner=None, slug="travel"),
        state="active",
        source="person",
    )
    verify(read("IDEA"))

    entry = read("1DEA")

    assert (entry.vendor, entry.category.slug) == ("IDEA", "travel")


def test_a_wrong_repair_that_is_corrected_does_not_rename_the_other_shop(api, read, verify):
    verify(read("IDEA"))
    entry = read("1DEA")

    for name in ("One Dea", "One Dea"):
        api.patch(f"{URL}{entry.receipt_id}/", {"vendor": name}, format="json")

    assert VendorRule.objects.get().matched_vendor == "1DEA"
    assert read("IDEA").vendor == "IDEA"


def test_a_category_is_learnt_for_the_shop_and_not_for_the_slip(api, read, verify):
    verify(read("IDEA"))
    entry = read("1DEA")

    api.patch(f"{URL}{entry.receipt_id}/", {"category": "travel"}, format="json")

    assert VendorRule.objects.get().matched_vendor == "IDEA"


def test_a_shop_that_the_account_knows_is_surely_read():
    def confidence(*known):
        context = ReadingContext(today=date(2026, 11, 22), known_vendors=known)
        unsure = reading(vendor=field("CORNER CAFE", confidence=0.7))
        return validate_reading(unsure, context=context).vendor.confidence

    assert confidence("Corner Cafe") > 0.95
    assert confidence("Harbour Cafe") == confidence() == 0.7
