"""Money: the decimals of a currency, and how an amount is written. Pure."""

from decimal import Decimal
from functools import cache, lru_cache

from babel.core import get_global
from babel.numbers import get_currency_precision

# ISO 4217's code for no currency: one is printed, and nobody knows which it is. Such amounts are
# added to none, not even to each other.
UNKNOWN_CURRENCY = "XXX"


@lru_cache(maxsize=512)  # more than there are currencies; a ledger asks for one of them all day
def minor_units(currency: str) -> int:
    """Decimals of a currency in use, from CLDR by way of Babel: ISO 4217's, save that a currency
    whose coins below one are gone has none. An unknown currency has two.

    Who needs others names them and why: what tills print (`receipts.services.currencies`), what
    Stripe counts in (`subscriptions.money`).
    """
    return int(get_currency_precision(currency))


@cache
def unusual_currencies() -> dict[int, list[str]]:
    """By their minor units, as far as those are not two."""
    found: dict[int, list[str]] = {}
    for code in get_global("currency_fractions"):
        places = minor_units(code)
        if places != 2 and code != "DEFAULT":
            found.setdefault(places, []).append(code)
    return found


# ISO 4217, list one (six-group.com), minor units: all others have two.
_ISO_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_UNUSUAL_DECIMALS = {code: n for n, codes in _ISO_DECIMALS.items() for code in codes.split()}


def most_decimals(currency: str) -> int:
    """That an amount can have, by ISO 4217: also where coins below one are gone, since tills and
    banks still write them (`minor_units` has none for Serbian dinars)."""
    return _UNUSUAL_DECIMALS.get(currency, 2)


def has_too_many_decimals(amount: Decimal, currency: str) -> bool:
    exponent = amount.normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent > most_decimals(currency)


def decimal_string(amount: Decimal, currency: str) -> str:
    """With the minor units of its currency: "12.50" pounds, "1200" yen, "1.250" dinars.

    Digits beyond them are kept, never rounded away.
    """
    text = str(amount)  # three times as fast as a format, and 1E+3 is rare
    whole, _, digits = (f"{amount:f}" if "E" in text else text).partition(".")
    digits = digits.rstrip("0").ljust(minor_units(currency), "0")
    return f"{whole}.{digits}" if digits else whole


def with_currency(amount: Decimal | None, currency: str) -> str:
    """ "12.50 GBP", for people; empty where there is no amount."""
    return "" if amount is None else f"{decimal_string(amount, currency)} {currency}".rstrip()
