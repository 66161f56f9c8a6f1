"""Whole amounts: those without thousands or a sign, on papers whose money has no decimals."""

import re
from collections.abc import Iterable, Sequence

from receipts.services.offline.amounts.amount_tokens import AmountToken
from receipts.services.offline.layout import Line, Row
from receipts.services.offline.text import fold, letters_in

# Where, on which row, in which piece, and what: as it was found on the sheet.
Found = tuple[int, Row, Line, AmountToken]

# Shorter ones are counts, and longer ones have thousands.
_SHORTEST, _LONGEST = 2, 4
# Amounts of a column end within this many heights of a usual line of one another.
_SAME_EDGE = 1.0
# Rows above the first amount with thousands, and below the last one, that still are of the column.
_NEAR = 4
_SIGN_BEHIND = re.compile(
    r"\s?(?:FT|KR|KC|ZL|LEI|TL|YEN|WON|VND|HUF|CLP|ISK|D|\u20ac|\u20ab|\u5186|\uc6d0|\u20a9|\u20ba)(?![^\W\d_])"
)


class Column:
    """Where the amounts with thousands end; what ends there, too, is an amount."""

    def __init__(self, found: Iterable[Found]) -> None:
        grouped = [entry for entry in found if entry[3].kind == "grouped"]
        self._edges = [line.right for _, _, line, token in grouped if _ends(line, token)]
        rows = [index for index, *_ in grouped]
        self._first, self._last = min(rows, default=0) - _NEAR, max(rows, default=0) + _NEAR

    def has(self, entry: Found) -> bool:
        """Whether it is a whole amount with its sign behind it, or one of the column."""
        index, row, line, token = entry
        if token.kind != "whole":
            return False
        if _SIGN_BEHIND.match(fold(line.text)[token.end :]):
            return True
        if not _SHORTEST <= len(token.printed) <= _LONGEST:
            return False
        is_last = line is row.cells[-1] and _ends(line, token)
        is_near = self._first <= index <= self._last
        has_words = letters_in(row.text[: row.text.rfind(token.printed)]) > 1
        return is_last and is_near and has_words and _is_at_edge(line, self._edges)


def _ends(line: Line, token: AmountToken) -> bool:
    """Nothing but the class of a tax and a sign stands behind it."""
    return letters_in(line.text[token.end :]) <= 2 and not re.search(r"\d", line.text[token.end :])


def _is_at_edge(line: Line, edges: Sequence[float]) -> bool:
    return any(abs(line.right - edge) <= _SAME_EDGE for edge in edges)
