"""Line features: the words by which a shop's name is told from all else on a receipt."""

import re
from dataclasses import dataclass
from functools import lru_cache

from receipts.services.offline.amounts.amount_tokens import find_amounts
from receipts.services.offline.text import any_of, digits_in, fold, letters_in
from receipts.services.spelling.company_forms import PRINTED_FORM, PRINTED_MALAYSIAN_FORM

_SHOP = any_of(r"""
    RESTAURAN | RESTORAN | RISTORANTE | \bCAFE | COFFEE | BAKER | MARKET | MARKT\b | \bSTORES?\b
    \bSHOP | \bBAR\b | GRILL | PIZZ | HOTEL | PHARMA | APOTHEKE | FARMAC | MART\b | KITCHEN
    \bHOUSE\b | BISTRO | DINER\b | TAVERN | \bDELI\b | BREW | STEAK | SUSHI | \bINN\b | BOOK
    HARDWARE | STATIONE | \bCLINIC | SALON | \bFOODS?\b | MOTOR | PETROL | STATION\b | CENTRE\b
    CENTER\b | BOUTIQUE | FASHION | ELECTR | SPORT | GARDEN | CUISINE | BURGER | CHICKEN | \bTEA\b
    \bPUB\b | LOUNGE | CLUB\b | CAKE | BACKEREI | METZGEREI | GASTHAUS | BOULANGERIE | TIENDA
    SUPERMERCADO | NEGOZIO | WINKEL | KEDAI | WARUNG | TOKO | PASAR | 店 | レストラン | 超市
""")
_ADDRESS = any_of(r"""
    \bJALAN\b | \bJLN\b | \bLORONG\b | \bTAMAN\b | \bBANDAR\b | \bKAMPUNG\b | \bLEBUH | \bPERSIARAN
    \bSTREET\b | \bST\b | \bAVE(?:NUE)?\b | \bROAD\b | \bRD\b | \bBLVD\b | BOULEVARD | \bDRIVE\b
    \bDR\b | \bLANE\b | \bHWY\b | HIGHWAY | \bPKWY\b | \bSUITE\b | \bSTE\b | \bFLOOR\b | \bLEVEL\b
    \bLOT\b | \bUNIT\b | \bBLOCK\b | \bPLAZA\b | STRASSE | STR\. | \bWEG\b | \bPLATZ\b | \bALLEE\b
    \bRUE\b | \bPLACE\b | \bVIA\b | \bPIAZZA\b | \bCALLE\b | \bAVDA | \bPLEIN\b | STRAAT | GATAN
    \bULICA\b | \bUL\. | \bP\.?O\.? BOX | \b\d{5}\b | \b[A-Z]{2},? \d{5} | \bSELANGOR\b | \bJOHOR\b
    KUALA LUMPUR | \b[A-Z]\d[A-Z] ?\d[A-Z]\d\b | \b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b
    \bNO\.? ?\d
    ^\d+[A-Z]?[ ,-] ?\D{3,} | ,\s?[A-Z]{2}\.?$ | ^\D+,\s?[A-Z]{2}\b.{0,8}$ | 丁目 | 市 | 区
    \b(?:CALIFORNIA|TEXAS|FLORIDA|NEW YORK|HAWAII|ILLINOIS|NEVADA|ONTARIO|QUEBEC|SINGAPORE|LONDON)$
    ^\D{4,}, ?\d{1,4} ?[A-Z]?$ | ^C[/\\] ?[A-Z]{3}
    AIRPORT | TERMINAL | SHOPPING (?:CENT|MALL) | \bMALL\b | \bBUILDING\b | INDUSTRIAL | \bPARK\b
""")
_CONTACT = any_of(r"""
    \bTEL | \bPHONE | \bFAX | \bPH\b | \bMOBILE | \bHP\b | HOTLINE | WWW | HTTPS?: | @ | \.COM\b
    \.(?:DE|MY|NET|ORG|FR|IT|ES|NL|AT|CH|UK)\b | E-?MAIL | \bFACEBOOK | \bWIFI | \bWHATSAPP
    \(?\d{3}\)?[-. ]\d{3}[-. ]\d{4} | \+\d{2} | 電話
""")
_REGISTRATION = any_of(r"""
    \b(?:GST|SST|VAT|TAX|UST|ABN|REG|CO\.? ?REG|ROC|BRN|TIN|EIN)\b.{0,6}\b(?:ID|NO|NR|REG)\b
    \b(?:NIF|CIF|SIRET|SIREN|NIP|CNPJ|RFC)\b.{0,6}\b(?:ID|NO|NR|REG)\b
    \bGST ?(?:ID|NO|REG) | \bREG(?:ISTRATION)?\.? ?NO | UST-?ID | STEUERN | \bROC\b | P\.? ?IVA
    \bABN\b
    \(?\b\d{5,8} ?-? ?[A-Z]\)? | \bCOMPANY NO | \bCO\.? ?NO\b | \b\d{9,}\b | SIRET | CNPJ | USTID
""")
_TITLE = any_of(r"""
    INVOICE | \bRECEIPTS?\b | \bBILL\b | \bCOPY\b | DUPLICATE | QUITTUNG | RECHNUNG | KASSENBON
    FACTURE | FACTURA | FATTURA | SCONTRINO | \bTICKET\b | \bCHECK\b | \bORDER\b | \bREPRINT
    KASSABON | \bBON\b | RESIT | PARAGON | NYUGTA | KVITTO | 領収 | レシート | 收据 | GUEST CHECK
    CASH SALES? | STATEMENT | TRANSACTION | ^SALE$ | \bPURCHASE\b
""")
_GREETING = any_of(r"""
    WELCOME | THANK | MERCI | DANKE | VIELEN | GRACIAS | GRAZIE | TERIMA KASIH | COME AGAIN | VISIT
    WILLKOMMEN | BIENVENUE | HAVE A | ENJOY | PLEASE | SEE YOU | HELLO | SURVEY | FEEDBACK | \bWIN\b
    ありがとう | 欢迎 | 谢谢
""")
# Sentences: what shops say about themselves and to their guests.
_SENTENCE = any_of(r"""
    \bYOU(?:R|RS)?\b | \bOUR\b | \bWE\b | \bIS\b | \bARE\b | \bUS\b | \bI'?M\b | \bFREE\b
    \bBUY\b | \bGET\b
    \bWITHOUT\b | \bMORE\b | \bBEST\b.*\bIN\b | \bEVERY\b | \bALWAYS\b | \bFOR A\b | \bNOT\b
    \bNO\b \D
    \bSINCE\b | \bOPEN\b | \bNOW\b | \bIST\b | \bSIND\b | \bUNSERE?\b | \bMEHR\b | \bIHRE?N?\b
    \bWIR\b
    \bVOUS\b | \bVOTRE\b | \bNOTRE\b | \bSU\b | \bUSTED\b | [?!]$ | \w{3}\.$ | \bGOODS\b | \bCALL\b
""")
_SERVICE = any_of(r"""
    CASHIER | \bSERVER\b | \bTABLE\b | \bTBL\b | GUESTS? | \bCUST | \bHOST\b | \bSTAFF | \bCLERK
    \bTERMINAL | \bTILL\b | \bREG(?:ISTER)?\b ?#? ?\d | \bPOS\b | \bSTATION: | \bCOUNTER\b | KASSE\b
    BEDIEN | KASSIERER | \bTISCH | \bSTORE ?(?:NO|#|\d) | \bSHIFT | \bMANAGER | \bOPERATOR
    \bUSER\b | \bPUMP ?\d | NUMBER IS\b | CHECK ?OUT\b | \bCOPY OF\b
    \bCAISS | \bVENDEUR | \bSERVEU | EN SALLE | SUR PLACE | A EMPORTER | \bCAJERO | \bCAMARER
    \bDINE | TAKE.?(?:OUT|AWAY) | TO GO | DRIVE.?THRU | \bMEMBER | \bOWN(?:ER)?ED BY
""")
_HEADINGS = any_of(r"""
    \bQTY\b | DESCRIPTION | \bPRICE\b | \bAMOUNT\b | \bITEMS?\b | ARTIKEL | \bMENGE\b | \bPREIS\b
    \bEUR\b | \bRM\b | \bU/?P\b | \bUNIT PRICE | \bDISC\b | \bTOTAL | \bTAX\b
    \bCASH\b(?! ?(?:&|AND) ?CARRY) | \bVISA\b
    \bCHANGE\b | CARD | APPROV | \bAUTH
""")
_DATE_OR_TIME = any_of(r"""
    \bDATE\b | \bTIME\b | DATUM | \bUHR | TARIKH | \d{1,4}[-/.]\d{1,2}[-/.]\d{2,4} | \d{1,2}:\d\d
    (?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* ?\d{1,2} | OPEN | \bHOURS\b
""")


