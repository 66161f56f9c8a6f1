"""Fusion of what two readers read of one receipt. Pure; a silent reader changes no value."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from receipts.services.data_validator import validate_reading
from receipts.services.extraction import ExtractedReceipt, ReadingContext, Source
from receipts.services.fields import FIELD
from receipts.services.second_opinion.agreement import (
    FieldName,
    SecondReading,
    text_of_value,
)
from receipts.services.second_opinion.choice import fields_to_take
from receipts.services.second_opinion.likelihoods import RATIOS, update_confidence
from receipts.services.second_opinion.second_reader import SecondResult
from receipts.services.validation.confidence import with_overall
from receipts.services.validation.validated import (
    Check,
    CheckedField,
    FieldOpinion,
    SecondOpinion,
    Severity,
    ValidatedReceipt,
)

# For the others it is so common that both are right in their way (a brand and its company, one of
# two taxes) that a person need not look; the confidence says it.
_DIFFERENCE_MATTERS = {"purchased_on", "total", "currency", "transaction_type"}
# What the lines tell of the paper, and the values do not: one of several receipts in a picture may
# be read well, and a tax that nobody could read be left out by a model.
_OF_THE_PAPER = ("several_receipts", "tax_not_read")


def fuse_opinions(
    reading: ExtractedReceipt, result: SecondResult, *, context: ReadingContext
) -> ValidatedReceipt:
    """The first reader's values, of some fields the second one's (`choice`), each with what the
    other reader makes of it, and as sure as both together are."""
    first = validate_reading(reading, context=context)
    if result.reading is None:
        return replace(first, second_opinion=_opinion(result))
    second = SecondReading(
        engine=result.reading.engine,
        values=validate_reading(result.reading, context=context),
        lines=result.reading.lines,
        today=context.today,
    )
    taken = fields_to_take(first, second)
    merged = _with_values(reading, result.reading, taken, context=context) if taken else first
    # Of a reading to which a model has added values, the others are its own.
    is_own = reading.engine == second.engine
    opinions = {
        name: opinion
        for name in RATIOS
        if not (is_own and merged.field(name).source == second.engine and name not in taken)
        and (opinion := _opinion_on(name, first, merged, second, is_taken=name in taken))
        is not None
    }
    fused: dict[str, Any] = {
        name: _with_opinion(getattr(merged, name), opinion, ratio=RATIOS[name][opinion.outcome])
        for name, opinion in opinions.items()
    }
    told = {check.code for check in merged.checks}
    if merged.tax.value is not None:
        told.add("tax_not_read")
    of_the_paper = [
        check
        for check in second.values.checks
        if check.code in _OF_THE_PAPER and check.code not in told
    ]
    found = [
        _check(name, getattr(merged, name), opinion, first=reading.engine)
        for name, opinion in opinions.items()
    ]
    return with_overall(
        replace(
            merged,
            **fused,
            checks=(
                *merged.checks,
                *(check for check in found if check is not None),
                *of_the_paper,
            ),
            second_opinion=_opinion(result),
        )
    )


def _with_values(
    reading: ExtractedReceipt,
    other: ExtractedReceipt,
    names: Collection[str],
    *,
    context: ReadingContext,
) -> ValidatedReceipt:
    """Checked anew: what adds up or not is another question with another value in it."""
    values: dict[str, Any] = {name: getattr(other, name) for name in names}
    return validate_reading(replace(reading, **values), context=context)


def _opinion_on(
    name: FieldName,
    first: ValidatedReceipt,
    merged: ValidatedReceipt,
    second: SecondReading,
    *,
    is_taken: bool,
) -> FieldOpinion | None:
    """Of a value that was taken from the second reader it is the first one that differs."""
    if not is_taken:
        return second.opinion_on(merged, name)
    replaced: CheckedField[Any] = getattr(first, name)
    if replaced.value is None or replaced.source is None:
        return None
    return FieldOpinion(
        outcome="differs", source=replaced.source, value=text_of_value(replaced.value)
    )


def _opinion(result: SecondResult) -> SecondOpinion:
    return SecondOpinion(
        engine=result.engine,
        model=result.reading.usage.model if result.reading else "",
        seconds=round(result.seconds, 3),
        silence=result.silence or "",
    )


def _with_opinion(
    field: CheckedField[Any], opinion: FieldOpinion, *, ratio: float
) -> CheckedField[Any]:
    """A model says nothing of places, so the line that shows its value gives one."""
    return replace(
        field,
        confidence=update_confidence(field.confidence, ratio=ratio),
        box=field.box or opinion.box,
        second=opinion,
    )


def _check(
    name: FieldName, field: CheckedField[Any], opinion: FieldOpinion, *, first: Source
) -> Check | None:
    word = FIELD[name].label
    values = {name: str(field.value), "second": opinion.value}
    if opinion.outcome == "absent":
        return Check(
            code="not_found_by_second_reader",
            severity="error",
            message=f"A second reader found this {word} nowhere on the receipt.",
            values=values,
        )
    if opinion.outcome == "differs":
        severity: Severity = "error" if name in _DIFFERENCE_MATTERS else "note"
        return Check(
            code="second_reader_differs",
            severity=severity,
            message=_difference(word, opinion, is_first=opinion.source == first),
            values=values,
        )
    return None


def _difference(word: str, opinion: FieldOpinion, *, is_first: bool) -> str:
    """From a value that was taken from the second reader the first one's differs."""
    if is_first:
        return f"The first reader takes {opinion.value} for the {word}."
    return f"A second reader takes {opinion.value} for the {word}."
