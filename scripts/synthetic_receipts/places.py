"""Countries: how money, dates and addresses are printed there, and what sums are called."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Random = random.Random


@dataclass(frozen=True, kw_only=True)
class Place:
    """One country's habits. `taxes` are (word, percent); `tax_is_included` in printed prices."""

    country: str
    currency: str
    signs: Sequence[str]  # printed in front, "" most often
    point: str
    group: str
    decimals: int
    scale: int  # what a coffee costs, roughly
    dates: Sequence[str]
    legal_forms: Sequence[str]
    legal_share: float
    streets: Sequence[str]
    cities: Sequence[str]
    phone: Sequence[str]
    registrations: Sequence[str]
    taxes: Sequence[tuple[str, str]]
    tax_is_included: bool
    total: Sequence[str]
    subtotal: Sequence[str]
    cash: Sequence[str]
    change: Sequence[str]
    card: Sequence[str]
    titles: Sequence[str]
    thanks: Sequence[str]
    labels: Mapping[str, Sequence[str]]
    coin: Decimal = Decimal("0.01")


def money(place: Place, value: Decimal) -> str:
    """A number as it is printed there, without a sign."""
    text = f"{abs(value):,.{place.decimals}f}"
    text = text.replace(",", "\0").replace(".", place.point).replace("\0", place.group)
    return f"-{text}" if value < 0 else text


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE_PARTS: dict[str, Callable[[date], str]] = {
    "DD": lambda d: f"{d.day:02}",
    "D": lambda d: str(d.day),
    "MM": lambda d: f"{d.month:02}",
    "M": lambda d: str(d.month),
    "YYYY": lambda d: str(d.year),
    "YY": lambda d: f"{d.year % 100:02}",
    "MON": lambda d: _MONTHS[d.month - 1].upper(),
    "Mon": lambda d: _MONTHS[d.month - 1],
}


def printed_date(day: date, form: str) -> str:
    """`form` is parts with separators, as "DD|/|MM|/|YYYY"."""
    return "".join(
        _DATE_PARTS[part](day) if part in _DATE_PARTS else part for part in form.split("|")
    )


def fill(pattern: str, rng: Random) -> str:
    """Each # is a digit, each ? a letter."""
    return "".join(
        str(rng.randrange(10))
        if c == "#"
        else rng.choice("ABCDEFGHJKLMNPRSTVWX")
        if c == "?"
        else c
        for c in pattern
    )


_DMY = ("DD|/|MM|/|YYYY", "DD|/|MM|/|YY", "DD|-|MM|-|YYYY", "D|/|M|/|YYYY", "DD|.|MM|.|YYYY")
_DMY_WORDS = ("DD| |Mon| |YYYY", "DD|-|MON|-|YYYY", "DD|-|Mon|-|YY", "DD| |MON|'|YY")
_MDY = ("MM|/|DD|/|YYYY", "MM|/|DD|/|YY", "M|/|D|/|YYYY", "M|/|D|/|YY", "MM|-|DD|-|YYYY")
_MDY_WORDS = ("Mon| |DD|, |YYYY", "Mon| |D|'|YY", "DD|-|Mon|-|YYYY")
_DOTS = ("DD|.|MM|.|YYYY", "DD|.|MM|.|YY", "DD|.|MM|.|YYYY")
_ISO = ("YYYY|-|MM|-|DD", "YYYY|/|MM|/|DD")

