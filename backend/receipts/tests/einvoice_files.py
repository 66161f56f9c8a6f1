"""E-invoices that tests write: one invented sale, in every syntax, bare and inside a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

EN_16931 = "urn:cen.eu:en16931:2017"
XRECHNUNG = f"{EN_16931}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
PEPPOL = f"{EN_16931}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
MINIMUM = "urn:factur-x.eu:1p0:minimum"


@dataclass(frozen=True, kw_only=True)
class Line:
    name: str
    quantity: str
    price: str
    amount: str
    rate: str = "19"
    allowance: str = ""


@dataclass(frozen=True, kw_only=True)
class Sale:
    """Two rates, an allowance of the whole, and 50 paid already: 120.00 + 50.00 - 10.00 net."""

    profile: str = EN_16931
    type_code: str = "380"
    number: str = "LH-2026-0417"
    issued_on: str = "2026-10-05"
    due_on: str = "2026-11-04"
    currency: str = "EUR"
    seller: str = "Lindenhof Büromöbel GmbH"
    seller_vat: str = "DE136695976"
    buyer: str = "Atelier Nordwind"
    lines: tuple[Line, ...] = (
        Line(name="Stehlampe", quantity="2", price="60.00", amount="120.00"),
        Line(name="Fachbuch", quantity="2.5", price="20.00", amount="50.00", rate="7"),
    )
    allowance: str = "10.00"
    # Rate, net and tax.
    taxes: tuple[tuple[str, str, str], ...] = (("19", "110.00", "20.90"), ("7", "50.00", "3.50"))
    line_total: str = "170.00"
    net_total: str = "160.00"
    tax_total: str = "24.40"
    total: str = "184.40"
    prepaid: str = "50.00"
    due: str = "134.40"
    payment_reference: str = "RF-417"
    iban: str = "DE02120300000000202051"
    further: str = field(default="", kw_only=True)

    def but(self, **changes: Any) -> "Sale":
        return replace(self, **changes)


SALE = Sale()


def cii(sale: Sale = SALE) -> bytes:
    """As Factur-X, ZUGFeRD 2 and XRechnung write it."""
    ram = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice
 xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="{ram}"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
<ram:ID>{sale.profile}</ram:ID>
</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>{sale.number}</ram:ID><ram:TypeCode>{sale.type_code}</ram:TypeCode>
<ram:IssueDateTime>{_cii_day(sale.issued_on)}</ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
{"".join(_cii_line(n, line) for n, line in enumerate(sale.lines, 1))}
<ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>{escape(sale.seller)}</ram:Name>
<ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">{sale.seller_vat}</ram:ID>
</ram:SpecifiedTaxRegistration></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>{escape(sale.buyer)}</ram:Name></ram:BuyerTradeParty>
</ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery/>
<ram:ApplicableHeaderTradeSettlement>
<ram:PaymentReference>{sale.payment_reference}</ram:PaymentReference>
<ram:InvoiceCurrencyCode>{sale.currency}</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode>
<ram:PayeePartyCreditorFinancialAccount><ram:IBANID>{sale.iban}</ram:IBANID>
</ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>
{"".join(_cii_tax(*tax) for tax in sale.taxes)}
{_cii_allowance(sale.allowance)}
<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>{_cii_day(sale.due_on)}</ram:DueDateDateTime>
</ram:SpecifiedTradePaymentTerms>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>
{_element("ram:LineTotalAmount", sale.line_total)}
{_element("ram:AllowanceTotalAmount", sale.allowance)}
<ram:TaxBasisTotalAmount>{sale.net_total}</ram:TaxBasisTotalAmount>
<ram:TaxTotalAmount currencyID="{sale.currency}">{sale.tax_total}</ram:TaxTotalAmount>
<ram:GrandTotalAmount>{sale.total}</ram:GrandTotalAmount>
{_element("ram:TotalPrepaidAmount", sale.prepaid)}
<ram:DuePayableAmount>{sale.due}</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation>{sale.further}
</ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>""".encode()


