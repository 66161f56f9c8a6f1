"""Languages and taxes: words that the papers of a country have, of which no single one names it."""

import re
from collections import Counter

from receipts.services.offline.text import any_of

# Countries and the words that their papers print; folded.
_WORDS: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = tuple(
    (frozenset(countries.split()), any_of(words))
    for countries, words in (
        ("GB IE ZA AE KE NG GH PH", r"\bVAT\b"),
        ("AU NZ SG IN CA PK", r"\bGST\b"),
        ("AT CH DE LI", r"\bSUMME\b | \bGESAMT | \bMWST\b | RUCKGELD | VIELEN DANK | RECHNUNG\b"),
        ("BE CH CI FR LU MC SN", r"\bMERCI\b | ESPECES | \bTVA\b | \bRENDU\b | \bFACTURE\b"),
        ("CH IT SM", r"\bTOTALE\b | CONTANTI | \bRESTO\b | GRAZIE | \bIVA\b | SCONTRINO"),
        (
            "AR CL CO CR DO EC ES GT MX PE UY",
            r"EFECTIVO | \bVUELTO\b | TARJETA | GRACIAS | \bFECHA\b | FACTURA | \bIVA\b",
        ),
        ("AO BR MZ PT", r"DINHEIRO | \bTROCO\b | \bCARTAO\b | OBRIGAD[OA] | \bFATURA\b"),
        ("BE NL", r"\bTOTAAL\b | BETALEN | BEDANKT | \bBTW\b | WISSELGELD"),
        ("SE", r"\bMOMS\b | KVITTO | \bTOTALT\b | \bTACK\b | \bKORT\b"),
        ("NO", r"\bMVA\b | KVITTERING | \bTOTALT\b | \bTAKK\b | BANKKORT"),
        ("DK", r"\bMOMS\b | KVITTERING | I ALT\b | DANKORT | \bTAK\b"),
        ("FI", r"\bALV\b | YHTEENSA | KUITTI | KIITOS"),
        ("PL", r"\bSUMA\b | GOTOWKA | RAZEM | PARAGON | DO ZAPLATY | DZIEKUJ"),
        ("CZ SK", r"\bCELKEM\b | HOTOVE | \bDPH\b | SPOLU | DEKUJ"),
        ("HU", r"OSSZESEN | KESZPENZ | \bAFA\b | NYUGTA | KOSZON"),
        ("RO", r"\bTVA\b | NUMERAR | BON FISCAL | MULTUM"),
        ("BA HR ME RS SI", r"UKUPNO | SKUPAJ | \bPDV\b | \bDDV\b | GOTOVINA | HVALA"),
        ("TR", r"\bTOPLAM\b | \bNAKIT\b | \bKDV\b | KREDI KARTI | TESEKKUR"),
        ("MY", r"\bTUNAI\b | \bBAKI\b | TERIMA KASIH | \bJUMLAH\b"),
        ("ID", r"\bTUNAI\b | KEMBALI | TERIMA KASIH | \bPAJAK\b | \bBAYAR\b"),
        ("VN", r"TONG CONG | TIEN MAT | THUE | CAM ON"),
    )
)


def count_words(text: str) -> Counter[str]:
    """Of a folded text: by country how many different words it has of its papers."""
    found: Counter[str] = Counter()
    for countries, pattern in _WORDS:
        words = len(set(pattern.findall(text)))
        found.update({country: words for country in countries if words})
    return found


# Their alphabet has a letter that recognisers take for a zero.
_WITH_SLASHED_O = frozenset({"DK", "NO"})


def has_slashed_o(text: str) -> bool:
    """A folded text is Danish or Norwegian: nothing else has as many words of its papers."""
    found = count_words(text)
    most = max(found.values(), default=0)
    return most > 1 and {country for country in found if found[country] == most} <= _WITH_SLASHED_O
