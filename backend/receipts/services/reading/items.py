"""What was bought: rows that carry a name on the left and an amount on the right."""

import re
from decimal import Decimal

from receipts.services.extraction import ReadLineItem
from receipts.services.reading.layout import Row, Sheet
from receipts.services.reading.money import Mention, Money
from receipts.services.reading.text import letters_in

# "2 x", "2x", "3 PCS", "1 " in front of a name.
_QUANTITY_IN_FRONT = re.compile(r"^\s*(\d{1,3})\s?(?:[xX\u00d7*]|PCS\b|ST\b|STK\b)?\s+(?=\D)")
_QUANTITY_TIMES = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,3})?)\s?(?:[xX\u00d7*@]|(?:PCS|PC|UNIT|EA)\b)\s?@?", re.I
)
_CODE_IN_FRONT = re.compile(r"^[\d*#]{4,}\s*")
_TAX_CODE_BEHIND = re.compile(r"\s+(?:[A-Z*]{1,2}|SR|ZR|ZRL|OS)$")


def read_items(sheet: Sheet, money: Money, *, total: Mention | None) -> tuple[ReadLineItem, ...]:
    """The rows above the sums. A row without a name takes the one above it."""
    end = _first_sum_row(sheet, money, total)
    by_row: dict[int, list[Mention]] = {}
    for mention in money.mentions:
        if mention.row < end:
            by_row.setdefault(mention.row, []).append(mention)
    items: list[ReadLineItem] = []
    used: set[int] = set()
    for index in sorted(by_row):
        name = _name_of(sheet.rows[index])
        if letters_in(name) < 2:
            name = _name_above(sheet, index, used=used | by_row.keys())
        if name:
            used.add(index)
            items.append(_item(name, sheet.rows[index], by_row[index]))
    return tuple(items)


def _first_sum_row(sheet: Sheet, money: Money, total: Mention | None) -> int:
    rows = [m.row for m in money.mentions if m.kinds & {"total", "subtotal"}]
    if total is not None:
        rows.append(total.row)
    return min(rows, default=len(sheet.rows))


def _name_of(row: Row) -> str:
    """The row's words without numbers at the end, quantity and article code in front."""
    words = [cell.text for cell in row.cells if letters_in(cell.text) > 1]
    text = " ".join(words)
    text = re.sub(r"(?:\s*(?:[$€£]|RM)?\s?-?\d+[.,]\d{2}\s?[A-Z*]{0,2})+$", "", text)
    text = _QUANTITY_IN_FRONT.sub("", _CODE_IN_FRONT.sub("", text))
    return _TAX_CODE_BEHIND.sub("", text).strip(" .:-*")


def _name_above(sheet: Sheet, index: int, *, used: set[int]) -> str:
    if index == 0 or index - 1 in used:
        return ""
    return _name_of(sheet.rows[index - 1])


def _item(name: str, row: Row, amounts: list[Mention]) -> ReadLineItem:
    last = amounts[-1]
    quantity = _quantity(row.text, last)
    unit_price = None
    if len(amounts) > 1:
        unit_price = str(amounts[-2].value)
    return ReadLineItem(
        description=name,
        quantity=quantity,
        unit_price=unit_price,
        amount=str(last.value),
    )


def _quantity(text: str, amount: Mention) -> str | None:
    front = _QUANTITY_IN_FRONT.match(text) or _QUANTITY_TIMES.search(text)
    if front is None:
        return None
    number = front[1].replace(",", ".")
    return number if Decimal(number) > 0 and number != amount.printed else None
