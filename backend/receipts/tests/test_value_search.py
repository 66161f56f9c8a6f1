"""Whether printed lines show a value: by what it means, through what recognisers do to text."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipts.services.extraction import Box, TextLine
from receipts.services.second_opinion.likelihoods import RATIOS, update_confidence
from receipts.services.second_opinion.value_search import (
    find_amount,
    find_date,
    find_name,
    is_same_name,
    shows_amounts,
)

TODAY = date(2026, 11, 22)


def lines(*texts):
    box = Box(page=0, left=0, top=0, right=1, bottom=1)
    return [TextLine(text=text, score=0.9, box=box) for text in texts]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("12.50", "TOTAL £12.50"),
        ("12.50", "SUMME EUR 12,50"),
        ("1234.56", "Total 1.234,56"),
        ("1234.56", "1,234.56"),
        ("-12.50", "Refund -12.50"),
        ("-12.50", "Refund 12.50"),
        ("12.5", "2 x 6.25 12.50"),
        ("10.08", "TOTAL 1O.O8"),
        ("45500", "Total 45.500"),
    ],
)
def test_an_amount_is_found_by_its_value(amount, text):
    assert find_amount(Decimal(amount), lines("Thank you", text)).text == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [("12.50", "TOTAL 12.05"), ("12.50", "TOTAL 112.50"), ("2.50", "12.50"), ("3.04", "03/04/26")],
)
def test_another_amount_is_not_taken_for_it(amount, text):
    assert find_amount(Decimal(amount), lines(text)) is None


def test_of_several_lines_with_an_amount_the_last_is_meant():
    found = find_amount(Decimal("12.50"), lines("Soup 12.50", "TOTAL 12.50"))

    assert found.text == "TOTAL 12.50"


def test_a_receipt_of_which_no_amount_was_seen_says_nothing_about_amounts():
    assert shows_amounts(lines("CORNER CAFE", "Total 12.50")) is True
    assert shows_amounts(lines("CORNER CAFE", "Thank you")) is False


@pytest.mark.parametrize(
    "text", ["03/04/2026 10:15", "04/03/26", "3 Apr 2026", "2026-04-03", "Date:03.04.2026"]
)
def test_a_date_is_found_either_way_round(text):
    assert find_date(date(2026, 4, 3), lines("CORNER CAFE", text), today=TODAY).text == text


@pytest.mark.parametrize("text", ["13/04/2026", "03/05/2026", "03/04/2025", "0304-2026-11"])
def test_another_date_is_not_taken_for_it(text):
    assert find_date(date(2026, 4, 3), lines(text), today=TODAY) is None


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Corner Cafe", ("CORNER CAFE LTD",)),
        ("Corner Cafe", ("Welcome to CORNERCAFE Leeds",)),
        ("Corner Cafe", ("C0RNER CAFE",)),
        ("Corner Cafe Harbour Street", ("CORNER CAFE", "HARBOUR STREET")),
        ("IDEA", ("1DEA",)),
        ("Café Müller", ("CAFE MULLER",)),
    ],
)
def test_a_name_is_found_by_similarity(name, texts):
    assert find_name(name, lines("***", *texts)).text == texts[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [("Harbour Books", "CORNER CAFE LTD"), ("Air", "STAIRS & MORE"), ("", "CORNER CAFE")],
)
def test_another_name_is_not_taken_for_it(name, text):
    assert find_name(name, lines(text)) is None


def test_two_spellings_are_one_name():
    assert is_same_name("Corner Cafe", "CORNER CAFE LTD")
    assert not is_same_name("Corner Cafe", "Harbour Books")
    assert not is_same_name("", "")


def test_agreement_raises_and_absence_lowers():
    for ratios in RATIOS.values():
        assert update_confidence(0.85, ratio=ratios["agrees"]) > 0.95
        lowering = [ratio for outcome, ratio in ratios.items() if outcome in ("differs", "absent")]
        assert all(update_confidence(0.85, ratio=ratio) < 0.85 for ratio in lowering)


def test_nothing_becomes_certain_or_impossible():
    assert 0 < update_confidence(0.0, ratio=1 / 20) < update_confidence(1.0, ratio=20) < 1


@given(st.text(max_size=300), st.decimals(allow_nan=False, allow_infinity=False, places=2))
def test_no_text_makes_the_search_fail(text, amount):
    find_amount(amount, lines(text, text[::-1]))
    find_date(date(2026, 4, 3), lines(text), today=TODAY)
    find_name(text, lines(text))
    find_name("Corner Cafe", lines(text, text[::-1]))
