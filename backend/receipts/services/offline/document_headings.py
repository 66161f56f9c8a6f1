"""Headings of documents: the words by which each kind of paper is called."""

import re

from receipts.services.fields import CREDIT_NOTE
from receipts.services.offline.text import any_of, letters_in

# Words by which a paper is called, in the languages of receipts; folded, spaces may be lost.
# The first kinds name an earlier invoice ("Reminder of invoice 4711"), so they go before it; the
# last are named by one ("Delivery note: 4711"), so an invoice's heading goes before them.
HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
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
        # What an employer pays, and what a till has taken: papers of money that buy nothing.
        (
            "other",
            r"""
            PAY ?(?:STUB|SLIP)\b | (?:LOHN|GEHALTS?)-?ABRECHNUNG | ENTGELTABRECHNUNG
            BULLETIN ?DE ?(?:PAIE|SALAIRE) | BUSTA ?PAGA | RECIBO ?DE ?(?:SUELDO|NOMINA)
            LOONSTROOK | \bLONESPECIFIKATION | HOLERITE | CONTRACHEQUE
            ^\W*(?:DAILY|END ?OF ?DAY|SHIFT)? ?[XZ]-? ?(?:REPORT|BERICHT|BON|RAPPORT)\b
            ^\W*(?:DAILY ?(?:SALES ?)?REPORT|END ?OF ?DAY ?REPORT)\W*$
            TAGESABSCHLUSS | KASSENABSCHLUSS | CHIUSURA ?(?:GIORNALIERA|FISCALE) | CIERRE ?[XZ]\b
            CLOTURE ?(?:DE ?CAISSE|JOURNALIERE) | RAPORT ?DOBOWY | DAGSAFSLUITING
            """,
        ),
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
            \bQUOT(?:E|ATION)\b | ^\W*OFFER\W*$ | \bESTIMATE\b | \bANGEBOT | KOSTENVORANSCHLAG
            OFFERTE?\b | OFFRE ?DE ?PRIX | KOSZTORYS | PENAWARAN | SEBUT ?HARGA | BAO ?GIA\b | 견적
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


def heading_kind(text: str, *, most_letters_beside: int) -> str | None:
    """The kind that the folded text names, beside so many other letters at most."""
    for kind, pattern in HEADINGS:
        match = pattern.search(text)
        if match and letters_in(text) - letters_in(match[0]) <= most_letters_beside:
            return kind
    return None
