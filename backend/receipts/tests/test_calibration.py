"""Every field says how likely it is right, and less likely where less speaks for it."""

from receipts.services.extraction import ReadingContext
from receipts.services.offline.gradient_boosting import load_calibrations, probability
from receipts.services.offline.reader import read_sheet
from receipts.tests.offline_sheets import sheet_of
from receipts.tests.test_offline_sheets import TODAY

CHECK = """
Old Mill Diner
12 Mill Road
Springfield, IL 62701
Check #: 40123
11/03/2026 12:41 PM
Soup | $6.00
Salad | $9.00
Subtotal | $15.00
Tax | $1.20
Total | $16.20
VISA XXXX1234 | $16.20
"""


def read(text):
    return read_sheet(sheet_of(text), context=ReadingContext(today=TODAY), model="test")


def test_a_probability_follows_its_features():
    calibration = {"bias": -1.0, "fits": 3.0}

    assert probability(calibration, {"fits": 0.0}) < 0.3
    assert probability(calibration, {"fits": 1.0}) > 0.85


def test_every_field_that_was_read_carries_a_probability():
    receipt = read(CHECK)

    for name in ("vendor", "purchased_on", "total", "subtotal", "tax", "currency"):
        assert 0 < getattr(receipt, name).confidence < 1, name
    for name in ("payment_method", "receipt_number"):
        assert 0 < getattr(receipt, name).confidence < 1, name


def test_sums_that_fit_are_surer_than_labels_alone():
    fitting, broken = read(CHECK), read(CHECK.replace("$15.00", "$14.10"))

    assert fitting.tax.confidence > broken.tax.confidence


def test_what_was_saved_in_all_is_no_discount():
    saved = CHECK + "\nYou saved | $3.00"

    assert read(saved).discount is None
    assert read(CHECK.replace("Subtotal", "Coupon | -$1.00\nSubtotal")).discount.value == "-1.00"


def test_each_rule_of_the_weights_can_be_asked():
    assert set(load_calibrations()) == {
        *("currency", "discount", "item_count", "payment_method", "receipt_number", "subtotal"),
        *("tax", "tip", "transaction_type"),
    }
