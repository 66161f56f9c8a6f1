"""Kind of document, by its heading, by what it says of itself, or by what a card slip lacks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from receipts.services.fields import CREDIT_NOTE, PURCHASE_KINDS
from receipts.services.offline.amounts.money import Mention, Money
from receipts.services.offline.layout import Line, Sheet
from receipts.services.offline.other_fields import Fact
from receipts.services.offline.text import any_of, fold, letters_in

# Words by which a paper is called, in the languages of receipts; folded, spaces may be lost.
# The first kinds name an earlier invoice ("Reminder of invoice 4711"), so they go before it; the
# last are named by one ("Delivery note: 4711"), so an invoice's heading goes before them.
_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, any_of(words))
    for kind, words in (
        (
            "payment_reminder",
            r"""
            PAYMENT ?REMINDER | (?:FINAL|FRIENDLY|FIRST|SECOND|LAST) ?(?:REMINDER|NOTICE)
            ^\W*(?:\d(?:ST|ND|RD|TH)? ?)?REMINDER
            DUNNING ?(?:NOTICE|LETTER) | RAPPEL ?(?:DE ?)?FACTURE
            OVERDUE ?(?:NOTICE|INVOICE|PAYMENT) | PAST ?DUE ?NOTICE | MAHNUNG
            ZAHLUNGSERINNERUNG | LETTRE ?DE ?RELANCE | ^\W*(?:RAPPEL|RELANCE)\b
            MISE ?EN ?DEMEURE | RAPPEL ?DE ?PAIEMENT | RECORDATORIO ?DE ?PAGO | SOLLECITO
            BETALINGSHERINNERING | AANMANING | LEMBRETE ?DE ?PAGAMENTO | BETALNINGSPAMINNELSE
            ^\W*(?:PURRING|INKASSOVARSEL|RYKKER|RYKKERBREV) | MAKSUMUISTUTUS
            (?:PRIMER|SEGUNDO|ULTIMO) ?AVISO | AVISO ?DE ?PAGO
            ^\W*(?:HERINNERING|PAMINNELSE|PAMINDELSE)
            WEZWANIE ?DO ?ZAPLATY | UPOMINKA | FIZETESI ?FELSZOLITAS | ODEME ?HATIRLATMA | 督促
            """,
        ),
        (
            CREDIT_NOTE,
            r"""
            CREDIT ?(?:NOTE|MEMO|INVOICE)\b | (?:TAX )?ADJUSTMENT ?NOTE | REFUND ?(?:RECEIPT|NOTE)
            (?:SALES?|GOODS) ?RETURN\b | RETURN ?RECEIPT | GUTSCHRIFT | STORNO-?RECHNUNG
            RECHNUNGSKORREKTUR | KORREKTURRECHNUNG | RUCKERSTATTUNG | \bAVOIR\b
            NOT[AE] ?D[EI] ?CREDITO?\b | FACTURA ?RECTIFICATIVA | \bABONO\b
            CREDITNOTA | CREDITFACTUUR | KREDIT ?NOTA | KREDIT ?FAKTURA | HYVITYSLASKU
            (?:FAKTURA )?KORYGUJACA | DOBROPIS | IADE ?FATURASI | HELYESBITO ?SZAMLA
            返金 | 返品 | 退款 | 退货
            ^\W*(?:REFUND(?:ED)?|RETURN|STORNO|REMBOURSEMENT|RIMBORSO)\W*$
            ^\W*(?:DEVOLUCION|REEMBOLSO|RETOUR|IADE|ERSTATTUNG)\W*$
            """,
        ),
        ("pro_forma", r"PRO ?-?FORMA"),
        (
            "bank_statement",
            r"""
            (?:BANK|ACCOUNT|CARD) ?STATEMENT | STATEMENT ?OF ?ACCOUNTS? | ^\W*STATEMENT\b
            KONTO ?AUSZUG | RELEVE ?DE ?COMPTE | EXTRACTO ?(?:BANCARIO|DE ?CUENTA)
            ESTADO ?DE ?CUENTA | ESTRATTO ?CONTO | REKENING ?(?:AFSCHRIFT|OVERZICHT)
            EXTRATO ?(?:BANCARIO|DE ?CONTA) | KONTO ?(?:UDTOG|UTDRAG|UTSKRIFT) | TILIOTE
            WYCIAG ?(?:BANKOWY|Z ?RACHUNKU) | VYPIS ?Z ?UCTU | HESAP ?(?:OZETI|EKSTRESI)
            対账单 | 对账单
            """,
        ),
        (
            "invoice",
            r"""
            \bINVOICE | \w*RECHNUNG\b | \bFACTURE | \bFACTURA | \bFATTURA | \bFATURA | \bFAKTURA
            \bFACTUUR | \bLASKU\b | \bSZAMLA\b | 請求書 | 发票 | 發票
            """,
        ),
        (
            "receipt",
            r"""
            \bRECEIPT\b | QUITTUNG | KASSENBON | KASSENBELEG | \bRECU\b | \bRECIBO | \bRICEVUTA
            SCONTRINO | KASSABON | \bKVITTO | \bKVITTERING | KUITTI | PARAGON | NYUGTA | 領収
            """,
        ),
        (
            "quotation",
            r"""
            \bQUOT(?:E|ATION)\b | \bESTIMATE\b | \bANGEBOT | KOSTENVORANSCHLAG | OFFERTE?\b
            OFFRE ?DE ?PRIX | KOSZTORYS | PENAWARAN | SEBUT ?HARGA | BAO ?GIA\b | 견적
            \bDEVIS\b | PRESUPUESTO | COTIZACION | PREVENTIVO | ORCAMENTO | \bTILBUD | TARJOUS
            \bOFERTA | NABIDKA | ARAJANLAT | \bTEKLIF | 見積 | 报价 | 報價
            """,
        ),
        (
            "order_confirmation",
            r"""
            ORDER ?CONFIRMATION | (?:PURCHASE|SALES) ?ORDER | AUFTRAGSBESTATIGUNG
            BESTELLBESTATIGUNG | BESTELL?UNG\b | (?:CONFIRMATION|BON) ?DE ?COMMANDE
            (?:CONFIRMACION|ORDEN|HOJA) ?DE ?(?:PEDIDO|COMPRA) | CONFERMA ?D.?ORDINE
            ORDER ?BEVESTIGING | ORDRE ?BEKR | ORDER ?BEKRAFTELSE | TILAUSVAHVISTUS
            (?:POTWIERDZENIE ?)?ZAMOWIENIA | SIPARIS ?(?:ONAYI|FORMU) | 注文 | 订单
            """,
        ),
        (
            "delivery_note",
            r"""
            DELIVERY ?(?:NOTE|ORDER|DOCKET) | PACKING ?(?:SLIP|LIST) | DISPATCH ?NOTE
            LIEFERSCHEIN | BON ?DE ?LIVRAISON | ALBARAN | NOTA ?DE ?ENTREGA
            DOCUMENTO ?DI ?TRASPORTO | \bD\.?D\.?T\.?\b | PAKBON | GUIA ?DE ?(?:REMESSA|TRANSPORTE)
            ^\W*WZ\b | 发货 | FOLGESEDDEL | FOLJESEDEL
            PAKKSEDDEL | LAHETE | \bIRSALIYE | 納品 | 送货
            """,
        ),
        (
            "gift_card",
            r"""
            ^\W*(?:GIFT ?(?:CARD|VOUCHER)|(?:GESCHENK)?GUTSCHEIN|CARTE ?CADEAU)\W*$
            ^\W*(?:BUONO|TARJETA|CARTAO) ?REGALO\W*$ | ^\W*(?:CADEAU(?:BON|KAART)|GAVEKORT)\W*$
            ^\W*(?:PRESENTKORT|KARTA ?PODARUNKOWA|LAHJAKORTTI)\W*$
            """,
        ),
        ("cheque", r"PAY ?TO ?THE ?ORDER ?OF"),
        ("menu", r"^\W*(?:MENU|MENUE|SPEISEKARTE|GETRANKEKARTE|LA ?CARTE|CARTA|MENUKAART)\W*$"),
    )
)
_RANK = {kind: rank for rank, (kind, _) in enumerate(_HEADINGS)}
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
    for kind, pattern in _HEADINGS:
        match = pattern.search(text)
        if match and letters_in(text) - letters_in(match[0]) <= _MOST_LETTERS_BESIDE:
            return kind
    return None


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
