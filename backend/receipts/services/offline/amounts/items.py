"""Line items: rows that carry a name on the left and an amount on the right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from receipts.services.extraction import ReadLineItem
from receipts.services.offline.amounts.item_quantities import (
    Measure,
    find_measure,
    is_quantity_only,
    read_measure,
)
from receipts.services.offline.amounts.money import Mention, Money
from receipts.services.offline.layout import Row, Sheet
from receipts.services.offline.text import any_of, fold, letters_in

# Amounts with these labels are sums and payments, wherever they stand.
_NO_GOODS = frozenset(
    {"total", "subtotal", "tax", "tender", "tip", "service", "rounding", "points", "count"}
)
# Words of these are in names of goods as well: "Service A | 12 | 10.00 | 120.00", "Rolls 8STK".
_IN_NAMES = frozenset({"service", "count"})
_PACK = re.compile(r"\d ?(?:STK|STUCK|PCS|SZT)\b")
# What is printed under a good: what it cost before, what each costs, how it is weighed.
_REMARK = any_of(r"""
    \bWAS\b | REG(?:ULAR)? ?PRICE | \bSAVE[SD]?\b | SAVINGS | ITEM ?PRICE | RES ?PRICE | PRECIO
    PRICE BEFORE | \bEACH\b | UNIT PRICE | \bCPN | COUPON | \bPER (?:KG|LB)\b | KG ?[X*@] | \bNET\b
    \d ?% | CHANGE\b | \bTAX | CHNG | BASE IMP | SALDO | \bGUESTS?\b | \bTABLE\b | \bCHECK\b
    \bTERM | \bPTU\b | SPRZED\w*\.? ?OPOD
    ^\W*(?:FOOD|AMOUNT|MERCHANDISE|SPEISEN|COMIDA)\b\W*[\d.,]*$
""")
# The rate of the good's tax, in a column of its own, and a discount beside it.
_RATES_ONLY = re.compile(r"(?:\d{1,2}(?:[.,]\d{1,3})?\s?%?\s?)?\d{1,2}(?:[.,]\d{1,3})?\s?%")
_QUANTITY = re.compile(r"^\W{0,2}(\d{1,3})\s?(?:[xX\u00d7*]|PCS\b|ST\b|STK\b)?$", re.I)
_QUANTITY_IN_FRONT = re.compile(
    r"^\W{0,2}(\d{1,3})\s?(?:[xX\u00d7*]\s?|PCS\s|ST\s|STK\s|\s)(?=\S{2})"
)
_QUANTITY_TIMES = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,3})?)\s?(?:[xX\u00d7*@]|(?:PCS|PC|UNIT|EA|KG|LB)\b)"
    r"|[xX\u00d7]\s?(\d{1,3})\b"
)
_CODE_IN_FRONT = re.compile(r"^[\d*#]{4,}\s*")
_AMOUNTS_BEHIND = re.compile(r"(?:\s*(?:[$\u20ac\u00a3]|RM)?\s?-?\d*[.,]\d{2}\s?[A-Z*]{0,2})+$")
_CODE_BEHIND = re.compile(r"\s+\d{8,}$")
_TAX_CODE_BEHIND = re.compile(r"\s+(?:[A-Z*]|SR|ZR|ZRL|OS)$")
# Sums after which goods are looked for; a page full of them must not cost minutes.
_MOST_SUMS = 20
# With that share of rows that begin with a small number, the column is the quantity.
_QUANTITY_COLUMN = 0.6


@dataclass(frozen=True, kw_only=True)
class _Good:
    """A row with an amount, and the text in which its name stands."""

    row: Row
    name: str
    amounts: Sequence[Mention]
    measure: Measure | None  # None: no two numbers make up the amount


def read_items(sheet: Sheet, money: Money, *, total: Mention | None) -> tuple[ReadLineItem, ...]:
    """The rows above the sums. A row without a name takes the one above it."""
    goods = _first_goods(sheet, money, total)
    numbered = [good for good in goods if _QUANTITY_IN_FRONT.match(good.row.text)]
    has_column = len(numbered) >= max(_QUANTITY_COLUMN * len(goods), 1)
    return tuple(_item(good, has_column=has_column) for good in goods)


def _first_goods(sheet: Sheet, money: Money, total: Mention | None) -> list[_Good]:
    """Those above the first sum; invoices that say above what is to be paid have them below it."""
    start = 0
    for end in _sum_rows(sheet, money, total)[:_MOST_SUMS]:
        goods = _goods(sheet, money, start=start, end=end)
        if goods:
            return goods[:-1] if _is_sum_of(goods[:-1], goods[-1]) else goods
        start = end + 1
    return []


def _is_sum_of(goods: Sequence[_Good], last: _Good) -> bool:
    """A sum that nothing calls so; two goods may cost the same."""
    amounts = [good.amounts[-1].value for good in goods]
    return len(amounts) > 1 and sum(amounts) == last.amounts[-1].value


def _sum_rows(sheet: Sheet, money: Money, total: Mention | None) -> list[int]:
    """Where goods end. A good's own name may hold "total", but it costs less than half of it."""
    subtotals = [m.row for m in money.mentions if "subtotal" in m.kinds]
    if total is None:
        return [*subtotals, len(sheet.rows)]
    totals = (m for m in money.mentions if "total" in m.kinds)
    large = [m.row for m in totals if abs(m.value) > abs(total.value) / 2]
    return sorted({*subtotals, *large, total.row})


