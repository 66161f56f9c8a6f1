"""Gradient boosting and calibration of one field, fitted and written as plain numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np

from receipts.services.offline.gradient_boosting import Tree, evidence_for
from training.fields import Described, Field

FOLDS = 5
# A synthetic receipt counts this much beside a real one: there are many more of them.
SYNTHETIC_WEIGHT = 0.4
# For the calibration: typed lines have nothing blurred or crumpled to be unsure of.
_TYPED_WEIGHT = 0.3
_TREES = 220
_SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 12,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 3.0,
    "verbose": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
}


@dataclass(frozen=True, kw_only=True)
class HeldOutChoice:
    """What trees that have not seen its vendor choose for a case, with the evidence for it."""

    case: Described
    index: int
    evidence: dict[str, float]

    @property
    def is_right(self) -> bool:
        return self.case.right[self.index]

    @property
    def is_exact(self) -> bool:
        return self.case.exact[self.index]


def grow_folds(described: Sequence[Described], *, seed: int) -> list[Any]:
    """For each fold the trees of all others: its vendors are held out."""
    return [
        _grow([d for d in described if d.case.fold != fold], seed=seed) for fold in range(FOLDS)
    ]


def choose_held_out(described: Sequence[Described], folds: Sequence[Any]) -> list[HeldOutChoice]:
    """Every case once, each by trees grown on the other folds."""
    choices: list[HeldOutChoice] = []
    for fold, grown in enumerate(folds):
        choices += _choices(grown, [d for d in described if d.case.fold == fold])
    return choices


def choose_foreign(described: Sequence[Described], *, seed: int) -> list[HeldOutChoice]:
    """Every scan once, by trees that have seen synthetic receipts only: a country new to them."""
    grown = _grow([d for d in described if not d.case.is_real], seed=seed)
    return _choices(grown, [d for d in described if d.case.is_scan])


def _choices(grown: Any, held_out: Sequence[Described]) -> list[HeldOutChoice]:
    choices = []
    for case in (d for d in held_out if d.features):
        scores = list(grown.predict(_table([case], _feature_names([case])), raw_score=True))
        best = int(np.argmax(scores))
        evidence = evidence_for(best, scores, case.values)
        choices.append(HeldOutChoice(case=case, index=best, evidence=evidence))
    return choices


@dataclass(frozen=True, kw_only=True)
class Learned:
    """One field's part of the weights file, `whole` and as each fold's other cases give it.

    `held_out` and `foreign` are the choices that its calibration was fitted on.
    """

    whole: dict[str, Any]
    folds: Sequence[dict[str, Any]]
    held_out: Sequence[HeldOutChoice]
    foreign: Sequence[HeldOutChoice]


def learn(field: Field, described: Sequence[Described], *, seed: int) -> Learned:
    folds = grow_folds(described, seed=seed)
    held_out = choose_held_out(described, folds)
    foreign = choose_foreign(described, seed=seed)
    parts = []
    for fold, grown in enumerate(folds):
        known = [choice for choice in [*held_out, *foreign] if choice.case.case.fold != fold]
        parts.append(_as_part(field, grown, known))
    whole = _as_part(field, _grow(described, seed=seed), [*held_out, *foreign])
    return Learned(whole=whole, folds=parts, held_out=held_out, foreign=foreign)


def _as_part(field: Field, grown: Any, choices: Sequence[HeldOutChoice]) -> dict[str, Any]:
    """Trees as plain numbers, and calibration from choices among cases that were held out."""
    trees = [_as_tree(tree["tree_structure"]) for tree in grown.dump_model()["tree_info"]]
    known = [_known_of(choice, field) for choice in choices]
    return {
        "features": list(_feature_names([choice.case for choice in choices])),
        "trees": [_as_numbers(tree) for tree in trees],
        "calibration": fit_calibration(known, [*_EVIDENCE, *field.calibration]),
    }


_EVIDENCE = ("odds", "ahead", "is_alone")


def _known_of(choice: HeldOutChoice, field: Field) -> tuple[dict[str, float], bool, float]:
    """Evidence, right or wrong, and weight: scans as they come in life count most."""
    features, case = choice.case.features[choice.index], choice.case.case
    known = {**choice.evidence, **{name: features[name] for name in field.calibration}}
    weight = 1.0 if case.is_scan else _TYPED_WEIGHT if case.is_real else field.synthetic_weight
    return known, choice.is_right, weight


def fit_calibration(
    rows: Sequence[tuple[dict[str, float], bool, float]], names: Sequence[str]
) -> dict[str, float]:
    """Logistic regression by Newton's method, lightly held back towards zero."""
    x = np.array([[1.0, *(evidence[name] for name in names)] for evidence, _, _ in rows])
    y = np.array([float(right) for _, right, _ in rows])
    weight = np.array([w for _, _, w in rows])
    held_back = np.diag([0.0, *([1.0] * len(names))])
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        slope = x.T @ (weight * (y - p)) - held_back @ beta
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x + held_back + 1e-6 * np.eye(len(beta))
        beta = beta + np.linalg.solve(curve, slope)
    return {name: round(float(b), 5) for name, b in zip(["bias", *names], beta, strict=True)}


def _feature_names(described: Sequence[Described]) -> tuple[str, ...]:
    return next(tuple(d.features[0]) for d in described if d.features)


def _table(described: Sequence[Described], names: Sequence[str]) -> Any:
    rows = [[features[name] for name in names] for d in described for features in d.features]
    return np.round(np.array(rows), 4)


def _grow(described: Sequence[Described], *, seed: int) -> Any:
    names = _feature_names(described)
    y = np.array([float(right) for d in described for right in d.right])
    weight = np.array(
        [1.0 if d.case.is_real else SYNTHETIC_WEIGHT for d in described for _ in d.features]
    )
    data = lightgbm.Dataset(_table(described, names), y, weight=weight)
    return lightgbm.train({**_SETTINGS, "seed": seed}, data, _TREES)


def _as_tree(structure: dict[str, Any]) -> Tree:
    """Nodes in the order of a walk, leaves counted below zero."""
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    leaves: list[float] = []

    def add(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(round(node["leaf_value"], 5))
            return -len(leaves)
        index = len(feature)
        feature.append(node["split_feature"])
        threshold.append(round(node["threshold"], 5))
        left.append(0)
        right.append(0)
        left[index], right[index] = add(node["left_child"]), add(node["right_child"])
        return index

    add(structure)
    return Tree(feature=feature, threshold=threshold, left=left, right=right, leaves=leaves)


def _as_numbers(tree: Tree) -> dict[str, Any]:
    return {
        name: getattr(tree, name) for name in ("feature", "threshold", "left", "right", "leaves")
    }
