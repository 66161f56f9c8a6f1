"""Gradient boosting: trees that score candidates, and the calibration of what they choose.

The weights are plain numbers in `weights.json`, made by `scripts/train_reader.py`.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """One decision tree: node i asks whether feature[i] is at most threshold[i].

    A child below zero is a leaf: -1 the first of `leaves`, -2 the second.
    """

    feature: Sequence[int]
    threshold: Sequence[float]
    left: Sequence[int]
    right: Sequence[int]
    leaves: Sequence[float]

    def value(self, described: Sequence[float]) -> float:
        node = 0 if self.feature else -1
        while node >= 0:
            low = described[self.feature[node]] <= self.threshold[node]
            node = self.left[node] if low else self.right[node]
        return self.leaves[-node - 1]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which candidate is best, and the probability that it is right."""

    index: int
    confidence: float


@dataclass(frozen=True, kw_only=True)
class BoostedTrees:
    """Score the candidates of one field; `calibration` is a logistic curve's weights by name."""

    features: Sequence[str]
    trees: Sequence[Tree]
    calibration: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """The log odds that a candidate is right, seen alone."""
        described = [features[name] for name in self.features]
        return sum(tree.value(described) for tree in self.trees)

    def choose(
        self, described: Sequence[Mapping[str, float]], values: Sequence[object]
    ) -> Choice | None:
        """The best candidate. Candidates with equal values support one another."""
        if not described:
            return None
        scores = [self.score(features) for features in described]
        best = max(range(len(scores)), key=scores.__getitem__)
        evidence = evidence_for(best, scores, values)
        return Choice(index=best, confidence=self.confidence(evidence, described[best]))

    def confidence(self, evidence: Mapping[str, float], features: Mapping[str, float]) -> float:
        """Calibrated by the evidence of the choice and some of the candidate's own features."""
        return probability(self.calibration, {**features, **evidence})


def probability(calibration: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Logistic calibration: the curve of the weighted features; "bias" is the weight of none."""
    known = {**features, "bias": 1.0}
    odds = sum(weight * known[name] for name, weight in calibration.items())
    return 1 / (1 + math.exp(-odds))


# Beyond these more odds mean nothing more.
_MOST = 6.0
_ALONE = 8.0


def evidence_for(best: int, scores: Sequence[float], values: Sequence[object]) -> dict[str, float]:
    """What a choice is calibrated by: its own odds, and how far the next value is behind."""
    rivals = [s for s, v in zip(scores, values, strict=True) if v != values[best]]
    ahead = scores[best] - max(rivals) if rivals else _ALONE
    return {
        "odds": max(min(scores[best], _MOST), -_MOST),
        "ahead": min(ahead, _ALONE),
        "is_alone": float(not rivals),
    }


@cache
def load_calibrations() -> dict[str, dict[str, float]]:
    """For the fields that rules read: weights of `probability`, counted on synthetic receipts."""
    raw: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {field: dict(weights) for field, weights in raw["calibration"].items()}


@cache
def load_boosted_trees() -> dict[str, BoostedTrees]:
    """By field: vendor, purchased_on, total. Read once for the process."""
    raw: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {
        field: BoostedTrees(
            features=tuple(part["features"]),
            trees=tuple(Tree(**tree) for tree in part["trees"]),
            calibration=part["calibration"],
        )
        for field, part in raw["fields"].items()
    }
