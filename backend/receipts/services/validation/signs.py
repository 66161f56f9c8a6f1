"""Signs of a refund: one convention, however the paper and the reader put it. Pure.

A refund to the account is an expense of a negative amount. One that the account gives is an income
of a negative amount; no paper that was received shows one, only an e-invoice of its own.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal, get_args

from receipts.services.extraction import TaxLineKind
from receipts.services.fields import CREDIT_NOTE
from receipts.services.validation.validated import Check, CheckedTaxLine, ValidatedReceipt

# A discount is what it is, whichever way the money went.
_SIGNED = ("total", "subtotal", "tax", "tip")
# With the total's sign.
SIGNED_FIELDS = frozenset({*_SIGNED, "tax_lines"})


def as_refund(receipt: ValidatedReceipt) -> tuple[ValidatedReceipt, list[Check]]:
    """All amounts of a credit note less than nothing, and a refund's type an expense, with what was
    put right."""
    receipt = _withheld_as_total(receipt)
    total = receipt.total.value or Decimal(0)
    is_credit_note = receipt.document_kind.value == CREDIT_NOTE
    checks = []
    if is_credit_note and _has_positive(receipt):
        checks.append(
            Check(
                code="refund_without_minus",
                severity="note",
                message="It is a refund, so its amounts count as less than nothing.",
                values={"total": f"{total:f}"},
            )
        )
        # Some had one already: one of them may have been misread.
        checks += check_signs(receipt)
        receipt = _turned(receipt, sign=-1)
    is_own = receipt.transaction_type.source == "xml"
    is_income = receipt.transaction_type.value == "income" and not is_own
    if is_income and (is_credit_note or total < 0):
        checks.append(
            Check(
                code="refund_is_expense",
                severity="note",
                message="A refund is an expense of less than nothing, no income.",
                values={"transaction_type": "income"},
            )
        )
        expense = replace(receipt.transaction_type, value="expense")
        receipt = replace(receipt, transaction_type=expense)
    return receipt, checks


def check_signs(receipt: ValidatedReceipt) -> Iterator[Check]:
    total = receipt.total.value or Decimal(0)
    unlike = unlike_total(lambda name: receipt.field(name).value, receipt.tax_lines)
    for name, amount in unlike.items():
        yield Check(
            code="signs_differ",
            severity="error",
            message="One amount is less than nothing and the other one is not.",
            values={"total": f"{total:f}", name: f"{amount:f}"},
        )


def unlike_total(
    amount_of: Callable[[str], Decimal | None], tax_lines: Collection[CheckedTaxLine]
) -> dict[str, Decimal]:
    """Those of `SIGNED_FIELDS` that have another sign than the total. The tax lines of one kind
    count as their sum: a single one may have another, as that of a deposit given back."""
    nothing = Decimal(0)
    sums = [
        sum((getattr(line, name) or nothing for line in tax_lines if line.kind == kind), nothing)
        for kind in get_args(TaxLineKind)
        for name in ("net", "tax")
    ]
    amounts = [(name, amount_of(name) or nothing) for name in _SIGNED]
    amounts += [("tax_lines", amount) for amount in sums]
    total = amount_of("total") or nothing
    return {name: amount for name, amount in amounts if amount * total < 0}


def as_kind(receipt: ValidatedReceipt, kind: str) -> ValidatedReceipt:
    """A reading as it would have been of another kind of document, empty: of none that is known.
    What was turned as a credit note's turns back, and the other way round."""
    was_turned = any(
        check.code == "refund_without_minus" and Decimal(check.values["total"]) > 0
        for check in receipt.checks
    )
    receipt = replace(receipt, document_kind=replace(receipt.document_kind, value=kind or None))
    if was_turned and kind != CREDIT_NOTE:
        return _turned(receipt, sign=1)
    return as_refund(receipt)[0]


def _withheld_as_total(receipt: ValidatedReceipt) -> ValidatedReceipt:
    """Papers print what is kept back with a minus and without one; it has the total's sign."""
    sign = -1 if (receipt.total.value or Decimal(0)) < 0 else 1
    lines = (
        replace(line, tax=_signed(line.tax, sign)) if line.kind == "withheld" else line
        for line in receipt.tax_lines
    )
    return replace(receipt, tax_lines=tuple(lines))


def _has_positive(receipt: ValidatedReceipt) -> bool:
    """A reader may put the minus before some amounts only."""
    amounts = [receipt.field(name).value for name in _SIGNED]
    amounts += [amount for line in receipt.tax_lines for amount in (line.net, line.tax)]
    return any(amount is not None and amount > 0 for amount in amounts)


def _turned(receipt: ValidatedReceipt, *, sign: Literal[1, -1]) -> ValidatedReceipt:
    fields: dict[str, Any] = {
        name: replace(field, value=_signed(field.value, sign))
        for name in _SIGNED
        if (field := receipt.field(name)).value is not None
    }
    lines = (
        replace(line, net=_signed(line.net, sign), tax=_signed(line.tax, sign))
        for line in receipt.tax_lines
    )
    # What is kept back stands with a minus between amounts that have none.
    listed = sum(item.amount or Decimal(0) for item in receipt.items)
    items = (
        replace(item, amount=None if item.amount is None else -item.amount)
        for item in receipt.items
    )
    turned_items = tuple(items) if listed * sign < 0 else receipt.items
    rounding, total = receipt.rounding, receipt.total.value or Decimal(0)
    if rounding.value and total * sign < 0:  # up or down, and so the other way round
        fields["rounding"] = replace(rounding, value=-rounding.value)
    return replace(receipt, **fields, tax_lines=tuple(lines), items=turned_items)


def _signed(amount: Decimal | None, sign: int) -> Decimal | None:
    return None if amount is None else sign * abs(amount)
