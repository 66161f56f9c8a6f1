"""How an amount is written in an answer or an export."""

from decimal import Decimal

from babel.numbers import get_currency_precision


def decimal_string(amount: Decimal, currency: str) -> str:
    """With the ISO 4217 minor units of its currency: "12.50" pounds, "1200" yen, "1.250" dinars.

    Digits beyond them are kept, never rounded away.
    """
    digits = -int(amount.normalize().as_tuple().exponent)
    return f"{amount:.{max(digits, get_currency_precision(currency), 0)}f}"
