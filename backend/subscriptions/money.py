"""Minor units: Stripe counts in a currency's smallest unit; we in its main one. Pure."""

from decimal import Decimal

# Currencies that Stripe counts differently from hundredths: docs.stripe.com/currencies. Its own
# rule, and no matter of `common.money.minor_units`: it goes on counting hundredths of krónur.
_WHOLE = frozenset(
    "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split()  # noqa: SIM905 - a table
)
_THOUSANDTHS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})


def _places(currency: str) -> int:
    if currency in _WHOLE:
        return 0
    return 3 if currency in _THOUSANDTHS else 2


def from_minor_units(amount: int, currency: str) -> Decimal:
    """500 GBP is 5.00. `currency` is ISO 4217 in capitals."""
    places = _places(currency)
    return Decimal(amount).scaleb(-places)


def to_minor_units(amount: Decimal, currency: str) -> int:
    """5.00 GBP is 500. Less than the smallest unit is cut off."""
    return int(amount.scaleb(_places(currency)))
