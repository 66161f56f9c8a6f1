"""Cleaning of a shop's name: no registration number, misread letters mended."""

import re

from receipts.services.offline.vendors.ocr_repair import mend_words
from receipts.services.spelling.company_forms import correct_forms, pattern_of_forms

# "(519537-X)", "(TU79369-P)", "139386 X": the number of a Malaysian company. In brackets at least
# four digits, so that "(M)" and "(KL)" stay; without them five and a letter, so that "Studio 1999"
# stays.
_REGISTRATION = re.compile(
    r"\s*[(\[{]\s*(?:CO\.?\s*)?(?:REG\.?|ROC|NO\.?)?[\s.:]*(?=(?:\S{0,3}\d){4})"
    r"[A-Z\d]{0,2}[\dSOIB]{4,8}\s?-?\s?[A-Z0-9]?\s*[)\]}]?\s*$"
    r"|\s+\d{5,8}\s?-?\s?[A-Z]\s*$",
    re.I,
)
# "(030)": the number of a branch.
_BRANCH = re.compile(r"\s*\(#?\d{1,4}\)$")
_REGISTRATION_LONG = re.compile(r"\s*[(\[]\s*\d{10,14}[^)]*[)\]]?\s*$")
# What follows these forms and a number is no name any more: "S/B 273500-U (KJ1)".
_BEFORE_A_NUMBER = ("bhd", "sb", "enterprise", "plt", "trading")
_NUMBER_BEHIND = re.compile(
    rf"({pattern_of_forms(*_BEFORE_A_NUMBER)})\.?[\s(\[]*"
    r"(?:CO\.?,?\s*(?:REG|NO)|\d{5,}|\d+[-\s]?[A-Z]\)).*$",
    re.I,
)
# Nor is a town behind a comma: "Bakery GmbH & Co. KG, Hamburg". "Co., Ltd" has none.
_BEFORE_A_TOWN = ("gmbh", "kg", "ohg", "ek", "ag", "ltd", "limited", "llc", "inc", "bhd", "bv")
_TOWN_BEHIND = re.compile(rf"({pattern_of_forms(*_BEFORE_A_TOWN)}\.?)\s*,\s+\D.*$", re.I)
# Letterheads have all in one line: "Bakery GmbH - Mill Road 5 - 24103 Kiel".
_LETTERHEAD = re.compile(
    r"(?<=\w{3})\s+[-\u2013\u2014|\u00b7\u2022]\s+"
    r"(?=.*\b\d{4,5} [^\W\d_]|\d+\W+[^\W\d_]).*$"
)
_TELEPHONE_BEHIND = re.compile(
    r"(?<=\w{3})[\s,:-]*(?:\b(?:TEL|PHONE|PH|FAX)\b\W*|(?=\(?\d{3}\)?[-. ]{1,3}\d{3}\s?[-. ]))"
    r"[+(]?\d[\d\s().-]{6,}.*$",
    re.I,
)
# What a shop says of itself behind its name: "Fern Diner We Deliver", "Fern Bakery Since 1921".
_SAID_BEHIND = re.compile(
    r"(?<=\w{3})\s+(?:WE (?:DELIVER|CATER)|FREE DELIVERY|OPEN (?:24|7|DAILY|LATE|EVERY)\b.*"
    r"|(?:SINCE|EST(?:ABLISHED|D)?\.?|SEIT|DEPUIS|DESDE|DAL) (?:1[89]|20)\d\d)\W*$",
    re.I,
)
_POLITE = re.compile(
    r"^(?:WELCOME TO|THANK YOU FOR (?:SHOPPING|VISITING|DINING|CHOOSING)(?: AT| WITH)?|"
    r"THANK YOU FROM|WILLKOMMEN (?:BEI|IM)|"
    r"(?:VIELEN )?DANK F(?:\u00dc|UE|U)R IHREN EINKAUF (?:BEI|IM)|"
    r"MERCI DE VOTRE VISITE CHEZ|WELKOM BIJ)"
    r"\s+",
    re.I,
)
# "Owned by", "a unit of": who follows is the company behind the sign.
_OWNED_BY = re.compile(
    r"^(?:DIMILIKI(?: OLEH)?|OWNED (?:AND OPERATED )?BY|OPERATED BY|[A-Z]?\W?UNIT OF|[AI]NH\."
    r"|(?:SOLD|ISSUED|SUPPLIED) BY|VENDUTO DA|VENDU PAR|VENDIDO POR|VERKAUFT VON"
    r"|SELLER|SUPPLIER|VENDOR|MERCHANT|VERK(?:\u00c4|A|AE)UFER|VENDEUR|(?:FROM|VON|ABSENDER)(?=\s*:)"
    r"|VENDEDOR|VENDITORE|FOURNISSEUR|PROVEEDOR|FORNITORE|LIEFERANT|VERKOPER|SPRZEDAWCA|SATICI)"
    r"\s*:?\s+(?=\S{2})",
    re.I,
)
# Of these, what nothing but a seller follows; the words alone head columns as well.
_SELLER = re.compile(
    r"^\W*(?:SOLD BY|VENDUTO DA|VENDU PAR|VENDIDO POR|VERKAUFT VON"
    r"|(?:SELLER|SUPPLIER|VENDOR|VERK(?:\u00c4|A|AE)UFER|VENDEUR|VENDEDOR|VENDITORE|FOURNISSEUR"
    r"|PROVEEDOR|FORNITORE|LIEFERANT|VERKOPER|SPRZEDAWCA|SATICI)\s*:)\W*\w{2}",
    re.I,
)
_EDGES = " \t.,:;*=-_~#|'\"\u2018\u2019\u201c\u201d\u00b7<>"


def is_polite(printed: str) -> bool:
    """A greeting that names its sender: "Thank you for shopping at ..."."""
    return bool(_POLITE.match(printed.strip(_EDGES)))


def is_seller(printed: str) -> bool:
    """It says so itself: "Sold by: ..."."""
    return bool(_SELLER.match(printed))


def clean_name(printed: str) -> str:
    """The name inside a printed line. Never empty where the line had letters."""
    name = _OWNED_BY.sub("", _POLITE.sub("", printed.strip(_EDGES)))
    name = _REGISTRATION_LONG.sub("", _REGISTRATION.sub("", name))
    name = _NUMBER_BEHIND.sub(r"\1", correct_forms(name))
    name = _LETTERHEAD.sub("", _TELEPHONE_BEHIND.sub("", _TOWN_BEHIND.sub(r"\1", name)))
    name = _SAID_BEHIND.sub("", _BRANCH.sub("", name))
    name = mend_words(re.sub(r"\s+", " ", name).strip(_EDGES))
    if name.count("(") > name.count(")"):
        name += ")"
    return name if any(c.isalpha() for c in name) else printed.strip()
