"""Hostile files: each is what it pretends to be, and small enough to be opened at all."""

import pytest

from receipts.services.files.kinds import detect_kind
from receipts.tests.bombs.bomb import Bomb
from receipts.tests.bombs.catalogue import BOMBS, KINDS

SMALL = [bomb for bomb in BOMBS if bomb.size == "small"]
LARGEST = [bomb for bomb in BOMBS if bomb.size == "large"]


def test_each_kind_has_a_name_of_its_own_and_three_sizes():
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 60
    assert len({bomb.name for bomb in BOMBS}) == 3 * len(KINDS)


@pytest.mark.parametrize("bomb", LARGEST, ids=lambda bomb: bomb.name)
def test_the_largest_of_each_kind_is_not_refused_for_its_bytes(bomb, settings):
    assert len(bomb.content) <= settings.RECEIPT_MAX_BYTES


@pytest.mark.parametrize("bomb", SMALL, ids=lambda bomb: bomb.name)
def test_a_bomb_is_the_same_every_time_and_begins_as_its_kind(bomb):
    assert Bomb(bomb.kind, bomb.size, bomb.scale).content == bomb.content
    if bomb.decoder == "archive":
        assert bomb.content.startswith(b"PK\3\4")
    else:
        assert detect_kind(bomb.content).mime_type == bomb.media_type
