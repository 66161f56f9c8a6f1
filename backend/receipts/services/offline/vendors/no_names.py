"""Lines that words show to be no name, or not the whole of one, whatever they look like."""

import re
from collections.abc import Iterable, Sequence

from receipts.services.offline.document_headings import heading_kind
from receipts.services.offline.layout import Sheet
from receipts.services.offline.text import fold, squeeze
from receipts.services.offline.vendors.line_features import traits_of
from receipts.services.offline.vendors.name_candidate import NameCandidate
from receipts.services.offline.vendors.ocr_repair import is_like_shop_word
from receipts.services.spelling.company_forms import PRINTED_FORM

# A town with its postcode, before or behind it: "Springfield, IL 62701", "34117 Kassel".
_TOWN = re.compile(
    r"(?:^|[,\d-])\s*(?P<american>[^\W\d_][^\d,]*?)[ ,.]+[A-Z]{2}[.,]? ?\d{5}\b"
    r"|\b\d{4,5} (?P<european>[^\W\d_][^\d,]*)$"
)
# "Springfield, IL", "Kona, Hawaii".
_PLACE = re.compile(
    r"^[^\d,]+, ?(?:[A-Z]{2}|ALABAMA|ALASKA|ARIZONA|CALIFORNIA|COLORADO|FLORIDA|GEORGIA|HAWAII"
    r"|ILLINOIS|MASSACHUSETTS|MICHIGAN|NEVADA|NEW JERSEY|NEW YORK|OHIO|OREGON|PENNSYLVANIA|TEXAS"
    r"|VIRGINIA|WASHINGTON|ONTARIO|QUEBEC|ALBERTA)\.?$"
)
# Where in a building or a town a shop is, said of it below its name.
_BESIDE = re.compile(
    r"^(?:AT THE|INSIDE|LOCATED (?:AT|IN)|NEAR|NEXT TO|OPP(?:OSITE)?|BEHIND|BESIDE|ADJ(?:ACENT)?"
    r"|NEBEN|GEGENUBER|IM HAUSE)\b\W+\w"
)
# Words that only say what a shop offers, beside those for kinds of shops.
_OFFERS = frozenset(
    word
    for line in (
        "AND AMERICAN ASIAN AUTHENTIC CASUAL CHINESE COCKTAIL CONTEMPORARY DINE DINING FAMILY FAST",
        "FINE FRENCH FRESH GERMAN GOURMET GREEK HOMEMADE INDIAN ITALIAN JAPANESE KOREAN LATIN",
        "MEXICAN MODERN ORIENTAL PARLOR PARLOUR QUALITY SPECIALTY STYLE THAI THE TRADITIONAL",
        "VIETNAMESE WINE",
    )
    for word in line.split()
)
_FIRST_ROWS = 8
_LETTERS_OF_NUMBER = 2


def without_no_names(sheet: Sheet, candidates: Sequence[NameCandidate]) -> list[NameCandidate]:
    """Without places, words for kinds of shops and headings, where a line beside says a name."""
    towns = set(_towns(sheet))
    doubted = [
        c for c in candidates if _is_place(c, towns) or _is_kind_of_shop(c) or _is_heading(c)
    ]
    names = [c for c in candidates if c not in doubted and _is_name_on_top(c)]
    return [c for c in candidates if c not in doubted or not _has_better(c, names)]


def _towns(sheet: Sheet) -> Iterable[str]:
    for row in sheet.rows:
        for cell in row.cells:
            for match in _TOWN.finditer(fold(cell.text)):
                yield squeeze(match["american"] or match["european"])


def _is_place(candidate: NameCandidate, towns: set[str]) -> bool:
    has_form = traits_of(candidate.printed).legal_form
    printed = fold(candidate.printed.strip())
    is_place = _PLACE.match(printed) or _BESIDE.match(printed)
    return not has_form and (squeeze(printed) in towns or bool(is_place))


def _is_kind_of_shop(candidate: NameCandidate) -> bool:
    """ "Family Restaurant": said of many, the name of none."""
    words = re.findall(r"[^\W\d_]{2,}", PRINTED_FORM.sub(" ", fold(candidate.name)))
    return all(is_like_shop_word(word) or word in _OFFERS for word in words)


def _is_heading(candidate: NameCandidate) -> bool:
    """ "QUOTATION", "Credit note no": what the paper is, not who wrote it."""
    return heading_kind(fold(candidate.printed), most_letters_beside=_LETTERS_OF_NUMBER) is not None


def _is_name_on_top(candidate: NameCandidate) -> bool:
    is_one_row = candidate.first_row == candidate.last_row
    return (
        is_one_row
        and candidate.first_row < _FIRST_ROWS
        and traits_of(candidate.printed).is_like_a_name
    )


def _has_better(doubted: NameCandidate, names: Sequence[NameCandidate]) -> bool:
    """A name within two rows of it."""
    return any(abs(name.first_row - doubted.first_row) <= 2 for name in names)
