"""Expense category, by words of the shop's name and of its goods, from the closed list."""

from collections.abc import Sequence

from receipts.services.offline.text import any_of, fold

_PATTERNS = (
    (
        "vehicle",
        any_of(r"""
            PETROL | \bSHELL\b | PETRONAS | \bESSO\b | \bARAL\b | TANKSTELLE | \bTOTAL ?ENERGIES
            \bFUEL\b | GASOLINE | DIESEL | UNLEADED | PARKING | PARKHAUS | \bPARK\b.*FEE
            CAR ?WASH | \bTYRE | \bTIRES?\b | AUTO ?PARTS | MOTOR | GARAGE | SUPER E\d
            \bTOLL\b | CHEVRON | EXXON
        """),
    ),
    (
        "travel",
        any_of(r"""
            HOTEL | \bINN\b | HOSTEL | MOTEL | AIRLINE | AIRWAYS | \bTAXI\b | \bUBER\b
            \bBAHN\b | RAILWAY | TRAIN | \bFLIGHT | BOARDING | \bROOM (?:CHARGE|RATE) | LODGING
            RESORT
        """),
    ),
    (
        "health",
        any_of(r"""
            PHARMAC | APOTHEKE | CLINIC | KLINIK | DENTAL | MEDICAL | \bDRUG | WATSONS
            GUARDIAN | HOSPITAL | OPTIC | FARMAC | PHARMACIE | DOCTOR | \bDR\. ?[A-Z]
        """),
    ),
    (
        "meals",
        any_of(r"""
            RESTAURAN | RESTORAN | CAFE | COFFEE | BISTRO | \bGRILL\b | PIZZ | SUSHI | NOODLE
            KOPITIAM | \bDINER\b | TAVERN | \bPUB\b | BURGER | \bBAR\b | BREWERY | KITCHEN
            STEAK | \bFOOD COURT | TANDOORI | THAI | BAKERY | BACKEREI | \bSERVER\b
            \bGUESTS?\b | DINE.?IN | TAKE.?AWAY | \bTABLE\b | MCDONALD | STARBUCKS | \bKFC\b
            CHICKEN RICE | \bNASI\b | TEH\b
        """),
    ),
    (
        "groceries",
        any_of(r"""
            SUPERMAR | HYPERMAR | \bMART\b | GROCER | MARKET | \bMARKT\b | ALDI | \bLIDL\b
            \bREWE\b | EDEKA | KAUFLAND | WALMART | COSTCO | TESCO | GIANT | AEON | TRADER JOE
            WHOLE ?FOODS | SAFEWAY | KROGER | MINIMARKET | 7-?ELEVEN | \bMILK\b | MILCH | BREAD
            \bBROT\b | EGGS | BANANA
        """),
    ),
    (
        "office",
        any_of(r"""
            STATIONE | OFFICE | \bBOOK | PAPER | PRINT | TONER | STAPLES | COMPUTER | ELECTRONIC
            MEDIA ?MARKT | SATURN | CONRAD | SOFTWARE | POPULAR BOOK | \bPEN\b
        """),
    ),
    (
        "utilities",
        any_of(r"""
            TELECOM | TELEKOM | VODAFONE | ELECTRIC BILL | \bWATER BILL | INTERNET | BROADBAND
            \bENERGY\b | STADTWERKE | PREPAID | TOP.?UP | RELOAD
        """),
    ),
    (
        "services",
        any_of(r"""
            SALON | BARBER | LAUNDR | CLEANING | REPAIR | CONSULT | COURIER | POSTAGE | \bPOST\b
            LEGAL | SERVICES?\b.*(?:SDN|LTD|LLC) | INSURANCE | TAILOR
        """),
    ),
)
# A word in the shop's name says more than one among the goods.
_NAME_WEIGHT = 4


def choose_category(vendor: str, lines: Sequence[str]) -> str | None:
    """One of the contract's slugs; None where no word speaks for any."""
    name, body = fold(vendor), fold("\n".join(lines))
    points = {
        slug: _NAME_WEIGHT * len(pattern.findall(name)) + min(len(pattern.findall(body)), 3)
        for slug, pattern in _PATTERNS
    }
    slug, most = max(points.items(), key=lambda pair: pair[1])
    return slug if most > 0 else None
