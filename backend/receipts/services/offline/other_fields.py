"""Payment method, receipt number, kind of entry and item count, by the words beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from receipts.services.offline.layout import Line, Row, Sheet
from receipts.services.offline.text import any_of, fold


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A value with the line that says it."""

    value: str
    line: Line
    rank: int = 0  # 0: the word beside it says so plainly; more: another word that may mean it


# In the order in which they are believed: a card slip also says "cash back", and change is given
# to whoever pays with a voucher.
_PAYMENT = (
    (
        "mobile",
        any_of(r"""
            APPLE PAY | GOOGLE PAY | PAYPAL | ALIPAY | WECHAT | GRABPAY | TOUCH.?N.?GO | E-?WALLET
            支付宝 | 微信
        """),
    ),
    (
        "card",
        any_of(r"""
            \bVISA\b | MASTER ?CARD | \bAMEX\b | AMERICAN EXPRESS | \bDISCOVER\b | MAESTRO
            GIROCARD | EC-?CASH | EC-?KARTE | KARTENZAHLUNG | MIT KARTE | \bKREDITKARTE
            CREDIT CARD | PAID BY CARD | CARD PAYMENT | PAR CARTE\b
            (?<!DIRECT )DEBIT(?! NOTE) | \bEFTPOS | \bMYDEBIT | CARTE BANCAIRE | BANCOMAT | TARJETA
            CONTACTLESS | X{4,} ?X*\d{4} | \*{4,} ?\d{4} | PINPAS | V-?PAY
        """),
    ),
    (
        "cash",
        any_of(r"""
            \bCASH\b | \bTUNAI\b | \bBAR\b | BARGELD | \bGEGEBEN\b | RUCKGELD | CHANGE | ESPECES
            CONTANTI | EFECTIVO | CONTANT\b | GOTOWKA | KONTANT | TENDERED | 現金 | お預り | 现金
        """),
    ),
    (
        "direct_debit",
        any_of(r"""
            DIRECT DEBIT | \bLASTSCHRIFT | BANKEINZUG | WIRD ABGEBUCHT | PRELEVEMENT
            ADDEBITO DIRETTO | DOMICILIACION | AUTOMATISCHE INCASSO
        """),
    ),
    (
        "bank_transfer",
        any_of(r"""
            BANK TRANSFER | WIRE TRANSFER | \bBACS\b | UBERWEISUNG | VIREMENT | BONIFICO
            TRANSFERENCIA | OVERSCHRIJVING | PRZELEW | ONLINE TRANSFER
        """),
    ),
    (
        "cheque",
        any_of(r"""
            \bCHEQUE\b | PAID BY CHECK | \bCHECK TENDER | \bASSEGNO\b | VERRECHNUNGSSCHECK
        """),
    ),
    ("other", any_of(r"""GIFT ?CARD | \bVOUCHER | GUTSCHEINKARTE | CARTE CADEAU""")),
)
_NUMBER = re.compile(
    r"(?:CREDIT ?(?:NOTE|MEMO)|GUTSCHRIFT|STORNORECHNUNG|NOTA D[EI] CREDITO|CREDITNOTA|KREDITNOTA|"
    r"AVOIR|RECEIPT|RCPT|INVOICE|INV|BILL|CHECK|CHK|ORDER|TICKET|TRANS(?:ACTION)?|TRN|DOC(?:UMENT)?|"
    r"SLIP|BON|BELEG|RECHNUNG|QUITTUNG|FACTURE|FATTURA|FACTURA|RESIT|REF|PARAGON|KVITT(?:O|ERING)|"
    r"SCONTRINO|FATURA|FAKTURA|FACTUUR|LASKU|KUITTI|NYUGTA|SZAMLA|\bFIS|(?:伝票|取引|レシート)番号|"
    r"单号|單號|流水号|发票号码|영수증번호|거래번호)"
    r"[\s.-]*(?:NR|NO|NUM|NUMBER|N°|N(?=[.\s])|#|ID)?[\s.:#-]*"
    r"(?P<number>[A-Z]{0,4}[-/]?\d[\dA-Z/-]{1,19})\b"
)
# "No 2291" in a cell of its own: shorter ones are houses, tables and tills.
_BARE_NUMBER = re.compile(r"\W*(?:NO|NR|N°|#)[\s.:]*(?P<number>[A-Z]{0,3}-?\d{3,12})")
_DIGITS_WITH_SLASH = re.compile(r"[\d/-]*/[\d/-]*")
_YEAR_AND_COUNT = re.compile(r"(?:19|20)\d\d/\d+|\d+/(?:19|20)\d\d")
# Which of these words most says that the number is the receipt's own; some of one rank.
_RANK: tuple[tuple[str, ...], ...] = (
    ("CREDIT", "GUTSCHRIFT", "STORNO", "NOTA D", "KREDIT", "AVOIR"),
    *(("RECEIPT",), ("RCPT",), ("INV",), ("BILL",), ("DOC",)),
    ("BON", "PARAGON", "KVITT", "SCONTRINO", "KUITTI", "NYUGTA", "FIS"),
    *(("BELEG",), ("RECHNUNG",), ("QUITTUNG",)),
    ("FACT", "FATURA", "FAKTURA", "LASKU", "SZAMLA"),
    *(("SLIP",), ("CHECK",), ("CHK",), ("TICKET",)),
)
# What somebody is paid, as a heading of its own.
_PAYOUT = re.compile(
    r"\W*(?:PAY-?OUT(?: (?:STATEMENT|SUMMARY))?|REMITTANCE ADVICE|AUSZAHLUNG(?:SBELEG)?)\W*"
)
_COUNT_WORD = (
    r"(?:TOTAL (?:QTY|QUANTITY|ITEMS?|NUMBER OF ITEMS(?: SOLD)?)|ITEMS? (?:SOLD|COUNT|QTY)|"
    r"ITEM\(S\)|NO\.? OF ITEMS?|QTY|POSTEN|ANZAHL|ARTIKEL|NB ARTICLES|# ?ITEMS|点数)"
)
_COUNT = re.compile(_COUNT_WORD + r"\D{0,12}?(?P<count>\d{1,3})(?:[.,]0+)?\b(?![.,]\d)")
_COUNT_BEFORE = re.compile(r"^(?P<count>\d{1,3}) (?:ITEMS?\b|ARTIKEL|ARTICLES|POSTEN|POS\b)")


