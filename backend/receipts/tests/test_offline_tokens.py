"""Amounts and dates are found in lines as recognisers give them, lost spaces and mix-ups too."""

from datetime import date
from decimal import Decimal

import pytest

from receipts.services.offline.amounts.amount_tokens import find_amounts
from receipts.services.offline.dates.date_tokens import find_dates

TODAY = date(2026, 11, 22)


def cents_in(text):
    return [token.value for token in find_amounts(text) if token.kind == "cents"]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("RM 3.90", ["3.90"]),
        ("1.234,56 EUR", ["1234.56"]),
        ("$1,234.56", ["1234.56"]),
        ("12,50", ["12.50"]),
        ("(5.00)", ["-5.00"]),
        ("5.00-", ["-5.00"]),
        ("-5.00", ["-5.00"]),
        ("- 5.00", ["-5.00"]),
        ("-$5.00", ["-5.00"]),
        ("($5.00)", ["-5.00"]),
        ("Total - 5.00", ["5.00"]),
        (".70", ["0.70"]),
        ("1O.5O", ["10.50"]),
        ("12 .50", ["12.50"]),
        ("1,69C", ["1.69"]),
        ("2 17.90 35.80", ["17.90", "35.80"]),
        ("12.03.2020", []),
        ("10:22", []),
        ("0123 456789", []),
    ],
)
def test_amounts_with_cents_are_found(text, amounts):
    assert cents_in(text) == [Decimal(amount) for amount in amounts]


def test_a_dirty_decimal_mark_is_read_and_kept_as_printed():
    (token,) = find_amounts("$9=22")

    assert (token.value, token.printed) == (Decimal("9.22"), "9=22")
    assert [t.value for t in find_amounts("2 x 3=6.00")] == [2, 3, Decimal("6.00")]
    assert [t.value for t in find_amounts("110-00")] == [Decimal("110.00")]
    assert find_amounts("28-02") == []


def test_thousands_without_cents_are_told_from_whole_numbers():
    assert [(t.value, t.kind) for t in find_amounts("45.500 x 2")] == [
        (Decimal(45500), "grouped"),
        (Decimal(2), "whole"),
    ]


def test_a_percentage_is_marked_as_one():
    assert [token.is_percent for token in find_amounts("19 % 2.98")] == [True, False]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14/03/2025 10:22", date(2025, 3, 14)),
        ("14.03.25", date(2025, 3, 14)),
        ("2025-03-14", date(2025, 3, 14)),
        ("2025年3月14日", date(2025, 3, 14)),
        ("14 Mar 2025", date(2025, 3, 14)),
        ("March 14th, 2025", date(2025, 3, 14)),
        ("Mar14'25 12:36PM", date(2025, 3, 14)),
        ("Fri Mar 14 20:49:53 2025", date(2025, 3, 14)),
        ("14/03/202510:22", date(2025, 3, 14)),
        ("14.03.2515:59", date(2025, 3, 14)),
        ("14/032025", date(2025, 3, 14)),
        ("14032025 13:11", date(2025, 3, 14)),
        ("REG #2- 14/03/2025", date(2025, 3, 14)),
        ("0ct 3, 2025", date(2025, 10, 3)),
        ("Ju1.30'21", date(2021, 7, 30)),
        ("31. Mai 2025", date(2025, 5, 31)),
        *[("14 grudnia 2025", date(2025, 12, 14)), ("14. listopadu 2025", date(2025, 11, 14))],
        *[("14 Kas\u0131m 2025", date(2025, 11, 14)), ("2025. november 14.", date(2025, 11, 14))],
        *[("14 noiembrie 2025", date(2025, 11, 14)), ("14. marraskuuta 2025", date(2025, 11, 14))],
        ("Ngày 14 tháng 3 năm 2025", date(2025, 3, 14)),
        ("REG0114/03/2025", date(2025, 3, 14)),
        ("10:2214-03-2025", date(2025, 3, 14)),
        ("#0004514.03.2025 10:22", date(2025, 3, 14)),
    ],
)
def test_a_date_is_found_as_printed(text, day):
    assert [token.value for token in find_dates(text, order="dmy", today=TODAY)] == [day]


@pytest.mark.parametrize("text", ["31/02/2025", "Tel 03-9010-9849", "Reg 1/12.49", "10:22:31", ""])
def test_what_is_no_date_gives_none(text):
    assert find_dates(text, order="dmy", today=TODAY) == []


def test_the_order_decides_only_where_both_are_possible():
    both = find_dates("03/04/2025", order="mdy", today=TODAY)[0]
    one = find_dates("25/04/2025", order="mdy", today=TODAY)[0]

    assert (both.value, both.is_ambiguous) == (date(2025, 3, 4), True)
    assert (one.value, one.is_ambiguous) == (date(2025, 4, 25), False)
