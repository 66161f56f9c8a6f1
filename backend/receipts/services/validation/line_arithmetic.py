"""Line arithmetic: whether single line items and tax lines are right in themselves. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from receipts.services.currencies import printed_minor_units
from receipts.services.validation.arithmetic import (
    Sums,
    change_of,
    severity_of_lists,
    sum_of,
)
from receipts.services.validation.repairs import Change, smallest_repair
from receipts.services.validation.validated import (
    Check,
    CheckedLineItem,
    CheckedTaxLine,
    ValidatedReceipt,
)

_MAX_ITEM_CHECKS = 10  # a receipt read wholly wrong says so with examples, not five hundred times


def check_lines(receipt: ValidatedReceipt) -> Iterator[Check]:
    sums = Sums(receipt)
    yield from _check_item_amounts(sums)
    yield from _check_item_count(receipt)
    yield from _check_tax_lines(sums)


def _check_item_amounts(sums: Sums) -> Iterator[Check]:
    if _is_checked_by_its_rules(sums):
        return
    found = 0
    for place, item in enumerate(sums.receipt.items):
        if found < _MAX_ITEM_CHECKS and _is_wrong_product(item, tolerance=sums.tolerance):
            found += 1
            yield _item_amount_check(place, item)


def _is_checked_by_its_rules(sums: Sums) -> bool:
    """An e-invoice: its lines may have allowances of their own, and one rate more than the total
    where another takes back."""
    return sums.receipt.total.source == "xml"


def _is_wrong_product(item: CheckedLineItem, *, tolerance: Decimal) -> bool:
    if item.quantity is None or item.unit_price is None or item.amount is None:
        return False
    return abs(abs(item.quantity * item.unit_price) - abs(item.amount)) > tolerance


def _item_amount_check(place: int, item: CheckedLineItem) -> Check:
    parts = ("quantity", "unit_price", "amount")
    return Check(
        code="item_amount_mismatch",
        severity="note",
        message=f"Quantity times unit price is not the amount of line item {place + 1}.",
        values={f"items[{place}].{part}": f"{getattr(item, part):f}" for part in parts},
    )


def _check_item_count(receipt: ValidatedReceipt) -> Iterator[Check]:
    """Tills count either the lines or the pieces; goods by weight count as one piece."""
    count = receipt.item_count.value
    if count is None or not receipt.items:
        return
    pieces = sum((_pieces(item) for item in receipt.items), Decimal(0))
    if count not in {len(receipt.items), pieces}:
        yield Check(
            code="item_count_mismatch",
            severity="note",
            message="The number of items that is printed is not the number of items that was read.",
            values={
                "item_count": str(count),
                "items": str(len(receipt.items)),
                "pieces": f"{pieces:f}",
            },
        )


def _pieces(item: CheckedLineItem) -> Decimal:
    quantity = item.quantity
    is_whole = quantity is not None and quantity == quantity.to_integral_value()
    return quantity if quantity is not None and is_whole else Decimal(1)


def _check_tax_lines(sums: Sums) -> Iterator[Check]:
    lines = sums.receipt.tax_lines
    for place, line in enumerate(lines):
        yield from _check_tax_line(sums, place, line)
        if line.kind == "charged":
            yield from _check_gross(sums, place, line)
    printed, added = sums.receipt.tax.value, sum_of([line.tax for line in sums.charged_lines])
    if printed is not None and added is not None and not sums.agree(printed, added):
        yield Check(
            code="tax_lines_mismatch",
            severity=severity_of_lists(sums.receipt.tax),
            message="The tax is not the sum of the tax lines.",
            values={"tax": f"{printed:f}", "tax_lines": f"{added:f}"},
        )


def _check_tax_line(sums: Sums, place: int, line: CheckedTaxLine) -> Iterator[Check]:
    """`net` may be printed with the tax in it, so both bases are right."""
    if line.rate is None or line.net is None or line.tax is None:
        return
    from_net = line.net * line.rate / 100
    from_gross = line.net * line.rate / (100 + line.rate)
    # Tills that round the tax of each item are off by more than one unit on a long receipt.
    slack = 2 * Decimal(1).scaleb(-printed_minor_units(sums.receipt.currency.value))
    if min(abs(abs(line.tax) - abs(tax)) for tax in (from_net, from_gross)) <= slack:
        return
    parts = ("rate", "net", "tax")
    yield Check(
        code="tax_rate_mismatch",
        severity="error",
        message=f"The tax of {line.rate:f} % is not that part of its net amount.",
        values={f"tax_lines[{place}].{part}": f"{getattr(line, part):f}" for part in parts},
        repair=smallest_repair(_tax_line_changes(sums, place=place, from_net=from_net, line=line)),
    )


def _check_gross(sums: Sums, place: int, line: CheckedTaxLine) -> Iterator[Check]:
    """What is taxed at one rate is no more than the total; one of the two was misread."""
    total = sums.receipt.total.value
    if (
        _is_checked_by_its_rules(sums)
        or total is None
        or line.rate is None
        or line.net is None
        or not line.tax
    ):
        return
    is_net = abs(line.net * line.rate / 100 - line.tax) <= sums.tolerance
    gross = line.net + line.tax
    if is_net and abs(gross) > abs(total) + sums.tolerance:
        yield Check(
            code="taxed_more_than_total",
            severity="error",
            message=f"What is taxed with {line.rate:f} % is more than the total.",
            values={"total": f"{total:f}"}
            | {f"tax_lines[{place}].{part}": f"{getattr(line, part):f}" for part in ("net", "tax")},
            repair=smallest_repair(change_of(sums.receipt, "total", gross)),
        )


def _tax_line_changes(
    sums: Sums, *, place: int, from_net: Decimal, line: CheckedTaxLine
) -> Iterator[Change]:
    """Either the tax or the rate is wrong; the printed sum of all taxes may tell which."""
    if line.rate is None or not line.net or line.tax is None or line.kind == "withheld":
        return
    unit = Decimal(1).scaleb(-printed_minor_units(sums.receipt.currency.value))
    printed, added = sums.receipt.tax.value, sum_of([each.tax for each in sums.charged_lines])
    tax = _rounded(from_net, unit)
    is_tax_right = sums.agree(printed, added)
    is_new_tax_right = added is not None and sums.agree(printed, added - line.tax + tax)
    if not is_tax_right:
        yield Change(field=f"tax_lines[{place}].tax", before=line.tax, after=tax)
    if not is_new_tax_right:
        # Rates are printed with one decimal at most, save for a few American ones.
        rate = _rounded(line.tax * 100 / line.net, Decimal("0.1")).normalize()
        yield Change(field=f"tax_lines[{place}].rate", before=line.rate, after=rate)


def _rounded(value: Decimal, unit: Decimal) -> Decimal:
    return (value / unit).to_integral_value() * unit
