"""Look-alike characters."""

import pytest

from receipts.services.spelling.lookalikes import (
    DIGITS_AS_CAPITALS,
    DIGITS_AS_SMALL_LETTERS,
    LETTERS_AS_DIGITS,
    are_of_one_shape,
    differ_by_one_lookalike,
)


def test_digits_become_letters_and_letters_digits():
    assert "T0TAL 5U8 6RO5S".translate(DIGITS_AS_CAPITALS) == "TOTAL SUB GROSS"
    assert "l1dl 0n 4".translate(DIGITS_AS_SMALL_LETTERS) == "lidl on 4"
    assert "l2.5O GZE".translate(LETTERS_AS_DIGITS) == "12.50 GZE"


@pytest.mark.parametrize(
    ("one", "other", "is_lookalike"),
    [
        ("SH0P", "SHOP", True),
        ("SHDP", "SHOP", False),
        ("NART", "MART", True),
        ("RESTAURAHT", "RESTAURANT", True),
        ("BAKEPY", "BAKERY", False),
        ("PHARNACY", "PHARMACY", True),
        ("PHABMACY", "PHARMACY", True),
        ("BAKEBY", "BAKERY", False),
        ("SHOP", "SHOP", False),
        ("SHOPS", "SHOP", False),
        ("5H0P", "SHOP", False),
    ],
)
def test_a_word_with_one_misread_letter(one, other, is_lookalike):
    assert differ_by_one_lookalike(one, other) is is_lookalike


def test_the_shape_of_a_letter_has_no_case():
    assert are_of_one_shape("i", "L")
    assert not are_of_one_shape("i", "m")