def _goods(sheet: Sheet, money: Money, *, start: int, end: int) -> list[_Good]:
    by_row: dict[int, list[Mention]] = {}
    for mention in money.mentions:
        if start <= mention.row < end:
            by_row.setdefault(mention.row, []).append(mention)
    goods: list[_Good] = []
    used: set[int] = set()
    for index, amounts in sorted(by_row.items()):
        row = sheet.rows[index]
        measure = _measure_of(sheet, index, amounts[-1])
        if _is_no_good(row, amounts, measure):
            continue
        name = _name_of(row)
        if letters_in(name) < 2 and index and index - 1 not in used | by_row.keys():
            name = _name_of(sheet.rows[index - 1])
        if letters_in(name) >= 2:
            used.add(index)
            goods.append(_Good(row=row, name=name, amounts=amounts, measure=measure))
    return goods


def _is_no_good(row: Row, amounts: Sequence[Mention], measure: Measure | None) -> bool:
    only = read_measure(row.text)
    if only is not None:
        return not only.has_amount  # it is told of the good above or below
    kinds = amounts[-1].kinds & _NO_GOODS
    is_named_so = kinds <= _IN_NAMES and (measure or _PACK.search(fold(row.text)))
    return bool(kinds and not is_named_so) or _is_remark(row, amounts)


def _measure_of(sheet: Sheet, index: int, amount: Mention) -> Measure | None:
    """By a row of its own, this one or one beside it, else by the numbers before the amount."""
    row = sheet.rows[index]
    for near in sheet.rows[index : index + 2] + sheet.rows[max(index - 1, 0) : index]:
        measure = read_measure(near.text)
        found = measure and measure.of(amount.value)
        if found:
            return found
    return find_measure(row.text[: row.text.rfind(amount.printed)], amount.value)


def _is_remark(row: Row, amounts: Sequence[Mention]) -> bool:
    is_discount = "discount" in amounts[-1].kinds and amounts[-1].value < 0
    cells = (cell.text for cell in row.cells if not _RATES_ONLY.fullmatch(cell.text))
    return is_discount or bool(_REMARK.search(fold(" ".join(cells))))


def _name_of(row: Row) -> str:
    """The row's words without quantity and article code in front, amounts and codes behind."""
    if read_measure(row.text) is not None:
        return ""
    words = [
        cell.text
        for cell in row.cells
        if letters_in(cell.text) > 1 and not is_quantity_only(cell.text)
    ]
    text = _CODE_BEHIND.sub("", _AMOUNTS_BEHIND.sub("", " ".join(words)))
    return _TAX_CODE_BEHIND.sub("", _CODE_IN_FRONT.sub("", text)).strip(" .:-*")


def _item(good: _Good, *, has_column: bool) -> ReadLineItem:
    """`has_column`: rows begin with the quantity, so a number in front is no part of the name."""
    name, amount = good.name, good.amounts[-1]
    in_front = _QUANTITY_IN_FRONT.match(name)
    if in_front and (has_column or not name[in_front.end()].isdigit()):
        name = name[in_front.end() :]
    measure = good.measure
    before = str(good.amounts[-2].value) if len(good.amounts) > 1 else None
    return ReadLineItem(
        description=_CODE_IN_FRONT.sub("", name).strip(" .:-*"),
        quantity=measure.quantity if measure else _quantity(good),
        unit_price=measure.unit_price if measure else before,
        amount=str(amount.value),
        box=good.row.box,
    )


def _quantity(good: _Good) -> str | None:
    first = _QUANTITY.match(good.row.cells[0].text) or _QUANTITY_IN_FRONT.match(good.row.text)
    times = first or _QUANTITY_TIMES.search(good.row.text)
    if times is None:
        return None
    number = next(group for group in times.groups() if group).replace(",", ".")
    return number if float(number) > 0 else None
