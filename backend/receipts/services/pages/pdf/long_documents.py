"""Long documents: which of more pages than are read are worth reading. Pure.

The first pages say whose they are, the last one and those with a total what is paid. Totals are
looked for in the text layer, which costs milliseconds a page; a scan has none.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from receipts.services.files.kinds import PDF, known_kind
from receipts.services.pages.pdf.pdf_pages import open_pdf

# Among the last pages; those that are in front are read anyway.
_MOST_SEARCHED = 200
_MOST_TOTALS = 3
_MOST_CHARACTERS = 20_000
# Without accents and in small letters. What is due, and in the second place what is a sum.
_DUE = re.compile(
    r"""grand \s total | (?:total|amount|balance) \s (?:amount \s)? (?:due|payable|to \s pay)
    | invoice \s total | gesamt(?:betrag|summe) | (?:rechnungs|end|zahl)betrag
    | zu \s zahlen | total \s t\.?t\.?c | a \s pagar\b | a \s payer | (?:da|a) \s pagare
    | totale \s (?:fattura|documento|complessivo) | (?:total|importe) \s (?:factura|total)
    | te \s betalen | att \s betala | (?:at|til|a) \s betal | do \s zaplaty
    | k \s uhrade | fizetendo | к \s оплате | 請求 | 総合計 | 应付 | 應付 | 총액""",
    re.VERBOSE,
)
_SUM = re.compile(
    r"\b(?:tot(?:al|aal|ale|alt)|summ[ea]|suma|razem|celkem|toplam|итого)\b|合計|合计|합계"
)
# Carried over to another page.
_CARRIED = re.compile(
    r"ubertrag|zwischensumme|sub\s?-?totale?\b|sous[ -]total|carried|brought forward|page total"
    r"|a reporter|riporto|suma y sigue|小計"
)
_AMOUNT = re.compile(r"\d[.,']\d\d(?!\d)|[¥₩円원]\s?\d")


@dataclass(frozen=True)
class ChosenPages:
    """`numbers` of the `count` pages that a document has, from 0 and in order."""

    numbers: tuple[int, ...]
    count: int


def choose_pages(content: bytes, *, max_pages: int, max_pixels: int) -> ChosenPages | None:
    """None: all of them are read. Raises UnsupportedFileError and nothing else."""
    if known_kind(content) is not PDF:
        return None
    with open_pdf(content, max_pixels=max_pixels) as pages:
        count = len(pages)
        if count <= max_pages:
            return None
        searched = range(max(0, count - _MOST_SEARCHED), count)
        scores = {
            number: _score(pages.text_of(number, most=_MOST_CHARACTERS)) for number in searched
        }
        return ChosenPages(_chosen(scores, count=count, most=max_pages), count)


def _chosen(scores: Mapping[int, int], *, count: int, most: int) -> tuple[int, ...]:
    """Of pages that say a total equally well the later one."""
    with_total = [number for number, score in scores.items() if score]
    best = sorted(with_total, key=lambda number: (scores[number], number), reverse=True)
    order: Sequence[int] = (0, count - 1, *best[:_MOST_TOTALS], *range(count))
    return tuple(sorted(list(dict.fromkeys(order))[:most]))


def _score(text: str) -> int:
    plain = _plain(text)
    if not _AMOUNT.search(plain):
        return 0
    if _DUE.search(plain):
        return 2
    return 1 if _SUM.search(_CARRIED.sub("", plain)) else 0


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())
