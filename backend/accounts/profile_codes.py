"""Currency and country codes that exist today, from Unicode's CLDR."""

from functools import cache

from babel import Locale
from babel.core import get_global

# CLDR lists these beside the 249 countries of ISO 3166-1: unions, user-assigned and reserved codes.
_NO_COUNTRY = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
)


@cache
def currency_codes() -> frozenset[str]:
    """ISO 4217: legal tender somewhere today."""
    return frozenset(
        str(code)
        for currencies in get_global("territory_currencies").values()
        for code, _, ended, is_tender in currencies
        if is_tender and ended is None
    )


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2, officially assigned."""
    territories = Locale("en").territories
    return frozenset(str(code) for code in territories if len(str(code)) == 2) - _NO_COUNTRY