_ENGLISH = {
    "date": ("Date", "DATE", "Date:", "Bill Date", "Invoice Date", ""),
    "number": ("Receipt No", "Invoice No.", "Bill #", "Check #", "Order", "Trans", "Doc No", "Ticket"),
    "staff": ("Cashier", "Server", "Clerk", "Served by", "Salesperson", "Operator"),
    "table": ("Table", "Tbl", "TABLE NO"),
    "guests": ("Guests", "Pax", "Guest", "Covers"),
    "heads": ("Item|Qty|Price|Amount", "QTY|DESCRIPTION|TOTAL", "Description|Amount", "Qty|U/P|Amt"),
    "discount": ("Discount", "DISC", "Member discount", "Promo", "Coupon"),
    "service": ("Service Charge", "Svc Chg 10%", "SERVICE CHG"),
    "rounding": ("Rounding", "ROUNDING ADJ", "Rounding Adjustment", "Round"),
    "count": ("Total Qty", "Items", "No. of Items", "ITEM COUNT", "Total items"),
    "rules": ("Goods sold are not returnable", "No refund without receipt", "Exchange within # days",
              "Returns accepted until the date above", "All sales final", "Prices include tax"),
    "extra": ("You saved {}", "TOTAL SAVINGS {}", "Total discount {}", "Points earned ##", "Member No ########", "Reward balance {}",
              "Join our club today", "Survey code ####-####-####", "Free parking until ##:##"),
    "closing": ("Approved", "AUTH CODE ######", "REF ########", "************####", "Signature",
                "Customer Copy", "TERMINAL ########", "Entry: chip", "AID A000000004####"),
}  # fmt: skip
_GERMAN = {
    "date": ("Datum", "Datum:", ""),
    "number": ("Bon-Nr.", "Beleg-Nr", "Rechnung Nr.", "Bon", "Quittung Nr"),
    "staff": ("Es bediente Sie", "Kassierer", "Bediener", "Kasse"),
    "table": ("Tisch", "Tisch Nr."),
    "guests": ("Personen", "Gäste"),
    "heads": ("Artikel|EUR", "Menge|Artikel|Preis", "EUR", "Bezeichnung|Betrag"),
    "discount": ("Rabatt", "Nachlass", "Coupon", "Gutschein"),
    "service": ("Bedienung",),
    "rounding": ("Rundung",),
    "count": ("Posten", "Anzahl Artikel", "Artikel"),
    "rules": ("Umtausch nur mit Bon", "Umtausch innerhalb ## Tagen", "Preise inkl. MwSt."),
    "extra": ("Punktestand ###", "Gesamtersparnis {}", "Sie haben {} gespart", "Kundenkarte ########", "Pfand {}"),
    "closing": ("K-U-N-D-E-N-B-E-L-E-G", "Terminal-ID ########", "TA-Nr. ######", "Kontaktlos",
                "Genehmigungs-Nr. ######", "Zahlung erfolgt", "TSE-Signatur ########"),
}  # fmt: skip
_FRENCH = _ENGLISH | {
    "date": ("Date", "Le", "Date:", ""),
    "number": ("Ticket", "Facture No", "No", "Note"),
    "staff": ("Serveur", "Caissier", "Servi par", "Caisse"),
    "table": ("Table",), "guests": ("Couverts",),
    "heads": ("Article|Prix", "Qte|Designation|Montant", "EUR"),
    "discount": ("Remise", "Reduction"), "service": ("Service",), "rounding": ("Arrondi",),
    "count": ("Nb articles", "Articles"),
    "rules": ("Echange sous ## jours", "Ticket a conserver", "Prix TTC"),
    "extra": ("Points fidelite ##", "Vous avez economise {}"),
    "closing": ("Carte bancaire", "AUTO: ######", "SANS CONTACT", "TICKET CLIENT"),
}  # fmt: skip
_LATIN = _ENGLISH | {
    "date": ("Data", "Fecha", "Fecha:", ""),
    "number": ("Factura", "Documento N.", "Ticket", "Doc."),
    "staff": ("Operatore", "Le atendio", "Cajero", "Cassa"),
    "table": ("Tavolo", "Mesa"), "guests": ("Coperti", "Comensales"),
    "heads": ("Descrizione|Prezzo", "Cant|Descripcion|Importe", "EURO"),
    "discount": ("Sconto", "Descuento", "Dto."), "service": ("Coperto", "Servicio"),
    "rounding": ("Arrotondamento", "Redondeo"), "count": ("Articoli", "Articulos", "N. pezzi"),
    "rules": ("Conservare lo scontrino", "Cambios en ## dias", "IVA incluido"),
    "extra": ("Punti ##", "Ha ahorrado {}"),
    "closing": ("Contactless", "Aut. ######", "TRANSAZIONE ESEGUITA", "COPIA CLIENTE"),
}  # fmt: skip
_DUTCH = _GERMAN | {
    "date": ("Datum", ""), "number": ("Bon", "Kassabon", "Factuur"),
    "staff": ("Kassa", "U bent geholpen door"), "table": ("Tafel",), "guests": ("Personen",),
    "heads": ("Omschrijving|Bedrag", "Aantal|Artikel|Prijs"), "discount": ("Korting",),
    "count": ("Aantal artikelen",), "rules": ("Ruilen binnen ## dagen",),
    "extra": ("Bonuskaart ########", "Uw voordeel {}"), "closing": ("Autorisatie ######", "PINNEN"),
}  # fmt: skip

