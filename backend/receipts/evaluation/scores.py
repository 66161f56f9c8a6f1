"""Scores: the judgements of many receipts added up. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from receipts.evaluation.items import ItemCounts
from receipts.evaluation.labels import FIELDS
from receipts.evaluation.readings import Reading
from receipts.evaluation.verdicts import Judgement, Verdict

_Z_95 = 1.96  # of the normal distribution, two-sided


@dataclass(frozen=True, kw_only=True)
class FieldScore:
    """Receipts on which the field is labelled, and of these how many were read how well.

    `spurious`: values given for a field that is known not to be on the receipt.
    """

    labelled: int
    given: int
    exact: int
    right: int
    same_core: int
    similar: int
    spurious: int

    @property
    def empty(self) -> int:
        return self.labelled - self.given

    @property
    def wrong(self) -> int:
        return self.given - self.right

    @property
    def precision(self) -> float:
        """Of the values given; 0 where there is none."""
        given = self.given + self.spurious
        return self.right / given if given else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """In which the share of right values lies, with 95 % certainty."""
        return wilson_interval(self.right, self.labelled)


@dataclass(frozen=True, kw_only=True)
class ItemScore:
    """`receipts` have labelled items; `all_right`: on so many each item was read, and no other."""

    receipts: int
    all_right: int
    counts: ItemCounts


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Seconds for one receipt, and the process's peak in MiB. None: not recorded."""

    mean: float
    p50: float
    p95: float
    longest: float
    peak_mb: float | None


@dataclass(frozen=True, kw_only=True)
class Scores:
    """`fields` holds only those that are labelled somewhere; `main` is vendor, date and total."""

    fields: dict[str, FieldScore]
    main: FieldScore
    items: ItemScore | None


def add_up(judgements: Sequence[Judgement]) -> Scores:
    by_field = {name: score_field(judgements, name) for name in FIELDS}
    mains = [judgement.main for judgement in judgements]
    return Scores(
        fields={name: score for name, score in by_field.items() if score.labelled},
        main=_count([verdict for verdict in mains if verdict], spurious=0),
        items=_score_items([j.items for j in judgements if j.items is not None]),
    )


def score_field(judgements: Iterable[Judgement], name: str) -> FieldScore:
    found = list(judgements)
    verdicts = [j.verdicts[name] for j in found if name in j.verdicts]
    return _count(verdicts, spurious=sum(name in j.spurious for j in found))


def measure_cost(readings: Iterable[Reading]) -> Cost | None:
    """None: no reading says how long it took."""
    found = list(readings)
    seconds = sorted(r.seconds for r in found if r.seconds is not None)
    if not seconds:
        return None
    count = len(seconds)
    return Cost(
        mean=sum(seconds) / count,
        p50=seconds[count // 2],
        p95=seconds[min(count - 1, int(0.95 * count))],
        longest=seconds[-1],
        peak_mb=max((r.peak_mb for r in found if r.peak_mb is not None), default=None),
    )


def wilson_interval(right: int, total: int) -> tuple[float, float]:
    """Wilson's score interval at 95 % (1927): honest for few receipts and for shares near 1."""
    if not total:
        return (0.0, 0.0)
    share, z_squared = right / total, _Z_95**2
    middle = share + z_squared / (2 * total)
    half = _Z_95 * math.sqrt(share * (1 - share) / total + z_squared / (4 * total**2))
    scale = 1 + z_squared / total
    return ((middle - half) / scale, (middle + half) / scale)


def _count(verdicts: Sequence[Verdict], *, spurious: int) -> FieldScore:
    return FieldScore(
        labelled=len(verdicts),
        given=sum(verdict.is_given for verdict in verdicts),
        exact=sum(verdict.exact for verdict in verdicts),
        right=sum(verdict.right for verdict in verdicts),
        same_core=sum(verdict.same_core for verdict in verdicts),
        similar=sum(verdict.similar for verdict in verdicts),
        spurious=spurious,
    )


def _score_items(counts: Sequence[ItemCounts]) -> ItemScore | None:
    if not counts:
        return None
    return ItemScore(
        receipts=len(counts),
        all_right=sum(one.all_right for one in counts),
        counts=sum(counts, start=ItemCounts()),
    )
