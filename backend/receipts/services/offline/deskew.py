"""Deskew: how a page slopes, tilted, steeper at one end than at the other, curved in between."""

from collections.abc import Sequence
from dataclasses import dataclass

# x and y from -1 to 1 over the page's text, slope there, and the length that speaks for it.
Slope = tuple[float, float, float, float]
_Vector = tuple[float, float, float]

# Beyond this difference a line's slope is more likely the detector's slip than the paper's.
_SLIP = 0.03
_ROUNDS = 4
# Ridge: how much of a curve must be seen before it is believed, as a share of all that is seen.
_RIDGE = 0.02


@dataclass(frozen=True, kw_only=True)
class Skew:
    """The slope everywhere: `tilt` + `curve` * x + `fan` * y."""

    tilt: float
    curve: float
    fan: float

    def slope(self, x: float, y: float) -> float:
        return self.tilt + self.curve * x + self.fan * y

    def rise(self, x: float, y: float) -> float:
        """How far the paper has come down at x since the middle, in the unit of x."""
        return self.tilt * x + self.curve * x * x / 2 + self.fan * x * y


def fit_skew(slopes: Sequence[Slope]) -> Skew:
    """Weighted least squares, again and again with less weight for what does not fit."""
    skew = Skew(tilt=0.0, curve=0.0, fan=0.0)
    weights = [length for *_, length in slopes]
    for _ in range(_ROUNDS if slopes else 0):
        skew = _solve(slopes, weights)
        weights = [
            length / (1 + ((slope - skew.slope(x, y)) / _SLIP) ** 2)
            for x, y, slope, length in slopes
        ]
    return skew


def _solve(slopes: Sequence[Slope], weights: Sequence[float]) -> Skew:
    """The normal equations for 1, x and y, by Cramer's rule."""
    ridge = _RIDGE * sum(weights)
    terms = [((1.0, x, y), slope, t) for (x, y, slope, _), t in zip(slopes, weights, strict=True)]
    rows: list[_Vector] = []
    right: list[float] = []
    for i in range(3):
        row = [sum(t * v[i] * v[j] for v, _, t in terms) for j in range(3)]
        row[i] += ridge if i else 1e-9
        rows.append((row[0], row[1], row[2]))
        right.append(sum(t * v[i] * slope for v, slope, t in terms))
    whole = _determinant(rows)
    tilt, curve, fan = (_determinant(_replaced(rows, j, right)) / whole for j in range(3))
    return Skew(tilt=tilt, curve=curve, fan=fan)


def _replaced(rows: Sequence[_Vector], column: int, values: Sequence[float]) -> list[_Vector]:
    changed = [list(row) for row in rows]
    for row, value in zip(changed, values, strict=True):
        row[column] = value
    return [(row[0], row[1], row[2]) for row in changed]


def _determinant(rows: Sequence[_Vector]) -> float:
    (a, b, c), (d, e, f), (g, h, i) = rows
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
