"""UN/CEFACT Cross Industry Invoice, as Factur-X, ZUGFeRD 1 and 2 and XRechnung write it. Pure.

ZUGFeRD 1 has other names for the same things: each is looked for beside the later one.
"""

import re
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

ROOTS = frozenset(
    {
        ("urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100", "CrossIndustryInvoice"),
        ("urn:ferd:CrossIndustryDocument:invoice:1p0", "CrossIndustryDocument"),
        ("urn:un:unece:uncefact:data:standard:CBFBUY:5", "Invoice"),  # the candidate of ZUGFeRD 1
    }
)

_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
# UNTDID 2379: CCYYMMDD; CCYYMM and CCYYWW, as a delivery may be told in ZUGFeRD 1.
_DAY_FORMAT, _LONGER = "102", frozenset({"610", "616"})
# Of an extended invoice's lines: those that only group others, or only tell something.
_NO_LINES = frozenset({"GROUP", "INFORMATION"})


def read_cii(root: Element) -> InvoiceTexts:
    context = child(root, "ExchangedDocumentContext", "SpecifiedExchangedDocumentContext")
    document = child(root, "ExchangedDocument", "HeaderExchangedDocument")
    trade = child(root, "SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
    agreement = _part(trade, "TradeAgreement")
    settlement = _part(trade, "TradeSettlement")
    delivery = child(_part(trade, "TradeDelivery"), "ActualDeliverySupplyChainEvent")
    currency = only_text(children(settlement, "InvoiceCurrencyCode"))
    means = child(settlement, "SpecifiedTradeSettlementPaymentMeans")
    terms = child(settlement, "SpecifiedTradePaymentTerms")
    return InvoiceTexts(
        syntax="cii",
        profile=text_of(context, "GuidelineSpecifiedDocumentContextParameter/ID"),
        type_code=only_text(children(document, "TypeCode")),
        number=text_of(document, "ID"),
        issued_on=_day(child(document, "IssueDateTime")),
        due_on=_day(child(terms, "DueDateDateTime")),
        delivered_on=_day(child(delivery, "OccurrenceDateTime")),
        currency=currency,
        seller=_party(child(agreement, "SellerTradeParty")),
        buyer=_party(child(agreement, "BuyerTradeParty")),
        payment_means=text_of(means, "TypeCode"),
        payment_reference=text_of(settlement, "PaymentReference"),
        iban=text_of(means, "PayeePartyCreditorFinancialAccount/IBANID"),
        adjustments=(*_adjustments(settlement), *_service_charges(settlement)),
        taxes=tuple(map(_tax, children(settlement, "ApplicableTradeTax"))),
        lines=tuple(_lines(trade)),
        **_sums(settlement, currency),
    )


def _part(trade: Element, name: str) -> Element:
    return child(trade, f"ApplicableHeader{name}", f"ApplicableSupplyChain{name}")


def _sums(settlement: Element, currency: str) -> dict[str, Any]:
    sums = child(
        settlement,
        "SpecifiedTradeSettlementHeaderMonetarySummation",
        "SpecifiedTradeSettlementMonetarySummation",
    )
    names = {
        "line_total": "LineTotalAmount",
        "allowance_total": "AllowanceTotalAmount",
        "charge_total": "ChargeTotalAmount",
        "net_total": "TaxBasisTotalAmount",
        "tax_total": "TaxTotalAmount",
        "total": "GrandTotalAmount",
        "prepaid": "TotalPrepaidAmount",
        "rounding": "RoundingAmount",
        "due": "DuePayableAmount",
    }
    return {field: _amount_in(currency, sums, name) for field, name in names.items()}


def _amount_in(currency: str, sums: Element, name: str) -> str:
    """In the invoice's currency: the tax, and the total of an extended one, may stand there in
    another one as well."""
    found = list(children(sums, name))
    named = [node for node in found if node.get("currencyID") == currency]
    bare = [node for node in found if not node.get("currencyID")]
    return amount_of(named or bare or found, currency=currency)


def _party(party: Element) -> PartyTexts:
    address = child(party, "PostalTradeAddress")
    numbers = {
        node.get("schemeID", ""): text_of(node)
        for node in party.iterfind("SpecifiedTaxRegistration/ID")
    }
    return PartyTexts(
        name=text_of(party, "Name"),
        trading_name=text_of(party, "SpecifiedLegalOrganization/TradingBusinessName"),
        vat_number=numbers.get("VA", ""),
        tax_number=numbers.get("FC", ""),
        street=text_of(address, "LineOne"),
        postcode=text_of(address, "PostcodeCode"),
        city=text_of(address, "CityName"),
        country=text_of(address, "CountryID"),
    )


def _adjustments(node: Element) -> Iterator[AdjustmentTexts]:
    for one in children(node, "SpecifiedTradeAllowanceCharge"):
        yield AdjustmentTexts(
            is_charge=first_text(one, "ChargeIndicator/Indicator", "ChargeIndicator"),
            amount=text_of(one, "ActualAmount"),
            reason=first_text(one, "Reason", "ReasonCode"),
        )


def _service_charges(settlement: Element) -> Iterator[AdjustmentTexts]:
    """Of extended profiles, for carriage and the like."""
    for one in children(settlement, "SpecifiedLogisticsServiceCharge"):
        yield AdjustmentTexts(
            is_charge="true",
            amount=text_of(one, "AppliedAmount"),
            reason=text_of(one, "Description"),
        )


def _tax(tax: Element) -> TaxTexts:
    return TaxTexts(
        category=text_of(tax, "CategoryCode"),
        rate=first_text(tax, "RateApplicablePercent", "ApplicablePercent"),
        net=text_of(tax, "BasisAmount"),
        tax=text_of(tax, "CalculatedAmount"),
    )


def _lines(trade: Element) -> Iterator[LineTexts]:
    for line in children(trade, "IncludedSupplyChainTradeLineItem"):
        about = child(line, "AssociatedDocumentLineDocument")
        if text_of(about, "LineStatusReasonCode").upper() not in _NO_LINES:
            yield _line(line, about)


def _line(line: Element, about: Element) -> LineTexts:
    agreement = _line_part(line, "TradeAgreement")
    delivery = _line_part(line, "TradeDelivery")
    settlement = _line_part(line, "TradeSettlement")
    price = child(agreement, "NetPriceProductTradePrice")
    tax = child(settlement, "ApplicableTradeTax")
    sums = child(
        settlement,
        "SpecifiedTradeSettlementLineMonetarySummation",
        "SpecifiedTradeSettlementMonetarySummation",
    )
    return LineTexts(
        number=text_of(about, "LineID"),
        name=text_of(line, "SpecifiedTradeProduct/Name"),
        description=first_text(
            line, "SpecifiedTradeProduct/Description", "AssociatedDocumentLineDocument/IncludedNote"
        ),
        quantity=text_of(delivery, "BilledQuantity"),
        unit=child(delivery, "BilledQuantity").get("unitCode", ""),
        price=text_of(price, "ChargeAmount"),
        price_quantity=text_of(price, "BasisQuantity"),
        amount=text_of(sums, "LineTotalAmount"),
        tax_category=text_of(tax, "CategoryCode"),
        rate=first_text(tax, "RateApplicablePercent", "ApplicablePercent"),
        adjustments=tuple(_adjustments(settlement)),
    )


def _line_part(line: Element, name: str) -> Element:
    return child(line, f"SpecifiedLine{name}", f"SpecifiedSupplyChain{name}")


def _day(moment: Element) -> str:
    """As YYYY-MM-DD; empty for a month or a week. What says that it is written otherwise is left
    as it is, with what it says, and so can be read by nobody."""
    written = next(iter(moment), moment)
    text, form = text_of(written), written.get("format", _DAY_FORMAT)
    found = _DAY.fullmatch(text)
    if form == _DAY_FORMAT and found:
        return "-".join(found.groups())
    return "" if form in _LONGER or not text else f"{text} ({form})"
