"""Folding: two spellings that people take for one."""

import pytest

from common.text import fold, folded_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "CAFE"),
        ("Cafe\u0301", "café"),
        ("ÖBB", "obb"),
        ("МАГАЗИН", "магазин"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("Ærø", "AERO"),
        ("I\u015eIK", "\u0131\u015f\u0131k"),
        ("ΟΔΟΣ", "οδος"),
        ("Sainsbury\u2019s", "sainsbury's"),
        ("12\u201314", "12-14"),
        ("O`NEILL  LTD", "o\u2019neill ltd"),
        ("\uff21\uff22\uff23", "abc"),
        ("ガソリン", "\uff76\uff9e\uff7f\uff98\uff9d"),
        ("  two\u00a0 words ", "two words"),
    ],
)
def test_two_spellings_are_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Cafe", "Care"), ("C++", "C"), ("税金", "費用")])
def test_two_names_stay_two(one, other):
    assert fold(one) != fold(other)


def test_what_is_folded_stays_as_it_is():
    alphabets = "".join(map(chr, [*range(32, 0x3100), *range(0xF900, 0x10000)]))

    assert fold(fold(alphabets)) == fold(alphabets)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Road & Co", "road co"),
        ("scan_001.JPG", "scan 001 jpg"),
        ("80,91 €", "80 91"),
        ("ค่าเดินทาง", "คาเดินทาง"),
        ("हिन्दी", "हिनदी"),
        ("& - _", ""),
    ],
)
def test_words_stand_between_single_blanks(text, words):
    assert folded_words(text) == words
