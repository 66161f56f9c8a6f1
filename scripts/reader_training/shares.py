"""How often the fields that rules read are right, counted on made receipts of their own seeds."""

from collections import Counter
from collections.abc import Iterable, Iterator

from made_receipts.making import MadeReceipt, make_receipt
from receipts.services.reading.choices import choose_total
from receipts.services.reading.currency import read_locale
from receipts.services.reading.layout import lay_out
from receipts.services.reading.money import find_money
from receipts.services.reading.sums import choose_sums


def count_shares(seeds: Iterable[int]) -> dict[str, float]:
    """By field and by how it was read: right ones among those read."""
    right: Counter[str] = Counter()
    read: Counter[str] = Counter()
    for seed in seeds:
        for name, is_right in _outcomes(make_receipt(seed)):
            read[name] += 1
            right[name] += is_right
    return {name: round(right[name] / read[name], 4) for name in sorted(read)}


def _outcomes(made: MadeReceipt) -> Iterator[tuple[str, bool]]:
    sheet = lay_out([made.lines])
    locale = read_locale(sheet)
    if locale.currency is not None:
        yield locale.trust, locale.currency == made.bill.place.currency
    money = find_money(sheet)
    total = choose_total(sheet, money)
    sums = choose_sums(sheet, money, total=total.candidate if total else None)
    if sums.tax is not None:
        yield sums.trust, abs(sums.tax) == made.bill.tax
