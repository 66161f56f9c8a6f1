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
# "FOD", "COFEE": of two equal letters one was lost. These are words as they are.
_WORDS_OF_THEIR_OWN = frozenset({"IN", "EXPRES", "JEWELERY"})
_WITH_ONE_LOST = {
    word[:i] + word[i + 1 :]: word
    for word in sorted(_SHOP_WORDS)
    for i in range(1, len(word))
    if word[i] == word[i - 1]
}
_BY_LENGTH: defaultdict[int, list[str]] = defaultdict(list)
for _word in sorted(_SHOP_WORDS):
    _BY_LENGTH[len(_word)].append(_word)
_SHORT, _LONG = 4, 8
_WORD = re.compile(r"[^\W_]+")
# "Ma r k t": letters set apart, in three pieces at least.
_SPACED_OUT = re.compile(r"(?<!\S)[^\W\d_]{1,2}(?: [^\W\d_]{1,2}){2,}(?!\S)")
_EIGHT = re.compile(r"(?P<before>[^\W\d_]+) 8 (?=(?P<after>[^\W\d_]+))")
_VOWELS = tuple("aeiouy")
_BEFORE_L = tuple("bcfgkps")
_ZERO_INSIDE = re.compile(r"(?<=[^\W\d_])0(?=([^\W\d_]))")
# Digits inside a word: "L1LY", "0FFICE", "GRIL1". Those that shops put into their names on purpose
# ("7-ELEVEN", "B2B", "4YOU") are none of these.
_INSIDE = re.compile(
    r"(?<=[^\W\d_])[015](?=[^\W\d_])"  # between letters
    r"|(?<![^\W_])[01](?=[^\W\d_]{3})"  # before a word
    r"|(?<![^\W_])0(?='[^\W\d_]{2})"  # "0'Brien"
    r"|(?<=[^\W\d_][a-z]{2})(?:1{1,2}|0)(?![^\W_])"  # behind small letters
    r"|(?<=[a-z])11(?![^\W_])"  # two at the end: "fi11"
    r"|(?<=\bA)11(?= [^\W\d_]{2})"  # "A11 Seasons"
)


def with_slashed_o(printed: str) -> str:
    """Of Danish or Norwegian print: "K0BMAND" is "KØBMAND"."""
    return _ZERO_INSIDE.sub(lambda match: "ø" if match[1].islower() else "Ø", printed)


def mend_words(name: str) -> str:
    """Digits back to letters first, then slips in words that many shops have in their names."""
    whole = _SPACED_OUT.sub(_joined, name)
    words = _WORD.sub(_mended, _INSIDE.sub(_letter, whole))
    return _EIGHT.sub(_as_ampersand, words)


def _as_ampersand(match: re.Match[str]) -> str:
    """Between two kinds of goods or shops, "FOOD 8 CATERING"; "Pier 8 Grill" has but one."""
    both = is_shop_word(match["before"]) and is_shop_word(match["after"])
    return f"{match['before']} & " if both else match[0]


def _joined(match: re.Match[str]) -> str:
    """ "SA de CV" has no letter that stands alone."""
    pieces = match[0].split()
    return "".join(pieces) if min(map(len, pieces)) == 1 else match[0]


def _letter(match: re.Match[str]) -> str:
    """In the case of the letters beside it; a lone 0 in front is a capital O."""
    text, place, end = match.string, match.start(), match.end()
    before, after = text[place - 1 : place], text[end : end + 1]
    is_small = before.islower() or (before.isalpha() and after.islower())
    if match[0][0] == "1" and before.isalpha() and (is_small or len(match[0]) > 1):
        ones = _ones(text[max(place - 2, 0) : place].lower(), len(match[0]), after.lower())
        return ones if is_small or _is_small(text, end) else ones.upper()
    return match[0].translate(DIGITS_AS_SMALL_LETTERS if is_small else DIGITS_AS_CAPITALS)


def _is_small(text: str, end: int) -> bool:
    """The next word goes on in small letters."""
    return text[end + 2 : end + 3].islower()


def _ones(before: str, count: int, after: str) -> str:
    """The letters that 1 or 11 stands for: an l where one can be spoken, else an i."""
    is_vowel = before[-1:] in _VOWELS
    if count > 1:
        return "ll" if is_vowel else "il"
    is_cluster = before[-1:] in _BEFORE_L and not before[:-1].isalpha() and after in _VOWELS
    return "l" if is_vowel or before[-1:] == "l" or is_cluster else "i"


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
    if read in _SHOP_WORDS | _WORDS_OF_THEIR_OWN:
        return None
    if read in _WITH_ONE_LOST:
        return _WITH_ONE_LOST[read]
    if len(read) < _SHORT:
        return None
    found = [word for word in _BY_LENGTH.get(len(read), ()) if differ_by_one_lookalike(read, word)]
    return found[0] if len(found) == 1 else None
