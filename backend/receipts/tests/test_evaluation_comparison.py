"""Two runs side by side, and whether a confidence can be trusted."""

import pytest

from receipts.evaluation.comparison import compare, mcnemar_exact
from receipts.evaluation.reliability import SIMILAR_VENDOR, measure_reliability
from receipts.evaluation.verdicts import Judgement, Verdict


def judgement(key, *, confidence=None, **fields):
    verdicts = {
        name: Verdict(is_given=is_right is not None, right=bool(is_right), similar=bool(is_right))
        for name, is_right in fields.items()
    }
    return Judgement(
        id=key,
        verdicts=verdicts,
        spurious=frozenset(),
        items=None,
        confidence=confidence or {},
    )


@pytest.mark.parametrize(
    ("better", "worse", "p_value"),
    [(0, 0, 1.0), (1, 0, 1.0), (5, 0, 0.0625), (6, 1, 0.125), (1, 6, 0.125), (10, 2, 0.038574)],
)
def test_the_paired_test_is_exact(better, worse, p_value):
    assert mcnemar_exact(better, worse) == pytest.approx(p_value, abs=1e-6)


def test_the_paired_test_holds_for_thousands_of_changes():
    assert mcnemar_exact(5000, 5000) == 1.0
    assert mcnemar_exact(6000, 4000) < 1e-80


def test_what_got_better_and_what_got_worse_is_named():
    before = [
        judgement("a", total=True),
        judgement("b", total=False),
        judgement("c", total=None),
        judgement("only before", total=True),
    ]
    now = [
        judgement("a", total=False),
        judgement("b", total=True),
        judgement("c", total=True),
        judgement("only now", total=True),
    ]

    [change] = compare(before, now)

    assert (change.name, change.compared) == ("total", 3)
    assert (change.right_before, change.right_now) == (1, 2)
    assert (change.better, change.worse) == (("b", "c"), ("a",))
    assert change.p_value == 1.0


def test_all_three_are_compared_where_all_three_are_labelled():
    before = [judgement("a", vendor=True, date=True, total=False), judgement("b", total=True)]
    now = [judgement("a", vendor=True, date=True, total=True), judgement("b", total=True)]

    changes = {change.name: change for change in compare(before, now)}

    assert list(changes) == ["vendor", "vendor by similarity", "date", "total", "all three"]
    assert (changes["all three"].compared, changes["all three"].better) == (1, ("a",))


def sure(*pairs):
    """Judgements of totals: (confidence, right)."""
    return [
        judgement(str(place), confidence={"total": confidence}, total=is_right)
        for place, (confidence, is_right) in enumerate(pairs)
    ]


def test_bins_hold_every_value_once():
    found = measure_reliability(
        sure((0.0, False), (0.5, True), (0.89, True), (0.9, False), (0.99, True), (1.0, True)),
        "total",
        threshold=0.95,
    )

    assert [(one.low, one.high, one.count, one.right) for one in found.bins] == [
        (0.0, 0.5, 1, 0),
        (0.5, 0.7, 1, 1),
        (0.8, 0.9, 1, 1),
        (0.9, 0.95, 1, 0),
        (0.99, 1.0, 2, 2),
    ]
    assert found.bins[-1].mean_confidence == pytest.approx(0.995)
    # The distances of the five bins: 0, half, 0.11, 0.9, and twice 0.005.
    assert found.error == pytest.approx(1.52 / 6)


def test_the_share_approved_unseen_stops_where_precision_would_fall_below_99_percent():
    many = [(0.9, True)] * 98 + [(0.9, False), (0.8, True), (0.8, True), (0.7, False)]

    found = measure_reliability(sure(*many), "total", threshold=0.95)

    assert (found.unseen.threshold, found.unseen.approved, found.unseen.right) == (0.8, 101, 100)
    assert found.unseen.share == pytest.approx(101 / 102)
    assert (found.current.approved, found.current.share) == (0, 0.0)


def test_more_may_be_approved_where_more_may_be_wrong():
    found = measure_reliability(
        sure(*[(0.9, True)] * 66, *[(0.8, True)] * 30, (0.8, False), (0.7, False), (0.7, False)),
        "total",
        threshold=0.95,
    )

    assert [approval.approved for approval in found.unseen_at.values()] == [97, 97, 66]


def test_a_vendor_with_a_slip_counts_by_similarity_alone():
    slip = Judgement(
        id="a",
        verdicts={"vendor": Verdict(is_given=True, similar=True)},
        spurious=frozenset(),
        items=None,
        confidence={"vendor": 0.9},
    )

    exact = measure_reliability([slip], "vendor", threshold=0.5)
    similar = measure_reliability([slip], SIMILAR_VENDOR, threshold=0.5)

    assert (exact.current.right, similar.current.right) == (0, 1)


def test_values_that_are_never_right_often_enough_are_not_approved():
    found = measure_reliability(sure((0.9, True), (0.9, False)), "total", threshold=0.9)

    assert found.unseen is None
    assert (found.current.approved, found.current.right, found.current.precision) == (2, 1, 0.5)


def test_a_receipt_is_as_sure_as_the_least_sure_of_its_main_fields():
    confidence = {"vendor": 0.9, "date": 0.6, "total": 0.99}
    whole = judgement("a", confidence=confidence, vendor=True, date=True, total=True)
    empty = judgement("b", confidence={"total": 0.99}, vendor=None, date=None, total=True)

    found = measure_reliability([whole, empty], "main", threshold=0.5)

    assert [(one.low, one.count, one.right) for one in found.bins] == [(0.5, 1, 1)]
    assert (found.current.approved, found.current.total) == (1, 2)


def test_without_confidences_there_is_no_reliability():
    assert measure_reliability([judgement("a", total=True)], "total", threshold=0.9) is None
