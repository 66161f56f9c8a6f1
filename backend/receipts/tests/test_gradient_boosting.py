"""The weights that ship: small, whole, and evaluated as they were grown."""

import time
from decimal import Decimal

import pytest

from receipts.services.extraction import ReadingContext
from receipts.services.offline.gradient_boosting import (
    WEIGHTS,
    BoostedTrees,
    Tree,
    evidence_for,
    load_boosted_trees,
)
from receipts.services.offline.reader import read_sheet
from receipts.tests.offline_sheets import sheet_of
from receipts.tests.test_offline_sheets import TODAY

# Is the first number at most 2? Then 1.0; else is the second at most 5? Then 2.0, else 3.0.
TREE = Tree(
    feature=(0, 1), threshold=(2.0, 5.0), left=(-1, -2), right=(1, -3), leaves=(1.0, 2.0, 3.0)
)


@pytest.mark.parametrize(
    ("described", "value"), [((2.0, 9.0), 1.0), ((2.1, 5.0), 2.0), ((2.1, 5.1), 3.0)]
)
def test_a_tree_asks_its_way_to_a_leaf(described, value):
    assert TREE.value(described) == value


def test_the_best_candidate_is_chosen_and_as_sure_as_it_is_ahead():
    trees = BoostedTrees(
        features=("a", "b"), trees=(TREE,), calibration={"bias": -1.0, "ahead": 2.0}
    )

    close = trees.choose([{"a": 3, "b": 5}, {"a": 3, "b": 6}], ["x", "y"])
    same = trees.choose([{"a": 3, "b": 5}, {"a": 3, "b": 6}], ["x", "x"])

    assert close.index == same.index == 1
    assert close.confidence == pytest.approx(0.731, abs=0.001)
    assert same.confidence > 0.99


def test_without_candidates_nothing_is_chosen():
    assert BoostedTrees(features=(), trees=(), calibration={}).choose([], []) is None


def test_equal_values_are_no_rivals():
    assert evidence_for(0, [2.0, 1.5, -1.0], [Decimal(5), Decimal(5), Decimal(7)])["ahead"] == 3.0


def test_the_weights_are_below_two_megabytes_and_hold_every_field():
    assert WEIGHTS.stat().st_size < 2_000_000
    assert set(load_boosted_trees()) == {"vendor", "total", "purchased_on"}


def test_a_page_full_of_sums_is_read_in_seconds():
    rows = "\n".join(f"Subtotal tax {n} | {n}.10" for n in range(1, 251))
    began = time.monotonic()

    receipt = read_sheet(sheet_of(rows), context=ReadingContext(today=TODAY), model="test")

    assert time.monotonic() - began < 5
    assert len(receipt.lines) == 500
