"""Measure what a second opinion on a value is worth: how often each outcome, right and wrong.

  PYTHONPATH=backend:scripts python scripts/measure_second_opinion.py FOLDER... [--cache FOLDER]

Each FOLDER holds img/ and labels.jsonl as docs/accuracy.md describes. The offline reader is the
second one. The first one's values are made: the labelled value (right), values that stand nowhere
(misread: a digit changed, another day, another receipt's shop), and values that stand elsewhere on
the receipt (misplaced: another amount, date or line, day and month swapped). Prints a table.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from receipts.evaluation.comparable import cents
from receipts.evaluation.labels import Label, load_labels
from receipts.services.data_validator import validate_reading
from receipts.services.extraction import ExtractedReceipt, ReadField, ReadingContext, Usage
from receipts.services.offline.amounts.amount_tokens import find_amounts
from receipts.services.offline.dates.date_tokens import find_dates
from receipts.services.offline.reader import read_sheet
from receipts.services.second_opinion.agreement import FieldName, SecondReading
from receipts.services.second_opinion.value_search import is_same_name
from training.cases import Case, scanned_cases

# Only whether a date lies ahead depends on it; the receipts are older.
TODAY = date(2026, 11, 22)
OUTCOMES = ("agrees", "found", "differs", "absent", None)
_AMOUNTS: tuple[FieldName, ...] = ("total", "subtotal", "tax")
_DAYS_OFF = (1, 2, 3, 10, 30, 60, 365)
_HEAD_LINES = 8  # where other names than the vendor's stand
_OTHER_SHOPS = 30


@dataclass(frozen=True, kw_only=True)
class Made:
    """Values of one kind, as a first reader might give them; together they count as one."""

    field: FieldName
    kind: str
    texts: Sequence[str]


def main() -> None:
    arguments = _arguments()
    counts: defaultdict[tuple[str, str], defaultdict[str | None, float]] = defaultdict(
        lambda: defaultdict(float)
    )
    for folder in arguments.folders:
        labels = {label.id: label for label in load_labels(folder)}
        shops = [names[0] for label in labels.values() if (names := _names(label))]
        for case in scanned_cases(folder, arguments.cache / folder.name):
            context = ReadingContext(today=TODAY, date_order=case.order)
            second = _second(case, context)
            for made in _make_values(labels[case.name], second, shops, case):
                for text in made.texts:
                    outcome = _outcome(made.field, text, second, context)
                    counts[made.field, made.kind][outcome] += 1 / len(made.texts)
    for (name, kind), outcomes in sorted(counts.items()):
        times = sum(outcomes.values())
        shares = " | ".join(f"{100 * outcomes[outcome] / times:.1f}" for outcome in OUTCOMES)
        sys.stdout.write(f"| {name} | {kind} | {times:.0f} | {shares} |\n")


def _second(case: Case, context: ReadingContext) -> SecondReading:
    read = read_sheet(case.sheet, context=context, model="second")
    values = validate_reading(read, context=context)
    return SecondReading(engine="offline", values=values, lines=read.lines, today=TODAY)


def _outcome(
    name: FieldName, text: str, second: SecondReading, context: ReadingContext
) -> str | None:
    """None: the second reader could say nothing."""
    first = ExtractedReceipt(
        engine="openai",
        usage=Usage(model="first"),
        **{name: ReadField(value=text, source="openai")},  # type: ignore[arg-type]
    )
    look = second.opinion_on(validate_reading(first, context=context), name)
    return look.outcome if look else None


def _make_values(
    label: Label, second: SecondReading, shops: Sequence[str], case: Case
) -> Iterator[Made]:
    for name in _AMOUNTS:
        right = [amount for value in label.accepted.get(name, ()) if (amount := cents(value))]
        if right:
            yield from _made(name, _amounts(right, second))
    if case.days:
        yield from _made("purchased_on", _days(case.days[0], second, case))
    if _names(label):
        yield from _made("vendor", _shops(_names(label), second, shops))


def _made(name: FieldName, kinds: dict[str, list[str]]) -> Iterator[Made]:
    yield from (Made(field=name, kind=kind, texts=texts) for kind, texts in kinds.items() if texts)


def _amounts(right: Sequence[Decimal], second: SecondReading) -> dict[str, list[str]]:
    printed = {abs(t.value) for line in second.lines for t in find_amounts(line.text)}
    others = sorted(amount for amount in printed if amount not in right and amount)
    return {
        "right": [f"{right[0]:.2f}"],
        "misread": [text for text in _digits_changed(right[0]) if Decimal(text) not in right],
        "misplaced": [f"{amount:.2f}" for amount in others if amount == round(amount, 2)],
    }


def _digits_changed(amount: Decimal) -> Iterator[str]:
    text = f"{amount:.2f}"
    for place, digit in enumerate(text):
        if digit.isdecimal():
            others = (str((int(digit) + step) % 10) for step in (1, 3, 7))
            yield from (text[:place] + other + text[place + 1 :] for other in others)


def _days(right: date, second: SecondReading, case: Case) -> dict[str, list[str]]:
    others = {
        token.value
        for line in second.lines
        for token in find_dates(line.text, order=case.order, today=TODAY)
    }
    if right.day <= 12:
        others.add(right.replace(day=right.month, month=right.day))
    return {
        "right": [right.isoformat()],
        "misread": [(right + timedelta(days=days)).isoformat() for days in _DAYS_OFF],
        "misplaced": sorted(day.isoformat() for day in others - {right}),
    }


def _names(label: Label) -> list[str]:
    return [str(name) for name in label.accepted.get("vendor", ())]


def _shops(
    right: Sequence[str], second: SecondReading, shops: Sequence[str]
) -> dict[str, list[str]]:
    step = max(1, len(shops) // _OTHER_SHOPS)
    head = [line.text for line in second.lines if sum(map(str.isalpha, line.text)) > 3]

    def others(names: Sequence[str]) -> list[str]:
        return [name for name in names if not any(is_same_name(name, known) for known in right)]

    return {
        "right": [right[0]],
        "misread": others(shops[::step]),
        "misplaced": others(head[:_HEAD_LINES]),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--cache", type=Path, default=Path(".ocr_cache"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
