"""When it was bought: all dates of a receipt and the one that is the purchase's."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from receipts.services.extraction import DateOrder
from receipts.services.reading.date_tokens import DateToken, find_dates
from receipts.services.reading.layout import Line, Sheet
from receipts.services.reading.text import fold

_TIME = re.compile(r"\d{1,2}[:.]\d\d([:.]\d\d)?|\d{1,2}:\d\d ?[AP]M")
_OTHER_DATE = re.compile(
    r"EXP|VALID|UNTIL|RETURN|BEFORE|WITHIN|DUE|EFFECTIVE|SINCE|BIRTH|NEXT|GULTIG|BIS ZUM|ENDS|VOID"
)
# Receipts are kept for ten years in most countries; older ones are rarely entered.
_OLDEST = timedelta(days=366 * 30)


@dataclass(frozen=True, kw_only=True)
class DateMention:
    token: DateToken
    line: Line
    row: int


def mention_dates(sheet: Sheet, *, order: DateOrder, today: date) -> list[DateMention]:
    """Every date that the sheet shows, from top to bottom."""
    return [
        DateMention(token=token, line=line, row=index)
        for index, row in enumerate(sheet.rows)
        for line in row.cells
        for token in find_dates(line.text, order=order, today=today)
    ]


def choose_date(mentions: list[DateMention], sheet: Sheet, *, today: date) -> DateMention | None:
    """The most likely day of purchase, by hand-set points; the first of equals."""
    if not mentions:
        return None
    return max(mentions, key=lambda mention: _score(mention, sheet, today=today))


def _score(mention: DateMention, sheet: Sheet, *, today: date) -> float:
    row = fold(sheet.rows[mention.row].text)
    value = mention.token.value
    score = 1.0 if "DATE" in row or "DATUM" in row or "TARIKH" in row else 0.0
    score += 0.8 if _TIME.search(row.replace(fold(mention.token.printed), "")) else 0.0
    score += 0.5 if mention.token.has_long_year else 0.0
    score -= 2.0 if _OTHER_DATE.search(row) else 0.0
    score -= 3.0 if value > today or value < today - _OLDEST else 0.0
    return score - 0.01 * mention.row
