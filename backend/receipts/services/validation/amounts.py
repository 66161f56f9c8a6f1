"""Amounts, rates and quantities as printed, to Decimal. Pure; never a float, never a guess of 0.

How one lone separator is read, as in "1.234" or "1,234":

- one or two digits behind it are decimals: "12,5" is twelve and a half;
- three digits behind it are thousands, since money with two decimals never prints three ...
- ... except after a leading zero ("0,125"), after more than three digits ("1234.567"), and in a
  currency with three decimals (KWD, TND ...), where tills always print all three of them.

The other reading is kept as an alternative, save for a currency without decimals.
"""

import re
from decimal import Decimal

from receipts.services.currencies import is_currency_mark
from receipts.services.texts import fold_typography

# What a database column of 16 digits with 3 decimals can hold, with one digit to spare.
MAX_WHOLE_DIGITS = 12
MAX_DECIMALS = 3
# Of the columns of quantities and of prices of one piece.
MAX_FINE_DECIMALS = 6

_TOO_MANY = 10**9

_MAX_CHARACTERS = 40  # the longest amount with signs, groups and its currency is about half of it

_OTHER_POINTS = str.maketrans({"\u066b": ".", "\u066c": ",", "\u060c": ",", "\u00b7": "."})

# A point after a letter belongs to the currency ("Rp.500"), not to the number.
_PARTS = re.compile(
    r"(?P<before>[^0-9]*?)"
    r"(?P<body>(?:(?<!\w)[.,])?[0-9](?:[0-9.,' ]*[0-9])?)"
    r"(?P<after>[^0-9]*)"
)
_NO_CENTS = re.compile(r"^\s*[.,]\s?-{1,2}")  # "12,-" and "12.--" on German and Swiss receipts
_WESTERN_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[.,' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*")
_INDIAN_GROUPS = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}")
_TAX_CLASS = re.compile(r"[A-Za-z]?\*?")  # the letter behind an amount on many receipts
_EXACT = re.compile(r"(?P<sign>[+-]?)0*(?P<whole>[0-9]{1,12})(?:\.(?P<decimals>[0-9]*))?")
_QUANTITY = re.compile(
    r"[xX\u00d7*@]?\s?(?P<number>[0-9][0-9.,' ]*)\s?(?P<unit>[^\W\d_]{0,5}|[\u00d7*@])\.?"
)


def parse_amount(text: str, *, minor_units: int = 2) -> Decimal | None:
    """The most likely amount. None: the text is not an amount, or needs more than 12 + 3 digits."""
    return next(iter(amount_readings(text, minor_units=minor_units)), None)


def amount_readings(text: str, *, minor_units: int = 2) -> tuple[Decimal, ...]:
    """All amounts that the text may mean, the most likely first. Empty: it is not an amount."""
    parts = None if _is_hopeless(text) else _PARTS.fullmatch(_fold(text))
    if parts is None:
        return ()
    is_negative = _read_sign(parts["before"], parts["after"])
    if is_negative is None:
        return ()
    values = _read_number(parts["body"], minor_units=minor_units)
    return tuple(-value if is_negative and value else value for value in values)


def parse_rate(text: str) -> Decimal | None:
    """A tax rate in percent, 0 to 100. None: not a rate."""
    number = _fold(text[:_MAX_CHARACTERS]).removesuffix("%").removeprefix("%")
    rate = parse_amount(number, minor_units=3)
    return rate if rate is not None and 0 <= rate <= 100 else None


def parse_quantity(text: str) -> Decimal | None:
    """Pieces or weight, as in "2", "2x" or "0,454 kg"; three digits behind a mark are decimals.
    None also for a thousand million of anything, which the column of 12 digits cannot hold."""
    if _is_hopeless(text):
        return None
    match = _QUANTITY.fullmatch(_fold(text))
    quantity = parse_amount(match["number"], minor_units=3) if match else None
    return quantity if quantity is not None and quantity < _TOO_MANY else None


