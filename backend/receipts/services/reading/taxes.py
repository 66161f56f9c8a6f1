"""The tax lines: for each rate what was taxed and how much tax it was."""

import re
from decimal import ROUND_HALF_UP, Decimal

from receipts.services.extraction import ReadTaxLine
from receipts.services.reading.layout import Row, Sheet
from receipts.services.reading.money import Mention, Money

_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?)\s?%")
_CENT = Decimal("0.01")


def read_tax_lines(sheet: Sheet, money: Money) -> tuple[ReadTaxLine, ...]:
    """Rows with a rate, and rows whose label says tax."""
    by_row: dict[int, list[Mention]] = {}
    for mention in money.mentions:
        by_row.setdefault(mention.row, []).append(mention)
    lines = [_tax_line(sheet.rows[index], mentions) for index, mentions in by_row.items()]
    return tuple(dict.fromkeys(line for line in lines if line is not None))


def _tax_line(row: Row, mentions: list[Mention]) -> ReadTaxLine | None:
    match = _RATE.search(row.text)
    amounts = [abs(mention.value) for mention in mentions]
    if match is None:
        if any("tax" in m.kinds and "total" not in m.kinds for m in mentions):
            return ReadTaxLine(tax=str(amounts[-1])) if len(amounts) == 1 else None
        return None
    rate = Decimal(match[1].replace(",", "."))
    pair = _net_and_tax(amounts, rate)
    if pair is not None:
        return ReadTaxLine(rate=str(rate), net=str(pair[0]), tax=str(pair[1]))
    if any("tax" in m.kinds for m in mentions) and len(amounts) == 1:
        return ReadTaxLine(rate=str(rate), tax=str(amounts[0]))
    return None


def _net_and_tax(amounts: list[Decimal], rate: Decimal) -> tuple[Decimal, Decimal] | None:
    """The two amounts of a row of which one is the other's tax at this rate."""
    for net in amounts:
        expected = (net * rate / 100).quantize(_CENT, rounding=ROUND_HALF_UP)
        for tax in amounts:
            if tax is not net and abs(tax - expected) <= 2 * _CENT:
                return net, tax
    return None
