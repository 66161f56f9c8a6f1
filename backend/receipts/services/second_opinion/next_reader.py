"""Next reader in order: a model that is asked about those main values alone that are missing or
unsure, and what its answer makes of them. Pure but for the question.

Where the first reader saw lines, the model's values are held against them as in any reading by a
model with a second opinion. Where the first one is a model too, the surer value is kept.
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
    read = replace(reading.read, usage=usage_together(reading.read.usage, answer.usage))
    answered: dict[str, Any] = {
        name: value for name in names if (value := answer.field(name)) is not None
    }
    if reading.read.lines:
        return _held_against_lines(reading, replace(read, **answered), context=context)
    candidate = judge(replace(read, **answered), reading.opinion, context=context)
    better = {name for name in answered if _is_better(name, candidate, reading.validated)}
    read = replace(read, **{name: answered[name] for name in better})
    validated = judge(read, reading.opinion, context=context)
    agreed = _with_agreement(validated, candidate, names=answered.keys() - better)
    return replace(reading, read=read, validated=agreed)


def _held_against_lines(
    reading: Reading, candidate: ExtractedReceipt, *, context: ReadingContext
) -> Reading:
    """Of who saw them: its values are the second opinion on the model's."""
    lines = SecondResult(engine=reading.read.engine, reading=reading.read)
    fused = fuse_opinions(candidate, lines, context=context)
    asked = SecondOpinion(engine="openai", model=candidate.usage.model)
    return replace(reading, read=candidate, validated=replace(fused, second_opinion=asked))


def _is_better(name: str, candidate: ValidatedReceipt, kept: ValidatedReceipt) -> bool:
    one, other = candidate.field(name), kept.field(name)
    if one.value is None or _is_same(one.value, other.value):
        return False
    return other.value is None or one.confidence > other.confidence


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one == other or is_same_name(one, other)
    return bool(one == other)


def _with_agreement(
    validated: ValidatedReceipt, candidate: ValidatedReceipt, *, names: Collection[str]
) -> ValidatedReceipt:
    """Of the values that stay: the next reader took the same, or another."""
    changed: dict[str, Any] = {}
    for name in names:
        field, other = validated.field(name), candidate.field(name)
        if field.value is None or other.value is None:
            continue
        ratio = _AGREES if _is_same(field.value, other.value) else _DIFFERS
        changed[name] = replace(field, confidence=update_confidence(field.confidence, ratio=ratio))
    checks = (*validated.checks, *_differences(validated, candidate, changed))
    return with_overall(replace(validated, **changed, checks=checks))


def _differences(
    validated: ValidatedReceipt, candidate: ValidatedReceipt, names: Collection[str]
) -> Iterator[Check]:
    for name in names:
        kept, other = validated.field(name).value, candidate.field(name).value
        if not _is_same(kept, other):
            value, word = text_of_value(other), FIELD[name].label
            yield Check(
                code="second_reader_differs",
                severity="error",
                message=f"Another model takes {value} for the {word}.",
                values={name: str(kept), "second": value},
            )
