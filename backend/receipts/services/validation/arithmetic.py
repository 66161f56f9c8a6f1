"""Arithmetic of the main amounts: do they add up? Pure; single lines are in `line_arithmetic`.

A sum that differs by no more than the tolerance is right. Two things make honest receipts differ:
each printed amount is rounded by itself, and cash is rounded to the smallest coin in use.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from receipts.services.currencies import cash_step, printed_minor_units
from receipts.services.extraction import Source
from receipts.services.validation.repairs import Change, smallest_repair
from receipts.services.validation.validated import (
    Check,
    CheckedField,
    CheckedTaxLine,
    Severity,
    ValidatedReceipt,
)

_SUMMED = ("total", "subtotal", "tax", "discount", "tip", "rounding")
# What a full sum confirms.
SUMMED_UP = frozenset({"total", "subtotal", "tax"})
# Of the net amount. The highest value added taxes are 27 % (Hungary) and 40 % (India, luxuries).
MAX_TAX_SHARE = Decimal("0.40")


def rounding_tolerance(currency: str | None) -> Decimal:
    """How far a sum may be off: one minor unit, or half the smallest coin where that is more."""
    unit = Decimal(1).scaleb(-printed_minor_units(currency))
    return max(unit, cash_step(currency) / 2)


@dataclass(frozen=True)
class Sums:
    """The amounts of one receipt and the sums that may hold between them."""

    receipt: ValidatedReceipt

    @cached_property
    def tolerance(self) -> Decimal:
        return rounding_tolerance(self.receipt.currency.value)

    @cached_property
    def tax(self) -> Decimal | None:
        """All taxes together: as printed, else the sum of the tax lines."""
        if self.receipt.tax.value is not None:
            return self.receipt.tax.value
        return sum_of([line.tax for line in self.charged_lines])

    @property
    def charged_lines(self) -> list[CheckedTaxLine]:
        """Without what is withheld, which is no part of the tax."""
        return [line for line in self.receipt.tax_lines if line.kind == "charged"]

    @cached_property
    def withheld(self) -> Decimal:
        """With the sign of the total, which is less by it."""
        nothing = Decimal(0)
        lines = (line for line in self.receipt.tax_lines if line.kind == "withheld")
        kept_back = sum((abs(line.tax or nothing) for line in lines), nothing)
        return self._with_sign_of_total(kept_back)

    @cached_property
    def discount(self) -> Decimal:
        """With the sign of the total: some tills print "-2.00", others "2.00"."""
        return self._with_sign_of_total(self.receipt.discount.value)

    @cached_property
    def tip(self) -> Decimal:
        return self._with_sign_of_total(self.receipt.tip.value)

    @cached_property
    def charges(self) -> set[Decimal]:
        """What the total may be more or less by: nothing, one of them, or all."""
        printed = (*self.receipt.charges, sum(self.receipt.charges, Decimal(0)))
        return {Decimal(0), *printed, *(-charge for charge in printed)}

    @cached_property
    def rounding(self) -> Decimal:
        """With its own sign."""
        return self.receipt.rounding.value or Decimal(0)

    @cached_property
    def beyond(self) -> Decimal:
        """What the total has beyond what was bought and its tax: tip and rounding, less what is
        withheld."""
        return self.tip + self.rounding - self.withheld

    @cached_property
    def bare_total(self) -> Decimal | None:
        """The total without that: what subtotal, tax and items make up."""
        total = self.receipt.total.value
        return None if total is None else total - self.beyond

    def _with_sign_of_total(self, amount: Decimal | None) -> Decimal:
        size = abs(amount or Decimal(0))
        return -size if (self.receipt.total.value or 0) < 0 else size

    @cached_property
    def items(self) -> Decimal | None:
        """None: no items, or one without a readable amount."""
        return sum_of([item.amount for item in self.receipt.items])

    def agree(self, left: Decimal | None, right: Decimal | None) -> bool:
        return left is not None and right is not None and abs(left - right) <= self.tolerance

    @cached_property
    def has_full_sum(self) -> bool:
        """Total = subtotal + tax - discount + tip + rounding - withheld, with a tax that is not
        zero."""
        subtotal = self.receipt.subtotal.value
        if subtotal is None or not self.tax:
            return False
        return any(
            self.agree(self.bare_total, subtotal + self.tax - discount + charge)
            for discount in (self.discount, Decimal(0))
            for charge in self.charges
        )

    @cached_property
    def has_inclusive_sum(self) -> bool:
        """The subtotal already contains the tax, or there is none."""
        subtotal = self.receipt.subtotal.value
        return subtotal is not None and any(
            self.agree(self.bare_total, subtotal - discount + charge)
            for discount in (self.discount, Decimal(0))
            for charge in self.charges
        )

    @cached_property
    def item_targets(self) -> list[Decimal]:
        """What the items may add up to: with or without tax, before or after the discount."""
        total, subtotal = self.bare_total, self.receipt.subtotal.value
        net = None if total is None or self.tax is None else total - self.tax
        # The tip may be one of the items.
        wholes = (subtotal, total, net, self.receipt.total.value if self.tip else None)
        targets = [target for target in wholes if target is not None]
        return targets + [target + self.discount for target in targets if self.discount]

    @cached_property
    def do_items_add_up(self) -> bool:
        return any(self.agree(self.items, target) for target in self.item_targets)

    @cached_property
    def confirmed_fields(self) -> frozenset[str]:
        """Fields that stand in a sum that holds, so that a misreading is unlikely."""
        names: set[str] = set()
        if self.has_full_sum:
            names |= SUMMED_UP
        elif self.has_inclusive_sum:
            names |= {"total", "subtotal"}
        if names and self.discount and not self.holds_without_discount:
            names.add("discount")
        if self.agree(self.items, self.bare_total):
            names.add("total")
        if self.agree(self.items, self.receipt.subtotal.value):
            names.add("subtotal")
        if "total" in names:
            names |= {name for name in ("tip", "rounding") if getattr(self, name)}
        return frozenset(names)

    @cached_property
    def holds_without_discount(self) -> bool:
        subtotal, total = self.receipt.subtotal.value, self.bare_total
        if subtotal is None:
            return False
        return self.agree(total, subtotal) or self.agree(total, subtotal + (self.tax or 0))


# The offline reader misses items and tax lines, which says nothing of its main amounts: where its
# items did not add up 95 % of 150 totals were right, elsewhere 96 % of 360.
_READERS_THAT_MISS_LINES: frozenset[Source] = frozenset({"offline"})


def severity_of_lists(amount: CheckedField[Decimal]) -> Severity:
    """Of lines that do not make up an amount."""
    return "note" if amount.source in _READERS_THAT_MISS_LINES else "error"


def check_sums(receipt: ValidatedReceipt) -> Iterator[Check]:
    sums = Sums(receipt)
    yield from _check_total(sums)
    yield from _check_items(sums)


def _check_total(sums: Sums) -> Iterator[Check]:
    total, subtotal = sums.bare_total, sums.receipt.subtotal.value
    if total is None or subtotal is None or sums.has_full_sum or sums.has_inclusive_sum:
        return
    if sums.tax is None and abs(total) > abs(subtotal):
        return  # the difference may be the tax, which was not read
    yield Check(
        code="total_mismatch",
        severity="error",
        message="The total is not subtotal plus tax, tip and rounding less discount and withheld "
        "tax. A tip that was not read, a service charge or a misread amount would explain it.",
        values=_summed(sums),
        repair=smallest_repair(_total_changes(sums, total=total, subtotal=subtotal)),
    )


def _total_changes(sums: Sums, *, total: Decimal, subtotal: Decimal) -> Iterator[Change]:
    """Each amount as it would have to be; what another sum confirms stays as it is. `total` is
    the bare one."""
    discount, tax, tip = sums.discount, sums.tax or Decimal(0), sums.tip
    wanted = [
        ("total", subtotal + tax - discount + sums.beyond),
        ("total", subtotal - discount + sums.beyond),
        ("tip", total + tip - subtotal - tax + discount),
        ("subtotal", total - tax + discount),
        ("subtotal", total + discount),
        ("discount", subtotal + tax - total),
    ]
    wanted_tax = total - subtotal + discount
    if abs(wanted_tax) <= MAX_TAX_SHARE * abs(subtotal):
        wanted.append(("tax", wanted_tax))
    for name, after in wanted:
        if name not in sums.confirmed_fields:
            yield from change_of(sums.receipt, name, after)


def _check_items(sums: Sums) -> Iterator[Check]:
    if sums.items is None or not sums.item_targets or sums.do_items_add_up:
        return
    if not sums.receipt.has_all_items:
        return
    yield Check(
        code="items_mismatch",
        severity=severity_of_lists(sums.receipt.total),
        message="The line items add up neither to the subtotal nor to the total.",
        values={"items": f"{sums.items:f}"} | _summed(sums),
        repair=smallest_repair(_item_changes(sums, items_sum=sums.items)),
    )


def _item_changes(sums: Sums, *, items_sum: Decimal) -> Iterator[Change]:
    for name, after in (("subtotal", items_sum), ("total", items_sum + sums.beyond)):
        if name not in sums.confirmed_fields:
            yield from change_of(sums.receipt, name, after)
    for target in sums.item_targets:
        for place, item in enumerate(sums.receipt.items):
            if item.amount is not None:
                after = item.amount + target - items_sum
                yield Change(field=f"items[{place}].amount", before=item.amount, after=after)


def sum_of(amounts: list[Decimal | None]) -> Decimal | None:
    """None: nothing to add, or one amount is missing."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def change_of(receipt: ValidatedReceipt, name: str, after: Decimal) -> Iterator[Change]:
    field: CheckedField[Decimal] = getattr(receipt, name)
    if field.value is not None:
        yield Change(field=name, before=field.value, after=after, confidence=field.confidence)


def _summed(sums: Sums) -> dict[str, str]:
    """What was added up, where it is there."""
    values = {name: getattr(sums.receipt, name).value for name in _SUMMED}
    values["withheld"] = sums.withheld or None
    return {name: f"{value:f}" for name, value in values.items() if value is not None}
