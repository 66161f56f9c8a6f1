"""Amount mentions: every amount of a receipt with what stands beside it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from receipts.services.offline.amounts.amount_tokens import AmountToken, find_amounts
from receipts.services.offline.amounts.labels import kinds_of
from receipts.services.offline.amounts.whole_amounts import Column
from receipts.services.offline.layout import Line, Row, Sheet
from receipts.services.offline.text import fold, letters_in

# A label alone on its row speaks for an amount this many line heights below it.
_LABEL_ABOVE = 1.8
# Fewer digits behind such words are a count of goods, or a table.
_SHORTEST_WHOLE = 3
_FINAL_TOTAL = re.compile(r"(?:GRAND ?TOTAL|(?:AMOUNT|BALANCE) ?DUE)\D*\d+(?:[.,]\d)?\W*$")
_MILS = 3
_ONE_DECIMAL = re.compile(r"\d+[.,]\d")
_SUMS = frozenset({"total", "subtotal", "tax", "tender"})
# What is sold by measure; its price and quantity have three decimals.
_MEASURES = re.compile(
    r"\bPPG\b|\bGAL(?:LONS?)?\b|\bLIT(?:ER|RE)S?\b|\bLTRS?\b|/ ?(?:GAL|KG|LB|L)\b"
)
_LONGEST_MEASURE = len("999.999")
# The class of a tax behind an amount; a bill has two at most.
_WITH_CLASS = re.compile(r"\d{1,3}[.,]\d\d[1-4]")
_MOST_CLASSES = 2
_DATE_OR_TIME = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}:\d\d")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One amount in its place. `row` counts from the top, `label` is what stands left of it."""

    value: Decimal
    token: AmountToken
    line: Line
    row: int
    label: str
    label_above: str
    kinds: frozenset[str]
    kinds_above: frozenset[str]

    @property
    def printed(self) -> str:
        return self.token.printed


@dataclass(frozen=True, kw_only=True)
class Money:
    """All mentions from top to bottom; `has_cents` False: a currency written without decimals."""

    mentions: tuple[Mention, ...]
    has_cents: bool

    def counts(self) -> Counter[Decimal]:
        return Counter(mention.value for mention in self.mentions)


def find_money(sheet: Sheet, *, minor_units: int = 2) -> Money:
    """Collect what can be money: amounts with cents, or whole ones where nobody prints cents.

    Where the money has three decimals, what looks like thousands has them.
    """
    found = [
        (index, row, line, token)
        for index, row in enumerate(sheet.rows)
        for line in row.cells
        for token in find_amounts(line.text)
        if not _is_inside_date(line.text, token)
    ]
    if minor_units == _MILS:
        found = [(index, row, line, _with_mils(token)) for index, row, line, token in found]
    elif _have_classes([token for *_, token in found]):
        found = [(index, row, line, _without_class(token)) for index, row, line, token in found]
    marks = _decimal_marks(sheet, [token for *_, token in found])
    found = [entry for entry in found if not _is_measure(entry[3], marks)]
    cents = sum(token.kind == "cents" for *_, token in found)
    grouped = sum(token.kind == "grouped" for *_, token in found)
    has_cents = cents >= grouped or cents >= 3
    has_marks = bool(cents or grouped)
    column = Column(found)
    usable = [
        entry
        for entry in found
        if _can_be_money(entry[3], has_cents=has_cents)
        or (not (has_cents and cents) and column.has(entry))
        or _is_whole_total(entry[1], entry[3], has_marks=has_marks)
    ]
    return Money(
        mentions=tuple(
            _mention(sheet.rows, index, row, line, token) for index, row, line, token in usable
        ),
        has_cents=has_cents,
    )


def _is_inside_date(text: str, token: AmountToken) -> bool:
    return any(
        match.start() < token.end and token.start < match.end()
        for match in _DATE_OR_TIME.finditer(text)
    )


def _can_be_money(token: AmountToken, *, has_cents: bool) -> bool:
    if token.is_percent:
        return False
    if has_cents:
        return token.kind == "cents" or (token.has_sign and token.kind != "other")
    return token.kind in ("cents", "grouped") or (token.kind == "whole" and token.has_sign)


