"""Chains of shops that everybody knows: a line that is one of these names is the shop's."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from string import capwords

from rapidfuzz.distance import Levenshtein

from receipts.services.offline.text import fold, squeeze
from receipts.services.offline.vendors.name_candidate import NameCandidate
from receipts.services.offline.vendors.ocr_repair import is_shop_word
from receipts.services.spelling.company_forms import FORM_WORDS
from receipts.services.spelling.lookalikes import are_of_one_shape

# By country; names that are words of receipts, places or people as well ("Target", "Real", "Total",
# "Subway") are left out.
_NAMES = """
ALDI, ALDI SUD, ALDI NORD, LIDL, REWE, EDEKA, KAUFLAND, NETTO MARKEN-DISCOUNT, PENNY MARKT,
PENNY-MARKT, ROSSMANN, DM-DROGERIE MARKT, MULLER DROGERIE, SATURN, MEDIA MARKT, MEDIAMARKT, OBI,
HORNBACH, BAUHAUS, TOOM BAUMARKT, IKEA, THALIA, ARAL, TCHIBO, DECATHLON, BILLA, HOFER, INTERSPAR,
MIGROS, DENNER, COOP, MANOR, CARREFOUR, AUCHAN, LECLERC, E.LECLERC, INTERMARCHE, MONOPRIX, FRANPRIX,
LEROY MERLIN, FNAC, MERCADONA, ALCAMPO, EL CORTE INGLES, ESSELUNGA, CONAD, PAM PANORAMA, CONTINENTE,
PINGO DOCE, ALBERT HEIJN, JUMBO SUPERMARKTEN, HEMA, KRUIDVAT, COOLBLUE, BOL.COM, DELHAIZE, COLRUYT,
REMA 1000, KIWI MINIPRIS, MENY, ICA MAXI, ICA SUPERMARKET, WILLYS, HEMKOP, SYSTEMBOLAGET, FOTEX,
BILKA, K-MARKET, PRISMA, BIEDRONKA, ZABKA, STOKROTKA, ROSSMANN SDP, DEALZ, PEPCO, ALBERT
HYPERMARKET, MIGROS TICARET, BIM BIRLESIK MAGAZALAR, A101, SOK MARKET, TESCO, SAINSBURY'S, ASDA,
MORRISONS, WAITROSE, MARKS & SPENCER, ICELAND FOODS, POUNDLAND, WILKO, SUPERDRUG, WHSMITH, ARGOS,
PRET A MANGER, COSTA COFFEE, GREGGS, DUNNES STORES, SUPERVALU, WALMART, COSTCO, COSTCO WHOLESALE,
KROGER, SAFEWAY, ALBERTSONS, PUBLIX, MEIJER, TRADER JOE'S, WHOLE FOODS, WHOLE FOODS MARKET, WEGMANS,
STOP & SHOP, FOOD LION, WINCO FOODS, WALGREENS, CVS, CVS PHARMACY, RITE AID, BEST BUY, HOME DEPOT,
THE HOME DEPOT, LOWE'S, MENARDS, KOHL'S, MACY'S, NORDSTROM, JCPENNEY, TJ MAXX, T.J. MAXX, MARSHALLS,
DOLLAR TREE, DOLLAR GENERAL, FAMILY DOLLAR, OFFICE DEPOT, OFFICEMAX, STAPLES, PETSMART, PETCO,
BARNES & NOBLE, GAMESTOP, AUTOZONE, O'REILLY AUTO, 7-ELEVEN, CIRCLE K, WAWA, CHEVRON, EXXON,
EXXONMOBIL, TEXACO, SPEEDWAY, VALERO, PHILLIPS 66, MCDONALD'S, MCDONALDS, BURGER KING, WENDY'S, TACO
BELL, KFC, CHICK-FIL-A, CHIPOTLE, FIVE GUYS, IN-N-OUT BURGER, STARBUCKS, STARBUCKS COFFEE, DUNKIN',
DUNKIN' DONUTS, TIM HORTONS, PANERA BREAD, DOMINO'S PIZZA, PIZZA HUT, PAPA JOHN'S, OLIVE GARDEN,
APPLEBEE'S, DENNY'S, IHOP, OUTBACK STEAKHOUSE, CHEESECAKE FACTORY, JACK IN THE BOX, CARL'S JR,
WHATABURGER, PANDA EXPRESS, POPEYES, ARBY'S, LOBLAWS, SOBEYS, CANADIAN TIRE, SHOPPERS DRUG MART,
DOLLARAMA, LCBO, WOOLWORTHS, COLES SUPERMARKETS, BUNNINGS, BUNNINGS WAREHOUSE, OFFICEWORKS, CHEMIST
WAREHOUSE, JB HI-FI, KMART, COUNTDOWN SUPERMARKET, PAK'NSAVE, THE WAREHOUSE, MR D.I.Y., AEON, GIANT
HYPERMARKET, MYDIN, WATSONS, PETRONAS, OLD TOWN WHITE COFFEE, FAIRPRICE, NTUC FAIRPRICE, COLD
STORAGE, SHENG SIONG, GUARDIAN HEALTH, INDOMARET, ALFAMART, JOLLIBEE, FAMILYMART, LAWSON, UNIQLO,
MUJI, DAISO, BIG BAZAAR, RELIANCE FRESH, RELIANCE SMART, D-MART, OXXO, SORIANA, CHEDRAUI, PAO DE
ACUCAR, LOJAS AMERICANAS, FALABELLA, SODIMAC, SHOPRITE, PICK N PAY, CHECKERS HYPER, SPINNEYS, LULU
HYPERMARKET, H&M, ZARA, PRIMARK, C&A, APPLE STORE, DHL EXPRESS, FEDEX OFFICE, HILTON, MARRIOTT,
HOLIDAY INN, IBIS HOTEL, HERTZ, SIXT, EUROPCAR, RYANAIR, LUFTHANSA, EASYJET, DEUTSCHE BAHN, AMAZON
EU, SONIC DRIVE-IN, DAIRY QUEEN, CRACKER BARREL, RED LOBSTER, LONGHORN STEAKHOUSE, TEXAS ROADHOUSE,
BUFFALO WILD WINGS, CHILI'S GRILL & BAR, TGI FRIDAYS, TGI FRIDAY'S, RUBY TUESDAY, RED ROBIN, BOB
EVANS, WAFFLE HOUSE, STEAK 'N SHAKE, WHITE CASTLE, HARDEE'S, CULVER'S, ZAXBY'S, RAISING CANE'S,
BOJANGLES, CHURCH'S CHICKEN, EL POLLO LOCO, DEL TACO, QDOBA, JIMMY JOHN'S, JERSEY MIKE'S, FIREHOUSE
SUBS, QUIZNOS, SCHLOTZSKY'S, JASON'S DELI, MCALISTER'S DELI, NOODLES & COMPANY, SHAKE SHACK,
SMASHBURGER, CALIFORNIA PIZZA KITCHEN, MAGGIANO'S LITTLE ITALY, P.F. CHANG'S, BENIHANA, BONEFISH
GRILL, CARRABBA'S ITALIAN GRILL, FUDDRUCKERS, GOLDEN CORRAL, LITTLE CAESARS, ROUND TABLE PIZZA,
AUNTIE ANNE'S, CINNABON, COLD STONE CREAMERY, BASKIN ROBBINS, KRISPY KREME, PEET'S COFFEE, CARIBOU
COFFEE, COFFEE BEAN & TEA LEAF, EINSTEIN BROS BAGELS, JAMBA JUICE, LONG JOHN SILVER'S, CAPTAIN D'S,
JOE'S CRAB SHACK, LOGAN'S ROADHOUSE, O'CHARLEY'S, BED BATH & BEYOND, BATH & BODY WORKS, VICTORIA'S
SECRET, OLD NAVY, BANANA REPUBLIC, FOOT LOCKER, DICK'S SPORTING GOODS, BIG 5 SPORTING GOODS, BASS
PRO SHOPS, CABELA'S, HOBBY LOBBY, JO-ANN FABRICS, TOYS R US, BIG LOTS, TRACTOR SUPPLY, HARBOR
FREIGHT TOOLS, ACE HARDWARE, SHERWIN-WILLIAMS, ADVANCE AUTO PARTS, PEP BOYS, JIFFY LUBE, SAM'S CLUB,
BJ'S WHOLESALE CLUB, GIANT EAGLE, HARRIS TEETER, WINN-DIXIE, PIGGLY WIGGLY, HY-VEE, H-E-B, FRED
MEYER, KING SOOPERS, SPROUTS FARMERS MARKET, SMART & FINAL, GROCERY OUTLET, 99 CENTS ONLY, 99 RANCH
MARKET, PRICE CHOPPER, DUANE READE, RACETRAC, QUIKTRIP, SHEETZ, CUMBERLAND FARMS, MURPHY USA,
SUNOCO, CITGO, CONOCO, ARCO AMPM, HAMPTON INN, BEST WESTERN, MOTEL 6, DAYS INN, COMFORT INN, LA
QUINTA INN, RESIDENCE INN, COURTYARD BY MARRIOTT, HYATT REGENCY, SHERATON, EMBASSY SUITES,
ENTERPRISE RENT-A-CAR, BUDGET RENT A CAR, NO FRILLS, REAL CANADIAN SUPERSTORE, LONDON DRUGS,
PETRO-CANADA, SWISS CHALET, HOME HARDWARE, NANDO'S, WAGAMAMA, PIZZA EXPRESS, CAFFE NERO, YO! SUSHI,
J D WETHERSPOON, TOBY CARVERY, PREMIER INN, TRAVELODGE, B&Q, SCREWFIX, TOOLSTATION, HALFORDS,
CURRYS, JOHN LEWIS, MATALAN, SPORTS DIRECT, WATERSTONES, LONDIS, NISA LOCAL, TEGUT, MARKTKAUF,
ALNATURA, DENN'S BIOMARKT, TEDI, WOOLWORTH, TAKKO, DEICHMANN, FRESSNAPF, CONRAD ELECTRONIC,
HAGEBAUMARKT, HELLWEG, HUGENDUBEL, GALERIA KAUFHOF, KARSTADT, BACKWERK, VAPIANO, ARAL TANKSTELLE,
BIPA, MERKUR MARKT, MPREIS, VOLG, COOP PRONTO, SUPER U, HYPER U, CASTORAMA, BRICOMARCHE, DARTY,
SEPHORA, KIABI, FLUNCH, BUFFALO GRILL, BIOCOOP, EROSKI, CAPRABO, BONPREU, EUROSPIN, IPERCOOP,
AUTOGRILL, LEWIATAN, POLOMARKET, EMPIK, MEDIA EXPERT, RTV EURO AGD, COOP EXTRA, CLAS OHLSON, ELKJOP,
NARVESEN, MAGASIN DU NORD, ETOS, BLOKKER, 99 SPEEDMART, ECONSAVE, JAYA GROCER, VILLAGE GROCER, KK
SUPER MART, SECRET RECIPE, MARRYBROWN, KENNY ROGERS ROASTERS, PAPPARICH, SUSHI KING, CHATIME, GONG
CHA, YA KUN KAYA TOAST, TOAST BOX, BREADTALK, SAIZERIYA, MOS BURGER, YOSHINOYA, PEPPER LUNCH, DON
DON DONKI, HAIDILAO, DIN TAI FUNG, PUREGOLD, MERCURY DRUG, CHOWKING, MANG INASAL, VINMART, HIGHLANDS
COFFEE, CAFE COFFEE DAY, HALDIRAM'S, SHOPPERS STOP, COLES EXPRESS, DAN MURPHY'S, BIG W, HARVEY
NORMAN, THE GOOD GUYS, SUPERCHEAP AUTO, HUNGRY JACK'S, GLORIA JEAN'S COFFEES, RED ROOSTER, GUZMAN Y
GOMEZ, MITRE 10, BODEGA AURRERA, FARMACIAS GUADALAJARA, FARMACIAS DEL AHORRO, SANBORNS, COPPEL,
HABIB'S, DROGASIL, MAGAZINE LUIZA, CASAS BAHIA, ATACADAO, NAIVAS, DIS-CHEM, CHICKEN LICKEN,
DEBONAIRS PIZZA, HYPERPANDA, AL MEERA, TEKNOSA, SIMIT SARAYI
"""
_LISTED = [name.split() for name in _NAMES.replace("\n", " ").split(",")]
_OF_SEVERAL_WORDS = frozenset(squeeze("".join(words)) for words in _LISTED if len(words) > 1)
# Of these the "&" is all there is to tell them by: "C&A" is no "CA".
_SHORTEST = 3
_OF_TWO_LETTERS = frozenset(
    words[0] for words in _LISTED if len(squeeze("".join(words))) < _SHORTEST
)
_CHAINS = frozenset(squeeze("".join(words)) for words in _LISTED) - set(
    map(squeeze, _OF_TWO_LETTERS)
)
_SPELT = {squeeze("".join(words)): " ".join(words) for words in reversed(_LISTED)}
_MOST_WORDS = 4
_BY_LENGTH: defaultdict[int, list[str]] = defaultdict(list)
# Longer names are nobody else's: "Manor Hotel" is none of a chain, "McDonald's Restaurant" is.
_LONG = 8
for _chain in _SPELT:
    if len(_chain) >= _LONG:
        _BY_LENGTH[len(_chain)].append(_chain)


def is_chain(name: str) -> bool:
    """It is a chain's name. After one of several words anything may come, a town or a branch; after
    a single word, which may be anybody's name as well ("Manor House Hotel"), only a number or what
    ends in a company form, and after a long one also what kind of shop it is."""
    words = fold(name).replace("#", " ").split()
    beginnings = list(accumulate(map(squeeze, words)))
    return words[:1] in [[short] for short in _OF_TWO_LETTERS] or any(
        beginning in _OF_SEVERAL_WORDS
        or (beginning in _CHAINS and _adds_nothing(words[count:], to=beginning))
        for count, beginning in enumerate(beginnings, start=1)
    )


def mend_chain(name: str) -> str:
    """A long chain's name in which one letter was misread for one of its shape, or lost, or won, as
    it is spelt: "WALCREENS 1234". A shop that is called nearly so is rarer than such a slip."""
    words = name.split()
    for count in range(1, min(len(words), _MOST_WORDS) + 1):
        chain = _misread_chain(squeeze("".join(words[:count])))
        if chain is not None:
            is_large = words[0].isupper()
            return " ".join([chain if is_large else capwords(chain), *words[count:]])
    return name


@lru_cache(maxsize=4096)
def _misread_chain(read: str) -> str | None:
    if len(read) < _LONG or read in _SPELT:
        return None
    near = (chain for length in range(-1, 2) for chain in _BY_LENGTH.get(len(read) + length, ()))
    found = [chain for chain in near if _is_slip(read, chain)]
    return _SPELT[found[0]] if len(found) == 1 else None


def _is_slip(read: str, chain: str) -> bool:
    if len(read) != len(chain):
        return Levenshtein.distance(read, chain, score_cutoff=1) == 1
    different = [pair for pair in zip(read, chain, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and are_of_one_shape(*different[0])


def whole_chain(name: NameCandidate, candidates: Sequence[NameCandidate]) -> NameCandidate:
    """The candidate that goes on from it to a longer name of the list: "WHOLE FOODS", "MARKET"."""
    size = len(name.lines)
    longer = [
        c for c in candidates if c.lines[:size] == name.lines and squeeze(c.printed) in _CHAINS
    ]
    return max(longer, key=lambda c: len(c.lines), default=name)


def _adds_nothing(rest: list[str], *, to: str) -> bool:
    if rest and squeeze(rest[-1]).lower() in FORM_WORDS:
        return True
    return all(word.isdigit() or (len(to) >= _LONG and is_shop_word(word)) for word in rest)