def exact_amount(text: str, *, max_decimals: int = MAX_DECIMALS) -> Decimal | None:
    """As a file for machines writes it: a sign, digits and one point, which are never thousands.
    None: it is something else, or has more digits than a column."""
    match = _EXACT.fullmatch(text)
    decimals = (match["decimals"] or "") if match else ""
    if match is None or len(decimals.rstrip("0")) > max_decimals:
        return None
    digits = f".{decimals[:max_decimals]}" if decimals else ""
    return Decimal(f"{match['sign']}{match['whole']}{digits}")


def parse_count(text: str) -> int | None:
    """A number of pieces up to 9999, also as "3.00"."""
    quantity = parse_quantity(text)
    if quantity is None or quantity != quantity.to_integral_value() or not 0 <= quantity <= 9999:
        return None
    return int(quantity)


def _is_hopeless(text: str) -> bool:
    # Superscript and circled digits would melt into the number: "5" with a raised "99" is not 599.
    has_odd_digits = any(c.isnumeric() and not c.isdecimal() for c in text[:_MAX_CHARACTERS])
    return len(text) > _MAX_CHARACTERS or has_odd_digits


def _fold(text: str) -> str:
    return fold_typography(text.translate(_OTHER_POINTS)).strip("*:= ")


def _read_sign(before: str, after: str) -> bool | None:
    """Whether the number is negative. None: what stands around it does not belong to an amount."""
    after = _NO_CENTS.sub("", after)
    is_bracketed = "(" in before and ")" in after
    if is_bracketed:
        before, after = before.replace("(", "", 1), after.replace(")", "", 1)
    minuses = before.count("-") + after.count("-") + is_bracketed
    before, after = (re.sub(r"[-+]", "", side).strip() for side in (before, after))
    if minuses > 1 or not (_is_mark(before) and (_is_mark(after) or _TAX_CLASS.fullmatch(after))):
        return None
    return minuses == 1


def _is_mark(text: str) -> bool:
    return text in {"", ".", ","} or is_currency_mark(text)


def _read_number(body: str, *, minor_units: int) -> tuple[Decimal, ...]:
    body = re.sub(r" ?([.,]) ?", r"\1", body)
    marks = re.sub(r"[0-9]", "", body)
    if len(marks) == 1 and marks in ".,":
        readings = _read_lone_mark(body, mark=marks, minor_units=minor_units)
    elif marks and marks[-1] in ".," and marks.count(marks[-1]) == 1:
        whole, _, decimals = body.rpartition(marks[-1])
        readings = [_decimal(_ungroup(whole), decimals)]
    else:
        readings = [_decimal(_ungroup(body))]
    return tuple(value for value in readings if value is not None)


def _read_lone_mark(body: str, *, mark: str, minor_units: int) -> list[Decimal | None]:
    whole, _, behind = body.partition(mark)
    fraction = _decimal(whole or "0", behind)
    thousands = _decimal(_ungroup(body)) if _WESTERN_GROUPS.fullmatch(body) else None
    if thousands is None:
        return [fraction]
    if minor_units == 0:
        return [thousands]
    return [fraction, thousands] if minor_units == MAX_DECIMALS else [thousands, fraction]


def _ungroup(text: str) -> str | None:
    """The digits without their group marks. None: the groups are not those of one number."""
    if text.isdecimal():
        return text
    if _WESTERN_GROUPS.fullmatch(text) or _INDIAN_GROUPS.fullmatch(text):
        return re.sub(r"[^0-9]", "", text)
    return None


def _decimal(whole: str | None, decimals: str = "") -> Decimal | None:
    """None: more digits than an amount can have. Zeros that say nothing are no digits."""
    if whole is None or decimals[MAX_DECIMALS:].strip("0"):
        return None
    digits = whole.lstrip("0") or "0"
    if len(digits) > MAX_WHOLE_DIGITS:
        return None
    return Decimal(f"{digits}.{decimals[:MAX_DECIMALS]}" if decimals else digits)
