"""Expense category, by words for the kind of shop and for its goods, from the closed list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from receipts.services.offline.text import any_of, fold


@dataclass(frozen=True)
class _Words:
    """`names` are searched in the shop's name alone: "Bar" is a place there, and cash on a German
    till's slip. What is `telling` is so in the name and on any line. `goods` are searched on the
    lines alone, and two of them are needed: batteries lie at every counter."""

    slug: str
    names: re.Pattern[str]
    telling: re.Pattern[str]
    goods: re.Pattern[str]


# English, German, French, Spanish, Italian, Dutch, Portuguese, Polish, Malay; folded. Names are
# often read without their spaces. Of two that say as much the first is taken.
_WORDS = (
    _Words(
        "vehicle",
        names=any_of(r"""
            \bSHELL | PETRONAS | \bESSO | \bARAL\b | TOTAL ?ENERGIES | CHEVRON | EXXON | \bARCO
            \bBP\b | REPSOL | \bGALP | ORLEN | CEPSA | \bOMV\b | SPEEDWAY | MOTORS?\b | GARAGE
            KFZ | AUTO ?PARTS | AUTOHAUS | WERKSTATT | PARKING | PARKEREN | GAS(?:OLINE)?\b
            TANKE | TYRE | TIRES?\b | REIFEN | \bTOLL | AUTO SERVICE
        """),
        telling=any_of(r"""
            PETROL\b | TANKSTELLE | GASOLINE | GASOLINER | GASOIL | GAZOLE | STATION.?SERVICE
            GAS STATION | TANKSTATION | STACJA PALIW | UNLEADED | BLEIFREI | SANS PLOMB
            SUPER E\d+ | \bDIESEL\b | \bBENZINA?\b | ADBLUE | \bPUMP # | \bGALLONS? | ZAPFSAULE
            CAR ?PARK\b | PARKHAUS | PARKSCHEIN | PARCHEGGI | APARCAMIENTO | ESTACIONAMENTO
            PARKGEBUHR | \bPARK\b.*FEE | CAR ?WASH | WASCHSTRASSE | PEAJE | PEDAGGIO | PEAGE
            OLWECHSEL
        """),
        goods=any_of(r"""
            \bFUEL\b | PARKING | ENGINE OIL | MOTOROL\b | \bTYRES?\b | \bTIRES\b | WIPERS?
            \bMOT TEST | \bTOLL\b | REGULAR UNL
        """),
    ),
    _Words(
        "travel",
        names=any_of(r"""
            HOTEL | \bINN\b | HOSTEL | MOTEL | AIRLINE | AIRWAYS | TAXI | \bUBER\b | \bCABS?\b
            \bBOLT\.EU | \bBAHN\b | RAILWAY | \bTRAINS?\b | \bSNCF\b | \bRENFE\b | TRENITALIA
            RESORT | PENSION | GASTHOF | GUEST ?HOUSE | LODGE\b | \bBUS(?:SES|LINES?)?\b
            FLUGHAFEN | MAKEMYTRIP | BOOKING\.COM | AIRBNB | TRAVEL
        """),
        telling=any_of(r"""
            BOARDING PASS | ROOM (?:CHARGE|RATE) | LODGING | UBERNACHTUNG | HABITACION | NUITEE
            CAMERA DOPPIA | FAHRKARTE | FAHRSCHEIN | EINZELFAHRT | TRAIN TICKET | SINGLE TICKET
            TAXIFAHRT | \bTAXI\b | CAR RENTAL | MIETWAGEN | AUTOVERMIETUNG | VERKEHRSBETRIEBE
            BIGLIETTO | BOARDING
        """),
        goods=any_of(r"""
            \bFLIGHT | ZIMMER\b | \bNIGHTS?\b | \bNOCHES?\b | CHECK.?OUT | \bFARES?\b | BILLETE?\b
            \bTRAIN\b | HOTEL | \bARRIVAL\b | DEPARTURE
        """),
    ),
    _Words(
        "health",
        names=any_of(r"""
            CLINIC | KLINIK | DENTAL | MEDICAL | \bDRUGS?\b | DRUG ?STORE | WATSON | GUARDIAN
            OPTIC | OPTIK | DOCTOR | \bDR\. ?[A-Z] | ZAHNARZT | ARZTPRAXIS | DENTIST
            PHYSIOTHERAP | HOSPITAL | WALGREENS | \bCVS\b | RITE ?AID | BOOTS\b
        """),
        telling=any_of(r"""
            PHARMAC | APOTHEKE | FARMACI | APTEKA | PRESCRIPTION | REZEPT\b | CONSULTATION FEE
        """),
        goods=any_of(r"""
            IBUPROFEN | PARACETAMOL | ASPIRIN | TABLETTEN | \bCAPSULES | VACCIN | CONTACT LENS
            KONTAKTLINSEN | COUGH SYRUP | BANDAGE
        """),
    ),
    _Words(
        "meals",
        names=any_of(r"""
            CAFE | CAFFE | COFFEE | KAFFEE | BISTRO | GRILL\b | SUSHI | NOODLE | DINER\b | TAVERN
            \bPUB\b | BURGER | BAR\b | KITCHEN | STEAK | TANDOORI | \bTHAI | BAKER(?:Y|IES)
            BUFFET | BAGEL | BACKEREI | BAKKERIJ | BOULANGERIE | PANADERIA | PADARIA | PIEKARNIA
            TAQUERIA | CANTINA | KANTINE | MENSA\b | IMBISS | EISDIELE | GELATERIA | WARUNG
            RAMEN | CAKES | BUVETTE | MCDONALD | STARBUCKS | \bKFC\b | SUBWAY | FIVE ?GUYS
            CHIPOTLE | JOLLIBEE | WENDY | NANDO | PANERA | DUNKIN | CARL.?S JR | TACO BELL
            BIRYANI | CHICKEN | \bBBQ\b
        """),
        telling=any_of(r"""
            RESTAURA[NT] | RESTORAN | RISTORANTE | PIZZERIA | KOPITIAM | BREWERY | BRAUHAUS
            FOOD COURT | GASTHAUS | WIRTSHAUS | TRATTORIA | OSTERIA | BRASSERIE | EISCAFE
            \bSERVER\b | \bSERVER: | \bGUESTS?: | \bGUESTS?\b | DINE.?IN | TAKE.?AWAY | TAKE.?OUT
            \bTABLE\b | \bTBL\b | \bTISCH\b | \bTAVOLO\b | \bCOUVERTS?\b | \bCUBIERTOS?\b
            \bCOPERTI?\b | BEWIRTUNG | KELLNER | \bWAITER | SERVEUR | CAMARER | \bGRATUITY
        """),
        goods=any_of(r"""
            ES BEDIENTE | ESPRESSO | CAPPUCCINO | AMERICANO | \bPIZZA | BURGER | SUSHI | SCHNITZEL
            \bPASTA\b | DESSERT | \bLUNCH\b | DINNER | CHICKEN RICE
            \bNASI\b | \bTEH\b | \bPILS\b | \bLAGER\b | RAMEN\b | \bFRIES\b | \bLATTE\b | \bSODA\b
            \bTACOS?\b | NOODLES? | \bCOVERS?\b | \bMESA\b | BEDIENUNG | \bTIP\b | \bSTEAK\b
            \bSOUP\b | \bWINE\b
        """),
    ),
    _Words(
        "groceries",
        names=any_of(r"""
            MART\b | MARKET | (?<!AM )(?<!BAU)MARKT\b
            \bALDI | \bLIDL | \bREWE | EDEKA | KAUFLAND | \bNETTO\b
            \bPENNY\b | WALMART | COSTCO | TESCO | SAINSBURY | \bASDA | WAITROSE | MORRISONS
            CARREFOUR | AUCHAN | LECLERC | MERCADONA | ESSELUNGA | BIEDRONKA | ALBERT HEIJN
            MIGROS | \bCOOP\b | \bAEON | \bGIANT\b | TRADER ?JOE | WHOLE ?FOODS | SAFEWAY | KROGER
            MEIJER | ALBERTSONS | \bREMA\b | STOKROTKA | 7-?ELEVEN | METZGEREI | FLEISCHEREI
            BOUCHERIE | BUTCHER | OBST | FRUTERIA | FOODS\b
        """),
        telling=any_of(r"""
            SUPERMAR | SUPERMERC | HYPERMAR | HIPERMERC | MINIMARKET | GROCER | LEBENSMITTEL
            FARMERS.? MARKET | WOCHENMARKT | PRODUCE\b
        """),
        goods=any_of(r"""
            \bMILK\b | MILCH\b | \bLAIT\b | \bLECHE\b | \bMLEKO\b | \bBREAD\b | \bBROT\b
            \bPAIN\b | \bCHLEB\b | \bEGGS\b | \bEIER\b | \bOEUFS\b | \bHUEVOS\b | BANAN
            \bAPPLES?\b | APFEL | TOMAT | POTATO | KARTOFFEL | CHEESE\b | \bKASE\b | \bBUTTER\b
            JOGHURT | YOGH?URT | \bFLOUR\b | \bMEHL\b
        """),
    ),
    _Words(
        "office",
        names=any_of(r"""
            STATIONE | OFFICE | BOOK ?(?:S|SHOP|STORES?|SELLERS?)?\b | BUCHHANDLUNG | LIBRAIRIE
            LIBRERIA | PAPIER | PAPELERIA | PAPETERIE | CARTOLERIA | PAPERS?\b
            PRINT(?:ERS?|ING|S)?\b | COPY ?SHOP | STAPLES | COMPUTER | ELECTRONIC | ELEKTRONIK
            MEDIA ?MARKT | SATURN\b | CONRAD\b | SOFTWARE | HOSTING | BUREAU VALLEE | CAMERA SHOP
            \bFOTO\b | \bPHOTO | COOLBLUE | MICROSOFT | BEST ?BUY
        """),
        telling=any_of(r"""
            BUROBEDARF | SCHREIBWAREN | DRUCKERPAPIER | TONER\b | FACHBUCH | \bWEB ?HOSTING
            BRIEFUMSCHLA | KUGELSCHREIBER | NOTIZBUCH | SPEICHERKARTE | INK CARTRIDGE
        """),
        goods=any_of(r"""
            \bPAPER\b | \bPAPIER | \bINK\b | TINTE\b | \bPENS?\b | \bSTYLO | NOTEBOOK | ENVELOPE
            ORDNER\b | STAPLER | \bCABLE\b | \bKABEL\b | \bUSB | \bHDMI\b | KEYBOARD | TASTATUR
            \bMONITOR\b | \bSSD\b | LAPTOP | \bLICEN[CS]E\b | LIZENZ | \bDOMAINS?\b | HOSTING
            MEMORY CARD | \bBOOK\b | \bOFFICE CHAIR | \bDESK\b | BATTER(?:Y|IES)
        """),
    ),
    _Words(
        "utilities",
        names=any_of(r"""
            TELECOM | TELEKOM | TELEFON | VODAFONE | \bO2\b | \bORANGE\b | ELECTRIC(?:ITY)?\b
            ENERGY | ENERGIE\b | WATER (?:BOARD|COMPANY|UTILIT) | MOBILE\b | TELCEL | VERIZON
            T-MOBILE
        """),
        telling=any_of(r"""
            STADTWERKE | BROADBAND | ELECTRIC(?:ITY)? BILL | WATER BILL | STROMRECHNUNG
            GASRECHNUNG | MOBILFUNK | \bKWH\b | STANDING CHARGE | GRUNDPREIS | ARBEITSPREIS
            TOP.?UP | PREPAID
        """),
        goods=any_of(r"""
            \bINTERNET\b | \bRELOAD | DATA PLAN | ROAMING | LINE RENTAL | \bFIBRE?\b | CALLS
        """),
    ),
    _Words(
        "services",
        names=any_of(r"""
            SALON | BARBER | FRISEUR | COIFFEUR | PELUQUERIA | LAUNDR | WASCHEREI | REINIGUNG
            CLEANERS | REPAIRS? | REPARATUR | CONSULT | COURIER | KURIER | \bPOST\b | LA POSTE
            CORREOS | \bDHL\b | \bUPS\b | UPS ?STORE | FEDEX | LEGAL\b | SOLICITOR | RECHTSANW
            STEUERBERAT | NOTAR\b | ACCOUNTANT | INSURANCE | VERSICHERUNG | ASSURANCE | TAILOR
            \bBANK\b | ROOFING | PLUMB | ELECTRICIAN | SERVICES?\b.*(?:SDN|LTD|LLC|GMBH)
            CLEANING
        """),
        telling=any_of(r"""
            POST ?OFFICE | DEUTSCHE POST | POSTAL SERVICE | POSTAGE | BRIEFMARKE | HAIRCUT
            HAARSCHNITT | DRY CLEAN | CLEANING SERVICE | ARBEITSSTUNDE | ARBEITSLOHN | BANK CHARGE
            KONTOFUHRUNG | HOURLY RATE | CALL.?OUT FEE
        """),
        goods=any_of(r"""
            STAMPS?\b.*CLASS | PARCEL | PAKET\b | LABOU?R\b | CONSULTING | BERATUNG | COURIER
            \bREPAIRS?\b | \bPORTO\b | INSURANCE PREMIUM
        """),
    ),
)
_NAME_POINTS = 4
_TELLING_POINTS = 2
_MOST_POINTS_OF_GOODS = 3
_ENOUGH = 2


def choose_category(vendor: str, lines: Sequence[str]) -> str | None:
    """One of the contract's slugs; None where too little speaks for any."""
    name, body = fold(vendor), fold("\n".join(lines))
    points = {words.slug: _points(words, name, body) for words in _WORDS}
    slug, most = max(points.items(), key=lambda pair: pair[1])
    return slug if most >= _ENOUGH else None


def _points(words: _Words, name: str, body: str) -> int:
    """Each word counts once, however often it is printed."""
    in_name = {*words.names.findall(name), *words.telling.findall(name)}
    telling = set(words.telling.findall(body))
    goods = set(words.goods.findall(body))
    return (
        _NAME_POINTS * len(in_name)
        + _TELLING_POINTS * len(telling)
        + min(len(goods), _MOST_POINTS_OF_GOODS)
    )
