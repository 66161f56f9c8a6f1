"""OCR repair: letters of a name that were taken for digits or for one another, put right."""

import re
from collections import defaultdict
from functools import lru_cache

from rapidfuzz.distance import Hamming

from receipts.services.spelling.lookalikes import (
    DIGITS_AS_CAPITALS,
    DIGITS_AS_SMALL_LETTERS,
    differ_by_one_lookalike,
)

# Words that shops call themselves by, in the languages of receipts; brands are none of them.
# A slip in one of them is seen, since what was read is no word.
_SHOP_WORDS = frozenset(
    word
    for line in (
        "APOTHEKE AUTOMOTIVE BACKEREI BAKERIES BAKERY BAR BARBECUE BAUMARKT BEAUTY BISTRO",
        "BOOKSHOP BOOKSTORE BOUTIQUE BREWERY BREWING BROTHERS BUILDING BURGER BURGERS",
        "BUTCHER CAFE CAFETERIA CATERING CENTER CENTRE CHICKEN CLEANERS CLINIC CLOTHING",
        "COFFEE COLLECTION COMPANY COMPUTER CONVENIENCE COSMETICS CREATIONS CUISINE DELI",
        "DELICATESSEN DINER DENTAL DEPARTMENT DISTRIBUTION DISTRIBUTORS DROGERIEMARKT",
        "DRUGSTORE ELECTRICAL ELECTRONICS EMPORIUM ENGINEERING ENTERPRISE ENTERPRISES",
        "ESPRESSO EXPRESS FACTORY FASHION FLORIST FOOD FOODS FURNITURE",
        "GALLERY GARAGE GARDEN GARDENS GASTHAUS GELATO GENERAL GETRANKEMARKT GRILL GROCERIES",
        "GROCERY HANDELS HANDICRAFT HARDWARE HEALTH HOLDINGS HOSPITAL HOTEL HOUSEHOLD",
        "HYPERMARKET IMPORT INN INDUSTRIES INTERNATIONAL JEWELLERY JEWELRY KITCHEN",
        "KONDITOREI LAUNDRY LEATHER LIGHTING LIMITED LOGISTICS LOUNGE MACHINERY MANAGEMENT",
        "MARKET MARKETING MARKETPLACE MARKT MART MATERIALS MEDICAL METZGEREI MINIMARKET",
        "MINIMART MOTORS NOODLE NOODLES OFFICE OPTICAL ORGANIC OUTLET PARKING PASTRY",
        "PATISSERIE PETROL PETROLEUM PHARMACY PIZZA PIZZERIA PLAZA POULTRY PRINTING PRODUCTS",
        "PROVISION PUBLISHING RAMEN RENOVATION RESOURCES RESTAURANT RESTAURANTE RESTAURANTS",
        "RESTORAN RETAIL RISTORANTE SALON SALOON SANDWICHES SEAFOOD SERVICE SERVICES SHOP",
        "SHOPPING SOLUTIONS SPECIALIST SPORTS STATION STORE STATIONERS STATIONERY STEAKHOUSE",
        "STORES STUDIO SUPERMARKET SUPERMARKT SUPERMERCADO SUPERMERCATO SUPPLIES SUPPLY",
        "SYSTEMS TAILORING TAKEAWAY TANKSTELLE TAVERN TEA TECHNOLOGIES TECHNOLOGY TEXTILES",
        "TOYS TRADING TRANSPORT TRATTORIA TRAVEL UNIVERSAL UTILITIES VEGETARIAN",
        "VENTURE VENTURES WAREHOUSE WHOLESALE WORKSHOP",
    )
    for word in line.split()
)
_BY_LENGTH: defaultdict[int, list[str]] = defaultdict(list)
for _word in sorted(_SHOP_WORDS):
    _BY_LENGTH[len(_word)].append(_word)
_LONG = 8
_WORD = re.compile(r"[^\W_]+")
# "Ma r k t": letters set apart, in three pieces at least.
_SPACED_OUT = re.compile(r"(?<!\S)[^\W\d_]{1,2}(?: [^\W\d_]{1,2}){2,}(?!\S)")
# A 1 among small letters is an l.
_AS_SMALL_LETTERS = DIGITS_AS_SMALL_LETTERS | str.maketrans("1", "l")
# Digits inside a word: "L1LY", "0FFICE", "GRIL1". Those that shops put into their names on purpose
# ("7-ELEVEN", "B2B", "4YOU") are none of these.
_INSIDE = re.compile(
    r"(?<=[^\W\d_])[015](?=[^\W\d_])"  # between letters
    r"|(?<![^\W_])[01](?=[^\W\d_]{3})"  # before a word
    r"|(?<![^\W_])0(?='[^\W\d_]{2})"  # "0'Brien"
    r"|(?<=[^\W\d_][a-z]{2})(?:1{1,2}|0)(?![^\W_])"  # behind small letters
)


def mend_words(name: str) -> str:
    """Digits back to letters first, then slips in words that many shops have in their names."""
    whole = _SPACED_OUT.sub(_joined, name)
    return _WORD.sub(_mended, _INSIDE.sub(_letter, whole))


def _joined(match: re.Match[str]) -> str:
    """ "SA de CV" has no letter that stands alone."""
    pieces = match[0].split()
    return "".join(pieces) if min(map(len, pieces)) == 1 else match[0]


def _letter(match: re.Match[str]) -> str:
    """In the case of the letters beside it; a lone 0 in front is a capital O."""
    text, place = match.string, match.start()
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    is_small = before.islower() or (before.isalpha() and after.islower())
    return match[0].translate(_AS_SMALL_LETTERS if is_small else DIGITS_AS_CAPITALS)


def _mended(match: re.Match[str]) -> str:
    read = match[0]
    word = known_word(read.upper())
    if word is None:
        return read
    return word if read[:2].isupper() else word.title() if read[0].isupper() else word.lower()


def is_shop_word(word: str) -> bool:
    """A word for a kind of shop, which alone is no name."""
    return word.upper() in _SHOP_WORDS


@lru_cache(maxsize=4096)
def is_like_shop_word(word: str) -> bool:
    """Or one with a letter misread, where it is long enough to be nothing else."""
    return is_shop_word(word) or (
        len(word) >= _LONG
        and any(Hamming.distance(word, shop) == 1 for shop in _BY_LENGTH.get(len(word), ()))
    )


@lru_cache(maxsize=4096)
def known_word(read: str) -> str | None:
    """The one shop word that `read`, in capitals, is a slip of. None: it is none, or one itself."""
    if read in _SHOP_WORDS or len(read) < 4:
        return None
    found = [word for word in _BY_LENGTH.get(len(read), ()) if differ_by_one_lookalike(read, word)]
    return found[0] if len(found) == 1 else None
