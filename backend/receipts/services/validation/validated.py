"""Validated values: typed, with a confidence each, and the checks about them. Pure."""

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from receipts.services.extraction import Box, Origin, Source, TaxLineKind

ITEMS_CUT = "items_cut"
Severity = Literal["error", "note"]
TransactionType = Literal["expense", "income"]


@dataclass(frozen=True, kw_only=True)
class Repair:
    """One change that would explain a mismatch. Proposed to a person, never applied."""

    field: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """Something about the reading that a person may want to know.

    "error" blocks an approval without a person, "note" only says. `code` is stable; `values` are
    what the check looked at, by field name.
    """

    code: str
    severity: Severity
    message: str
    values: dict[str, str]
    repair: Repair | None = None


# What a second reader makes of a value: it took the same; it took none, yet a line shows the value;
# it took another, yet a line shows it; no line shows it.
OpinionOutcome = Literal["agrees", "found", "differs", "absent"]


@dataclass(frozen=True, kw_only=True)
class FieldOpinion:
    """`value` is what the second reader took itself ("" if nothing); `printed` and `box` are the
    line that shows the first reader's value, where one does."""

    outcome: OpinionOutcome
    source: Source
    value: str = ""
    printed: str = ""
    box: Box | None = None


@dataclass(frozen=True, kw_only=True)
class CheckedField[T]:
    """`value` None: not read, or not what it should be; `text` still says what the engine gave.

    `source` None: no engine read it; the value, where there is one, comes from the account.
    `second` None: no second reader has been asked about it, or it could not say.
    """

    value: T | None = None
    confidence: float = 0.0
    text: str = ""
    printed: str = ""
    source: Source | None = None
    box: Box | None = None
    second: FieldOpinion | None = None
    origin: Origin | None = None


@dataclass(frozen=True, kw_only=True)
class SecondOpinion:
    """That a second reader was asked. `silence` says why it gave no opinion, "" where it did."""

    engine: Source
    model: str = ""
    seconds: float = 0.0
    silence: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckedTaxLine:
    """`rate` in percent. What is withheld makes the total less: it has the total's sign."""

    rate: Decimal | None
    net: Decimal | None
    tax: Decimal | None
    kind: TaxLineKind = "charged"
    box: Box | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class CheckedLineItem:
    description: str
    quantity: Decimal | None
    unit_price: Decimal | None
    amount: Decimal | None
    box: Box | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class ValidatedReceipt:
    """The fields are those of `fields`. A refund has negative amounts, printed so or not."""

    document_kind: CheckedField[str]
    vendor: CheckedField[str]
    purchased_on: CheckedField[date]
    total: CheckedField[Decimal]
    subtotal: CheckedField[Decimal]
    discount: CheckedField[Decimal]
    tax: CheckedField[Decimal]
    tip: CheckedField[Decimal]
    rounding: CheckedField[Decimal]
    currency: CheckedField[str]
    transaction_type: CheckedField[TransactionType]
    category: CheckedField[str]
    payment_method: CheckedField[str]
    receipt_number: CheckedField[str]
    item_count: CheckedField[int]
    tax_lines: tuple[CheckedTaxLine, ...]
    items: tuple[CheckedLineItem, ...]
    checks: tuple[Check, ...]
    confidence: float
    second_opinion: SecondOpinion | None = None
    charges: tuple[Decimal, ...] = ()  # for service, and what nothing else explains, of the total

    def field(self, name: str) -> CheckedField[Any]:
        """By its name in the table of fields."""
        checked: CheckedField[Any] = getattr(self, name)
        return checked

    @property
    def has_all_items(self) -> bool:
        """False: there were more than are kept."""
        return all(check.code != ITEMS_CUT for check in self.checks)

    @property
    def is_readable(self) -> bool:
        """False: neither vendor nor date nor total could be read, so there is nothing to keep."""
        main = (self.vendor.value, self.purchased_on.value, self.total.value)
        return any(value is not None for value in main)

    @property
    def blocking_checks(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.severity == "error")


def to_json(validated: ValidatedReceipt) -> dict[str, Any]:
    """A value that any JSON store takes: money and dates as strings, boxes as lists."""
    document = {part.name: _jsonable(getattr(validated, part.name)) for part in fields(validated)}
    return document | {"is_readable": validated.is_readable}


def _jsonable(value: Any) -> Any:
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case Box():
            return [value.page, value.left, value.top, value.right, value.bottom]
        case Repair():
            names = {"before": "from", "after": "to"}
            return {names.get(f.name, f.name): getattr(value, f.name) for f in fields(value)}
        case (
            Check()
            | CheckedField()
            | CheckedTaxLine()
            | CheckedLineItem()
            | FieldOpinion()
            | SecondOpinion()
        ):
            return {f.name: _jsonable(getattr(value, f.name)) for f in fields(value)}
        case tuple():
            return [_jsonable(item) for item in value]
    return value
