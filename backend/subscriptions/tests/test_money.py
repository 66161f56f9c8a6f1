"""Amounts as Stripe counts them."""

from decimal import Decimal

import pytest

from accounts.profile_codes import currency_codes
from common.money import minor_units
from subscriptions.money import from_minor_units, to_minor_units


@pytest.mark.parametrize(
    ("counted", "currency", "amount"),
    [
        (500, "GBP", "5.00"),
        (500, "JPY", "500"),
        (5000, "KWD", "5.000"),
        # Stripe counts their hundredths, though nobody pays with them.
        (500, "ISK", "5.00"),
        (500, "UGX", "5.00"),
        (500, "HUF", "5.00"),
    ],
)
def test_an_amount_goes_to_stripe_and_back(counted, currency, amount):
    assert from_minor_units(counted, currency) == Decimal(amount)
    assert to_minor_units(Decimal(amount), currency) == counted


def test_stripe_counts_in_the_minor_units_of_a_currency_save_in_these():
    """A newer Babel that moves a currency fails here, and not in somebody's payment."""
    others = {
        code
        for code in currency_codes()
        if from_minor_units(1, code) != Decimal(1).scaleb(-minor_units(code))
    }

    assert others == set(
        "AFN ALL IQD IRR ISK KPW LAK LBP LYD MMK RSD SOS SYP UGX YER".split()  # noqa: SIM905 - a table
    )
