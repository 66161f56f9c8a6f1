"""Numbers of telephones and of customers: by their labels, telephones also by their form."""

import re
from collections.abc import Iterator

from receipts.services.masking.pieces import (
    AFTER_LABEL,
    DIGIT,
    PrivatePiece,
    looks_like_number,
    spaced_at_will,
)
from receipts.services.offline.text import any_of

_PHONE_LABEL = any_of(r"""
    (?<![A-Z])TEL(?:EFON(?:NUMMER|O|E|I|NR)?|EPHONE|EFOON|EFONNI)?
    (?<![A-Z])T\w{0,3}(?:PHONE|FONO)
    (?<![A-Z])T[ELI1]{1,2}(?=[.: ]{1,3}[+(\d])
    (?<![A-Z])T[LEI1]{1,2}F(?:N|ON)? | (?<![A-Z])TFNO | (?<![A-Z])TELP | (?<![A-Z])(?:TELE)?PHONE
    (?<![A-Z])PH(?=[\W\d]) | (?<![A-Z])FONE? | (?<![A-Z])(?:TELE)?FAX
    (?<![A-Z])MOB(?:IL[EN]?|ILFUNK)? | (?<![A-Z])HANDY | (?<![A-Z])CELL?(?:ULARE?|PHONE)?
    (?<![A-Z])GSM | (?<![A-Z])PUH(?:ELIN)? | (?<![A-Z])HOTLINE | (?<![A-Z])WHATSAPP
    (?<![A-Z])CALL(?: US)?(?: AT)?
    (?<![A-Z])(?:NUMERO VERDE|INFOLINE|HELPLINE|CUSTOMER CARE|SIMI|GODTEL)
    (?<![A-Z])[TFM](?=[:.] ?[+(\d]) | TEЛ | ТЕЛ(?:ЕФОН)? | ΤΗΛ | 電話(?:番号)? | 电话 | 電話
    전화(?:번호)?
    [☎☏✆📞📱]
""")
_NUMBER_WORD = r"(?:(?:NR|NO|NUM|NUMBER|NUMMER|N°|Nº|N(?=[. ])|#|ID|番号|번호)[^\w+(*\t]{0,4})?"
_PHONE = re.compile(
    rf"(?:{_PHONE_LABEL.pattern}){AFTER_LABEL}{_NUMBER_WORD}"
    rf"(?P<number>[+(]{{0,2}}{DIGIT}(?:[ ()/.\-–]{{0,3}}{DIGIT}){{4,17}})(?![.,]\d\d(?!\d))"
)
_INTERNATIONAL = re.compile(
    r"(?<![\w.,])(?P<number>(?:\+ ?|00)[1-9]\d{0,2}(?:[ ()/.\-–]{0,3}\d){6,13})(?!\w)(?![.,]\d)"
)
# As in North America, and as where a number begins with zero; alone in its cell.
_BARE = re.compile(
    r"(?:^|(?<=\t))\W{0,2}(?P<number>\(\d{3}\) ?\d{3}[ .-]\d{4}|\d{3}[.-]\d{3}[.-]\d{4}"
    r"|\(?0\d{2,4}\)?[ /-]\d{3,4}[ -]?\d{3,4}|0[1-9](?: \d\d){4}|0\d-\d{4}[ -]\d{4})\W{0,2}(?=$|\t)"
)
_LOYALTY_LABEL = any_of(r"""
    PAYBACK | CLUB ?CARD | NECTAR | \bKUNDEN(?:KARTEN?)?[ .-]*(?:NR|NO|NUMMER)? | KUNDENKARTE
    \bKD[ .-]*NR | \bFID\w{1,2}LIT\w?(?: CLIENT)? | CARTE (?:DE )?(?:FID\w{0,2}LIT\w?|CLIENT|U\b)
    CLIENTE?[ .]*(?:N°|Nº|NO|NR|NUM(?:ERO)?) | (?<![A-Z])N(?:°|º|O|UMERO)? ?(?:DE )?CLIENTE?
    TARJETA(?: DE)? (?:CLIENTE|SOCIO|CLUB|FIDELIDAD|PUNTOS) | \bSOCIO
    MILES ?(?:&|AND|\+|ET) ?MORE | \bMEMBER(?:SHIP)? ?(?:NO|NR|NUMBER|ID|CARD|#)?
    LOYALTY(?: CARD)? | REWARDS?(?: CARD| MEMBER)? | BONUS ?(?:KORT|KAART|KARTE|CARD|NR|NO)?
    \bICA(?:[ -]?KORT| STAMMIS)? | MEDLEMS?(?:KAP)? ?(?:NR|NUMMER|KORT)?
    TESSERA(?: SOCIO?| FEDELT\w)? | CARTA (?:FEDELT\w|FIDATY|CLUB|SOCI) | FIDATY
    CARTAO (?:CLIENTE|CONTINENTE|FIDELIDADE) | (?:KLANTEN|STAM|SPAAR)KAART | AIR ?MILES
    FREQUENT (?:FLYER|SHOPPER) | FLYBUYS | EVERYDAY REWARDS | PLUSSA(?:KORTTI)? | ETUKORTTI
    KARTA (?:STALEGO )?(?:KLIENTA|BIEDRONKA) | ZAKAZNICKA KARTA
    (?:TORZS|HUSEG)(?:VASARLOI )?KARTYA | SADAKAT KARTI
    \bCUST(?:OMER)?[ .]*(?:NO|NR|NUMBER|ID|CARD|#) | KLANT(?:EN)?[ .-]*(?:NR|NUMMER)
    KUNDE?[ .-]*(?:NR|NUMMER) | DEUTSCHLAND ?CARD | COOP(?:KORT|[ -]MEDLEM) | [会會]員[^\d\t]{0,4}
    ポイントカード | 会员[^\d\t]{0,3} | 회원(?:번호)? | THE THANH VIEN
""")
_CARD_WORD = r"(?:(?:CARD|KARTEN?|CARTE|KORT|KAART|TESSERA|NUM[EM]R?[OE]?)[^\w+(*\t]{0,4})?"
_LOYALTY = re.compile(
    rf"(?:{spaced_at_will(_LOYALTY_LABEL)}){AFTER_LABEL}{_CARD_WORD}{_NUMBER_WORD}(?:[*X•#]+[ -]?)*"
    rf"(?P<number>[A-Z]{{0,4}}[ -]?{DIGIT}(?:[ .\-/]?[\dOILSBZ*X]){{3,22}})(?!\w)(?![.,]\d)(?! ?%)"
)
_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}(?: \d{1,4})?")


def find_phones(text: str) -> Iterator[PrivatePiece]:
    """In folded text."""
    for pattern in (_PHONE, _INTERNATIONAL, _BARE):
        for match in pattern.finditer(text):
            if _is_number(match["number"], least_digits=5):
                start, end = match.span("number")
                yield PrivatePiece(kind="phone", start=start, end=end)


def find_loyalty_numbers(text: str) -> Iterator[PrivatePiece]:
    """In folded text."""
    for match in _LOYALTY.finditer(text):
        if _is_number(match["number"], least_digits=4):
            start, end = match.span("number")
            yield PrivatePiece(kind="loyalty", start=start, end=end)


def _is_number(text: str, *, least_digits: int) -> bool:
    return looks_like_number(text, least_digits=least_digits) and not _DAY.fullmatch(text)
