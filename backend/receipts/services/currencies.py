"""Currencies: from a printed code, sign, name or country to ISO 4217. Pure.

Codes, names, minor units and the currencies of a country come from CLDR, by way of Babel. Which
sign stands for which currencies is our own table, since CLDR knows no sign that several share.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from babel.core import Locale, get_global
from babel.numbers import get_territory_currencies

from common.money import minor_units
from receipts.services.texts import fold_typography

# Receipts are kept for about ten years, so a currency that was tender in 2015 may still turn up.
_TENDER_SINCE = date(2015, 1, 1)

# Tables older than a change of currency: Bulgaria pays in euro since 2026-01-01.
_TERRITORY_OVERRIDES = {"BG": "EUR"}

# Two decimals by CLDR, but no coin below one unit is in use and tills print none.
_WITHOUT_CENTS_IN_PRACTICE = frozenset({"COP", "HUF", "IDR", "KHR", "MNT", "NGN", "TWD", "TZS"})

# Where CLDR says nothing of cash, or less than what is in use. MYR: Bank Negara's rounding to 5
# sen; EUR: NL, BE, FI, IE, IT, SK, EE; KRW: coins of 1 and 5 won are no longer made.
_SMALLEST_COINS = {
    **dict.fromkeys(("AUD", "BND", "EUR", "MYR", "SGD"), Decimal("0.05")),
    **dict.fromkeys(("HKD", "ILS", "NZD", "ZAR"), Decimal("0.10")),
    "HUF": Decimal(5),
    "KRW": Decimal(10),
    "IDR": Decimal(100),
}
_USUAL_STEP = Decimal("0.05")
# India rounds taxes and with them bills to the rupee (CGST Act 2017, section 170); its neighbours
# do alike.
_BILL_STEPS = dict.fromkeys(("INR", "LKR", "NPR", "BDT"), Decimal(1))

# fmt: off
_DOLLARS = (
    "USD", "CAD", "AUD", "SGD", "NZD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP",
    "UYU", "BBD", "BMD", "BND", "BSD", "BZD", "CUP", "DOP", "FJD", "GYD", "JMD",
    "KYD", "LRD", "NAD", "SBD", "SRD", "TTD", "XCD",
)
# fmt: on

# Every sign with the currencies it may mean, the most common first.
_SIGNS: dict[str, tuple[str, ...]] = {
    "$": _DOLLARS,
    "dollar": _DOLLARS,
    "dollars": _DOLLARS,
    "¥": ("JPY", "CNY"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "kr.": ("SEK", "NOK", "DKK", "ISK"),
    "rs": ("INR", "PKR", "LKR", "NPR", "MUR", "SCR"),
    "rs.": ("INR", "PKR", "LKR", "NPR", "MUR", "SCR"),
    "₨": ("INR", "PKR", "LKR", "NPR", "MUR", "SCR"),
    "lei": ("RON", "MDL"),
    "rs/-": ("INR", "PKR", "LKR", "NPR"),
    "bs": ("BOB", "VES"),
    "bs.": ("BOB", "VES"),
    "din": ("RSD", "DZD", "TND"),
    "din.": ("RSD", "DZD", "TND"),
    "cfa": ("XOF", "XAF"),
    "fcfa": ("XOF", "XAF"),
    "f cfa": ("XOF", "XAF"),
    "us dollar": ("USD",),
    "us dollars": ("USD",),
    "km": ("BAM",),
    "gs": ("PYG",),
    "gs.": ("PYG",),
    "q": ("GTQ",),
    "rd$": ("DOP",),
    "kd": ("KWD",),
    "k.d.": ("KWD",),
    "bd": ("BHD",),
    "qr": ("QAR",),
    "tk": ("BDT",),
    "tk.": ("BDT",),
    "руб": ("RUB",),
    "руб.": ("RUB",),
    "грн": ("UAH",),
    "грн.": ("UAH",),
    "лева": ("BGN",),
    "dh": ("AED", "MAD"),
    "dhs": ("AED", "MAD"),
    "元": ("CNY", "TWD", "HKD"),
    "€": ("EUR",),
    "euro": ("EUR",),
    "euros": ("EUR",),
    "£": ("GBP",),
    "pound": ("GBP",),
    "pounds": ("GBP",),
    "us$": ("USD",),
    "a$": ("AUD",),
    "au$": ("AUD",),
    "c$": ("CAD",),
    "ca$": ("CAD",),
    "s$": ("SGD",),
    "hk$": ("HKD",),
    "nt$": ("TWD",),
    "nz$": ("NZD",),
    "mx$": ("MXN",),
    "r$": ("BRL",),
    "rm": ("MYR",),
    "ringgit": ("MYR",),
    "rp": ("IDR",),
    "rp.": ("IDR",),
    "rupiah": ("IDR",),
    "円": ("JPY",),
    "yen": ("JPY",),
    "rmb": ("CNY",),
    "zł": ("PLN",),
    "zl": ("PLN",),
    "kč": ("CZK",),
    "kc": ("CZK",),
    "ft": ("HUF",),
    "лв": ("BGN",),
    "лв.": ("BGN",),
    "fr": ("CHF",),
    "fr.": ("CHF",),
    "sfr": ("CHF",),
    "sfr.": ("CHF",),
    "tl": ("TRY",),
    "₺": ("TRY",),
    "₩": ("KRW",),
    "원": ("KRW",),
    "₹": ("INR",),
    "₫": ("VND",),
    "đ": ("VND",),
    "฿": ("THB",),
    "₱": ("PHP",),
    "₽": ("RUB",),
    "₴": ("UAH",),
    "₪": ("ILS",),
    "₦": ("NGN",),
    "₵": ("GHS",),
    "₡": ("CRC",),
    "₸": ("KZT",),
    "₮": ("MNT",),
    "₭": ("LAK",),
    "₲": ("PYG",),
    "₼": ("AZN",),
    "₾": ("GEL",),
    "֏": ("AMD",),
    "৳": ("BDT",),
    "៛": ("KHR",),
    "s/": ("PEN",),
    "s/.": ("PEN",),
    "ksh": ("KES",),
    "sr": ("SAR",),
    "r": ("ZAR",),
}

# Of several countries each, so that they settle nothing; beside a code they say no other one.
# fmt: off
_COMMON_NAMES = frozenset((
    "baht", "dinar", "dinara", "dinars", "dirham", "dirhams", "forint", "franc", "francs",
    "franken", "krona", "krone", "kronen", "kroner", "kronor", "koruna", "korun", "kuna", "leu",
    "lev", "leva", "lira", "lire", "naira", "peso", "pesos", "rand", "real", "reais", "ringgit",
    "riyal", "riyals", "rouble", "roubles", "ruble", "rubles", "rupee", "rupees", "shekel",
    "shekels", "shilling", "shillings", "sol", "soles", "won", "yuan", "zloty", "złoty",
    "złotych",
))
# fmt: on

_NUMBER = r"[0-9][0-9.,' ]*"
_WORD = r"[^\s0-9,()+\-*:=]{1,4}"
_MARK_BEFORE_NUMBER = re.compile(rf"(?<!\w)(?P<mark>{_WORD})\s?[-(]?(?=[0-9])")
_NAME_AFTER_NUMBER = re.compile(
    rf"{_NUMBER}\s?(?P<mark>(?:US )?dollars?|euros?|pounds?|ringgit|rupiah|f ?cfa)(?!\w)", re.I
)
_MARK_AFTER_NUMBER = re.compile(rf"{_NUMBER}-?\s?(?P<mark>{_WORD})(?!\w)")


@dataclass(frozen=True, kw_only=True)
class CurrencyReading:
    """`candidates` has more than one code where the sign alone does not tell."""

    code: str
    candidates: tuple[str, ...]
    is_settled: bool


def read_currency(
    text: str, *, country: str | None = None, home_currency: str | None = None
) -> CurrencyReading | None:
    """The currency that a text names. None: it names none.

    A sign that several currencies share is settled by the country, else by the home currency, else
    taken for the most common of them and left unsettled.
    """
    mark = fold_typography(text[:100])
    candidates = _candidates(mark) or _country_candidates(mark)
    if not candidates:
        return None
    for known in (currency_of_country(country), valid_code(home_currency)):
        if known in candidates:
            return CurrencyReading(code=known, candidates=candidates, is_settled=True)
    return CurrencyReading(
        code=candidates[0], candidates=candidates, is_settled=len(candidates) == 1
    )


def find_currency_mark(text: str) -> str | None:
    """The currency sign or code that stands directly beside a number, as in "TOTAL RM 3.90"."""
    folded = fold_typography(text[:200])
    for pattern in (_MARK_BEFORE_NUMBER, _NAME_AFTER_NUMBER, _MARK_AFTER_NUMBER):
        for match in pattern.finditer(folded):
            if is_currency_mark(match["mark"]):
                return match["mark"]
    return None


def is_currency_mark(mark: str) -> bool:
    """Whether the text is nothing but one known currency sign or code."""
    return bool(_candidates(mark))


def names_currency(text: str) -> bool:
    """Whether the text, or a word of it, is a currency's sign, code or name; or a country's."""
    folded = fold_typography(text[:200])
    words = [folded, *re.split(r"[\s/:()\[\]]+", folded)]
    words += [word.strip(".") for word in words]
    return any(_candidates(word) or word.casefold() in _COMMON_NAMES for word in words) or bool(
        _country_candidates(folded)
    )


def valid_code(text: str | None) -> str | None:
    """The text as an ISO 4217 code that is or lately was tender somewhere, else None."""
    code = (text or "").strip().upper()
    return code if code in _tender_codes() else None


def currency_of_country(country: str | None) -> str | None:
    """`country` as ISO 3166-1 alpha-2. None: unknown, or several currencies are tender there."""
    territory = (country or "").strip().upper()
    if territory in _TERRITORY_OVERRIDES:
        return _TERRITORY_OVERRIDES[territory]
    # Without a date Babel would ask the clock; the last day of all asks for what has no end.
    codes = get_territory_currencies(territory, start_date=date.max)
    return codes[0] if len(codes) == 1 else None


def printed_minor_units(currency: str | None) -> int:
    """Decimals that tills print. None, an unknown currency, is taken to have two."""
    if currency is None:
        return 2
    return 0 if currency in _WITHOUT_CENTS_IN_PRACTICE else minor_units(currency)


def cash_step(currency: str | None) -> Decimal:
    """The smallest coin in use, or the unit that tills print where coins are as small. None, an
    unknown currency: most that round at all round to five hundredths."""
    if currency is None:
        return _USUAL_STEP
    unit = Decimal(1).scaleb(-printed_minor_units(currency))
    return max(unit, _cldr_step(currency), _SMALLEST_COINS.get(currency, unit))


def bill_step(currency: str | None) -> Decimal:
    """What a bill may say that it was rounded to: the smallest coin, five hundredths where that
    is not more, a whole one where that is the custom."""
    return max(cash_step(currency), _USUAL_STEP, _BILL_STEPS.get(currency or "", _USUAL_STEP))


def _cldr_step(currency: str) -> Decimal:
    """From CLDR's cash digits and cash rounding (UTS 35, part 3, supplemental currency data)."""
    fractions = get_global("currency_fractions")
    _, _, digits, step = fractions.get(currency) or fractions["DEFAULT"]
    return Decimal(max(step, 1)).scaleb(-digits)


def _candidates(mark: str) -> tuple[str, ...]:
    key = mark.casefold()
    code = valid_code(mark) or _codes_by_name().get(key)
    return (code,) if code else _SIGNS.get(key, ())


def _country_candidates(text: str) -> tuple[str, ...]:
    """By a country's name; two letters are a sign nobody knows before they are its code."""
    code = currency_of_country(_territories_by_name().get(text.casefold()))
    return (code,) if code else ()


@cache
def _tender_codes() -> frozenset[str]:
    territories = get_global("territory_currencies")
    return frozenset(
        code
        for territory in territories
        for code in get_territory_currencies(territory, start_date=_TENDER_SINCE, end_date=date.max)
    )


@cache
def _codes_by_name() -> dict[str, str]:
    names = Locale("en").currencies
    return {name.casefold(): code for code, name in names.items() if code in _tender_codes()}


@cache
def _territories_by_name() -> dict[str, str]:
    return {name.casefold(): code for code, name in Locale("en").territories.items()}
