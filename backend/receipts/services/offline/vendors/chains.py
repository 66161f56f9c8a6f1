"""Chains of shops that everybody knows: a line that is one of these names is the shop's."""

from collections.abc import Sequence
from itertools import accumulate

from receipts.services.offline.text import fold, squeeze
from receipts.services.offline.vendors.name_candidate import NameCandidate
from receipts.services.spelling.company_forms import FORM_WORDS

# By country; names that are words of receipts, places or people as well ("Target", "Real", "Total",
# "Subway") are left out.
_NAMES = """
ALDI, ALDI SUD, ALDI NORD, LIDL, REWE, EDEKA, KAUFLAND, NETTO MARKEN-DISCOUNT, PENNY MARKT,
PENNY-MARKT, ROSSMANN, DM-DROGERIE MARKT, MULLER DROGERIE, SATURN, MEDIA MARKT, MEDIAMARKT, OBI,
HORNBACH, BAUHAUS, TOOM BAUMARKT, IKEA, THALIA, ARAL, TCHIBO, DECATHLON, BILLA, HOFER, INTERSPAR,
MIGROS, DENNER, COOP, MANOR, CARREFOUR, AUCHAN, LECLERC, E.LECLERC, INTERMARCHE, MONOPRIX,
FRANPRIX, LEROY MERLIN, FNAC, MERCADONA, ALCAMPO, EL CORTE INGLES, ESSELUNGA, CONAD, PAM PANORAMA,
CONTINENTE, PINGO DOCE, ALBERT HEIJN, JUMBO SUPERMARKTEN, HEMA, KRUIDVAT, COOLBLUE, BOL.COM,
DELHAIZE, COLRUYT, REMA 1000, KIWI MINIPRIS, MENY, ICA MAXI, ICA SUPERMARKET, WILLYS, HEMKOP,
SYSTEMBOLAGET, FOTEX, BILKA, K-MARKET, PRISMA, BIEDRONKA, ZABKA, STOKROTKA, ROSSMANN SDP, DEALZ,
PEPCO, ALBERT HYPERMARKET, MIGROS TICARET, BIM BIRLESIK MAGAZALAR, A101, SOK MARKET, TESCO,
SAINSBURY'S, ASDA, MORRISONS, WAITROSE, MARKS & SPENCER, ICELAND FOODS, POUNDLAND, WILKO,
SUPERDRUG, WHSMITH, ARGOS, PRET A MANGER, COSTA COFFEE, GREGGS, DUNNES STORES, SUPERVALU, WALMART,
COSTCO, COSTCO WHOLESALE, KROGER, SAFEWAY, ALBERTSONS, PUBLIX, MEIJER, TRADER JOE'S, WHOLE FOODS,
WHOLE FOODS MARKET, WEGMANS, STOP & SHOP, FOOD LION, WINCO FOODS, WALGREENS, CVS, CVS PHARMACY,
RITE AID, BEST BUY, HOME DEPOT, THE HOME DEPOT, LOWE'S, MENARDS, KOHL'S, MACY'S, NORDSTROM,
JCPENNEY, TJ MAXX, T.J. MAXX, MARSHALLS, DOLLAR TREE, DOLLAR GENERAL, FAMILY DOLLAR, OFFICE DEPOT,
OFFICEMAX, STAPLES, PETSMART, PETCO, BARNES & NOBLE, GAMESTOP, AUTOZONE, O'REILLY AUTO, 7-ELEVEN,
CIRCLE K, WAWA, CHEVRON, EXXON, EXXONMOBIL, TEXACO, SPEEDWAY, VALERO, PHILLIPS 66, MCDONALD'S,
MCDONALDS, BURGER KING, WENDY'S, TACO BELL, KFC, CHICK-FIL-A, CHIPOTLE, FIVE GUYS, IN-N-OUT
BURGER, STARBUCKS, STARBUCKS COFFEE, DUNKIN', DUNKIN' DONUTS, TIM HORTONS, PANERA BREAD, DOMINO'S
PIZZA, PIZZA HUT, PAPA JOHN'S, OLIVE GARDEN, APPLEBEE'S, DENNY'S, IHOP, OUTBACK STEAKHOUSE,
CHEESECAKE FACTORY, JACK IN THE BOX, CARL'S JR, WHATABURGER, PANDA EXPRESS, POPEYES, ARBY'S,
LOBLAWS, SOBEYS, CANADIAN TIRE, SHOPPERS DRUG MART, DOLLARAMA, LCBO, WOOLWORTHS, COLES
SUPERMARKETS, BUNNINGS, BUNNINGS WAREHOUSE, OFFICEWORKS, CHEMIST WAREHOUSE, JB HI-FI, KMART,
COUNTDOWN SUPERMARKET, PAK'NSAVE, THE WAREHOUSE, MR D.I.Y., AEON, GIANT HYPERMARKET, MYDIN,
WATSONS, PETRONAS, OLD TOWN WHITE COFFEE, FAIRPRICE, NTUC FAIRPRICE, COLD STORAGE, SHENG SIONG,
GUARDIAN HEALTH, INDOMARET, ALFAMART, JOLLIBEE, FAMILYMART, LAWSON, UNIQLO, MUJI, DAISO, BIG
BAZAAR, RELIANCE FRESH, RELIANCE SMART, D-MART, OXXO, SORIANA, CHEDRAUI, PAO DE ACUCAR, LOJAS
AMERICANAS, FALABELLA, SODIMAC, SHOPRITE, PICK N PAY, CHECKERS HYPER, SPINNEYS, LULU HYPERMARKET,
H&M, ZARA, PRIMARK, C&A, APPLE STORE, DHL EXPRESS, FEDEX OFFICE, HILTON, MARRIOTT, HOLIDAY INN,
IBIS HOTEL, HERTZ, SIXT, EUROPCAR, RYANAIR, LUFTHANSA, EASYJET, DEUTSCHE BAHN, AMAZON EU
"""
_LISTED = [name.split() for name in _NAMES.replace("\n", " ").split(",")]
_CHAINS = frozenset(squeeze("".join(words)) for words in _LISTED)
_OF_SEVERAL_WORDS = frozenset(squeeze("".join(words)) for words in _LISTED if len(words) > 1)


def is_chain(name: str) -> bool:
    """It is a chain's name. After one of several words anything may come, a town or a branch; after
    a single word, which may be anybody's name as well ("Manor House Hotel"), only a number or what
    ends in a company form."""
    words = fold(name).replace("#", " ").split()
    beginnings = accumulate(map(squeeze, words))
    return any(
        beginning in _OF_SEVERAL_WORDS or (beginning in _CHAINS and _adds_nothing(words[count:]))
        for count, beginning in enumerate(beginnings, start=1)
    )


def whole_chain(name: NameCandidate, candidates: Sequence[NameCandidate]) -> NameCandidate:
    """The candidate that goes on from it to a longer name of the list: "WHOLE FOODS", "MARKET"."""
    size = len(name.lines)
    longer = [c for c in candidates if c.lines[:size] == name.lines and squeeze(c.name) in _CHAINS]
    return max(longer, key=lambda c: len(c.lines), default=name)


def _adds_nothing(rest: list[str]) -> bool:
    return all(word.isdigit() for word in rest) or squeeze(rest[-1]).lower() in FORM_WORDS
