"""Next reader in order: a model that is asked about those main values alone that are missing or
unsure, and what its answer makes of them. Pure but for the question.

Where the first reader saw lines, the model's values are held against them as in any reading by a
model with a second opinion. The surer value is kept, and what the other one took is told.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from receipts.services.data_validator import validate_reading
from receipts.services.extraction import ExtractedReceipt, Page, ReadingContext, usage_together
from receipts.services.fields import FIELD, MAIN_FIELDS, PURCHASE_KINDS
from receipts.services.second_opinion.agreement import text_of_value
from receipts.services.second_opinion.cutting import parts_with
from receipts.services.second_opinion.fusion import fuse_opinions
from receipts.services.second_opinion.likelihoods import update_confidence
from receipts.services.second_opinion.second_reader import SecondResult
from receipts.services.second_opinion.value_search import is_same_name
from receipts.services.validation.confidence import fields_in_doubt, sureness_of, with_overall
from receipts.services.validation.validated import Check, SecondOpinion, ValidatedReceipt

# Nobody has counted how often two models are wrong alike; set, and far below what lines are worth.
_AGREES, _DIFFERS = 3.0, 1 / 3


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was read, with a second opinion or none, and what was made of it."""

    read: ExtractedReceipt
    opinion: SecondResult | None
    validated: ValidatedReceipt


class NextReader(Protocol):
    """`needed`: how likely all main values have to be right. `ask_next` returns None where there is
    nobody to ask; it never raises for an answer that does not come."""

    @property
    def needed(self) -> float: ...

    def ask_next(
        self, pages: Sequence[Page], names: tuple[str, ...], *, context: ReadingContext
    ) -> ExtractedReceipt | None: ...


def with_next_reader(
    reading: Reading, pages: Sequence[Page], *, next_reader: NextReader, context: ReadingContext
) -> Reading:
    """The same reading where nothing is in doubt, or nobody answers."""
    names = unsure_fields(reading.validated, needed=next_reader.needed)
    if not names:
        return reading
    parts = parts_with(pages, reading.validated, names)
    answer = next_reader.ask_next(parts, names, context=context)
    return reading if answer is None else _merged(reading, answer, names, context=context)


def unsure_fields(validated: ValidatedReceipt, *, needed: float) -> tuple[str, ...]:
    """Main fields that keep it from being sure enough. None of what is no purchase."""
    kind = validated.document_kind.value
    if kind is not None and kind not in PURCHASE_KINDS:
        return ()
    doubted = fields_in_doubt(sureness_of(validated), needed=needed)
    return tuple(field.name for field in MAIN_FIELDS if field.name in doubted)


def judge(
    read: ExtractedReceipt, opinion: SecondResult | None, *, context: ReadingContext
) -> ValidatedReceipt:
    """As it is checked, and fused with the second opinion where there is one."""
    if opinion is None:
        return validate_reading(read, context=context)
    return fuse_opinions(read, opinion, context=context)


def _merged(
    reading: Reading, answer: ExtractedReceipt, names: Sequence[str], *, context: ReadingContext
) -> Reading:
    """Each value by itself: the next reader's where it is surer than the one that is there."""
    read = replace(reading.read, usage=usage_together(reading.read.usage, answer.usage))
    given: dict[str, Any] = {
        name: value for name in names if (value := answer.field(name)) is not None
    }
    # Before lines have their say: with them both may come to the same, whatever it answered.
    own = validate_reading(replace(read, **given), context=context)
    given = {name: value for name, value in given.items() if own.field(name).value is not None}
    candidate = _judged(reading, replace(read, **given), context=context)
    better = {name for name in given if _is_better(name, candidate, own, reading)}
    taken = replace(read, **{name: given[name] for name in better})
    validated = _judged(reading, taken, context=context) if better else reading.validated
    kept = _with_agreement(validated, own, names=given.keys() - better)
    merged = replace(reading, read=taken, validated=kept)
    if reading.read.lines:
        asked = SecondOpinion(engine="openai", model=answer.usage.model)
        return replace(merged, validated=replace(kept, second_opinion=asked))
    before = reading.validated
    replaced = {name for name in better if before.field(name).value is not None}
    return replace(merged, validated=_with_agreement(kept, before, names=replaced))


def _judged(
    reading: Reading, read: ExtractedReceipt, *, context: ReadingContext
) -> ValidatedReceipt:
    """Where the first reader saw lines, its values are the second opinion on the model's."""
    if not reading.read.lines:
        return judge(read, reading.opinion, context=context)
    lines = SecondResult(engine=reading.read.engine, reading=reading.read)
    return fuse_opinions(read, lines, context=context)


def _is_better(
    name: str, candidate: ValidatedReceipt, own: ValidatedReceipt, reading: Reading
) -> bool:
    one, kept = candidate.field(name), reading.validated.field(name)
    if not _is_same(one.value, own.field(name).value):
        return False  # lines were surer than it
    if _is_same(one.value, kept.value):
        # That lines and a model agree is measured, and that two models do is not.
        return bool(reading.read.lines)
    if kept.value is None:
        return True
    ratio = _DIFFERS if reading.read.lines else 1.0
    return one.confidence > update_confidence(kept.confidence, ratio=ratio)


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one == other or is_same_name(one, other)
    return bool(one == other)


def _with_agreement(
    validated: ValidatedReceipt, other: ValidatedReceipt, *, names: Collection[str]
) -> ValidatedReceipt:
    """Of the values that stand: another reader took the same, or another."""
    changed: dict[str, Any] = {}
    for name in names:
        field, second = validated.field(name), other.field(name)
        if field.value is None or second.value is None:
            continue
        ratio = _AGREES if _is_same(field.value, second.value) else _DIFFERS
        changed[name] = replace(field, confidence=update_confidence(field.confidence, ratio=ratio))
    checks = (*validated.checks, *_differences(validated, other, changed))
    return with_overall(replace(validated, **changed, checks=checks))


def _differences(
    validated: ValidatedReceipt, other: ValidatedReceipt, names: Collection[str]
) -> Iterator[Check]:
    for name in names:
        kept, second = validated.field(name).value, other.field(name).value
        if not _is_same(kept, second):
            value, word = text_of_value(second), FIELD[name].label
            yield Check(
                code="second_reader_differs",
                severity="error",
                message=f"Another model takes {value} for the {word}.",
                values={name: str(kept), "second": value},
            )
