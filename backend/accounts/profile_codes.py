"""Currency and country codes that exist today, and how books are usually kept in a country, from
Unicode's CLDR."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages
from babel.numbers import get_territory_currencies

# CLDR lists these beside the 249 countries of ISO 3166-1: unions, user-assigned and reserved codes.
_NO_COUNTRY = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
)
# Where a person's tax year does not begin with the calendar's: on 6 April in the United Kingdom and
# the Isle of Man, elsewhere on the first of the month.
_TAX_YEAR_MONTHS = {
    **dict.fromkeys(("NA", "ZA"), 3),
    **dict.fromkeys(("GB", "HK", "IM", "IN", "LK", "NZ"), 4),
    **dict.fromkeys(("AU", "BD", "BW", "GI", "PK", "UG"), 7),
}
# By CLDR's short dates, which would take 50 MB to ask for. Where the year comes first 03/04 may be
# either.
_MONTH_FIRST = frozenset({"AS", "GU", "MH", "MP", "PA", "PH", "PR", "UM", "US", "VI"})
_YEAR_FIRST = frozenset({"CA", "CN", "HU", "IR", "JP", "KP", "KR", "LT", "MN", "SE", "TW", "ZA"})


@dataclass(frozen=True, kw_only=True)
class Country:
    """What an account there may begin with. Empty: nobody can tell."""

    code: str
    home_currency: str
    date_order: str
    tax_year_start_month: int
    languages: tuple[str, ...]  # official ones, the most spoken first


@cache
def countries() -> tuple[Country, ...]:
    return tuple(_country(code) for code in sorted(country_codes()))


def country_name(code: str, language: str) -> str:
    return str(Locale.parse(language, sep="-").territories.get(code, code))


def _country(code: str) -> Country:
    currencies = get_territory_currencies(code, start_date=date.max)
    return Country(
        code=code,
        home_currency=currencies[0] if currencies else "",
        date_order=_date_order(code),
        tax_year_start_month=_TAX_YEAR_MONTHS.get(code, 1),
        languages=get_official_languages(code, de_facto=True),
    )


def _date_order(code: str) -> str:
    if code in _MONTH_FIRST:
        return "mdy"
    return "" if code in _YEAR_FIRST else "dmy"


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
