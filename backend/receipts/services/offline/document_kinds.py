"""Kind of document, by its heading, by what it says of itself, or by what a card slip lacks."""

from collections.abc import Iterator
from dataclasses import dataclass

from receipts.services.fields import CREDIT_NOTE, PURCHASE_KINDS
from receipts.services.offline.amounts.money import Mention, Money
from receipts.services.offline.document_headings import HEADINGS, heading_kind
from receipts.services.offline.layout import Line, Sheet
from receipts.services.offline.other_fields import Fact
from receipts.services.offline.text import any_of, fold

_RANK = {kind: rank for rank, (kind, _) in enumerate(HEADINGS)}
# What comes before it here wins over an invoice's heading, wherever it stands.
_INVOICE_RANK = _RANK["invoice"]
# Beside the words that name it a heading holds a number, and few letters more ("no", "LH-CN").
_MOST_LETTERS_BESIDE = 8
_SENTENCE = any_of(r"""
    \bNOT\b | \bNO (?:REFUND|RETURN) | \bNICHT\b | \bKEINE?\b | \bPAS\b | \bSIN\b
    \bPOLICY\b | \bTHIS\b | \bYOUR\b | \bKEEP\b
""")
# A restaurant's paper before payment is no receipt only if it says so.
_UNPAID = any_of(r"""
    ZWISCHEN ?RECHNUNG | NOT ?A ?(?:TAX |VAT |SALES |FISCAL )?RECEIPT | (?:BILL|CHECK) ?NOT ?PAID
    KEIN(?:E)? ?(?:BELEG|QUITTUNG|KASSENBON|RECHNUNG)\b | PRE ?CUENTA\b | PRE ?CONTO\b
    PRE-? ?(?:CHECK|BILL)\b | NOTE ?PROVISOIRE | ADISYON | RACHUNEK ?WSTEPNY | NIE ?JEST ?PARAGONEM
    N[AO]O ?E ?DOCUMENTO ?FISCAL | CONFERENCIA ?DE ?(?:MESA|CONTA) | VOORLOPIGE ?REKENING
    NE ?(?:CONSTITUE|VAUT) ?PAS ?(?:UNE? ?)?(?:FACTURE|TICKET|RECU) | CONSULTA ?DE ?MESA
    CUENTA ?NO ?VALIDA | NO ?VALID[AO] ?COMO ?(?:TICKET|RECIBO|COMPROBANTE) | NOTA ?DE ?PLATA
    GEEN ?(?:GELDIG ?)?(?:BETAALBEWIJS|KASSABON) | \bEJ ?KVITTO | IKKE ?KVITTERING
    FORELOPIG ?KVITTERING | MALI ?DEGERI ?YOKTUR | NEM ?ADOUGYI ?BIZONYLAT
""")
# What only the slip of a card terminal says.
_TERMINAL = any_of(r"""
    \bAID\b | \bTID\b | \bMID\b | \bPAN\b | AUTH(?:ORI[SZ]ATION)? ?(?:CODE|NO|ID|#)?\b | \bRRN\b
    TERMINAL | MERCHANT ?(?:ID|NO|COPY|NUMBER) | CARD ?HOLDER | CUSTOMER ?COPY | APPROVED
    DECLINED | CONTACTLESS | \bEMV\b | \bCHIP\b | SIGNATURE | NO ?CARDHOLDER | VERIFIED ?BY
    KUNDENBELEG | HANDLERBELEG | KARTENZAHLUNG | GENEHMIGUNG | ZAHLUNG ?ERFOLGT | ABGELEHNT
    TA-?NR | TRACE | BELEG-?NR | VU-?NR | TICKET ?CLIENT | CARTE ?BANCAIRE | DEBIT\b | REFUSE
    COPIA ?(?:CLIENTE|ESERCENTE|COMERCIO) | DENEGADA | OPERACION | AUTORIZ | KORTBETALING | KVITT
    BETALING ?MET ?PIN | POTWIERDZENIE | SPRZEDAZ | (?:\*{4} ?|X{4} ?){1,3}\d{4}\b
""")
_TERMINAL_WORDS = 3
# A shop's receipts name offers, too, among its goods; a quotation's heading is above them.
_ABOVE_GOODS = frozenset({"quotation"})
# A slip is short: what is bought is printed on papers that have more rows.
_MOST_ROWS_OF_A_SLIP = 30
# Words of refunds in rules and items say nothing; beside amounts that are negative they do.
_REFUND_WORD = any_of(r"""
    REFUND | CREDIT | RETURN | GUTSCHRIFT | ERSTATTUNG | STORNO | REMBOURSE | \bAVOIR\b | RIMBORSO
    REEMBOLSO | DEVOLUC | ABONO | RETOUR | KREDIT | HYVITYS | KORYG | KOREKT | DOBROPIS | \bIADE
    JOVAIR | 返金 | 返品 | 退
""")


