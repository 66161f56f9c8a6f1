"""Parties of a paper: who is named as the one who bought, and what is nobody's name."""

from itertools import takewhile

from receipts.services.offline.layout import Line, Sheet
from receipts.services.offline.text import any_of, fold

# Words above or before a customer's name, in the languages of invoices; they begin a line.
_CUSTOMER = any_of(r"""
    ^\W*(?:BILL(?:ED)?|INVOICED?|SOLD|SHIP(?:PED)?|DELIVER(?:ED)?|SENT|CHARGE) ?TO\b
    ^\W*(?:CUSTOMER|CLIENT|BUYER|PURCHASER|GUEST|RECIPIENT)(?: ?(?:NAME|DETAILS|ADDRESS))?\W*:
    ^\W*(?:CUSTOMER|CLIENT|BUYER|RECIPIENT|KUNDE|CLIENTE|ACHETEUR|DESTINATAIRE)\W*$
    ^\W*(?:DELIVERY|SHIPPING|BILLING|INVOICE|INVOICING) ADDRESS\b
    ^\W*(?:INDIRIZZO DI (?:FATTURAZIONE|SPEDIZIONE)|DIRECCION DE (?:ENVIO|FACTURACION))\b
    ^\W*(?:RECHNUNG(?:S?EMPFANGER| AN)|LIEFERADRESSE|RECHNUNGSADRESSE|LEISTUNGSEMPFANGER)
    ^\W*(?:KUNDE|EMPFANGER|BESTELLER|AUFTRAGGEBER|CLIENTE|KJOPER|KOBER)\W*:
    ^\W*(?:FACTURE A|ADRESSE DE (?:FACTURATION|LIVRAISON)|ACHETEUR|DESTINATAIRE)\b
    ^\W*(?:FACTURAR A|DATOS DEL CLIENTE|INTESTATARIO|SPETT\.|SPETTLE|CESSIONARIO)
    ^\W*(?:FACTUURADRES|KLANT|AFNEMER|NABYWCA|ODBIORCA|ALICI|MUSTERI|SAYIN|ODBERATEL|VEVO)\b
""")
# Lines of tills and terminals, and headings, that no shop is called by.
_NOBODY = any_of(r"""
    ^\W*(?:CO(?:MPANY)?\.? )?REG(?:ISTRATION)?\.? ?(?:NO|NR|NUMBER)\b | ^\W*PLEASE PAY
    ^\W*WELCOME(?: TO)?\W*$ | ^\W*(?:WELCOME TO )?.UR STORES?\W*$
    ^\W*(?:MID|TID|STAN|AID|BATCH|SEQUENCE|TERMINAL ID)\b\W*(?:NO|NUMBER|NR)?\W*\w*\d
    ^\W*CUSTOMER.ACTIVATED\b
    SELF CHECK ?OUT | ^\W*PUMP ?#?\d | ^\W*STORE ?# | ^\W*SERVICE EN SALLE
    ^\W*(?:PAID|PAGATO|PAYE|BEZAHLT|BETALT|BETAALD|PAGADO)\W*$
    ^\W*(?:DUPLICATE|CUSTOMER COPY|MERCHANT COPY|ORIGINAL|COPY)\W*$
    ^\W*(?:TAX |VAT |SALES |CASH )?(?:RECEIPT|INVOICE|BILL)\W*$
    ^\W*(?:RECHNUNG|QUITTUNG|FACTURE|FACTURA|FATTURA|FAKTURA|FACTUUR|FATURA)\W*$
    ^\W*(?:RECU|RECIBO|TICKET|BON|KASSENBON|SCONTRINO|KVITTERING|KVITTO|PARAGON)\W*$
""")
# Rows below such words that hold the name, the street and the town.
_ROWS_OF_ADDRESS = 3


def lines_of_others(sheet: Sheet) -> frozenset[Line]:
    """Lines of the customer, and those that nobody is called by."""
    found = {line for row in sheet.rows for line in row.cells if _NOBODY.search(fold(line.text))}
    for index, row in enumerate(sheet.rows):
        for line in row.cells:
            if _CUSTOMER.search(fold(line.text)):
                found |= _address_of(sheet, index, line)
    return frozenset(found)


def _address_of(sheet: Sheet, index: int, label: Line) -> set[Line]:
    """The label, with what stands beside it and, where it says no name itself, below it."""
    beside = {line for line in sheet.rows[index].cells if line.left >= label.right}
    if label.text.rstrip().rstrip(":").count(":"):
        return {label} | beside
    rows = sheet.rows[index + 1 : index + 1 + _ROWS_OF_ADDRESS]
    below = [line for row in rows for line in row.cells if _is_below(line, label)]
    return {label} | beside | set(takewhile(lambda line: ":" not in line.text, below))


def _is_below(line: Line, label: Line) -> bool:
    return line.left < label.right and line.right > label.left
