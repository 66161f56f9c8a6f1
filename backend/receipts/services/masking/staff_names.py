"""Names of who served: behind words such as "served by". A cashier's number is no name."""

import re
from collections.abc import Iterator

from receipts.services.masking.pieces import PrivatePiece, spaced_at_will
from receipts.services.offline.text import any_of
from receipts.services.offline.vendors.ocr_repair import is_like_shop_word

# They ask for a name, whatever stands between.
_PHRASE = any_of(r"""
    SERVED (?:TODAY )?BY
    YOUR (?:WAITER|WAITRESS|SERVER|CASHIER|HOST|STYLIST|BARISTA)(?: (?:WAS|TODAY|IS))*
    ES BEDIENTEN? SIE | SIE WURDEN BEDIENT VON | BEDIENT (?:VON|DURCH)
    IHR(?:E)? (?:BERATER|KELLNER|VERKAUFER|KASSIERER)(?:IN)? | SERVIE? PAR | SERVEUR ?:
    VOUS (?:A|AVEZ ETE) SERVIE? PAR | ENCAISSE PAR | LE (?:HA )?ATEND\w* | LE ATIENDE
    ATENDIDO (?:A )?POR | LE HA ATENDIDO | SERVITO DA | GEHOLPEN DOOR | BEDIEND DOOR
    BETJENT AF | EXPEDIERA[TD] AV | BETJENT AV | OBSLUGIWAL(?:A)? | OBSLOUZIL(?:A)?
    KISZOLGALTA | TEIDAT PALVELI | PALVELI | SIZE HIZMET EDEN
""")
_ROLE = any_of(r"""
    CASHIER | SERVER | CLERK | WAITER | WAITRESS | HOST(?:ESS)? | OPERATOR
    SALES ?(?:PERSON|REP|MAN|ASSOCIATE|ASSISTANT) | ASSOCIATE | STAFF | ATTENDANT | STYLIST
    BARISTA | BARTENDER | TELLER | ASSISTANT | CSHR | CASH(?=:) | EMP(?:LOYEE)?
    BEDIENER(?:IN)? | BEDIENUNG | KASSIERER(?:IN)? | KELLNER(?:IN)? | VERKAUFER(?:IN)?
    BERATER(?:IN)? | SACHBEARBEITER(?:IN)? | SERVEU(?:R|SE) | CAISSI\w{0,2}RE? | VENDEU(?:R|SE)
    HOTE(?:SSE)?(?: DE CAISSE)? | CONSEILLERE? | CAJER[OA] | CAMARER[OA] | VENDEDORA?
    EMPLEAD[OA] | DEPENDIENT[EA] | MESER[OA] | OPERATORE | CASSIER[EA] | ADDETTO | CAMERIER[EA]
    MEDEWERK(?:ST)?ER | KASSIER | KASSAMEDEWERKER | VERKOPER | OPERADORA? | EMPREGAD[OA]
    FUNCIONARI[OA] | CAIXA(?=:) | ATENDENTE | KASJER(?:KA)? | SPRZEDAWCA | KASS\w?R(?:SKA)?
    EKSPEDIENT | KASSERER | SALJARE | SELGER | BETJENING | MYYJA | KASSANHOITAJA | POKLADNI
    OBSLUHA | KASIYER | GARSON | PENZTAROS | ELADO | KASIR | PELAYAN | JURUWANG | NHAN VIEN
    THU NGAN | 担当者?+ | レジ担当 | 責任者?+ | 係員?+ | 收银员?+ | 收銀員?+ | 店员 | 店員
    服务员 | 담당자?+ | 계산원
    КАССИР | ΤΑΜΙΑΣ
""")
_NAME_WORD = r"[^\W\d_][^\W\d_'’.-]*(?:[.'’-][^\W\d_]+)*\.?"
_NAME = rf"(?P<name>{_NAME_WORD}(?: {_NAME_WORD}){{0,3}})"
_NUMBER = r"(?:(?:NO|NR|ID|#)[ .:]*)?(?:[(#\[]?\d{1,8}[)\]]?[ \t:/.-]+)?"
_BEHIND_PHRASE = re.compile(
    rf"(?<![^\W\d_])(?:{spaced_at_will(_PHRASE)})(?![^\W\d_])[\s.:#*-]{{0,6}}{_NUMBER}{_NAME}"
)
# Such a word is also in names of shops and goods: a colon, a gap or a number has to follow.
_BEHIND_ROLE = re.compile(
    rf"(?:^|(?<=[\t|/,;])|(?<=  )|(?<=\d ))[ *-]{{0,3}}(?:{_ROLE.pattern})(?:[ -]*(?:NAME|IN))?"
    rf"(?:\s?[:：.·・#\t=-]\s?[ :]*|\s+(?=[(#]?\d)|(?<=[^\x00-\x7f])\s*){_NUMBER}{_NAME}"
)
_LONE_ROLE = re.compile(rf"^\W*(?:{_ROLE.pattern}) {_NUMBER}{_NAME}\W*$")
# What a name ends before.
_OTHER_WORDS = frozenset(
    word
    for line in (
        "DATE DATUM DATA FECHA TIME ZEIT UHRZEIT HEURE HORA ORA TID TIJD TABLE TBL TISCH",
        "TAVOLO MESA TAFEL BORD GUESTS GUEST PAX COVERS GASTE COUVERTS COPERTI TOTAL SUMME",
        "TOTALE TILL REG REGISTER POS TERM TERMINAL STORE SHOP BRANCH FILIALE NO NR ID NUM",
        "NUMBER NUMMER NUMERO KASSE CAISSE CASSA CAJA KASSA BON BELEG RECEIPT RCPT INVOICE",
        "INV BILL CHECK CHK ORDER TICKET TRANS TRN DOC SLIP RECHNUNG FACTURE COPY CHARGE",
        "DISCOUNT TIP AM PM STATION SHIFT LANE OP CASHIER SERVER BATCH REF WORKSTATION",
        "DUPLICATE SELF CHECKOUT INKL INCL EUR USD GBP TEL PHONE CARD CASH VAT TAX",
    )
    for word in line.split()
)
_AMOUNT = re.compile(r"\d[.,]\d\d(?!\d)")


def find_staff_names(text: str) -> Iterator[PrivatePiece]:
    """In folded text. A row with an amount is an item or a charge."""
    if _AMOUNT.search(text) and not _BEHIND_PHRASE.search(text):
        return
    for pattern in (_BEHIND_PHRASE, _BEHIND_ROLE, _LONE_ROLE):
        for match in pattern.finditer(text):
            if pattern is _LONE_ROLE and any(map(is_like_shop_word, match["name"].split())):
                continue
            end = match.start("name") + len(_name_alone(match["name"]))
            if end > match.start("name"):
                yield PrivatePiece(kind="staff_name", start=match.start("name"), end=end)


def _name_alone(found: str) -> str:
    """Without the words of the next label."""
    words = found.split(" ")
    other = (i for i, word in enumerate(words) if word.strip(".:") in _OTHER_WORDS)
    return " ".join(words[: next(other, len(words))])
