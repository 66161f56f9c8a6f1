"""OASIS UBL 2.1 invoices and credit notes, as Peppol and XRechnung write them. Pure."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from receipts.services.einvoices.texts import (
    AdjustmentTexts,
    InvoiceTexts,
    LineTexts,
    PartyTexts,
    TaxTexts,
)
from receipts.services.pages.einvoices.nodes import (
    amount_of,
    child,
    children,
    first_text,
    only_text,
    text_of,
)

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
ROOTS = frozenset({(f"{_UBL}:Invoice-2", "Invoice"), (f"{_UBL}:CreditNote-2", "CreditNote")})

# A credit note may leave its code out, as it is one by its name.
_CREDIT_NOTE_CODE, _INVOICE_CODE = "381", "380"


def read_ubl(root: Element) -> InvoiceTexts:
    currency = only_text(children(root, "DocumentCurrencyCode"))
    means = child(root, "PaymentMeans")
    return InvoiceTexts(
        syntax="ubl",
        profile=text_of(root, "CustomizationID"),
        type_code=_type_code(root),
        number=text_of(root, "ID"),
        issued_on=only_text(children(root, "IssueDate")),
        due_on=first_text(root, "DueDate", "PaymentMeans/PaymentDueDate"),
        delivered_on=text_of(root, "Delivery/ActualDeliveryDate"),
        currency=currency,
        seller=_party(child(root, "AccountingSupplierParty")),
        buyer=_party(child(root, "AccountingCustomerParty")),
        payment_means=text_of(means, "PaymentMeansCode"),
        payment_reference=text_of(means, "PaymentID"),
        iban=text_of(means, "PayeeFinancialAccount/ID"),
        adjustments=tuple(_adjustments(root)),
        **_sums(root, currency),
        **_taxes(root, currency),
        lines=tuple(map(_line, children(root, "InvoiceLine", "CreditNoteLine"))),
    )


def _type_code(root: Element) -> str:
    """One that contradicts the document's name is told with it, and so is no code."""
    code = only_text(children(root, "InvoiceTypeCode", "CreditNoteTypeCode"))
    if root.tag != "CreditNote":
        return code
    return f"{code} ({root.tag})" if code == _INVOICE_CODE else code or _CREDIT_NOTE_CODE


def _sums(root: Element, currency: str) -> dict[str, Any]:
    names = {
        "line_total": "LineExtensionAmount",
        "allowance_total": "AllowanceTotalAmount",
        "charge_total": "ChargeTotalAmount",
        "net_total": "TaxExclusiveAmount",
        "total": "TaxInclusiveAmount",
        "prepaid": "PrepaidAmount",
        "rounding": "PayableRoundingAmount",
        "due": "PayableAmount",
    }
    return {
        field: amount_of(children(root, f"LegalMonetaryTotal/{name}"), currency=currency)
        for field, name in names.items()
    }


def _taxes(root: Element, currency: str) -> dict[str, Any]:
    """Of the two sums of tax that there may be, the one in the invoice's currency: it has the
    rates (BR-53, UBL-SR-23)."""
    totals = list(children(root, "TaxTotal"))
    named = [one for one in totals if child(one, "TaxAmount").get("currencyID") == currency]
    found = named or totals
    rates = (rate for one in found for rate in children(one, "TaxSubtotal"))
    amounts = (child(one, "TaxAmount") for one in found)
    return {"tax_total": amount_of(amounts, currency=currency), "taxes": tuple(map(_tax, rates))}


def _tax(tax: Element) -> TaxTexts:
    return TaxTexts(
        category=text_of(tax, "TaxCategory/ID"),
        rate=text_of(tax, "TaxCategory/Percent"),
        net=text_of(tax, "TaxableAmount"),
        tax=text_of(tax, "TaxAmount"),
    )


def _party(role: Element) -> PartyTexts:
    party = child(role, "Party")
    address = child(party, "PostalAddress")
    numbers = {
        text_of(scheme, "TaxScheme/ID").upper(): text_of(scheme, "CompanyID")
        for scheme in children(party, "PartyTaxScheme")
    }
    vat_number = numbers.pop("VAT", "")
    return PartyTexts(
        name=first_text(party, "PartyLegalEntity/RegistrationName", "PartyName/Name"),
        trading_name=text_of(party, "PartyName/Name"),
        vat_number=vat_number,
        tax_number=next(iter(numbers.values()), ""),
        street=text_of(address, "StreetName"),
        postcode=text_of(address, "PostalZone"),
        city=text_of(address, "CityName"),
        country=text_of(address, "Country/IdentificationCode"),
    )


def _adjustments(node: Element) -> Iterator[AdjustmentTexts]:
    for one in children(node, "AllowanceCharge"):
        yield AdjustmentTexts(
            is_charge=text_of(one, "ChargeIndicator"),
            amount=text_of(one, "Amount"),
            reason=first_text(one, "AllowanceChargeReason", "AllowanceChargeReasonCode"),
        )


def _line(line: Element) -> LineTexts:
    quantity = child(line, "InvoicedQuantity", "CreditedQuantity")
    item, price = child(line, "Item"), child(line, "Price")
    return LineTexts(
        number=text_of(line, "ID"),
        name=text_of(item, "Name"),
        description=first_text(item, "Description"),
        quantity=text_of(quantity),
        unit=quantity.get("unitCode", ""),
        price=text_of(price, "PriceAmount"),
        price_quantity=text_of(price, "BaseQuantity"),
        amount=text_of(line, "LineExtensionAmount"),
        tax_category=text_of(item, "ClassifiedTaxCategory/ID"),
        rate=text_of(item, "ClassifiedTaxCategory/Percent"),
        adjustments=tuple(_adjustments(line)),
    )