def _with_mils(token: AmountToken) -> AmountToken:
    mark = token.printed[-4:-3]
    if token.kind != "grouped" or mark not in (".", ",") or token.printed.count(mark) > 1:
        return token
    return replace(token, kind="cents", value=token.value.scaleb(-_MILS))


def _have_classes(tokens: Sequence[AmountToken]) -> bool:
    """ "12,00 1" without its space: of several amounts that seem to have thousands all end in the
    digits of one or two taxes, and others have cents behind that mark."""
    long = [token.printed for token in tokens if token.kind == "grouped"]
    marks = {printed[-4] for printed in long} & {".", ","}
    is_short = all(_WITH_CLASS.fullmatch(printed) for printed in long)
    has_cents = any(token.kind == "cents" and token.printed[-3] in marks for token in tokens)
    are_classes = len({printed[-1] for printed in long}) <= _MOST_CLASSES < len(set(long))
    return is_short and has_cents and are_classes and len(marks) == 1


def _without_class(token: AmountToken) -> AmountToken:
    if token.kind != "grouped":
        return token
    value = Decimal(re.sub(r"\D", "", token.printed[:-1])).scaleb(-2).copy_sign(token.value)
    return replace(token, kind="cents", value=value)


def _is_measure(token: AmountToken, marks: frozenset[str]) -> bool:
    """ "10.889" gallons at "$3.199": three decimals."""
    is_short = token.kind == "grouped" and len(token.printed) <= _LONGEST_MEASURE
    return is_short and token.printed[-4] in marks


def _decimal_marks(sheet: Sheet, tokens: Sequence[AmountToken]) -> frozenset[str]:
    """Those before cents, where they cannot stand before thousands as well: most amounts have
    cents, or something is sold by measure."""
    cents = [token.printed[-3] for token in tokens if token.kind in ("cents", "grouped")]
    thousands = sum(token.kind == "grouped" for token in tokens)
    is_sure = len(cents) >= thousands or any(_MEASURES.search(fold(row.text)) for row in sheet.rows)
    return frozenset(cents) if is_sure else frozenset()


def _is_whole_total(row: Row, token: AmountToken, *, has_marks: bool) -> bool:
    """ "Grand total 1108" among amounts with cents: rounded up to a whole one; or nothing has cents
    or thousands on this paper. "356.0" has one decimal."""
    is_one_decimal = token.kind == "other" and _ONE_DECIMAL.fullmatch(token.printed) is not None
    is_whole = token.kind == "whole" and len(token.printed) >= _SHORTEST_WHOLE
    is_sum = not has_marks and bool(kinds_of(row.text) & _SUMS)
    is_final = bool(_FINAL_TOTAL.search(fold(row.text)))
    if not has_marks and kinds_of(row.text) == {"tax"} and token.kind == "whole":
        return row.text.endswith(token.printed)  # taxes are small
    return (is_whole or is_one_decimal) and (is_sum or is_final)


def _mention(rows: Sequence[Row], index: int, row: Row, line: Line, token: AmountToken) -> Mention:
    label = _label_left_of(row, line, token)
    above = "" if letters_in(label) > 1 else _label_above(rows, index, line)
    return Mention(
        value=token.value,
        token=token,
        line=line,
        row=index,
        label=label,
        label_above=above,
        kinds=kinds_of(_behind_last_amount(label)) or kinds_of(label),
        kinds_above=kinds_of(above),
    )


def _behind_last_amount(label: str) -> str:
    """ "TAX .00 BAL": what stands nearest says what comes next."""
    amounts = [token for token in find_amounts(label) if token.kind in ("cents", "grouped")]
    return label[amounts[-1].end :] if amounts else label


def _label_left_of(row: Row, line: Line, token: AmountToken) -> str:
    before = [cell.text for cell in row.cells if cell.right <= line.right and cell is not line]
    return " ".join([*before, line.text[: token.start]]).strip()


def _label_above(rows: Sequence[Row], index: int, line: Line) -> str:
    """The nearest words above, where no amount stands between: two-row labels and columns."""
    if index == 0:
        return ""
    row = rows[index - 1]
    if rows[index].middle - row.middle > _LABEL_ABOVE * max(line.height, row.height):
        return ""
    over = [cell.text for cell in row.cells if cell.right > line.left and cell.left < line.right]
    if over:
        return " ".join(over)
    return "" if find_amounts(row.text) else row.text
