"""Currency and country, by signs, codes, tax words, telephone prefixes and place names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from receipts.services.currencies import (
    currency_of_country,
    find_currency_mark,
    read_currency,
    valid_code,
)
from receipts.services.extraction import DateOrder, ReadingContext
from receipts.services.offline.amounts.money import Mention, Money
from receipts.services.offline.layout import Line, Sheet
from receipts.services.offline.text import fold
from receipts.services.offline.writing.languages import count_words


@dataclass(frozen=True, kw_only=True)
class Clue:
    """A pattern in the folded text that speaks for a country, this strongly each time."""

    country: str
    pattern: re.Pattern[str]
    weight: float


# Countries of the euro that the clues below know.
_EURO_COUNTRIES = frozenset({"DE", "AT", "FR", "IT", "ES", "NL", "BE", "PT", "IE", "FI"})
# Country, weight, alternatives of one pattern.
_CLUES = tuple(
    Clue(country=country, weight=float(weight), pattern=re.compile(pattern))
    for country, weight, pattern in (
        line.split(maxsplit=2)
        for line in r"""
MY 2 \bRM ?\d|\bRM\b|\bMYR\b
MY 3 SDN\.? ?BHD|\bBHD\b
MY 1 \bJALAN\b|\bJLN\b|SELANGOR|KUALA LUMPUR|JOHOR|PENANG|PERAK|\bTAMAN\b
MY 1 \bTUNAI\b|\bGST ID\b|\bSST\b
SG 3 \bSGD\b|\bS\$|SINGAPORE
SG 2 \bPTE\b
ID 3 \bRP\.? ?\d|\bIDR\b|\bPPN\b|\bPB1\b|JAKARTA
TH 3 \bTHB\b|฿|BANGKOK
PH 3 \bPHP\b|₱|MANILA|\bVATABLE\b
VN 3 \bVND\b|₫|\bHA NOI\b
IN 3 \bINR\b|₹|\bRS\.? ?\d|[CS]GST|GSTIN
CN 3 \bCNY\b|\bRMB\b|人民币|微信|支付宝
HK 3 \bHKD\b|HK\$|HONG KONG|香港
TW 3 \bTWD\b|NT\$|TAIWAN|統一發票
JP 2 \bJPY\b|[ぁ-んァ-ヶ]{3,}|消費税|合計
KR 2 \bKRW\b|₩|[가-힣]{2,}
AU 2 \bAUD\b|\bABN\b|\bPTY\b|EFTPOS|\b(NSW|VIC|QLD)\b
NZ 3 \bNZD\b|NEW ZEALAND|AUCKLAND|CHRISTCHURCH
CA 2 \bCAD\b|\b[HP]ST\b|\b[TQ]VQ\b|ONTARIO|TORONTO|INTERAC
CA 1 \b[A-Z]\d[A-Z] ?\d[A-Z]\d\b
US 2 \bUSD\b|\bUS\$
US 0.7 \$ ?\d
US 1 SALES TAX|STATE TAX|GRATUITY|\bTIP\b
US 0.6 \bSERVER\b|\bGUESTS?\b|\bCHE?C?K ?#|\bDINE IN
US 0.4 \d ?[AP]M\b|\b(AVE|BLVD|HWY|PKWY)\b
US 2 \b(A[LKZR]|C[AOT]|FL|GA|HI|I[LN]|K[SY]|LA|M[ADINOST])[ ,.]+\d{5}\b
US 2 \b(N[CDEHJMVY]|O[HKR]|PA|RI|SC|SD|T[NX]|UT|V[AT]|W[AIVY])[ ,.]+\d{5}\b
US 0.7 \(?\b[2-9]\d\d\)?[-. ]\d{3}[-. ]\d{4}\b
MX 3 \bMXN\b|\bRFC\b|MEXICO
BR 3 \bBRL\b|R\$|\bCNPJ\b|\bICMS\b
GB 2 £|\bGBP\b
GB 1 \b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|LONDON|\bVAT (NO|REG)
CH 3 \bCHF\b|\bFR\. ?\d|CHE-
SE 2 \bSEK\b|\bMOMS\b
NO 3 \bNOK\b|\bMVA\b
DK 3 \bDKK\b|\bKOBENHAVN\b|\bCVR\b
PL 3 \bPLN\b|\bZL\b|\bPTU\b|\bNIP\b|PARAGON
CZ 3 \bCZK\b|\bKC\b|\bDPH\b
HU 2 \bHUF\b|\bFT\b|NYUGTA
TR 3 \bTRY\b|₺|\bKDV\b
ZA 3 \bZAR\b|JOHANNESBURG|CAPE TOWN
AE 3 \bAED\b|\bDUBAI\b|\bTRN\b
DE 1.5 \bMWST\b|\bUST\b|\bSUMME\b|STEUERNUMMER|\bGMBH\b|\bBON\b|\bSTR\.|STRASSE
AT 3 \bWIEN\b|\bATU\d|OSTERREICH
FR 1.5 \bTVA\b|\bTTC\b|\bSIRET\b
FR 0.8 MERCI\b
IT 1 \bIVA\b|SCONTRINO|P\. ?IVA|EURO\b|TOTALE
ES 1 \bIVA\b|\bNIF\b|\bCIF\b|FACTURA
NL 2 \bBTW\b|TE BETALEN|TOTAAL
BE 3 BRUSSEL(?!S? ?SPR)|BRUXELLES|\bBTW BE
PT 1.5 \bNIF\b|CONTRIBUINTE|FATURA
IE 3 DUBLIN|IRELAND
FI 3 \bALV\b|YHTEENSA
DE 1 \bGESAMT\b|\bZURUCK\b|RUCKGELD|\bKASSE\b
TR 1.5 TOPKDV|\bVKN\b|\bNAKIT\b|\bFIS NO|\bTOPLAM\b
RO 3 \bLEI\b|\bRON\b|BON FISCAL
BG 3 \bBGN\b|\bДДС\b|\bЛЕВА\b
HR 2 \bPDV\b|\bOIB\b
RS 3 \bRSD\b|\bPIB\b
SI 2 \bDDV\b
UA 3 \bUAH\b|\bГРН\b|\bПДВ\b
RU 3 \bRUB\b|\bРУБ\b|\bНДС\b|\bИНН\b
BD 3 \bBDT\b|\bMUSHAK\b|\bDHAKA\b|\bTK\. ?\d
PK 3 \bPKR\b|\bNTN\b|\bSTRN\b|KARACHI|LAHORE
LK 3 \bLKR\b|COLOMBO
KE 3 \bKES\b|\bKSH\b|NAIROBI
NG 3 \bNGN\b|₦|\bLAGOS\b|\bABUJA\b
GH 3 \bGHS\b|\bACCRA\b
SA 3 \bSAR\b|RIYADH|JEDDAH
KW 3 \bKWD\b|\bKUWAIT\b
QA 3 \bQAR\b|\bDOHA\b
EG 3 \bEGP\b|\bCAIRO\b
IL 3 \bILS\b|₪
CL 3 \bCLP\b|\bRUT\b|\bBOLETA\b
CO 3 \bCOP\b|\bNIT\b|BOGOTA
AR 3 \bARS\b|\bCUIT\b|BUENOS AIRES
PE 3 \bPEN\b|\bIGV\b|\bS/\.? ?\d
""".strip().splitlines()
    )
)
_EURO = re.compile(r"€|\bEUR\b|\bEURO\b")
# Too weak alone: one telephone number or one dollar sign.
_ENOUGH = 1.2
# Of a street, or of a name that other countries have too.
_ONE_CLUE = 1.0
# Less than one clue of a street, a name or a slip.
_LITTLE = 1.5
# As much as one clue that only one country has.
_SURE = 3.0

# Countries whose tills print the month first; Canada has both, its tills mostly this one.
_MONTH_FIRST = frozenset({"US", "PH", "CA"})


@dataclass(frozen=True, kw_only=True)
class Locale:
    """What the text says of the place; None where it says too little."""

    country: str | None
    currency: str | None
    printed: str  # the first sign or code that the currency was taken from
    is_sure: bool  # several clues, or a sign that only one currency has
    ahead: float = 0.0  # how much more speaks for it than for the country with the next money
    date_order: DateOrder | None = None
    points: Mapping[str, float] = field(default_factory=dict)  # by country, above nothing
    words: Mapping[str, int] = field(default_factory=dict)  # how many of those of a country

    def speaks_for(self, country: str | None) -> bool:
        """Something does, and nothing more for another one, or little more where it is enough; or
        it is written as there, and as much speaks only for countries that have fewer of its words.
        """
        found = self.points.get(country or "", 0.0)
        behind = max(self.points.values(), default=0.0) - found
        if found > 0 and (behind == 0 or (found >= _ENOUGH and behind < _LITTLE)):
            return True
        own = self.words.get(country or "", 0)
        rivals = (
            weight for name, weight in self.points.items() if not 0 < self.words.get(name, 0) < own
        )
        return own > 0 and max(rivals, default=0.0) - found < _ONE_CLUE

    def is_only_written_as(self, country: str | None) -> bool:
        """Its words, which that country has as well, are all that speaks for the euro."""
        return self.currency == "EUR" and not self.printed and (country or "") in self.words

    def speaks_against(self, country: str | None) -> bool:
        """Another one is named surely, and twice as much as this one. What speaks for the United
        States, tips and telephones, is the same elsewhere."""
        if self.country in {None, country, "US"}:
            return False
        own = self.points.get(country or "", 0.0)
        return self.is_sure and self.points[self.country or ""] > 2 * own

    @property
    def is_strong(self) -> bool:
        """Enough to be believed against the account's own country."""
        return self.is_sure and (bool(self.printed) or self.ahead >= _SURE)


