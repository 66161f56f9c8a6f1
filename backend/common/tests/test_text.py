"""Accents folded."""

import pytest

from common.text import fold_accents


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café Zürich", "Cafe Zurich"),
        ("Cafe\u0301", "Cafe"),
        ("\uff21\uff22 \u2460", "AB 1"),
        ("straße", "straße"),
        ("株式会社", "株式会社"),
        ("", ""),
    ],
)
def test_accents_fall_and_case_stays(text, folded):
    assert fold_accents(text) == folded
