from decimal import Decimal

import pytest

from receipts.services.extraction import ReadLineItem, ReadTaxLine
from receipts.services.validation.repairs import Change, smallest_repair
from receipts.tests.readings import check_named, codes, field, validated

SUM_CODES = {"total_mismatch", "items_mismatch", "tax_rate_mismatch", "tax_lines_mismatch"}


def item(amount, *, quantity=None, unit_price=None):
    return ReadLineItem(
        description="Thing", quantity=quantity, unit_price=unit_price, amount=amount
    )


def items(*amounts):
    return tuple(item(amount) for amount in amounts)


@pytest.mark.parametrize(
    "texts",
    [
        {"total": "11.00", "subtotal": "10.00", "tax": "1.00"},
        {"total": "9.00", "subtotal": "10.00", "tax": "1.00", "discount": "2.00"},
        {"total": "9.00", "subtotal": "10.00", "tax": "1.00", "discount": "-2.00"},
        {"total": "10.00", "subtotal": "10.00", "tax": "1.00"},  # tax inside both
        {"total": "8.00", "subtotal": "10.00", "tax": "1.00", "discount": "2.00"},
        {"total": "11.00", "subtotal": "10.00", "tax": "1.00", "discount": "2.00"},
        {"total": "-11.00", "subtotal": "-10.00", "tax": "-1.00"},
        {"total": "-9.00", "subtotal": "-10.00", "tax": "-1.00", "discount": "2.00"},
        {"total": "11.00", "subtotal": "10.00"},  # the tax was not read
        {"total": "11.00", "tax": "1.00"},
        {"total": "0.00", "subtotal": "10.00", "discount": "10.00"},
    ],
)
def test_total_that_adds_up_in_one_of_the_usual_ways_is_fine(texts):
    assert not SUM_CODES & codes(validated(currency="GBP", **texts))


@pytest.mark.parametrize(
    ("currency", "total", "is_fine"),
    [
        ("MYR", "11.02", True),  # cash rounded to 5 sen
        ("MYR", "11.03", False),
        ("GBP", "11.01", True),
        ("GBP", "11.02", False),
        ("SEK", "11.50", True),
        ("IDR", "61", True),
        ("IDR", "62", False),
    ],
)
def test_total_may_be_off_by_the_rounding_of_its_currency(currency, total, is_fine):
    receipt = validated(currency=currency, total=total, subtotal="10.00", tax="1.00")

    assert ("total_mismatch" not in codes(receipt)) == is_fine


def test_total_that_does_not_add_up_shows_what_was_seen():
    receipt = validated(currency="GBP", total="25.00", subtotal="10.00", tax="1.00")

    check = check_named(receipt, "total_mismatch")
    assert check.severity == "error"
    assert check.values == {"total": "25.00", "subtotal": "10.00", "tax": "1.00"}
    assert check.repair is None
    assert receipt.total.value == Decimal("25.00")


def test_subtotal_above_the_total_without_a_discount_does_not_add_up():
    assert "total_mismatch" in codes(validated(currency="GBP", total="8.00", subtotal="10.00"))


def test_one_wrong_digit_is_proposed_but_not_applied():
    receipt = validated(currency="GBP", total="17.50", subtotal="9.50", tax="3.00")

    repair = check_named(receipt, "total_mismatch").repair
    assert (repair.field, repair.before, repair.after) == ("total", "17.50", "12.50")
    assert receipt.total.value == Decimal("17.50")


def test_amount_that_another_sum_confirms_is_not_the_one_to_repair():
    receipt = validated(
        currency="GBP",
        total="31.00",
        subtotal="70.00",
        tax="1.00",
        items=items("10.00", "21.00"),
    )

    repair = check_named(receipt, "total_mismatch").repair
    assert (repair.field, repair.after) == ("subtotal", "30.00")


def test_no_repair_is_proposed_where_two_are_equally_good():
    receipt = validated(currency="GBP", total="15.00", subtotal="10.00", tax="2.00")

    assert check_named(receipt, "total_mismatch").repair is None


def test_less_sure_of_two_equal_repairs_is_proposed():
    receipt = validated(
        currency="GBP",
        total=field("25.00", confidence=0.9),
        subtotal=field("20.00", confidence=0.9),
        tax=field("2.00", confidence=0.4),
    )

    assert check_named(receipt, "total_mismatch").repair.field == "tax"


@pytest.mark.parametrize(
    ("before", "after", "is_one_slip"),
    [
        ("12.50", "12.60", True),
        ("12.50", "125.0", True),
        ("12.50", "1250", True),
        ("12.50", "21.50", True),
        ("12.50", "112.50", True),
        ("112.50", "12.50", True),
        ("12.50", "12.50", False),
        ("12.50", "-12.50", False),
        ("12.50", "13.60", False),
        ("12.50", "99.99", False),
    ],
)
def test_repair_is_one_slip_away(before, after, is_one_slip):
    change = Change(field="total", before=Decimal(before), after=Decimal(after))

    assert (smallest_repair([change]) is not None) == is_one_slip


def test_wrong_digit_is_a_smaller_repair_than_a_lost_one():
    digit = Change(field="tax", before=Decimal("2.00"), after=Decimal("3.00"))
    lost = Change(field="total", before=Decimal("1.00"), after=Decimal("11.00"))

    assert smallest_repair([lost, digit]).field == "tax"


