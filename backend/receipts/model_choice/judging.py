"""Judgement of two readings of a receipt by what people confirmed, and of all of them: a verdict.

The scorer is that of `evaluate_extraction`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from receipts.evaluation.comparison import mcnemar_exact
from receipts.evaluation.items import Item
from receipts.evaluation.labels import FIELDS, Label
from receipts.evaluation.readings import Reading
from receipts.evaluation.verdicts import Judgement, judge
from receipts.models import ModelComparison, Transaction
from receipts.services import fields

type Word = Literal["right", "wrong", "empty"]
type Outcome = Mapping[str, Sequence[Word]]

Verdict = ModelComparison.Verdict

# Below that even a third of all dates may be lost by chance.
FEWEST_RECEIPTS = 60
# Of each field by itself. McNemar's exact test (1947) never says less than that of fewer than six
# receipts that changed, so the many fields raise few false alarms.
SIGNIFICANT = 0.05
_ITEMS = "items"
_PLURALS = {"tax": "taxes", "currency": "currencies", _ITEMS: "items"}


def confirmed_label(entry: Transaction) -> Label:
    """What people confirmed. A field without a value is not measured: it may be on the paper."""
    values = {
        field.label: getattr(entry, field.name) for field in fields.FIELDS if field.is_labelled
    }
    texts = {name: (str(value),) for name, value in values.items() if value not in (None, "")}
    items = entry.items.filter(amount__isnull=False)
    return Label(
        id=str(entry.pk),
        image=None,
        date_order=None,
        country=None,
        accepted=texts,
        as_printed={name: texts.get(name, ()) for name in FIELDS},
        absent=frozenset(),
        items=tuple(Item(name=item.description, amount=item.amount) for item in items),
        is_brand=False,
    )


def judge_both(readings: Sequence[Reading], *, label: Label) -> Outcome:
    """Of each field that was confirmed: how the configured reader and the other one read it."""
    both = [_words(judge(reading, label=label)) for reading in readings]
    return {name: [words[name] for words in both] for name in both[0]}


def add_up(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """A row for each field, in their order: of how many receipts, and what became of it."""
    names = [name for name in (*FIELDS, _ITEMS) if any(name in one for one in outcomes)]
    return [_add_up(name, [one[name] for one in outcomes if name in one]) for name in names]


def verdict_of(figures: Iterable[Mapping[str, Any]], *, compared: int) -> ModelComparison.Verdict:
    """Worse where any field is, for sure, whatever the others gain."""
    sure = [row for row in figures if row["p"] < SIGNIFICANT]
    if compared < FEWEST_RECEIPTS:
        return Verdict.UNDECIDED
    if any(row["right"][1] < row["right"][0] for row in sure):
        return Verdict.WORSE
    return Verdict.BETTER if sure else Verdict.EQUAL


def in_words(figures: Iterable[Mapping[str, Any]]) -> str:
    """The fields that are different for sure, as "dates: 96 % to 51 %"."""
    return ", ".join(_in_words(row) for row in figures if row["p"] < SIGNIFICANT)


def _words(judgement: Judgement) -> dict[str, Word]:
    words = {
        name: _word(is_given=verdict.is_given, is_right=verdict.right)
        for name, verdict in judgement.verdicts.items()
    }
    if judgement.items is not None:
        items = judgement.items
        words[_ITEMS] = _word(is_given=items.read > 0, is_right=items.all_right)
    return words


def _word(*, is_given: bool, is_right: bool) -> Word:
    return "right" if is_right else "wrong" if is_given else "empty"


def _add_up(name: str, pairs: Sequence[Sequence[Word]]) -> dict[str, Any]:
    gained = sum(one != "right" == other for one, other in pairs)
    spoilt = sum(one == "right" != other for one, other in pairs)
    return {
        "field": name,
        "compared": len(pairs),
        "right": _counted(pairs, "right"),
        "wrong": _counted(pairs, "wrong"),
        "lost": sum(one != "empty" == other for one, other in pairs),
        "better": gained,
        "worse": spoilt,
        "p": round(mcnemar_exact(gained, spoilt), 6),
    }


def _counted(pairs: Sequence[Sequence[Word]], word: Word) -> list[int]:
    return [sum(pair[place] == word for pair in pairs) for place in (0, 1)]


def _in_words(row: Mapping[str, Any]) -> str:
    name = _PLURALS.get(row["field"], f"{row['field']}s")
    before, now = (round(100 * right / row["compared"]) for right in row["right"])
    return f"{name}: {before} % to {now} %"
