"""Reliability of confidences: do they mean what they say, what can be approved unseen? Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from receipts.evaluation.verdicts import JUDGED_TOGETHER, Judgement

# Narrow where it matters: nobody approves unseen what is not nearly certain.
_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
UNSEEN_PRECISION = 0.99
PRECISIONS = (0.97, 0.985, UNSEEN_PRECISION)
# A vendor that counts as right by similarity: a slip of a letter is no wrong shop.
SIMILAR_VENDOR = "vendor by similarity"


@dataclass(frozen=True)
class Graded:
    """One value that was given: how sure the reader was, and whether it is right."""

    confidence: float
    right: bool


@dataclass(frozen=True, kw_only=True)
class Bin:
    """Values with a confidence from `low` up to but without `high` (the last one: with it)."""

    low: float
    high: float
    count: int
    mean_confidence: float
    right: int


@dataclass(frozen=True, kw_only=True)
class Approval:
    """What would be approved from `threshold` on: `approved` of `total` receipts, `right` of them
    rightly."""

    threshold: float
    approved: int
    right: int
    total: int

    @property
    def share(self) -> float:
        return self.approved / self.total if self.total else 0.0

    @property
    def precision(self) -> float:
        return self.right / self.approved if self.approved else 0.0


@dataclass(frozen=True, kw_only=True)
class Reliability:
    """Of one field. `total` counts every receipt with a label, read or not.

    `unseen_at` for each of `PRECISIONS`; None: no threshold reaches it. `current` is at the
    threshold in use.
    """

    field: str
    bins: tuple[Bin, ...]
    error: float  # expected calibration error: mean distance between confidence and share right
    unseen_at: Mapping[float, Approval | None]
    current: Approval

    @property
    def unseen(self) -> Approval | None:
        return self.unseen_at[UNSEEN_PRECISION]


def measure_reliability(
    judgements: Sequence[Judgement], name: str, *, threshold: float
) -> Reliability | None:
    """`name` a field, `SIMILAR_VENDOR`, or "main": vendor, date and total together, as sure as the
    least sure of them.

    None: the field is not labelled, or the readings hold no confidence for it.
    """
    labelled = [j for j in judgements if _right(j, name) is not None]
    graded = [
        Graded(sure, bool(_right(j, name)))
        for j in labelled
        if (sure := _confidence(j, name)) is not None
    ]
    if not graded:
        return None
    bins = tuple(_fill_bin(graded, low, high) for low, high in pairwise(_EDGES))
    return Reliability(
        field=name,
        bins=tuple(one for one in bins if one.count),
        error=sum(abs(b.mean_confidence * b.count - b.right) for b in bins) / len(graded),
        unseen_at={
            precision: _most_approved(graded, total=len(labelled), precision=precision)
            for precision in PRECISIONS
        },
        current=_approve(graded, threshold=threshold, total=len(labelled)),
    )


def _right(judgement: Judgement, name: str) -> bool | None:
    if name == SIMILAR_VENDOR:
        vendor = judgement.verdicts.get("vendor")
        return None if vendor is None else vendor.similar
    verdict = judgement.main if name == "main" else judgement.verdicts.get(name)
    return None if verdict is None else verdict.right


def _confidence(judgement: Judgement, name: str) -> float | None:
    """None: no value was given, or the reader says nothing of its confidence."""
    if name == SIMILAR_VENDOR:
        return judgement.confidence.get("vendor")
    if name != "main":
        return judgement.confidence.get(name)
    found = [judgement.confidence.get(part) for part in JUDGED_TOGETHER]
    given = [sure for sure in found if sure is not None]
    return min(given) if len(given) == len(JUDGED_TOGETHER) else None


def _fill_bin(graded: Sequence[Graded], low: float, high: float) -> Bin:
    inside = [g for g in graded if low <= g.confidence < high or g.confidence == high == _EDGES[-1]]
    return Bin(
        low=low,
        high=high,
        count=len(inside),
        mean_confidence=sum(g.confidence for g in inside) / len(inside) if inside else 0.0,
        right=sum(g.right for g in inside),
    )


def _most_approved(graded: Sequence[Graded], *, total: int, precision: float) -> Approval | None:
    """The lowest threshold at which the approved are right often enough.

    Found on the receipts it is measured on, so it flatters small sets a little.
    """
    thresholds = sorted({g.confidence for g in graded})
    approvals = (_approve(graded, threshold=t, total=total) for t in thresholds)
    return next((a for a in approvals if a.precision >= precision), None)


def _approve(graded: Sequence[Graded], *, threshold: float, total: int) -> Approval:
    approved = [g for g in graded if g.confidence >= threshold]
    return Approval(
        threshold=threshold,
        approved=len(approved),
        right=sum(g.right for g in approved),
        total=total,
    )
