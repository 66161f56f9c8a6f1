"""Texts of an e-invoice, each as the file writes it, by the business terms of EN 16931. Pure.

They come out of a process that a file may have taken over: `texts_from` believes no shape of them.
"""

from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

Syntax = Literal["cii", "ubl"]
SYNTAXES: tuple[Syntax, ...] = get_args(Syntax)
# Of one value. Longer ones are papers packed into the invoice, which stay in the original.
MAX_CHARACTERS = 2_000


@dataclass(frozen=True, kw_only=True)
class PartyTexts:
    """BG-4 and BG-7. `tax_number` is the one of the country's own (BT-32)."""

    name: str = ""
    trading_name: str = ""
    vat_number: str = ""
    tax_number: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""


@dataclass(frozen=True, kw_only=True)
class AdjustmentTexts:
    """An allowance (BG-20, BG-27), or a charge (BG-21, BG-28)."""

    is_charge: str = ""  # "true" or "false"
    amount: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class TaxTexts:
    """BG-23. `rate` in percent."""

    category: str = ""
    rate: str = ""
    net: str = ""
    tax: str = ""


@dataclass(frozen=True, kw_only=True)
class LineTexts:
    """BG-25. `price` is that of `price_quantity` pieces."""

    number: str = ""
    name: str = ""
    description: str = ""
    quantity: str = ""
    unit: str = ""
    price: str = ""
    price_quantity: str = ""
    amount: str = ""
    tax_category: str = ""
    rate: str = ""
    adjustments: tuple[AdjustmentTexts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InvoiceTexts:
    """Dates as YYYY-MM-DD, where the file writes them as its syntax asks for. `strangers`: elements
    that the syntax does not have."""

    syntax: str
    profile: str = ""  # BT-24
    type_code: str = ""  # BT-3, by UNTDID 1001
    number: str = ""  # BT-1
    issued_on: str = ""  # BT-2
    due_on: str = ""  # BT-9
    delivered_on: str = ""  # BT-72
    currency: str = ""  # BT-5
    seller: PartyTexts = PartyTexts()
    buyer: PartyTexts = PartyTexts()
    payment_means: str = ""  # BT-81, by UNTDID 4461
    payment_reference: str = ""  # BT-83
    iban: str = ""  # BT-84
    line_total: str = ""  # BT-106
    allowance_total: str = ""  # BT-107
    charge_total: str = ""  # BT-108
    net_total: str = ""  # BT-109
    tax_total: str = ""  # BT-110
    total: str = ""  # BT-112
    prepaid: str = ""  # BT-113
    rounding: str = ""  # BT-114
    due: str = ""  # BT-115
    adjustments: tuple[AdjustmentTexts, ...] = ()
    taxes: tuple[TaxTexts, ...] = ()
    lines: tuple[LineTexts, ...] = ()
    strangers: tuple[str, ...] = ()


def texts_to_json(texts: InvoiceTexts) -> dict[str, Any]:
    return asdict(texts)


def texts_from(document: object) -> InvoiceTexts:
    """Raises ValueError for anything of another shape."""
    texts: InvoiceTexts = _built(InvoiceTexts, document)
    if texts.syntax not in SYNTAXES:
        raise ValueError
    return texts


def _built(wanted: Any, value: object) -> Any:
    if wanted is str:
        if not isinstance(value, str) or len(value) > MAX_CHARACTERS:
            raise ValueError
        return value
    if get_origin(wanted) is tuple:
        if not isinstance(value, list):
            raise ValueError
        return tuple(_built(get_args(wanted)[0], one) for one in value)
    types = _types_of(wanted)
    if not isinstance(value, dict) or value.keys() != types.keys():
        raise ValueError
    return wanted(**{name: _built(kind, value[name]) for name, kind in types.items()})


@cache
def _types_of(wanted: type) -> dict[str, Any]:
    assert is_dataclass(wanted)
    hints = get_type_hints(wanted)
    return {field.name: hints[field.name] for field in fields(wanted)}