def read_locale(sheet: Sheet) -> Locale:
    text = fold("\n".join(row.text for row in sheet.rows))
    points = _points(text)
    euro = _EURO.search(text)
    order = _order_by(points, euros=len(_EURO.findall(text)))
    if euro is not None:
        for country in _EURO_COUNTRIES:
            points[country] += 1.0 if points[country] else 0.0
    country, weight = max(points.items(), key=lambda pair: pair[1], default=("", 0.0))
    known = country if weight >= _ENOUGH else None
    known_points = {name: found for name, found in points.items() if found > 0}
    words = count_words(text)
    if euro is not None and known not in _EURO_COUNTRIES:
        strong = known is not None and weight > len(_EURO.findall(text)) + 1
        if not strong:
            return Locale(
                country=None,
                currency="EUR",
                printed=euro[0],
                is_sure=True,
                date_order=order,
                points=known_points,
                words=words,
            )
    currency = currency_of_country(known)
    return Locale(
        country=known,
        currency=currency,
        printed=euro[0] if euro else "",
        is_sure=euro is not None or weight >= _SURE,
        ahead=weight - _next_weight(points, currency),
        date_order=order,
        points=known_points,
        words=words,
    )


@dataclass(frozen=True, kw_only=True)
class Currency:
    """`line` is where its sign stands, where it is printed beside the total or what was paid.

    `confidence` None: to be taken from how much speaks for the locale.
    """

    code: str
    printed: str = ""
    line: Line | None = None
    confidence: float | None = None


