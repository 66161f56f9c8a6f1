"""Tiles of a long tape: where they begin and end, and whose lines are whose."""

from itertools import pairwise

import pytest

from receipts.services.offline.looks.tiles import tiles_of


@pytest.mark.parametrize(("width", "height"), [(768, 3068), (2048, 900), (100, 500), (3, 1)])
def test_an_ordinary_page_is_one(width, height):
    [tile] = tiles_of(width, height)

    assert (tile.top, tile.bottom, tile.first, tile.last) == (0, height, 0, height)


@pytest.mark.parametrize("height", [501, 800, 1070, 3333])
def test_a_long_tape_is_covered_and_no_line_is_of_two(height):
    tiles = list(tiles_of(100, height))

    assert len(tiles) > 1
    assert (tiles[0].top, tiles[0].first) == (0, 0)
    assert (tiles[-1].bottom, tiles[-1].last) == (height, height)
    for one, other in pairwise(tiles):
        assert one.last == pytest.approx(other.first)
        assert other.top + 10 < one.last < one.bottom - 10  # whole in both
    assert all(tile.bottom - tile.top <= 301 for tile in tiles)
