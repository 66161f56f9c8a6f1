"""How amounts are written."""

from decimal import Decimal

import pytest

from common.money import decimal_string, minor_units, unusual_currencies


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("12.5", "GBP", "12.50"),
        ("12.500", "GBP", "12.50"),
        ("12", "GBP", "12.00"),
        ("1200.000", "JPY", "1200"),
        ("1200.5", "JPY", "1200.5"),
        ("1.25", "KWD", "1.250"),
        ("0.125", "GBP", "0.125"),
        ("-3.100", "EUR", "-3.10"),
        ("0.000", "GBP", "0.00"),
        ("0E-3", "JPY", "0"),
        ("1E+3", "GBP", "1000.00"),
        ("1E-9", "GBP", "0.000000001"),
        ("9999999999999.999", "IDR", "9999999999999.999"),
        ("5.1", "ZZZ", "5.10"),
    ],
)
def test_an_amount_has_the_digits_of_its_currency_and_loses_none(amount, currency, written):
    assert decimal_string(Decimal(amount), currency) == written


@pytest.mark.parametrize(
    ("currency", "digits"),
    [("GBP", 2), ("HUF", 2), ("JPY", 0), ("ISK", 0), ("UGX", 0), ("KWD", 3), ("ZZZ", 2), ("", 2)],
)
def test_minor_units_are_those_in_use(currency, digits):
    assert minor_units(currency) == digits


def test_the_unusual_currencies_are_all_that_have_not_two_digits():
    unusual = unusual_currencies()

    assert all(minor_units(code) == digits for digits, codes in unusual.items() for code in codes)
    assert {"JPY", "ISK"} <= set(unusual[0])
    assert {"BHD", "KWD", "TND"} <= set(unusual[3])
    assert 2 not in unusual