# Beside the total one sign of one currency, or of the account's own among those that share it; the
# same where only the other words of the paper tell which; nothing tells.
_MARKED, _MARK_BY_LOCALE, _MARK_OPEN = 0.99, 0.97, 0.6
# Malaysian tills still print it, two generations after the name has changed.
_ONCE_WITH_DOLLAR_SIGN = frozenset({"MYR"})
# Nothing printed, but country, language or tax words are those of the account's own country.
_HOME_BY_LOCALE = 0.97


def choose_currency(
    sheet: Sheet, money: Money, locale: Locale, *, total: Mention | None, context: ReadingContext
) -> Currency | None:
    """The sign beside the total, else what the words say, unless they are weak and speak against
    the account's own. None: the validator may assume that one."""
    for index in _rows_of_payment(money, total):
        mark = find_currency_mark(sheet.rows[index].text)
        if mark is not None:
            found = _of_mark(mark, locale, context)
            return Currency(
                code=found.code,
                printed=mark,
                line=sheet.rows[index].cells[-1],
                confidence=found.confidence,
            )
    home = _home(context)
    if home and (home == locale.currency or locale.speaks_for(context.country)):
        return Currency(code=home, printed=locale.printed, confidence=_HOME_BY_LOCALE)
    if locale.currency is None or (home and not locale.is_strong):
        return None
    if home and locale.is_only_written_as(context.country):
        return None
    return Currency(code=locale.currency, printed=locale.printed)


def likely_currency(sheet: Sheet, context: ReadingContext) -> str | None:
    """By the first sign beside a number that only one currency has, else the account's own."""
    home = _home(context)
    marks = (find_currency_mark(row.text) for row in sheet.rows)
    read = (
        read_currency(mark, country=context.country, home_currency=home) for mark in marks if mark
    )
    return next((found.code for found in read if found and found.is_settled), home)


def _home(context: ReadingContext) -> str | None:
    return valid_code(context.home_currency) or currency_of_country(context.country)


def _rows_of_payment(money: Money, total: Mention | None) -> Iterator[int]:
    """The total's first; names and items may hold what looks like a sign."""
    if total is not None:
        yield total.row
    for mention in money.mentions:
        if mention.kinds & {"total", "tender"}:
            yield mention.row


def _of_mark(mark: str, locale: Locale, context: ReadingContext) -> Currency:
    known = read_currency(mark, country=context.country, home_currency=context.home_currency)
    assert known is not None  # or it would be no mark
    is_shared = len(known.candidates) > 1 and locale.currency in known.candidates
    if is_shared and locale.currency and locale.speaks_against(context.country):
        return Currency(code=locale.currency, confidence=_MARK_OPEN)
    if known.is_settled:
        return Currency(code=known.code, confidence=_MARKED)
    if locale.currency in known.candidates or (
        mark == "$" and locale.currency in _ONCE_WITH_DOLLAR_SIGN and locale.is_sure
    ):
        return Currency(code=locale.currency, confidence=_MARK_BY_LOCALE)
    return Currency(code=known.code, confidence=_MARK_OPEN)


def _order_by(points: dict[str, float], *, euros: int) -> DateOrder | None:
    """By all clues together: which country it is may be open where the order is not."""
    month_first = sum(weight for country, weight in points.items() if country in _MONTH_FIRST)
    day_first = sum(points.values()) - month_first + min(euros, 3)
    if month_first == day_first:
        return None
    return "mdy" if month_first > day_first else "dmy"


def _next_weight(points: dict[str, float], currency: str | None) -> float:
    """Of the countries with another currency the one for which most speaks."""
    others = (w for country, w in points.items() if currency_of_country(country) != currency)
    return max(others, default=0.0)


def _points(text: str) -> dict[str, float]:
    points: defaultdict[str, float] = defaultdict(float)
    for clue in _CLUES:
        times = len(clue.pattern.findall(text))
        points[clue.country] += clue.weight * min(times, 3)
    return points


def date_order_of(country: str | None) -> DateOrder:
    return "mdy" if country in _MONTH_FIRST else "dmy"