@dataclass(frozen=True, kw_only=True)
class _Heading:
    kind: str
    line: Line
    row: int


def document_kind(sheet: Sheet, money: Money, *, goods: int, total: Mention | None) -> Fact | None:
    """`goods`: how many items it shows. None: nothing says so, hence a receipt.

    Rank 0 of the fact: a heading or a sentence says it; 1: it is concluded.
    """
    for row in sheet.rows:
        if _UNPAID.search(fold(row.text)):
            return Fact(value="unpaid_bill", line=row.cells[0])
    found = list(_headings(sheet, money, end=total.row if total else len(sheet.rows)))
    if found:
        first = found[0]
        best = min(found, key=lambda heading: (_RANK[heading.kind], heading.row))
        # Of the rest the one on top.
        chosen = best if _RANK[best.kind] < _INVOICE_RANK else first
        if chosen.kind in PURCHASE_KINDS and total is not None and total.value < 0:
            other = _another_negative(money, total)
            if other is not None:
                return Fact(value=CREDIT_NOTE, line=other.line, rank=1)
        return Fact(value=chosen.kind, line=chosen.line)
    if total is not None and total.value < 0:
        return _of_negative_total(sheet, money, total)
    return None if goods else _card_slip(sheet, money)


def _headings(sheet: Sheet, money: Money, *, end: int) -> Iterator[_Heading]:
    """From top to bottom, above the total; a row with an amount is an item."""
    priced = {mention.row for mention in money.mentions if mention.token.kind != "whole"}
    first_good = min(priced, default=len(sheet.rows))
    for index, row in enumerate(sheet.rows[:end]):
        if index in priced:
            continue
        for line in row.cells:
            kind = _kind_of(fold(line.text))
            if kind is not None and (kind not in _ABOVE_GOODS or index < first_good):
                yield _Heading(kind=kind, line=line, row=index)


def _kind_of(text: str) -> str | None:
    if _SENTENCE.search(text) or text.rstrip().endswith((":", "\uff1a")):
        return None  # a rule, or the label of what stands beside it
    return heading_kind(text, most_letters_beside=_MOST_LETTERS_BESIDE)


def _of_negative_total(sheet: Sheet, money: Money, total: Mention) -> Fact | None:
    """A minus may be dirt: a word must speak of a refund, or another amount have it as well."""
    for row in sheet.rows:
        if _REFUND_WORD.search(fold(row.text)):
            return Fact(value=CREDIT_NOTE, line=row.cells[0], rank=1)
    other = _another_negative(money, total)
    return Fact(value=CREDIT_NOTE, line=other.line, rank=1) if other else None


def _another_negative(money: Money, total: Mention) -> Mention | None:
    others = (m for m in money.mentions if m.value < 0 and m.row != total.row)
    return next((m for m in others if not m.kinds & {"discount", "tender"}), None)


def _card_slip(sheet: Sheet, money: Money) -> Fact | None:
    """The terminal's words, one amount and nothing that was bought."""
    if len(sheet.rows) > _MOST_ROWS_OF_A_SLIP:
        return None
    if any(mention.kinds & {"tax", "subtotal"} for mention in money.mentions):
        return None
    rows = [row for row in sheet.rows if _TERMINAL.search(fold(row.text))]
    words = {match[0] for row in rows for match in _TERMINAL.finditer(fold(row.text))}
    if len(words) < _TERMINAL_WORDS:
        return None
    return Fact(value="card_slip", line=rows[0].cells[0], rank=1)
