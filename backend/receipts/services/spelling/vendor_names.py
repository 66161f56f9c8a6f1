"""Vendor names: one shop in many spellings. Pure.

Measured on the keys of 486 names of shops from labelled receipts, scores of 0 to 100: of 20,000
pairs of different names 2 had 88 or more, and both were one shop in two spellings; 7 had 80 or
more. Of the same names with one or two letters misread, or without their spaces, 87 % had 88 or
more and 98 % had 80 or more.
"""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from common.text import fold_accents
from receipts.services.spelling.company_forms import FORM_WORDS

# One shop, where nothing else speaks for it.
SAME_VENDOR = 88
# One shop, where the date and the total are the same already.
SIMILAR_VENDOR = 80

# Of the company forms those that stay in a key. Enterprise and Trading tell shops apart; the others
# stay because rules are stored by their keys, which would have to be made anew.
_KEPT_IN_KEYS = {"ek", "enterprise", "ohg", "plt", "sb", "sdnbhd", "sl", "trading"}
# The others, which some receipts of a shop print and others do not.
FORMS_LEFT_OUT = FORM_WORDS - _KEPT_IN_KEYS
_APOSTROPHES = {ord("'"): None, 0x2019: None}
_WORD = re.compile(r"\w+")
# Branches and tills: "Store 0417".
_NUMBER = re.compile(r"\d{3,}\Z")


def vendor_key(name: str) -> str:
    """The words that tell shops apart: no case, accents, marks, legal form or long number.

    Empty only where the name has no letter and no digit.
    """
    words = vendor_words(name)
    telling = [word for word in words if word not in FORMS_LEFT_OUT and not _NUMBER.match(word)]
    return " ".join(telling or words)


@lru_cache(maxsize=4096)
def vendor_words(name: str) -> tuple[str, ...]:
    """Every word and number, without case, accents and marks."""
    plain = fold_accents(name.casefold())
    return tuple(_WORD.findall(plain.translate(_APOSTROPHES).replace("&", " and ")))


def vendor_similarity(one: str, other: str) -> float:
    """0 to 100, of two keys: letters, whatever the order of the words and the spaces between."""
    letters = fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""))
    return max(fuzz.token_sort_ratio(one, other), letters)


def is_part_of(one: str, other: str) -> bool:
    """All words of one key are in the other: "tesco" and "tesco superstore"."""
    ours, theirs = set(one.split()), set(other.split())
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)
