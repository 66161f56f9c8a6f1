"""Exponential smoothing with a damped trend and, from two years of history on, a season. Pure.

The additive state space models ETS(A,Ad,N) and ETS(A,Ad,A) in their error correction form, with
the variance of the forecast from Hyndman, Koehler, Ord and Snyder, "Forecasting with Exponential
Smoothing" (2008), table 6.1. Floating point: these are estimates, not bookkeeping.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import sqrt
from statistics import NormalDist, fmean

MIN_MONTHS = 6
SEASON = 12
COVERAGE = 0.8

_DAMPING = 0.9
_LEVEL_STEPS = (0.05, 0.1, 0.2, 0.35, 0.5, 0.8)
_TREND_STEPS = (0.0, 0.02, 0.1)
_SEASON_STEPS = (0.0, 0.1, 0.3)


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """`deviation` is the standard deviation of the forecast's error."""

    mean: float
    deviation: float

    def interval(self) -> tuple[float, float]:
        """Where four of five months should come to lie."""
        reach = NormalDist().inv_cdf(0.5 + COVERAGE / 2) * self.deviation
        return self.mean - reach, self.mean + reach


@dataclass(frozen=True, kw_only=True)
class _Steps:
    level: float
    trend: float
    season: float


@dataclass(kw_only=True)
class _State:
    level: float
    trend: float
    season: list[float]

    def expected(self) -> float:
        return self.level + _DAMPING * self.trend + self.season[0]

    def learn(self, error: float, steps: _Steps) -> None:
        self.level += _DAMPING * self.trend + steps.level * error
        self.trend = _DAMPING * self.trend + steps.trend * error
        self.season.append(self.season.pop(0) + steps.season * error)


def forecast(history: Sequence[float], *, months: int) -> list[Estimate] | None:
    """The months that follow the history. None: it is shorter than six months."""
    if len(history) < MIN_MONTHS:
        return None
    fits = [(_fit(history, steps), steps) for steps in _steps_for(history)]
    (squares, state), steps = min(fits, key=lambda fit: fit[0][0])
    variance = squares / max(len(history) - _estimated(history), 1)
    return list(_ahead(state, steps, variance, months))


def _steps_for(history: Sequence[float]) -> Iterator[_Steps]:
    seasons = _SEASON_STEPS if _has_season(history) else (0.0,)
    for level, trend, season in product(_LEVEL_STEPS, _TREND_STEPS, seasons):
        if trend <= level:
            yield _Steps(level=level, trend=trend, season=season)


def _has_season(history: Sequence[float]) -> bool:
    return len(history) >= 2 * SEASON


def _estimated(history: Sequence[float]) -> int:
    """How many figures were chosen by looking at the same months, which makes the errors look
    smaller than they are: the steps, the first level and the season of the first years."""
    return 3 + 1 + SEASON - 1 if _has_season(history) else 2 + 1


def _first_state(history: Sequence[float]) -> _State:
    """The level of the first year, no trend, and each month's usual distance from its year."""
    if not _has_season(history):
        return _State(level=fmean(history[:MIN_MONTHS]), trend=0.0, season=[0.0] * SEASON)
    years = [history[start : start + SEASON] for start in (0, SEASON)]
    means = [fmean(year) for year in years]
    season = [
        fmean(year[month] - mean for year, mean in zip(years, means, strict=True))
        for month in range(SEASON)
    ]
    return _State(level=means[0], trend=0.0, season=season)


def _fit(history: Sequence[float], steps: _Steps) -> tuple[float, _State]:
    """The sum of the squared errors of each month's forecast from the months before it."""
    state, squares = _first_state(history), 0.0
    for value in history:
        error = value - state.expected()
        squares += error * error
        state.learn(error, steps)
    return squares, state


def _ahead(state: _State, steps: _Steps, variance: float, months: int) -> Iterator[Estimate]:
    damped, grown = 0.0, 1.0
    for ahead in range(1, months + 1):
        damped += _DAMPING**ahead
        mean = state.level + damped * state.trend + state.season[(ahead - 1) % SEASON]
        yield Estimate(mean=mean, deviation=sqrt(variance * grown))
        repeats = steps.season if ahead % SEASON == 0 else 0.0
        grown += (steps.level + steps.trend * damped + repeats) ** 2
