"""Fusion of a checked receipt and a second opinion. Pure; a silent reader changes no value."""

from dataclasses import replace
from typing import Any

from receipts.services.data_validator import validate_reading
from receipts.services.extraction import ReadingContext
from receipts.services.fields import FIELD
from receipts.services.second_opinion.agreement import FieldName, SecondReading
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


def fuse_opinions(
    first: ValidatedReceipt, result: SecondResult, *, context: ReadingContext
) -> ValidatedReceipt:
    """Each value with what the second reader makes of it, and as sure as both together are."""
    if result.reading is None:
        return replace(first, second_opinion=_opinion(result))
    second = SecondReading(
        engine=result.reading.engine,
        values=validate_reading(result.reading, context=context),
        lines=result.reading.lines,
        today=context.today,
    )
    opinions = {
        name: opinion for name in RATIOS if (opinion := second.opinion_on(first, name)) is not None
    }
    fused: dict[str, Any] = {
        name: _with_opinion(getattr(first, name), opinion, ratio=RATIOS[name][opinion.outcome])
        for name, opinion in opinions.items()
    }
    found = [_check(name, getattr(first, name), opinion) for name, opinion in opinions.items()]
    return with_overall(
        replace(
            first,
            **fused,
            checks=(*first.checks, *(check for check in found if check is not None)),
            second_opinion=_opinion(result),
        )
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


def _check(name: FieldName, field: CheckedField[Any], opinion: FieldOpinion) -> Check | None:
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
            message=f"A second reader takes {opinion.value} for the {word}.",
            values=values,
        )
    return None
