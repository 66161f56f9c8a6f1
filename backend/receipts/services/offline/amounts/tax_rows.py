"""Tax rows: each printed tax, with the rate, the net or the gross that its row says."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from receipts.services.offline.amounts.labels import kinds_of
from receipts.services.offline.amounts.money import Mention, Money
from receipts.services.offline.layout import Row, Sheet
from receipts.services.offline.text import letters_in

_CENT = Decimal("0.01")
# The highest rates of value added tax are 25 to 27 percent of the net.
HIGHEST_TAX = Decimal("0.3")
_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?)\s?%")
# How many rows below its heading a table of taxes goes on.
_NEAR = 4


@dataclass(frozen=True, kw_only=True)
class TaxRow:
    """One printed tax: its amount, and rate (percent) and net where the row says them.

    `gross`: what stands around it and has this tax in it.
    """

    tax: Mention
    net: Mention | None = None
    gross: Mention | None = None
    rate: Decimal | None = None
    has_label: bool = True


def tax_rows(sheet: Sheet, money: Money, total: Mention) -> Iterator[TaxRow]:
    """Rows with a tax word or a rate and an amount that can be a tax."""
    has_rows = False
    for index, mentions in _rows_of_amounts(money).items():
        found = _tax_row(sheet, index, mentions, total)
        if found is None and not has_rows:
            found = _sum_of_table(sheet, index, mentions, total)
        if found is not None:
            has_rows = has_rows or found.net is not None
            yield found


def _rows_of_amounts(money: Money) -> dict[int, list[Mention]]:
    """Without those of what is withheld, which is no tax of a purchase."""
    withheld = {m.row for m in money.mentions if "withheld" in m.kinds}
    by_row: dict[int, list[Mention]] = {}
    for mention in money.mentions:
        if mention.row not in withheld:
            by_row.setdefault(mention.row, []).append(mention)
    return by_row


def _tax_row(
    sheet: Sheet, index: int, mentions: Sequence[Mention], total: Mention
) -> TaxRow | None:
    kinds = frozenset[str]().union(*(m.kinds or m.kinds_above for m in mentions))
    rate = printed_rate(sheet.rows[index].text)
    if rate is None and _begins_with_rate(mentions):
        is_of_table = _headings_above(sheet, index) and _net_and_tax(
            mentions[1:], mentions[0].value
        )
        if ("tax" in kinds and _is_whole(mentions[0].value)) or is_of_table:
            kinds |= {"tax"}
            rate, mentions = mentions[0].value, mentions[1:]
    is_tax = "tax" in kinds or (rate == 0 and bool(_headings_above(sheet, index)))
    if rate is None and not is_tax:
        return None
    if len(mentions) > 1:
        return _row_of_several(mentions, rate, has_label=is_tax)
    if not _can_be_tax(mentions[0], total):
        return None
    has_label = is_tax and not kinds & {"total", "subtotal", "tender", "tip"}
    return TaxRow(tax=mentions[0], rate=rate, has_label=has_label)


def _row_of_several(
    mentions: Sequence[Mention], rate: Decimal | None, *, has_label: bool
) -> TaxRow | None:
    pair = _net_and_tax(mentions, rate)
    if pair is not None:
        return TaxRow(tax=pair[1], net=pair[0], rate=rate, has_label=has_label)
    pair = _gross_and_tax(mentions, rate)
    if pair is not None:
        return TaxRow(tax=pair[1], gross=pair[0], rate=rate, has_label=has_label)
    tax = _no_tax(mentions, rate) or _only_tax(mentions) if has_label else None
    return TaxRow(tax=tax, rate=rate) if tax else None


def _no_tax(mentions: Sequence[Mention], rate: Decimal | None) -> Mention | None:
    """ "VAT 0% | 530.75 | 0.00", "TAX .00 BAL 9.20": a tax is named and said to be nothing."""
    zeros = [m for m in mentions if not m.value and (rate == 0 or "tax" in m.kinds)]
    return zeros[-1] if zeros and not rate and len(zeros) < len(mentions) else None


def _only_tax(mentions: Sequence[Mention]) -> Mention | None:
    """ "Invoice amount | 2,360.00 | CGST | 180.00": two columns of sums, of which one is a tax."""
    named = [m for m in mentions if m.kinds == {"tax"}]
    others = [m for m in mentions if "tax" not in m.kinds and letters_in(m.label) > 1]
    return named[0] if len(named) == 1 and others else None


def _sum_of_table(
    sheet: Sheet, index: int, mentions: Sequence[Mention], total: Mention
) -> TaxRow | None:
    """The last row of a table whose heading speaks of taxes, where no other could be read."""
    pair = _net_and_tax(mentions, None) if len(mentions) > 2 else tuple(mentions)
    if pair is None or len(pair) != 2 or pair[0].value + pair[1].value != total.value:
        return None
    if not 0 < pair[1].value <= pair[0].value * HIGHEST_TAX:
        return None
    has_heading = any(len(row.cells) > 2 for row in _headings_above(sheet, index))
    return TaxRow(tax=pair[1], net=pair[0]) if has_heading else None


def _headings_above(sheet: Sheet, index: int) -> list[Row]:
    """Rows near above that speak of taxes."""
    above = sheet.rows[max(0, index - _NEAR) : index]
    return [row for row in above if "tax" in kinds_of(row.text)]


def _begins_with_rate(mentions: Sequence[Mention]) -> bool:
    """ "PTU A 23.00 | 2.09": a rate whose sign was not printed, or not read."""
    first, *others = (mention.value for mention in mentions)
    is_rate = _is_whole(first) or (len(others) > 1 and _is_whole(first * 10))  # "8.10 | ..."
    return bool(others) and 0 < first <= HIGHEST_TAX * 100 and is_rate


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def without_sums(rows: tuple[TaxRow, ...]) -> tuple[TaxRow, ...]:
    """Without what two taxes or more before it add up to, as below a table of rates."""
    sums = {
        index
        for index, row in enumerate(rows)
        if index > 1
        and row.has_label
        and row.tax.value == sum_of_taxes(r for r in rows[:index] if r.has_label)
    }
    return tuple(row for index, row in enumerate(rows) if index not in sums)


def printed_rate(text: str) -> Decimal | None:
    match = _RATE.search(text)
    return Decimal(match[1].replace(",", ".")) if match else None


def _can_be_tax(mention: Mention, total: Mention) -> bool:
    return abs(mention.value) <= abs(total.value) * HIGHEST_TAX and not mention.kinds & {
        "tip",
        "discount",
        "service",
        "withheld",
    }


def _net_and_tax(
    mentions: Sequence[Mention], rate: Decimal | None
) -> tuple[Mention, Mention] | None:
    """Of a row's amounts, which is the tax on which: by the rate, or with the gross beside."""
    for net in mentions:
        for tax in mentions:
            if tax is net or not 0 < tax.value / (net.value or 1) <= HIGHEST_TAX:
                continue
            if rate is not None and abs(net.value * rate / 100 - tax.value) <= 2 * _CENT:
                return net, tax
            if any(m.value == net.value + tax.value for m in mentions):
                return net, tax
    return None


