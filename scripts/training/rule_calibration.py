"""Calibration of the fields that rules read: how often they are right, by their features.

Counted on synthetic receipts of their own seeds: no public set labels these fields.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from receipts.services.offline.amounts.money import Mention, find_money
from receipts.services.offline.calibration_features import (
    Features,
    describe_fact,
    describe_locale,
)
from receipts.services.offline.candidate_selection import choose_amounts
from receipts.services.offline.currency import read_locale
from receipts.services.offline.layout import Sheet, lay_out
from receipts.services.offline.other_fields import (
    item_count,
    payment_method,
    receipt_number,
    transaction_type,
)
from synthetic_receipts.synthetic_receipt import SyntheticReceipt, make_receipt
from training.fields import letters
from training.learning import fit_calibration

_Outcome = tuple[str, Features, bool]


def fit_rules(seeds: Iterable[int]) -> dict[str, dict[str, float]]:
    """By field the weights of its `probability`; the total's trees have to be in place."""
    rows: defaultdict[str, list[tuple[Features, bool, float]]] = defaultdict(list)
    for seed in seeds:
        for field, features, is_right in _outcomes(make_receipt(seed)):
            rows[field].append((features, is_right, 1.0))
    return {
        field: fit_calibration([*found, *_laplace_pair(found)], list(found[0][0]))
        for field, found in sorted(rows.items())
    }


def _laplace_pair(
    found: Sequence[tuple[Features, bool, float]],
) -> list[tuple[Features, bool, float]]:
    """One more that is right and one that is wrong (Laplace's rule): nothing is ever certain."""
    usual = {
        name: sum(features[name] for features, _, _ in found) / len(found) for name in found[0][0]
    }
    return [(usual, True, 1.0), (usual, False, 1.0)]


def _outcomes(receipt: SyntheticReceipt) -> Iterator[_Outcome]:
    sheet = lay_out([receipt.lines])
    locale = read_locale(sheet)
    if locale.currency is not None:
        yield "currency", describe_locale(locale), locale.currency == receipt.bill.place.currency
    yield from _sums(sheet, receipt)
    yield from _facts(sheet, receipt)


def _sums(sheet: Sheet, receipt: SyntheticReceipt) -> Iterator[_Outcome]:
    amounts = choose_amounts(sheet, find_money(sheet))
    sums, features = amounts.sums, amounts.features
    if amounts.tip is not None:
        yield "tip", features, _is(amounts.tip, receipt.bill.tip)
    subtotal = receipt.printed.get("subtotal")
    if sums.tax is not None:
        yield "tax", features, abs(sums.tax) == receipt.bill.tax
    if sums.subtotal is not None:
        # Where none is printed the net of the total is one: tax tables call it so.
        net = Decimal(subtotal) if subtotal else receipt.bill.total - receipt.bill.tax
        yield "subtotal", features, _is(sums.subtotal, net)
    if sums.discount is not None:
        yield "discount", features, _is(sums.discount, receipt.bill.discount)


def _is(mention: Mention, amount: Decimal) -> bool:
    return abs(mention.value) == abs(amount)


def _facts(sheet: Sheet, receipt: SyntheticReceipt) -> Iterator[_Outcome]:
    right = {
        "payment_method": "card" if receipt.bill.by_card else "cash",
        "transaction_type": "income" if receipt.bill.is_refund else "expense",
        **receipt.printed,
    }
    found = {
        "payment_method": payment_method(sheet),
        "transaction_type": transaction_type(sheet),
        "receipt_number": receipt_number(sheet),
        "item_count": item_count(sheet),
    }
    for field, fact in found.items():
        if fact is not None:
            yield field, describe_fact(fact), letters(fact.value) == letters(right.get(field, ""))
