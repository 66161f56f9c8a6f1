"""Agreement of a second reader with each value of the first one. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from receipts.services.currencies import printed_minor_units
from receipts.services.extraction import Source, TextLine
from receipts.services.second_opinion.value_search import (
    find_amount,
    find_date,
    find_name,
    is_same_name,
    shows_amounts,
)
from receipts.services.validation.validated import (
    CheckedField,
    FieldOpinion,
    OpinionOutcome,
    ValidatedReceipt,
)

FieldName = Literal[
    "vendor", "purchased_on", "total", "subtotal", "tax", "currency", "transaction_type"
]


@dataclass(frozen=True, kw_only=True)
class SecondReading:
    """The second reader's own checked values, and every line that it has seen."""

    engine: Source
    values: ValidatedReceipt
    lines: Sequence[TextLine]
    today: date

    def opinion_on(self, first: ValidatedReceipt, name: FieldName) -> FieldOpinion | None:
        """None: the first reader has no such value, or this one can say nothing of it."""
        field: CheckedField[Any] = getattr(first, name)
        if field.value is None:
            return None
        match name:
            case "vendor":
                return self._opinion_on_vendor(field)
            case "purchased_on":
                own = self.values.purchased_on
                line = find_date(field.value, self.lines, today=self.today)
                return self._opinion(own, line, is_same=own.value == field.value)
            case "currency" | "transaction_type":
                return self._opinion_on_word(field, self.values.field(name))
        return self._opinion_on_amount(first, name)

    def _opinion_on_vendor(self, field: CheckedField[str]) -> FieldOpinion:
        """A shop may be printed as the reader gave it, and kept under a name that is known."""
        names = [name for name in dict.fromkeys((field.value, field.text, field.printed)) if name]
        own = self.values.vendor
        is_same = any(is_same_name(name, other) for name in names for other in _texts(own))
        found = (find_name(name, self.lines) for name in names)
        return self._opinion(own, next(filter(None, found), None), is_same=is_same)

    def _opinion_on_amount(self, first: ValidatedReceipt, name: FieldName) -> FieldOpinion | None:
        amount: Decimal = getattr(first, name).value
        own: CheckedField[Decimal] = getattr(self.values, name)
        units = printed_minor_units(first.currency.value)
        if not shows_amounts(self.lines):
            return None
        line = find_amount(amount, self.lines, minor_units=units)
        if line is None and name == "tax":
            line = self._find_parts(first, units=units)
        # A till prints a refund's minus where a reader may lose it; the sign is checked elsewhere.
        is_same = own.value is not None and abs(own.value) == abs(amount)
        return self._opinion(own, line, is_same=is_same)

    def _find_parts(self, first: ValidatedReceipt, *, units: int) -> TextLine | None:
        """Taxes are added up by the reader where a receipt prints one for each rate."""
        charged = (line for line in first.tax_lines if line.kind == "charged")
        parts = [line.tax for line in charged if line.tax]
        found = [find_amount(part, self.lines, minor_units=units) for part in parts]
        return found[-1] if found and all(found) and sum(parts) == first.tax.value else None

    def _opinion_on_word(
        self, field: CheckedField[str], own: CheckedField[str]
    ) -> FieldOpinion | None:
        """Many receipts print none, so it is never absent; it can only be another one."""
        if own.value is None or own.source is None:
            return None
        return self._opinion(own, None, is_same=own.value == field.value, unseen="differs")

    def _opinion(
        self,
        own: CheckedField[Any],
        line: TextLine | None,
        *,
        is_same: bool,
        unseen: OpinionOutcome = "absent",
    ) -> FieldOpinion:
        """Where both took the same, the place is the one that the second reader took it from."""
        value = "" if own.value is None else text_of_value(own.value)
        opinion = FieldOpinion(outcome=unseen, source=self.engine, value=value)
        if is_same:
            return replace(opinion, outcome="agrees", printed=own.printed, box=own.box)
        if line is None:
            return opinion
        outcome: OpinionOutcome = "differs" if value else "found"
        return replace(opinion, outcome=outcome, printed=line.text, box=line.box)


def _texts(field: CheckedField[str]) -> set[str]:
    return {text for text in (field.value, field.text) if text}


def text_of_value(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