def _gross_and_tax(
    mentions: Sequence[Mention], rate: Decimal | None
) -> tuple[Mention, Mention] | None:
    """ "7% VAT of 5.18 | 0.34": what the tax is in, and the tax."""
    if not rate:
        return None
    pairs = ((gross, tax) for gross in mentions for tax in mentions if tax is not gross)
    return next((pair for pair in pairs if _is_inside(*pair, rate)), None)


def _is_inside(gross: Mention, tax: Mention, rate: Decimal) -> bool:
    return bool(tax.value) and abs(gross.value * rate / (100 + rate) - tax.value) <= _CENT / 2


def with_gross(rows: tuple[TaxRow, ...], money: Money) -> tuple[TaxRow, ...]:
    """Each tax of a rate with what stands around it that has that tax in it, where no row tells."""
    if any(row.net for row in rows):
        return rows
    return tuple(
        replace(row, gross=_gross_of(row, row.rate, money)) if row.rate else row for row in rows
    )


def _gross_of(row: TaxRow, rate: Decimal, money: Money) -> Mention | None:
    near = (m for m in money.mentions if 0 < abs(m.row - row.tax.row) <= 2)
    return next((m for m in near if _is_inside(m, row.tax, rate)), None)


def tax_word(label: str) -> str:
    """What tells two taxes of one amount apart, such as CGST and SGST."""
    return re.sub(r"[^A-Z]", "", label.upper())[:4]


def sum_of_taxes(rows: Iterable[TaxRow]) -> Decimal:
    return sum((row.tax.value for row in rows), Decimal(0))