@pytest.mark.parametrize(
    "texts",
    [
        {"total": "30.00"},
        {"total": "36.00", "subtotal": "30.00", "tax": "6.00"},
        {"total": "36.00", "tax": "6.00"},
        {"total": "25.00", "discount": "5.00"},
        {"total": "36.00", "subtotal": "20.00", "tax": "6.00", "discount": "10.00"},
        {},
    ],
)
def test_items_that_add_up_to_subtotal_or_total_are_fine(texts):
    receipt = validated(currency="GBP", items=items("10.00", "20.00"), **texts)

    assert "items_mismatch" not in codes(receipt)


def test_items_that_do_not_add_up_are_told_with_the_wrong_digit():
    receipt = validated(
        currency="GBP",
        total="36.00",
        subtotal="30.00",
        tax="6.00",
        items=items("70.00", "20.00"),
    )

    check = check_named(receipt, "items_mismatch")
    assert check.values == {"items": "90.00", "total": "36.00", "subtotal": "30.00", "tax": "6.00"}
    assert (check.repair.field, check.repair.after) == ("items[0].amount", "10.00")
    assert receipt.items[0].amount == Decimal("70.00")


def test_item_without_an_amount_is_not_added_up():
    receipt = validated(currency="GBP", total="36.00", items=items("10.00", None))

    assert "items_mismatch" not in codes(receipt)


def test_quantity_times_price_that_is_not_the_amount_is_noted():
    good = item("5.00", quantity="2", unit_price="2.50")
    bad = item("5.00", quantity="3", unit_price="2.50")

    check = check_named(validated(currency="GBP", items=(good, bad)), "item_amount_mismatch")

    assert check.severity == "note"
    assert check.values == {
        "items[1].quantity": "3",
        "items[1].unit_price": "2.50",
        "items[1].amount": "5.00",
    }


@pytest.mark.parametrize(("count", "is_fine"), [("2", True), ("4", True), ("3", False)])
def test_item_count_is_that_of_lines_or_pieces(count, is_fine):
    things = (item("5.00", quantity="3"), item("2.00", quantity="0.454"))

    receipt = validated(currency="GBP", items=things, item_count=count)

    assert ("item_count_mismatch" not in codes(receipt)) == is_fine


@pytest.mark.parametrize(
    ("rate", "net", "tax", "is_fine"),
    [
        ("20%", "10.00", "2.00", True),
        ("20", "12.00", "2.00", True),  # the base with the tax in it
        ("7,00 %", "13,45", "0,94", True),
        ("20", "10.00", "2.02", True),
        ("20", "10.00", "3.00", False),
        ("20", None, "3.00", True),
    ],
)
def test_tax_of_each_line_is_that_part_of_its_net(rate, net, tax, is_fine):
    receipt = validated(currency="EUR", tax_lines=(ReadTaxLine(rate=rate, net=net, tax=tax),))

    assert ("tax_rate_mismatch" not in codes(receipt)) == is_fine


@pytest.mark.parametrize(
    ("tax", "name", "after"), [("1.90", "tax", "1.90"), ("1.40", "rate", "14"), (None, None, None)]
)
def test_printed_sum_of_taxes_tells_which_part_of_a_tax_line_to_repair(tax, name, after):
    line = ReadTaxLine(rate="19", net="10.00", tax="1.40")
    texts = {"tax": tax} if tax else {}

    repair = check_named(
        validated(currency="EUR", tax_lines=(line,), **texts), "tax_rate_mismatch"
    ).repair

    assert (repair and (repair.field, repair.after)) == (name and (f"tax_lines[0].{name}", after))


def test_tax_that_is_not_the_sum_of_its_lines_is_told():
    lines = (
        ReadTaxLine(rate="19", net="10.00", tax="1.90"),
        ReadTaxLine(rate="7", net="10.00", tax="0.70"),
    )

    assert "tax_lines_mismatch" not in codes(validated(currency="EUR", tax="2.60", tax_lines=lines))
    check = check_named(
        validated(currency="EUR", tax="1.90", tax_lines=lines), "tax_lines_mismatch"
    )
    assert check.values == {"tax": "1.90", "tax_lines": "2.60"}


def test_tax_lines_stand_in_for_a_missing_tax():
    line = ReadTaxLine(rate="20", net="10.00", tax="2.00")

    receipt = validated(currency="GBP", total="12.00", subtotal="10.00", tax_lines=(line,))

    assert not SUM_CODES & codes(receipt)
    assert receipt.tax.value is None


def test_what_is_taxed_at_one_rate_is_no_more_than_the_total():
    line = ReadTaxLine(rate="7", net="5.11", tax="0.36")

    check = check_named(validated(total="5.17", tax_lines=(line,)), "taxed_more_than_total")

    assert check.severity == "error"
    assert (check.repair.field, check.repair.after) == ("total", "5.47")
    assert "taxed_more_than_total" not in codes(validated(total="5.47", tax_lines=(line,)))
    gross = ReadTaxLine(rate="7", net="5.47", tax="0.36")
    assert "taxed_more_than_total" not in codes(validated(total="5.47", tax_lines=(gross,)))