PLACES = (
    Place(
        country="MY", currency="MYR", signs=("", "", "RM", "RM "), point=".", group=",", decimals=2,
        scale=6, dates=(*_DMY, *_DMY_WORDS), coin=Decimal("0.05"),
        legal_forms=("SDN BHD", "SDN. BHD.", "Sdn Bhd", "ENTERPRISE", "TRADING", "(M) SDN BHD", "S/B"),
        legal_share=0.8,
        streets=("NO. ##, JALAN {} #/##", "LOT ###, JALAN {}", "##-G, JLN {} ##", "##, TAMAN {}"),
        cities=("##### KUALA LUMPUR", "##### PETALING JAYA, SELANGOR", "##### JOHOR BAHRU", "##### IPOH, PERAK"),
        phone=("TEL: 0#-########", "Tel : 03-#### ####", "TEL:07-###### FAX:07-######"),
        registrations=("(######-?)", "(CO. REG: ######-?)", "GST ID: 00##########", "ROC NO: ######-?",
                       "SST ID: W##-####-########", "GST REG NO 00##########"),
        taxes=(("GST 6%", "6"), ("SST 6%", "6"), ("GST @6%", "6"), ("Service Tax 6%", "6"), ("GST", "6")),
        tax_is_included=True,
        total=("TOTAL", "Total", "GRAND TOTAL", "Total (RM)", "TOTAL SALES", "Total Amount", "NETT TOTAL",
               "Total Incl. GST", "Total Sales (Inclusive GST)", "AMOUNT DUE", "Total Rounded", "Net Total"),
        subtotal=("SUB TOTAL", "Subtotal", "Sub-Total", "Total Excl. GST", "Gross Total"),
        cash=("CASH", "Cash", "TUNAI", "Paid Amount", "Cash Tendered"), change=("CHANGE", "Change", "BAKI", "Change Due"),
        card=("VISA CARD", "MASTER", "Debit Card", "Touch n Go"),
        titles=("TAX INVOICE", "INVOICE", "CASH SALES", "RECEIPT", "SIMPLIFIED TAX INVOICE", "Cash Bill"),
        thanks=("THANK YOU", "THANK YOU PLEASE COME AGAIN", "Terima Kasih", "Thank you for your visit"),
        labels=_ENGLISH,
    ),
    Place(
        country="US", currency="USD", signs=("", "", "$", "$ "), point=".", group=",", decimals=2,
        scale=4, dates=(*_MDY, *_MDY_WORDS), legal_forms=("LLC", "Inc.", "Inc", "Co."), legal_share=0.12,
        streets=("#### {} ST", "### {} Ave", "#### N {} Blvd.", "## {} Road", "#### {} Hwy Suite ###"),
        cities=("{}, CA 9####", "{}, NY 1####", "{} TX 7####", "{}, FL 3####", "{}, IL. 6####", "{}, WA 98###"),
        phone=("(###) ###-####", "###-###-####", "Phone: ### ###-####", "TEL (###) ###-####"),
        registrations=("Store #####", "STORE # ###", "ST# #### OP# ######## TE# ## TR# #####", "REG ## TRN ####"),
        taxes=(("Tax", "8.25"), ("TAX 1", "7"), ("Sales Tax", "8.875"), ("Tax:", "9"), ("TAX", "6.5"),
               ("State Tax", "6"), ("Sales Tax 8.5%", "8.5")),
        tax_is_included=False,
        total=("TOTAL", "Total", "Total:", "Total Due", "AMOUNT DUE", "Balance Due", "Grand Total", "Amount",
               "BALANCE", "Total Amount", "TOTAL DUE", "Check Total"),
        subtotal=("SUBTOTAL", "Subtotal", "Sub Total", "Sub Total:", "Net Total", "Food Total", "SUB-TOTAL"),
        cash=("CASH", "Cash", "CASH TEND", "Tendered"), change=("CHANGE", "Change", "CHANGE DUE"),
        card=("VISA", "MasterCard", "Credit Card", "DEBIT TEND", "AMEX XXXX####", "Discover"),
        titles=("GUEST CHECK", "SALE", "Dine In", "TO GO", "Customer Copy", "RECEIPT", "ORDER"),
        thanks=("Thank You!", "THANK YOU FOR SHOPPING WITH US", "Thank you, please come again", "Have a nice day"),
        labels=_ENGLISH,
    ),
    Place(
        country="CA", currency="CAD", signs=("", "$"), point=".", group=",", decimals=2, scale=4,
        dates=(*_MDY, *_DMY, *_ISO), legal_forms=("Ltd.", "Inc."), legal_share=0.1,
        streets=("### {} Street W", "#### {} Ave.", "## {} Road"),
        cities=("{}, ON M#? #?#", "{}, BC V#? #?#", "{} QC H#? #?#"), phone=("(###) ###-####", "###-###-####"),
        registrations=("GST# #########RT0001", "HST #########"),
        taxes=(("HST", "13"), ("GST 5%", "5"), ("HST 13%", "13"), ("GST", "5")), tax_is_included=False,
        total=("TOTAL", "Total", "Total:", "Amount Due", "Balance Due"), subtotal=("SUBTOTAL", "Subtotal", "SUBTOTAL:"),
        cash=("CASH",), change=("CHANGE",), card=("INTERAC", "VISA", "Mastercard"), titles=("RECEIPT", "INVOICE"),
        thanks=("Thank you", "Merci"), labels=_ENGLISH,
    ),
    Place(
        country="GB", currency="GBP", signs=("", "£", "£"), point=".", group=",", decimals=2, scale=3,
        dates=(*_DMY, *_DMY_WORDS), legal_forms=("Ltd", "LTD", "Limited", "plc"), legal_share=0.25,
        streets=("## {} High Street", "### {} Road", "## {} Lane"), cities=("London ??# #??", "{} ??# #??", "Leeds LS# #??"),
        phone=("Tel: 01### ######", "020 #### ####"), registrations=("VAT No. GB ### #### ##", "VAT Reg: #########"),
        taxes=(("VAT 20%", "20"), ("VAT @ 20%", "20"), ("VAT", "20")), tax_is_included=True,
        total=("TOTAL", "Total", "TOTAL TO PAY", "Balance Due", "Total Due", "AMOUNT DUE"), subtotal=("Subtotal", "SUB TOTAL", "Net"),
        cash=("CASH", "Cash"), change=("CHANGE", "Change Due"), card=("VISA DEBIT", "Contactless", "Mastercard"),
        titles=("VAT RECEIPT", "RECEIPT", "SALE"), thanks=("Thank you", "Thank you for your custom"), labels=_ENGLISH,
    ),
    Place(
        country="AU", currency="AUD", signs=("", "$"), point=".", group=",", decimals=2, scale=5,
        dates=(*_DMY, *_DMY_WORDS), legal_forms=("Pty Ltd", "PTY LTD"), legal_share=0.3, coin=Decimal("0.05"),
        streets=("### {} St", "## {} Road"), cities=("{} NSW 2###", "{} VIC 3###", "{} QLD 4###"),
        phone=("Ph: 0# #### ####", "(0#) #### ####"), registrations=("ABN ## ### ### ###",),
        taxes=(("GST", "10"), ("GST Included", "10"), ("Includes GST", "10")), tax_is_included=True,
        total=("TOTAL", "Total", "Total Inc GST", "AMOUNT DUE"), subtotal=("Subtotal", "Total ex GST"),
        cash=("CASH",), change=("CHANGE",), card=("EFTPOS", "VISA"), titles=("TAX INVOICE",), thanks=("Thank you",),
        labels=_ENGLISH,
    ),
    Place(
        country="SG", currency="SGD", signs=("", "$", "S$"), point=".", group=",", decimals=2, scale=5,
        dates=(*_DMY, *_DMY_WORDS), legal_forms=("PTE LTD", "Pte. Ltd."), legal_share=0.5,
        streets=("### {} Road #0#-##", "Blk ### {} Ave # #01-##"), cities=("SINGAPORE ######", "Singapore ######"),
        phone=("Tel: #### ####",), registrations=("GST REG NO: M#-#######-#", "UEN #########?"),
        taxes=(("GST 7%", "7"), ("9% GST", "9"), ("GST", "8")), tax_is_included=False,
        total=("TOTAL", "Total", "GRAND TOTAL", "NETT TOTAL"), subtotal=("SUBTOTAL", "Sub Total"),
        cash=("CASH",), change=("CHANGE",), card=("NETS", "VISA"), titles=("TAX INVOICE", "RECEIPT"),
        thanks=("THANK YOU", "Thank You, See You Again"), labels=_ENGLISH,
    ),
    Place(
        country="DE", currency="EUR", signs=("", "", "EUR ", "€ "), point=",", group=".", decimals=2, scale=3,
        dates=_DOTS, legal_forms=("GmbH", "GmbH & Co. KG", "e.K.", "OHG", "KG"), legal_share=0.4,
        streets=("{}str. ##", "{}straße ###", "{} Weg #", "Am {} ##"), cities=("##### {}", "##### {}-Mitte", "D-##### {}"),
        phone=("Tel. 0####/######", "Tel.: 0### / #######"), registrations=("USt-IdNr. DE#########", "Steuernr. ###/####/####"),
        taxes=(("MwSt 19%", "19"), ("19,00% MwSt", "19"), ("MWST 7%", "7"), ("A 19%", "19"), ("B 7,00%", "7")),
        tax_is_included=True,
        total=("SUMME EUR", "Summe", "GESAMT", "Gesamtbetrag", "ZU ZAHLEN", "Total", "Betrag EUR", "SUMME"),
        subtotal=("Zwischensumme", "Netto", "Nettobetrag"), cash=("BAR", "Bar EUR", "Gegeben", "Bargeld"),
        change=("Rückgeld", "RÜCKGELD", "Zurück"), card=("Girocard", "EC-Karte", "Mastercard", "VISA", "Kartenzahlung"),
        titles=("KASSENBON", "Rechnung", "Quittung", "Bewirtungsbeleg"), thanks=("Vielen Dank für Ihren Einkauf", "Danke!", "Auf Wiedersehen"),
        labels=_GERMAN,
    ),
    Place(
        country="FR", currency="EUR", signs=("", "", "€ "), point=",", group=" ", decimals=2, scale=3,
        dates=_DMY, legal_forms=("SARL", "SAS", "S.A."), legal_share=0.3, streets=("## rue {}", "### avenue {}", "# place {}"),
        cities=("75### PARIS", "69### LYON", "##### {}"), phone=("Tel: 01 ## ## ## ##", "Tel. 04.##.##.##.##"),
        registrations=("SIRET ### ### ### #####", "TVA FR##########"), taxes=(("TVA 20%", "20"), ("TVA 10,00%", "10"), ("TVA 5,5%", "5.5")),
        tax_is_included=True, total=("TOTAL", "TOTAL TTC", "Net à payer", "Total EUR", "A PAYER"),
        subtotal=("Sous-total", "Total HT", "Montant HT"), cash=("Espèces", "ESPECES"), change=("Rendu", "Monnaie"),
        card=("CB", "Carte bancaire", "CARTE"), titles=("TICKET", "FACTURE", "Note"), thanks=("Merci de votre visite", "A bientôt", "Merci"),
        labels=_FRENCH,
    ),
    Place(
        country="IT", currency="EUR", signs=("", "", "€ "), point=",", group=".", decimals=2, scale=2,
        dates=_DMY, legal_forms=("S.r.l.", "SRL", "S.p.A.", "snc"), legal_share=0.5, streets=("Via {}, ##", "Piazza {} #"),
        cities=("##### {} (??)", "##### ROMA", "20### MILANO"), phone=("Tel. 0# #######",), registrations=("P.IVA ###########", "P. IVA IT###########"),
        taxes=(("IVA 22%", "22"), ("di cui IVA", "10"), ("IVA 10%", "10")), tax_is_included=True,
        total=("TOTALE", "TOTALE EURO", "TOTALE COMPLESSIVO", "Totale"), subtotal=("SUBTOTALE", "Imponibile"),
        cash=("CONTANTI", "Pagamento contante"), change=("RESTO",), card=("BANCOMAT", "Carta di credito", "Pagamento elettronico"),
        titles=("DOCUMENTO COMMERCIALE", "SCONTRINO"), thanks=("GRAZIE E ARRIVEDERCI", "Grazie"), labels=_LATIN,
    ),
    Place(
        country="ES", currency="EUR", signs=("", "", "€ "), point=",", group=".", decimals=2, scale=2,
        dates=_DMY, legal_forms=("S.L.", "S.A.", "SL"), legal_share=0.4, streets=("C/ {}, ##", "Avda. {} ##", "Calle {} #"),
        cities=("28### MADRID", "08### BARCELONA", "##### {}"), phone=("Tel: 9## ### ###", "Tlf. 9########"),
        registrations=("NIF: B########", "CIF ?########"), taxes=(("IVA 21%", "21"), ("IVA 10%", "10"), ("10% IVA", "10")),
        tax_is_included=True, total=("TOTAL", "TOTAL A PAGAR", "Importe total", "TOTAL EUR"), subtotal=("Subtotal", "Base imponible"),
        cash=("EFECTIVO", "Entregado"), change=("CAMBIO", "Cambio"), card=("TARJETA", "Tarjeta VISA"), titles=("FACTURA SIMPLIFICADA", "TICKET"),
        thanks=("GRACIAS POR SU VISITA", "Gracias"), labels=_LATIN,
    ),
    Place(
        country="NL", currency="EUR", signs=("", "", "€ ", "EUR "), point=",", group=".", decimals=2, scale=3,
        dates=("DD|-|MM|-|YYYY", "DD|/|MM|/|YYYY", "DD|-|MM|-|YY"), legal_forms=("B.V.", "BV", "VOF"), legal_share=0.3,
        streets=("{}straat ##", "{}weg ###", "{}plein #"), cities=("#### ?? {}", "#### ?? AMSTERDAM"), phone=("Tel: 0##-#######",),
        registrations=("BTW NL#########B01", "KvK ########"), taxes=(("BTW 21%", "21"), ("BTW 9%", "9"), ("21% BTW", "21")),
        tax_is_included=True, total=("TOTAAL", "Totaal", "TE BETALEN", "Totaal EUR"), subtotal=("Subtotaal",),
        cash=("CONTANT", "Contant"), change=("WISSELGELD", "Terug"), card=("PIN", "PINNEN", "Maestro"), titles=("KASSABON", "Bon"),
        thanks=("Bedankt en tot ziens", "Tot ziens!"), labels=_DUTCH,
    ),
    Place(
        country="ID", currency="IDR", signs=("", "", "Rp ", "Rp. "), point=",", group=".", decimals=0, scale=25000,
        dates=_DMY, legal_forms=("PT.",), legal_share=0.1, streets=("Jl. {} No. ##", "Mall {} Lt. #"), cities=("JAKARTA #####", "BANDUNG", "Surabaya #####"),
        phone=("Telp. 021-#######",), registrations=("NPWP ##.###.###.#-###.###",), taxes=(("PB1 10%", "10"), ("Tax", "10"), ("PPN 11%", "11"), ("PB1", "10")),
        tax_is_included=False, total=("TOTAL", "Total", "Grand Total", "Total Bayar"), subtotal=("Subtotal", "Sub Total", "SUBTTL"),
        cash=("TUNAI", "Cash", "CASH"), change=("KEMBALI", "Change", "KEMBALIAN"), card=("Debit BCA", "Kartu Kredit"), titles=("STRUK", "CLOSED BILL"),
        thanks=("Terima Kasih", "Thank you"), labels=_ENGLISH, coin=Decimal("1"),
    ),
    Place(
        country="IN", currency="INR", signs=("", "", "Rs. ", "₹"), point=".", group=",", decimals=2, scale=90,
        dates=(*_DMY, *_DMY_WORDS), legal_forms=("Pvt Ltd", "Pvt. Ltd."), legal_share=0.3, streets=("##, {} Road", "Shop No. #, {} Nagar", "# {} Marg"),
        cities=("Mumbai ######", "New Delhi - ######", "Bangalore ######"), phone=("Ph: 080-########", "Mob: 9#########"),
        registrations=("GSTIN: ##?????####?#Z#", "FSSAI ##############"), taxes=(("CGST 2.5%", "2.5"), ("SGST 2.5%", "2.5"), ("CGST 9%", "9")),
        tax_is_included=False, total=("TOTAL", "Grand Total", "Net Amount", "Bill Amount", "Amount Payable"), subtotal=("Sub Total", "Taxable Amount"),
        cash=("CASH", "Cash"), change=("Balance", "CHANGE"), card=("Card", "UPI", "PAYTM"), titles=("TAX INVOICE", "CASH MEMO", "BILL"),
        thanks=("Thank You Visit Again", "THANK YOU"), labels=_ENGLISH, coin=Decimal("1"),
    ),
)  # fmt: skip
# How often each is made: Malaysia is in the real training data already.
WEIGHTS = {"US": 7, "GB": 2, "DE": 4, "MY": 3}


def choose_place(rng: Random) -> Place:
    weights = [WEIGHTS.get(place.country, 1) for place in PLACES]
    return rng.choices(PLACES, weights=weights)[0]
