"""Whose receipt it is: the printed line at the top that names the shop."""

import re

from receipts.services.reading.layout import Line, Sheet
from receipts.services.reading.text import digits_in, fold, letters_in

_LEGAL_FORM = re.compile(
    r"\b(SDN\.? ?BHD|BHD|ENTERPRISE|TRADING|LTD|LIMITED|LLC|INC|CORP|CO|GMBH|AG|KG|OHG|E\.?K|UG|"
    r"S\.?A\.?R?\.?L?|S\.?R\.?L|S\.?P\.?A|B\.?V|N\.?V|PTE|PTY|PLC|PLT|OY|AB|A/S)\b"
)
_SHOP = re.compile(
    r"\b(RESTAURANT|RESTORAN|CAFE|COFFEE|BAKERY|MARKET|MARKT|STORE|STORES|SHOP|BAR|GRILL|PIZZA|"
    r"HOTEL|PHARMACY|APOTHEKE|MART|SUPERMARKET|KITCHEN|HOUSE|BISTRO|DINER|TAVERN|DELI)\b"
)
_NOT_A_NAME = re.compile(
    r"(\bTEL\b|PHONE|FAX|WWW|HTTP|@|\.COM|\bNO\b|GST|INVOICE|RECEIPT|CASHIER|TABLE|SERVER|DATE|"
    r"\bTIME\b|WELCOME|THANK|ORDER|CHECK|GUEST|JALAN|\bJLN\b|STREET|\bST\b|\bAVE|\bROAD\b|\bRD\b|"
    r"BLVD|TAMAN|STRASSE|\bSTR\b|LOT \d|\bBILL\b|QUITTUNG|RECHNUNG|KASSE|COPY|DUPLICATE|\bTAX\b)"
)
# Names stand in the first rows of a receipt.
_ROWS_TO_LOOK_AT = 12


def choose_vendor(sheet: Sheet) -> Line | None:
    """The most name-like of the first lines, by hand-set points."""
    lines = [line for row in sheet.rows[:_ROWS_TO_LOOK_AT] for line in row.cells]
    scored = [(_score(line, place), line) for place, line in enumerate(lines) if _is_name(line)]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _is_name(line: Line) -> bool:
    return letters_in(line.text) >= 3 and letters_in(line.text) > digits_in(line.text)


def _score(line: Line, place: int) -> float:
    text = fold(line.text)
    score = 3.0 - 0.45 * place + 1.2 * min(line.height - 1.0, 1.5)
    score += 2.0 if _LEGAL_FORM.search(text) else 0.0
    score += 0.6 if _SHOP.search(text) else 0.0
    score -= 3.0 if _NOT_A_NAME.search(text) else 0.0
    score -= 0.3 * digits_in(text) + (1.0 if letters_in(text) < 4 else 0.0)
    return score + 2.0 * (line.score - 1.0)
