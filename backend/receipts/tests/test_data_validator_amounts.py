from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from receipts.services.extraction import ReadLineItem
from receipts.services.validation.amounts import (
    amount_readings,
    parse_amount,
    parse_count,
    parse_quantity,
    parse_rate,
)
from receipts.tests.readings import check_named, codes, field, validated


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0"),
        ("7", "7"),
        ("12.50", "12.50"),
        ("12,50", "12.50"),
        ("12,5", "12.5"),
        (".50", "0.50"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("1\u2019234.56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1\u202f234,56", "1234.56"),
        ("1,234,567.89", "1234567.89"),
        ("1.234.567", "1234567"),
        ("1,00,000.00", "100000.00"),
        ("1234.567", "1234.567"),
        ("0,125", "0.125"),
        ("12, 50", "12.50"),
        ("12\u00b750", "12.50"),
        ("12.5000", "12.500"),
        ("007.50", "7.50"),
    ],
)
def test_amount_is_read_with_either_kind_of_separators(text, amount):
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("RM 3.90", "3.90"),
        ("RM3.90", "3.90"),
        ("$8.20", "8.20"),
        ("US$ 8.20", "8.20"),
        ("$8.20 USD", "8.20"),
        ("12,50 €", "12.50"),
        ("EUR 12,50", "12.50"),
        ("12.50 gbp", "12.50"),
        ("Rp. 45.500", "45500"),
        ("Rp.500", "500"),
        ("kr 99,50", "99.50"),
        ("12,50 zł", "12.50"),
        ("*12.50", "12.50"),
        ("12,50 A", "12.50"),
        ("12.50 T*", "12.50"),
        ("12,-", "12"),
        ("12.--", "12"),
        ("12,\u2013 €", "12"),
    ],
)
def test_what_stands_beside_an_amount_is_left_out(text, amount):
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    ["(5.00)", "5.00-", "-5.00", "\u22125.00", "- 5.00", "-$5.00", "$-5.00", "($5.00)", "5.00- €"],
)
def test_negative_amount_is_read_in_every_notation(text):
    assert parse_amount(text) == Decimal("-5.00")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("\uff11\uff12\uff0e\uff15\uff10", "12.50"),  # full-width
        ("\uffe51,200", "1200"),
        ("\u0661\u0662\u066b\u0665\u0660", "12.50"),  # Arabic-Indic with its own point
        ("\u0661\u066c\u0662\u0663\u0664\u066b\u0665\u0660", "1234.50"),
        ("\u06f1\u06f2.\u06f5", "12.5"),  # Persian
        ("\u0967\u0968.\u096b\u0966", "12.50"),  # Devanagari
    ],
)
def test_amount_is_read_in_the_digits_of_other_scripts(text, amount):
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "minor_units", "readings"),
    [
        ("45,500", 0, ["45500"]),
        ("45.500", 0, ["45500"]),
        ("45.500,00", 0, ["45500.00"]),
        ("1,234", 2, ["1234", "1.234"]),
        ("1.234", 2, ["1234", "1.234"]),
        ("1.234", 3, ["1.234", "1234"]),
        ("0.500", 2, ["0.500"]),
    ],
)
def test_three_digits_behind_one_mark_follow_the_currency(text, minor_units, readings):
    assert list(amount_readings(text, minor_units=minor_units)) == [Decimal(r) for r in readings]


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "-", ".", "RM", "NaN", "Infinity", "-inf", "1e5", "1E5", "0x10", "1_000"],
        *["5-10", "12:30", "19-10-2018", "19.10.2018", "12/50", "1.234.56", "1,23,45", "1 23"],
        *["012 345 678", "03 1234 5678", "Table 12", "12 apples", "--5.00", "-(5.00)", "-5.00-"],
        *["5\u2079\u2079", "\u2460", "\u00bd", "1.2345", "=SUM(A1)", "12%", "<b>12</b>", "RM.50"],
        *["9" * 13, "9" * 50, "1" + ",000" * 9, "\ud800", "1\x002"],
    ],
)
def test_text_that_is_not_one_amount_is_none(text):
    assert parse_amount(text) is None


