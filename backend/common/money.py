"""Money in an answer or an export: how an amount is written."""

from decimal import Decimal
from functools import lru_cache

from babel.numbers import get_currency_precision


def decimal_string(amount: Decimal, currency: str) -> str:
    """With the ISO 4217 minor units of its currency: "12.50" pounds, "1200" yen, "1.250" dinars.

    Digits beyond them are kept, never rounded away.
    """
    text = str(amount)  # three times as fast as a format, and 1E+3 is rare
    whole, _, digits = (f"{amount:f}" if "E" in text else text).partition(".")
    digits = digits.rstrip("0").ljust(_minor_units(currency), "0")
    return f"{whole}.{digits}" if digits else whole


@lru_cache(maxsize=512)  # more than there are currencies; a ledger asks for one of them all day
def _minor_units(currency: str) -> int:
    return int(get_currency_precision(currency))
