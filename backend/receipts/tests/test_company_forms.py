"""Company forms, and what each reader of names makes of them."""

import re

import pytest

from receipts.evaluation.comparable import core_name
from receipts.services.spelling.company_forms import (
    FORM_WORDS,
    PRINTED_FORM,
    PRINTED_MALAYSIAN_FORM,
    correct_forms,
    pattern_of_forms,
)
from receipts.services.spelling.vendor_names import FORMS_LEFT_OUT, vendor_key


@pytest.mark.parametrize("word", sorted(FORM_WORDS))
def test_names_are_compared_without_any_of_them(word):
    assert core_name(f"Lotus Garden {word}") == "LOTUSGARDEN"


def test_a_vendor_key_keeps_the_words_that_stored_rules_were_made_with():
    assert sorted(FORM_WORDS - FORMS_LEFT_OUT) == [
        *("ek", "enterprise", "ohg", "plt", "sb", "sdnbhd", "sl", "trading")
    ]
    assert vendor_key("Lotus Trading Sdn Bhd") == "lotus trading"


@pytest.mark.parametrize(
    ("printed", "is_form", "is_malaysian"),
    [
        ("LOTUS SDN. BHD", True, True),
        ("LOTUS S/B", True, True),
        ("LOTUS PLT", True, False),
        ("LOTUS GMBH", True, False),
        ("LOTUS S.P.A.", True, False),
        ("株式会社", True, False),
        ("CASA SA", False, False),
        ("LOTUS GARDEN", False, False),
    ],
)
def test_a_printed_form_is_seen(printed, is_form, is_malaysian):
    assert bool(PRINTED_FORM.search(printed)) is is_form
    assert bool(PRINTED_MALAYSIAN_FORM.search(printed)) is is_malaysian


@pytest.mark.parametrize("text", ["BHD", "B.V.", "BHD123456", "S/B"])
def test_forms_are_found_as_they_are_spelt(text):
    assert re.match(pattern_of_forms("bhd", "bv", "sb"), text)


@pytest.mark.parametrize(
    ("read", "meant"),
    [("LOTUS 5DN 8HD", "LOTUS SDN BHD"), ("LOTUS 5/8", "LOTUS S/B"), ("Lotus GNBH", "Lotus GmbH")],
)
def test_misread_forms_are_put_right(read, meant):
    assert correct_forms(read) == meant
