"""Approvals: which of the readings nobody would have been asked about, by the decision that the
ledger takes, and how often each reason was right to ask. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from receipts.evaluation.readings import Reading
from receipts.evaluation.verdicts import JUDGED_TOGETHER, Judgement
from receipts.services.validation.confidence import fields_in_doubt

# What has to be right before nobody looks, of that which is labelled.
_MAIN = (*JUDGED_TOGETHER, "tax", "currency")
# A tax is labelled on too few to say that a receipt is right.
_OF_RIGHT = (*JUDGED_TOGETHER, "currency")


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many of some receipts were approved."""

    approved: int
    receipts: int


@dataclass(frozen=True, kw_only=True)
class ReasonCount:
    """How often a reason asked where a main value is wrong or missing, and where all are right;
    `alone`: and no other one asked."""

    reason: str
    rightly: int
    wrongly: int
    rightly_alone: int
    wrongly_alone: int


@dataclass(frozen=True, kw_only=True)
class Approvals:
    """Of `all` receipts; of the `right` ones, whose labelled main values are all right; and of the
    `complete` ones among these, with vendor, date and total labelled. `wrong`: ids of the
    approved, with the fields that are not as labelled."""

    all: Share
    right: Share
    complete: Share
    wrong: Mapping[str, Sequence[str]]
    reasons: Sequence[ReasonCount]


def measure_approvals(
    readings: Mapping[str, Reading], judgements: Sequence[Judgement], *, needed: float
) -> Approvals | None:
    """`needed`: the probability that all are right from which nobody is asked. None: the readings
    do not tell how sure they are."""
    if not any(reading.sureness for reading in readings.values()):
        return None
    asked = {j.id: reasons_to_ask(readings[j.id], needed=needed) for j in judgements}
    right = [j for j in judgements if _is_right(j)]
    approved = [j for j in judgements if not asked[j.id]]
    return Approvals(
        all=_share(judgements, asked),
        right=_share(right, asked),
        complete=_share([j for j in right if j.main is not None], asked),
        wrong={j.id: wrong for j in approved if (wrong := _wrong_fields(j))},
        reasons=_count_reasons(judgements, asked),
    )


def reasons_to_ask(reading: Reading, *, needed: float) -> list[str]:
    """Codes of the failed checks, and the fields in doubt; empty: it is approved."""
    if reading.error:
        return ["failed"]
    doubted = fields_in_doubt(reading.sureness, needed=needed)
    return [*reading.failed, *(f"unsure_{label}" for label in doubted)]


def _share(judgements: Sequence[Judgement], asked: Mapping[str, Sequence[str]]) -> Share:
    return Share(approved=sum(not asked[j.id] for j in judgements), receipts=len(judgements))


def _is_right(judgement: Judgement) -> bool:
    found = [v.right for name in _OF_RIGHT if (v := judgement.verdicts.get(name))]
    return bool(found) and all(found)


def _wrong_fields(judgement: Judgement) -> list[str]:
    return [name for name in _MAIN if (v := judgement.verdicts.get(name)) and not v.right]


def _count_reasons(
    judgements: Sequence[Judgement], asked: Mapping[str, Sequence[str]]
) -> list[ReasonCount]:
    """Those that ask most often in vain come first. Where nothing is labelled nobody can tell."""
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for judgement in (j for j in judgements if not j.verdicts.keys().isdisjoint(_MAIN)):
        is_in_vain = not _wrong_fields(judgement)
        reasons = set(asked[judgement.id])
        counts.update((reason, is_in_vain, len(reasons) == 1) for reason in reasons)
    found = [
        ReasonCount(
            reason=reason,
            rightly=counts[reason, False, False] + counts[reason, False, True],
            wrongly=counts[reason, True, False] + counts[reason, True, True],
            rightly_alone=counts[reason, False, True],
            wrongly_alone=counts[reason, True, True],
        )
        for reason in sorted({reason for reason, _, _ in counts})
    ]
    return sorted(found, key=lambda count: -count.wrongly)
