"""Quantities and unit prices: two numbers near an item whose product is its amount."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import permutations

from receipts.services.offline.text import fold

_UNIT = (
    r"(?:KGS?|GR?|LBS?|OZ|LT?R?S?|GAL|M|ST(?:K|CK|UCK)?|PCS?|UN(?:IT|ID|D)?S?|EA|SZT|KPL|KS|DB|ADET"
    r"|AD|U|H(?:RS?)?|STD|BUAH|STUKS?)"
)
_MONEY = r"(?:[$€£¥₹]|EUR|USD|GBP|CHF|PLN|RM|RP\.?|KR\.?|TL|LEI|FT|KC|ZL)"
_NUMBER = r"\d+(?:[.,']\d+|\s\d{3}(?![\d.,]))*"
# "3 x 1,69", "0.892 kg @ £1.98/kg 1.77", "NET 0.892 kg @ ...": no name of a good is beside it.
_MEASURE = re.compile(
    rf"\W*(?:(?:NET|NETTO|QTY|MENGE)\b\W*)?(?P<quantity>{_NUMBER})\s?{_UNIT}?\.?\s?"
    rf"(?:[X\u00d7*@]|AT\b|A\b)\s?{_MONEY}?\s?(?P<price>{_NUMBER})\s?{_MONEY}?(?:\s?/\s?{_UNIT})?"
    rf"(?:[\s=]+(?P<amount>{_MONEY}?\s?-?{_NUMBER})\s?{_MONEY}?)?(?:\s?[A-Z*]{{1,2}})?\W*"
)
_UNITS_ONLY = re.compile(rf"\W*{_NUMBER}\s?{_UNIT}\W*")
_NUMBERS = re.compile(
    r"(?P<times>[xX\u00d7*@]\s?)?(?<![\d.,])(?P<number>\d{1,7}(?:[.,]\d{1,4})*)(?![\d.,])"
)
# Half a cent; a cent where the row says what it is: some tills cut off what is less than one.
_SLACK, _SLACK_OF_MEASURES = Decimal("0.005"), Decimal("0.011")
# A row has no more numbers than columns; a page full of them must not cost minutes.
_MOST, _MOST_PIECES = 6, 10_000


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How many, and what each costs, as plain decimals."""

    quantity: str
    unit_price: str


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """A row that names no good; `has_amount`: what these cost together stands behind."""

    quantities: Sequence[Decimal]
    prices: Sequence[Decimal]
    has_amount: bool

    def of(self, amount: Decimal) -> Measure | None:
        """None: the product is another amount."""
        pairs = ((one, each) for one in self.quantities for each in self.prices)
        return next(
            (_measure(*pair) for pair in pairs if _makes(*pair, amount, slack=_SLACK_OF_MEASURES)),
            None,
        )


@lru_cache(maxsize=1024)
def read_measure(text: str) -> MeasureRow | None:
    """None: it is none, or names something."""
    match = _MEASURE.fullmatch(fold(text))
    if match is None:
        return None
    return MeasureRow(
        quantities=tuple(_readings(match["quantity"])),
        prices=tuple(_readings(match["price"])),
        has_amount=match["amount"] is not None,
    )


def is_quantity_only(text: str) -> bool:
    """ "12.5 h", "3 pcs": no part of a name."""
    return _UNITS_ONLY.fullmatch(fold(text)) is not None


def find_measure(text: str, amount: Decimal) -> Measure | None:
    """Of the numbers before an amount the two whose product it is. The first is the quantity, or
    the one that is less like money. None: there are none."""
    numbers = [
        (bool(match["times"]), list(_readings(match["number"])))
        for match in list(_NUMBERS.finditer(text))[-_MOST:]
    ]
    pairs = [
        (is_price, one, each)
        for (is_price, quantity), (_, price) in permutations(numbers, 2)
        for one in quantity
        for each in price
        if one <= _MOST_PIECES and _makes(one, each, amount, slack=_SLACK)
    ]
    best = min(pairs, key=lambda pair: (pair[0], _has_cents(pair[1]), pair[2] == 1), default=None)
    return _measure(*best[1:]) if best else None


def _has_cents(number: Decimal) -> bool:
    return number.as_tuple().exponent == -2


def _makes(quantity: Decimal, price: Decimal, amount: Decimal, *, slack: Decimal) -> bool:
    return quantity > 0 and price > 0 and abs(quantity * price - abs(amount)) <= slack


def _measure(quantity: Decimal, price: Decimal) -> Measure:
    return Measure(quantity=_plain(quantity), unit_price=f"{price:f}")


def _plain(number: Decimal) -> str:
    return f"{number.to_integral_value() if number == number.to_integral_value() else number:f}"


def _readings(printed: str) -> Iterator[Decimal]:
    """With the last mark as the decimal one, and with none."""
    digits = re.sub(r"\D", "", printed)
    marked = re.fullmatch(r"(.*)[.,](\d{1,4})", printed)
    if marked is not None:
        yield Decimal(f"{re.sub(r'\D', '', marked[1]) or '0'}.{marked[2]}")
    if marked is None or len(marked[2]) == 3:
        yield Decimal(digits)