@dataclass(frozen=True, kw_only=True, slots=True)
class LineTraits:
    """What one line's text speaks of, each as 0 or 1, and of what characters it is made."""

    legal_form: bool
    malaysian_form: bool
    sentence: bool
    shop: bool
    address: bool
    contact: bool
    registration: bool
    title: bool
    greeting: bool
    service: bool
    heading: bool
    date_or_time: bool
    amounts: int
    letters: int
    digits: int
    length: int
    words: int
    upper_share: float

    @property
    def is_like_a_name(self) -> bool:
        """Words that speak of nothing else: what remains may be a name."""
        return self.letters >= 3 and self.letters > self.digits and not self.is_something_else

    @property
    def is_something_else(self) -> bool:
        return (
            self.address
            or self.contact
            or self.title
            or self.greeting
            or self.sentence
            or self.service
            or self.heading
            or self.date_or_time
            or (self.registration and not self.legal_form)
        )


@lru_cache(maxsize=2048)
def traits_of(text: str) -> LineTraits:
    folded = fold(text)
    letters = letters_in(text)
    return LineTraits(
        legal_form=bool(PRINTED_FORM.search(folded)),
        malaysian_form=bool(PRINTED_MALAYSIAN_FORM.search(folded)),
        sentence=bool(_SENTENCE.search(folded)),
        shop=bool(_SHOP.search(folded)),
        address=bool(_ADDRESS.search(folded)),
        contact=bool(_CONTACT.search(folded)),
        registration=bool(_REGISTRATION.search(folded)),
        title=bool(_TITLE.search(folded)),
        greeting=bool(_GREETING.search(folded)),
        service=bool(_SERVICE.search(folded)),
        heading=bool(_HEADINGS.search(folded)),
        date_or_time=bool(_DATE_OR_TIME.search(folded)),
        amounts=sum(token.kind == "cents" for token in find_amounts(text)),
        letters=letters,
        digits=digits_in(text),
        length=len(text),
        words=len(re.findall(r"[^\W\d_]{2,}", text)),
        upper_share=sum(c.isupper() for c in text) / max(letters, 1),
    )
