import json
import math

import pytest

from receipts.services.extraction import Box, ReadField, ReadLineItem, ReadTaxLine
from receipts.services.validation.validated import to_json
from receipts.tests.readings import codes, field, validated


@pytest.mark.parametrize(
    ("given", "kept"),
    [(0.7, 0.7), (1.7, 1.0), (-3.0, 0.0), (None, 0.6), (math.nan, 0.6), (math.inf, 1.0)],
)
def test_confidence_of_the_engine_is_kept_within_bounds(given, kept):
    assert validated(vendor=field("Corner Shop", confidence=given)).vendor.confidence == kept


def test_engine_without_confidence_gets_its_prior():
    assert validated(engine="openai", vendor="Corner Shop").vendor.confidence == 0.85
    assert validated(engine="offline", vendor="Corner Shop").vendor.confidence == 0.6


def test_sum_that_holds_raises_and_sum_that_fails_lowers_the_confidence():
    alone = validated(currency="GBP", total="11.00").total.confidence
    good = validated(currency="GBP", total="11.00", subtotal="10.00", tax="1.00")
    bad = validated(currency="GBP", total="25.00", subtotal="10.00", tax="1.00")

    assert bad.total.confidence < alone < good.total.confidence
    assert bad.tax.confidence < alone < good.tax.confidence


def test_discount_is_confirmed_only_by_a_sum_that_needs_it():
    needed = validated(currency="GBP", total="8.00", subtotal="10.00", discount="2.00")
    idle = validated(currency="GBP", total="10.00", subtotal="10.00", discount="2.00")

    assert needed.discount.confidence > idle.discount.confidence


def test_items_that_add_up_confirm_the_total():
    item = ReadLineItem(description="Thing", amount="11.00")

    confirmed = validated(currency="GBP", total="11.00", items=(item,))

    assert confirmed.total.confidence > validated(currency="GBP", total="11.00").total.confidence


def test_items_that_do_not_add_up_touch_a_confirmed_total_little():
    texts = {"currency": "GBP", "total": "12.00", "subtotal": "10.00", "tax": "2.00"}
    item = ReadLineItem(description="Thing", amount="3.33")

    receipt = validated(items=(item,), **texts)

    assert "items_mismatch" in codes(receipt)
    assert receipt.total.confidence > validated(currency="GBP", total="12.00").total.confidence


def test_value_that_was_not_read_has_no_confidence():
    receipt = validated(total=field("no amount", confidence=0.99))

    assert receipt.total.confidence == 0.0


def test_a_receipt_is_as_sure_as_its_main_fields_are_together():
    receipt = validated(
        vendor=field("Corner Shop", confidence=0.9),
        purchased_on=field("2026-11-01", confidence=0.8),
        total=field("12.50", confidence=0.7),
        currency=field("GBP", confidence=0.95),
        transaction_type=field("expense", confidence=0.9),
        tax=field("2.08", confidence=0.9),
        payment_method=field("Card", confidence=0.1),
    )

    assert receipt.confidence == round(0.9 * 0.8 * 0.7 * 0.95 * 0.9 * 0.9, 4)


def test_each_field_makes_the_receipt_no_less_sure_by_being_surer():
    sure = [
        validated(
            vendor=field("Corner Shop", confidence=low),
            purchased_on=field("2026-11-01", confidence=0.8),
            total=field("12.50", confidence=high),
        ).confidence
        for low, high in ((0.2, 0.4), (0.2, 0.9), (0.6, 0.9), (1.0, 1.0))
    ]

    assert sure == sorted(sure)


def test_three_amounts_of_the_offline_reader_that_add_up_say_more_than_two_that_are_the_same():
    amounts = {"total": field("12.50", confidence=0.7), "currency": "GBP"}

    two = validated(**amounts, subtotal="12.50")
    three = validated(**amounts, subtotal="10.42", tax="2.08")

    assert (two.total.confidence, three.total.confidence) == (0.9, 0.97)


def test_good_receipt_has_nothing_that_blocks_it():
    receipt = validated(
        vendor="Corner Shop",
        purchased_on="01/11/2026",
        total="\u00a312.00",
        subtotal="10.00",
        tax="2.00",
        currency="\u00a3",
        transaction_type="expense",
        category="groceries",
        item_count="2",
        items=(
            ReadLineItem(description="Tea", quantity="1", unit_price="4.00", amount="4.00"),
            ReadLineItem(description="Jam", quantity="1", unit_price="6.00", amount="6.00"),
        ),
        tax_lines=(ReadTaxLine(rate="20%", net="10.00", tax="2.00"),),
    )

    assert codes(receipt) == set()
    assert receipt.blocking_checks == ()


def test_json_holds_money_and_dates_as_text_and_boxes_as_lists():
    box = Box(page=0, left=0.1, top=0.2, right=0.3, bottom=0.25)
    receipt = validated(
        total=field("17.50", printed="TOTAL 17.50", confidence=0.9, box=box),
        subtotal=field("9.50", confidence=0.95),
        tax="3.00",
        purchased_on="01/11/2026",
        currency="GBP",
        items=(ReadLineItem(description="Tea", amount="9.50"),),
    )

    document = json.loads(json.dumps(to_json(receipt), allow_nan=False))

    assert document["total"]["value"] == "17.50"
    assert document["total"]["printed"] == "TOTAL 17.50"
    assert document["total"]["box"] == [0, 0.1, 0.2, 0.3, 0.25]
    assert document["purchased_on"]["value"] == "2026-11-01"
    assert document["vendor"]["value"] is None
    assert document["items"] == [
        {
            "description": "Tea",
            "quantity": None,
            "unit_price": None,
            "amount": "9.50",
            "box": None,
        }
    ]
    [mismatch] = [check for check in document["checks"] if check["code"] == "total_mismatch"]
    assert mismatch["repair"] == {
        "field": "total",
        "from": "17.50",
        "to": "12.50",
        "reason": "One digit read differently makes the amounts add up.",
    }
    assert document["is_readable"] is True


@pytest.mark.parametrize(
    "edges",
    [
        {"left": math.nan, "top": 0, "right": 1, "bottom": 1},
        {"left": -0.1, "top": 0, "right": 1, "bottom": 1},
        {"left": 0.9, "top": 0, "right": 0.1, "bottom": 1},
    ],
)
def test_box_that_lies_on_no_page_is_left_out(edges):
    assert validated(total=field("12.50", box=Box(page=0, **edges))).total.box is None


def test_items_that_the_offline_reader_missed_are_no_doubt_of_its_total():
    item = ReadLineItem(description="Thing", amount="3.33")
    total = ReadField(value="12.00", source="offline", confidence=0.9)

    missed = validated(currency="GBP", total=total, items=(item,))

    assert "items_mismatch" in codes(missed)
    assert missed.total.confidence == 0.9