def zugferd_1(sale: Sale = SALE) -> bytes:
    """The names that it had before the standard."""
    text = cii(sale.but(profile="urn:ferd:CrossIndustryDocument:invoice:1p0:comfort")).decode()
    for new, old in (
        ("SpecifiedTradeSettlementHeaderMonetarySummation",
         "SpecifiedTradeSettlementMonetarySummation"),
        ("SpecifiedTradeSettlementLineMonetarySummation",
         "SpecifiedTradeSettlementMonetarySummation"),
        ("urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
         "urn:ferd:CrossIndustryDocument:invoice:1p0"),
        ("rsm:CrossIndustryInvoice", "rsm:CrossIndustryDocument"),
        ("rsm:ExchangedDocumentContext", "rsm:SpecifiedExchangedDocumentContext"),
        ("rsm:ExchangedDocument>", "rsm:HeaderExchangedDocument>"),
        ("rsm:SupplyChainTradeTransaction", "rsm:SpecifiedSupplyChainTradeTransaction"),
        ("ApplicableHeaderTrade", "ApplicableSupplyChainTrade"),
        ("SpecifiedLineTrade", "SpecifiedSupplyChainTrade"),
        ("RateApplicablePercent", "ApplicablePercent"),
    ):  # fmt: skip
        text = text.replace(new, old)
    return text.encode()


def ubl(sale: Sale = SALE, *, is_credit_note: bool = False) -> bytes:
    """As Peppol and XRechnung write it."""
    root = "CreditNote" if is_credit_note else "Invoice"
    code = "CreditNoteTypeCode" if is_credit_note else "InvoiceTypeCode"
    schema = "urn:oasis:names:specification:ubl:schema:xsd"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="{schema}:{root}-2" xmlns:cac="{schema}:CommonAggregateComponents-2"
 xmlns:cbc="{schema}:CommonBasicComponents-2">
<cbc:CustomizationID>{sale.profile}</cbc:CustomizationID><cbc:ID>{sale.number}</cbc:ID>
<cbc:IssueDate>{sale.issued_on}</cbc:IssueDate><cbc:DueDate>{sale.due_on}</cbc:DueDate>
<cbc:{code}>{sale.type_code}</cbc:{code}>
<cbc:DocumentCurrencyCode>{sale.currency}</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty>{_ubl_party(sale.seller, sale.seller_vat)}
</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty>{_ubl_party(sale.buyer, "")}</cac:AccountingCustomerParty>
<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>
<cbc:PaymentID>{sale.payment_reference}</cbc:PaymentID>
<cac:PayeeFinancialAccount><cbc:ID>{sale.iban}</cbc:ID></cac:PayeeFinancialAccount>
</cac:PaymentMeans>{_ubl_allowance(sale.allowance)}
<cac:TaxTotal><cbc:TaxAmount currencyID="{sale.currency}">{sale.tax_total}</cbc:TaxAmount>
{"".join(_ubl_tax(*tax) for tax in sale.taxes)}</cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount>{sale.line_total}</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount>{sale.net_total}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount>{sale.total}</cbc:TaxInclusiveAmount>
{_element("cbc:AllowanceTotalAmount", sale.allowance)}
{_element("cbc:PrepaidAmount", sale.prepaid)}
<cbc:PayableAmount>{sale.due}</cbc:PayableAmount></cac:LegalMonetaryTotal>{sale.further}
{"".join(_ubl_line(n, line, root) for n, line in enumerate(sale.lines, 1))}
</{root}>""".encode()


def pdf_with(attachments: Sequence[tuple[str, bytes]], *, rows: Sequence[str] = ()) -> bytes:
    """A page that shows these rows, and files inside."""
    page = BytesIO()
    canvas = Canvas(page)
    for place, row in enumerate(rows):
        canvas.drawString(60, 780 - 20 * place, row)
    canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(page.getvalue())
    for name, content in attachments:
        document.new_attachment(name).set_data(content)
    buffer = BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


ROWS = (
    "Lindenhof Büromöbel GmbH",
    "Rechnung LH-2026-0417 vom 05.10.2026",
    "2 Stehlampe 120,00",
    "2,5 Fachbuch 50,00",
    "MwSt 24,40",
    "Gesamt 184,40 EUR",
)


def _element(name: str, text: str) -> str:
    return f"<{name}>{text}</{name}>" if text else ""


def _cii_day(day: str) -> str:
    return f'<udt:DateTimeString format="102">{day.replace("-", "")}</udt:DateTimeString>'


def _cii_tax(rate: str, net: str, tax: str) -> str:
    return f"""<ram:ApplicableTradeTax><ram:CalculatedAmount>{tax}</ram:CalculatedAmount>
<ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>{net}</ram:BasisAmount>
<ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>{rate}</ram:RateApplicablePercent>
</ram:ApplicableTradeTax>"""


def _cii_allowance(amount: str) -> str:
    if not amount:
        return ""
    return f"""<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator>
<udt:Indicator>false</udt:Indicator></ram:ChargeIndicator>
<ram:ActualAmount>{amount}</ram:ActualAmount><ram:Reason>Treue</ram:Reason>
</ram:SpecifiedTradeAllowanceCharge>"""


def _cii_line(number: int, line: Line) -> str:
    return f"""<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument>
<ram:LineID>{number}</ram:LineID></ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct><ram:Name>{escape(line.name)}</ram:Name></ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>
<ram:ChargeAmount>{line.price}</ram:ChargeAmount>
</ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">{line.quantity}
</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery><ram:SpecifiedLineTradeSettlement>
<ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>
<ram:RateApplicablePercent>{line.rate}</ram:RateApplicablePercent></ram:ApplicableTradeTax>
{_cii_allowance(line.allowance)}
<ram:SpecifiedTradeSettlementLineMonetarySummation>
<ram:LineTotalAmount>{line.amount}</ram:LineTotalAmount>
</ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
</ram:IncludedSupplyChainTradeLineItem>"""


def _ubl_party(name: str, vat: str) -> str:
    scheme = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
    number = f"<cbc:CompanyID>{vat}</cbc:CompanyID>{scheme}"
    return f"""<cac:Party>{_element("cac:PartyTaxScheme", number if vat else "")}
<cac:PartyLegalEntity><cbc:RegistrationName>{escape(name)}</cbc:RegistrationName>
</cac:PartyLegalEntity></cac:Party>"""


def _ubl_allowance(amount: str) -> str:
    if not amount:
        return ""
    return f"""<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
<cbc:AllowanceChargeReason>Treue</cbc:AllowanceChargeReason>
<cbc:Amount>{amount}</cbc:Amount></cac:AllowanceCharge>"""


def _ubl_tax(rate: str, net: str, tax: str) -> str:
    return f"""<cac:TaxSubtotal><cbc:TaxableAmount>{net}</cbc:TaxableAmount>
<cbc:TaxAmount>{tax}</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID>
<cbc:Percent>{rate}</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal>"""


def _ubl_line(number: int, line: Line, root: str) -> str:
    name = "CreditedQuantity" if root == "CreditNote" else "InvoicedQuantity"
    return f"""<cac:{root}Line><cbc:ID>{number}</cbc:ID>
<cbc:{name} unitCode="C62">{line.quantity}</cbc:{name}>
<cbc:LineExtensionAmount>{line.amount}</cbc:LineExtensionAmount>{_ubl_allowance(line.allowance)}
<cac:Item><cbc:Name>{escape(line.name)}</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID>
<cbc:Percent>{line.rate}</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>
<cac:Price><cbc:PriceAmount>{line.price}</cbc:PriceAmount></cac:Price></cac:{root}Line>"""