def test_amount_has_at_most_twelve_whole_digits():
    assert parse_amount("999,999,999,999.99") == Decimal("999999999999.99")
    assert parse_amount("1,000,000,000,000.00") is None


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "de_CH", "fr_FR", "sv_SE", "en_IN", "pt_BR"])
@settings(deadline=None)
@given(
    cents=st.integers(min_value=-(10**13), max_value=10**13),
)
def test_amount_formatted_for_any_locale_is_read_back(locale, cents):
    amount = Decimal(cents).scaleb(-2)

    printed = format_decimal(amount, format="#,##0.00", locale=locale)
    if locale == "en_IN":
        printed = format_decimal(amount, format="#,##,##0.00", locale=locale)

    assert parse_amount(printed) == amount


@settings(deadline=None)
@given(
    rupiah=st.integers(min_value=0, max_value=10**12 - 1), mark=st.sampled_from([".", ",", " ", ""])
)
def test_amount_without_cents_is_read_back(rupiah, mark):
    printed = f"Rp {rupiah:,}".replace(",", mark)

    assert parse_amount(printed, minor_units=0) == rupiah


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("20%", "20"),
        ("19,00 %", "19"),
        ("6", "6"),
        ("8.875%", "8.875"),
        ("0", "0"),
        ("101", None),
        ("-5%", None),
        ("A", None),
        ("", None),
    ],
)
def test_tax_rate_is_percent(text, rate):
    assert parse_rate(text) == (None if rate is None else Decimal(rate))


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("2", "2"),
        ("2x", "2"),
        ("x2", "2"),
        ("1X", "1"),
        ("2 \u00d7", "2"),
        ("3 pcs", "3"),
        ("0,454 kg", "0.454"),
        ("1.250", "1.250"),
        ("two", None),
        ("", None),
    ],
)
def test_quantity_is_pieces_or_weight(text, quantity):
    assert parse_quantity(text) == (None if quantity is None else Decimal(quantity))


@pytest.mark.parametrize(
    ("text", "count"), [("3", 3), ("3.00", 3), ("2.5", None), ("10000", None), ("many", None)]
)
def test_count_is_whole(text, count):
    assert parse_count(text) == count


def test_unreadable_count_is_none_and_noted():
    receipt = validated(item_count="many")

    assert receipt.item_count.value is None
    assert check_named(receipt, "item_count_unreadable").values == {"item_count": "many"}


def test_unreadable_amount_keeps_its_text_and_says_so():
    receipt = validated(total="l2.5O", currency="GBP")

    assert receipt.total.value is None
    assert receipt.total.text == "l2.5O"
    assert check_named(receipt, "amount_unreadable").values == {"total": "l2.5O"}
    assert "total_missing" in codes(receipt)


def test_amount_is_read_by_the_currency_of_the_receipt():
    assert validated(total="45.500", currency="IDR").total.value == 45500
    assert validated(total="4.500", currency="KWD").total.value == Decimal("4.500")


def test_amount_that_is_not_the_printed_one_is_told():

    receipt = validated(total=field("12.50", printed="72,50"), currency="EUR")

    assert receipt.total.value == Decimal("12.50")
    assert check_named(receipt, "value_differs_from_print").values == {
        "total": "12.50",
        "printed": "72.50",
    }


def test_unit_price_in_thousandths_is_told_by_quantity_and_amount():

    fuel = ReadLineItem(description="Diesel", quantity="10", unit_price="1.459", amount="14.59")
    saw = ReadLineItem(description="Saw", quantity="2", unit_price="1.459", amount="2.918,00")

    receipt = validated(items=(fuel, saw), currency="EUR")

    assert [item.unit_price for item in receipt.items] == [Decimal("1.459"), Decimal(1459)]