def payment_method(sheet: Sheet) -> Fact | None:
    """One of `PAYMENT_METHODS`, by the first word that says so."""
    for rank, (method, pattern) in enumerate(_PAYMENT):
        for line in _lines(sheet):
            if pattern.search(fold(line.text)):
                return Fact(value=method, line=line, rank=rank)
    return None


def receipt_number(sheet: Sheet) -> Fact | None:
    """The number behind the word that most says it is the receipt's, else one that stands alone."""
    found = [fact for row in sheet.rows if (fact := _number_in(row)) is not None]
    return min(found, key=lambda fact: fact.rank, default=None) or _bare_number(sheet)


def numbers_in(folded: str) -> Iterator[re.Match[str]]:
    """Behind a word that says that the `number` is one of the receipt's."""
    return _NUMBER.finditer(folded)


def _number_in(row: Row) -> Fact | None:
    match = next(numbers_in(fold(row.text)), None)
    if match is None or _is_day(match["number"]):
        return None
    rank = next((i for i, words in enumerate(_RANK) if match[0].startswith(words)), len(_RANK))
    return Fact(value=match["number"], line=_cell_of(row, match["number"]), rank=rank)


def _is_day(number: str) -> bool:
    """ "12/11/26" is one; "2026/17" is the seventeenth of that year."""
    has_slash = _DIGITS_WITH_SLASH.fullmatch(number) is not None
    return has_slash and not _YEAR_AND_COUNT.fullmatch(number)


def _bare_number(sheet: Sheet) -> Fact | None:
    for line in _lines(sheet):
        match = _BARE_NUMBER.fullmatch(fold(line.text))
        if match is not None:
            return Fact(value=match["number"], line=line, rank=len(_RANK))
    return None


def transaction_type(sheet: Sheet) -> Fact | None:
    """ "income" for a pay-out. None: nothing says so, hence an expense, as a refund is one too."""
    lines = (line for line in _lines(sheet) if _PAYOUT.fullmatch(fold(line.text)))
    found = next(lines, None)
    return Fact(value="income", line=found) if found else None


def item_count(sheet: Sheet) -> Fact | None:
    for row in sheet.rows:
        text = fold(row.text)
        match = _COUNT.search(text) or _COUNT_BEFORE.match(text)
        if match is not None and int(match["count"]) > 0:
            return Fact(value=str(int(match["count"])), line=row.cells[0])
    return None


def _cell_of(row: Row, text: str) -> Line:
    """The piece of the row that says so; the last one where it is spread over several."""
    return next((cell for cell in row.cells if text in fold(cell.text)), row.cells[-1])


def _lines(sheet: Sheet) -> list[Line]:
    return [line for row in sheet.rows for line in row.cells]
