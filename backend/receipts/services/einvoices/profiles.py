"""Profiles of e-invoices: what BT-24 names, and which lines and sums one must have. Pure."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Profile:
    """`is_complete`: one by EN 16931 itself, which has all its business rules; what has fewer says
    less than an invoice must (MINIMUM and BASIC WL of Factur-X have no lines)."""

    name: str
    has_lines: bool = True
    is_complete: bool = True


_ZUGFERD_1 = r"urn:ferd:(?:CrossIndustryDocument:invoice:1p0|invoice:(?:1\.0|rc)):"
_EN = r"urn:cen\.eu:en16931:2017"
# The first that matches names it. Factur-X 1.07, ZUGFeRD 1.0 and 2.x, XRechnung 1.2 to 3.0, Peppol
# BIS Billing 3; what else conforms to EN 16931 has its identifier in front.
_PROFILES: tuple[tuple[re.Pattern[str], Profile], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), profile)
    for pattern, profile in (
        (
            r"urn:(?:factur-x\.eu:1p0|zugferd\.de:2p0):minimum",
            Profile(name="MINIMUM", has_lines=False, is_complete=False),
        ),
        (
            r"urn:(?:factur-x\.eu:1p0|zugferd\.de:2p0):basicwl",
            Profile(name="BASIC WL", has_lines=False, is_complete=False),
        ),
        (rf"{_EN}#(?:compliant|conformant)#urn:(?:factur-x\.eu|zugferd\.de):[12]p0:basic",
         Profile(name="BASIC")),
        (rf"{_EN}#(?:compliant|conformant)#urn:(?:factur-x\.eu|zugferd\.de):[12]p0:extended",
         Profile(name="EXTENDED")),
        (rf"{_EN}#conformant#urn:[\w.:-]*xrechnung_[0-9.]+.*", Profile(name="XRechnung Extension")),
        (rf"{_EN}#compliant#urn:[\w.:-]*xrechnung_[0-9.]+.*", Profile(name="XRechnung")),
        (rf"{_EN}#compliant#urn:fdc:peppol\.eu:2017:poacc:billing:3\.0.*", Profile(name="Peppol")),
        (rf"{_EN}(?:#(?:compliant|conformant)#[\w.:/#-]+)?", Profile(name="EN 16931")),
        (rf"{_ZUGFERD_1}basic", Profile(name="ZUGFeRD 1 BASIC", is_complete=False)),
        (rf"{_ZUGFERD_1}(?:comfort|komfort)", Profile(name="ZUGFeRD 1 COMFORT", is_complete=False)),
        (rf"{_ZUGFERD_1}extended", Profile(name="ZUGFeRD 1 EXTENDED", is_complete=False)),
    )
)  # fmt: skip


def profile_of(identifier: str) -> Profile | None:
    """None: none that is known."""
    found = (profile for pattern, profile in _PROFILES if pattern.fullmatch(identifier))
    return next(found, None)
