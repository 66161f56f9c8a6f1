"""Payment method, receipt number, kind of entry and item count, by the words beside them."""

import re
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
    r"(?:RECEIPT|RCPT|INVOICE|INV|BILL|CHECK|CHK|ORDER|TICKET|TRANS(?:ACTION)?|TRN|DOC(?:UMENT)?|"
    r"SLIP|BON|BELEG|RECHNUNG|QUITTUNG|FACTURE|FATTURA|FACTURA|RESIT|REF)"
    r"[\s.-]*(?:NR|NO|NUM|NUMBER|N°|#|ID)?[\s.:#-]*(?P<number>[A-Z]{0,4}[-/]?\d[\dA-Z/-]{1,19})\b"
)
# Which of these words most says that the number is the receipt's own.
_RANK = (
    *("RECEIPT", "RCPT", "INV", "BILL", "DOC", "BON", "BELEG", "RECHNUNG", "QUITTUNG"),
    *("FACT", "SLIP", "CHECK", "CHK", "TICKET"),
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
    """The number behind the word that most says it is the receipt's."""
    found = []
    for row in sheet.rows:
        match = _NUMBER.search(fold(row.text))
        if match is not None and not re.fullmatch(r"[\d/-]*/[\d/-]*", match["number"]):
            rank = next(
                (i for i, word in enumerate(_RANK) if match[0].startswith(word)), len(_RANK)
            )
            fact = Fact(value=match["number"], line=_cell_of(row, match["number"]), rank=rank)
            found.append((rank, row.middle, fact))
    return min(found, key=lambda entry: entry[:2])[2] if found else None


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
