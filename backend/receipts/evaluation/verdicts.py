"""Verdicts on what a reader answered, receipt by receipt and field by field. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from receipts.evaluation.comparable import (
    SIMILAR,
    bare_amount_text,
    cents,
    core_name,
    letters_and_digits,
    one_line,
    similarity,
)
from receipts.evaluation.days import day_of
from receipts.evaluation.items import ItemCounts, count_items
from receipts.evaluation.labels import Label
from receipts.evaluation.readings import Reading

JUDGED_TOGETHER = ("vendor", "date", "total")

# A brand is looked for in a name, not in a whole page of text.
_LONGEST_NAME_WITH_BRAND = 40


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Of one field that is labelled. `is_given` False: nothing was read, so nothing else is true.

    `exact`: the same text, but for case, spaces and a currency sign. `right`: the same to a
    book-keeper (letters and digits of a name, day, cents). `same_core` and `similar`, of names:
    without legal forms, and up to a few misread characters; of other fields as `right`.
    """

    is_given: bool = False
    exact: bool = False
    right: bool = False
    same_core: bool = False
    similar: bool = False


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Of one receipt: a verdict for each labelled field, and fields read that are not on it.

    `items` None: no items are labelled.
    """

    id: str
    verdicts: Mapping[str, Verdict]
    spurious: frozenset[str]
    items: ItemCounts | None
    confidence: Mapping[str, float]

    @property
    def main(self) -> Verdict | None:
        """Vendor, date and total together. None: not all three are labelled."""
        found = [self.verdicts.get(name) for name in JUDGED_TOGETHER]
        verdicts = [verdict for verdict in found if verdict is not None]
        if len(verdicts) < len(JUDGED_TOGETHER):
            return None
        return Verdict(
            is_given=all(verdict.is_given for verdict in verdicts),
            exact=all(verdict.exact for verdict in verdicts),
            right=all(verdict.right for verdict in verdicts),
            same_core=all(verdict.same_core for verdict in verdicts),
            similar=all(verdict.similar for verdict in verdicts),
        )


def judge_readings(readings: Mapping[str, Reading], *, labels: Sequence[Label]) -> list[Judgement]:
    """One for each label that has a reading; a failed reading has no values, so all is empty."""
    return [judge(readings[label.id], label=label) for label in labels if label.id in readings]


def judge(reading: Reading, *, label: Label) -> Judgement:
    return Judgement(
        id=label.id,
        verdicts={
            name: _judge_field(name, reading.values.get(name), label=label)
            for name in label.accepted
        },
        spurious=label.absent & reading.values.keys(),
        items=count_items(reading.items, labelled=label.items) if label.items else None,
        confidence=reading.confidence,
    )


def _judge_field(name: str, text: str | None, *, label: Label) -> Verdict:
    if text is None:
        return Verdict()
    if name == "vendor":
        return _judge_name(text, label=label)
    if name == "date":
        exact = any(one_line(text) == one_line(value) for value in label.as_printed[name])
        right = _is_same_day(text, label=label)
    elif name == "currency":
        exact = right = text in label.accepted[name]
    else:
        accepted = label.accepted[name]
        exact = any(bare_amount_text(text) == bare_amount_text(value) for value in accepted)
        amount = cents(text)
        right = amount is not None and amount in [cents(value) for value in accepted]
    return Verdict(is_given=True, exact=exact, right=right, same_core=right, similar=right)


def _is_same_day(text: str, *, label: Label) -> bool:
    order = label.date_order or "dmy"
    day = day_of(text, order=order)
    return day is not None and day in [day_of(v, order=order) for v in label.accepted["date"]]


def _judge_name(text: str, *, label: Label) -> Verdict:
    names = label.accepted["vendor"]
    right = any(_is_same_name(text, name, is_brand=label.is_brand) for name in names)
    same_core = right or any(core_name(text) == core_name(name) != "" for name in names)
    return Verdict(
        is_given=True,
        exact=any(one_line(text) == one_line(name) for name in names),
        right=right,
        same_core=same_core,
        similar=same_core or any(_is_similar_name(text, name) for name in names),
    )


def _is_same_name(text: str, name: object, *, is_brand: bool) -> bool:
    read, labelled = letters_and_digits(text), letters_and_digits(name)
    holds_brand = is_brand and labelled in read and len(read) <= _LONGEST_NAME_WITH_BRAND
    return read == labelled or holds_brand


def _is_similar_name(text: str, name: object) -> bool:
    whole = similarity(letters_and_digits(text), letters_and_digits(name))
    return max(whole, similarity(core_name(text), core_name(name))) >= SIMILAR
