"""The forecast: what it must get right, whatever its smoothing steps."""

from math import pi, sin
from random import Random

import pytest

from reports.catalogue.predictive_cash_flow.forecasting import forecast


def season(month):
    return 1000 + 300 * sin(2 * pi * month / 12)


def test_less_than_six_months_are_not_enough():
    assert forecast([100.0] * 5, months=3) is None
    assert forecast([100.0] * 6, months=3) is not None


def test_what_never_changes_stays_and_is_certain():
    ahead = forecast([250.0] * 8, months=4)

    assert [estimate.mean for estimate in ahead] == pytest.approx([250.0] * 4)
    assert [estimate.deviation for estimate in ahead] == pytest.approx([0.0] * 4)


def test_a_season_is_found_in_two_years():
    ahead = forecast([season(month) for month in range(36)], months=12)

    expected = [season(month) for month in range(36, 48)]
    assert [estimate.mean for estimate in ahead] == pytest.approx(expected, abs=20)


def test_a_new_level_is_followed():
    ahead = forecast([100.0] * 6 + [500.0] * 6, months=1)

    assert ahead[0].mean == pytest.approx(500, abs=60)


def test_the_further_ahead_the_wider_the_interval():
    noise = Random(1)
    history = [500 + noise.gauss(0, 50) + month * 5 for month in range(20)]

    widths = [high - low for low, high in (e.interval() for e in forecast(history, months=6))]

    assert widths == sorted(widths)
    assert widths[0] > 0


def test_four_of_five_months_lie_in_the_interval():
    """Of 300 noisy series with a season, the month that came: the share that was foretold."""
    noise = Random(7)
    inside = 0
    for _ in range(300):
        series = [season(month) + noise.gauss(0, 80) for month in range(37)]
        low, high = forecast(series[:-1], months=1)[0].interval()
        inside += low <= series[-1] <= high

    assert 0.7 <= inside / 300 <= 0.9
