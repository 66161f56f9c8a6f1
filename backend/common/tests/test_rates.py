"""Rates as an operator writes them."""

import pytest

from common.rates import Rate, parse_rates


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("", ()),
        (" ", ()),
        ("120/m", (Rate(120, 60),)),
        ("120/m, 1000/h", (Rate(120, 60), Rate(1000, 3600))),
        ("5/10m,7/s,9/d", (Rate(5, 600), Rate(7, 1), Rate(9, 86400))),
    ],
)
def test_rates_are_calls_in_seconds(text, rates):
    assert parse_rates(text) == rates


@pytest.mark.parametrize("text", ["120", "0/m", "m", "-1/m", "1/y", "1/m,", "1.5/m", "1/0m", "१/m"])
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(ValueError, match="is no rate"):
        parse_rates(text)
