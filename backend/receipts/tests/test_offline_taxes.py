"""Printed taxes of many countries: tables, rates and sums, and what is approved because of them."""

from datetime import date
from decimal import Decimal

import pytest

from receipts.services.currencies import currency_of_country
from receipts.services.data_validator import validate_reading
from receipts.services.extraction import ReadingContext
from receipts.services.offline.currency import date_order_of
from receipts.services.offline.reader import read_sheet
from receipts.tests.offline_sheets import sheet_of


def checked(country, text):
    """As in an account that has said its country."""
    context = ReadingContext(
        today=date(2026, 11, 22),
        country=country,
        home_currency=currency_of_country(country),
        date_order=date_order_of(country),
    )
    return validate_reading(
        read_sheet(sheet_of(text), context=context, model="test"), context=context
    )


def is_sure(receipt):
    """Of all but the name, which trees judge that know shops."""
    fields = (receipt.total, receipt.purchased_on, receipt.currency)
    return receipt.blocking_checks == () and min(f.confidence for f in fields) >= 0.95


TWO_RATES = [
    (
        "DE",
        """
        Talhof Markt GmbH
        34117 Kassel
        12.11.2026 10:22
        Apfelsaft | 5,18 A
        Seife | 2,38 B
        SUMME EUR | 7,56
        Girocard | 7,56
        7% MwSt aus 5,18 | 0,34
        19% MwSt aus 2,38 | 0,38
        """,
        ("7.56", "0.72"),
    ),
    (
        "PL",
        """
        Sklep Pod Lipą
        NIP 712-10-08-323
        2026-10-31 15:59
        PARAGON FISKALNY
        Mleko | 1 x5,40 | 5,40B
        Mydło | 1 x24,60 | 24,60A
        Sprzed. opod. PTU A | 24,60
        Kwota A 23,00% | 4,60
        Sprzed. opod. PTU B | 5,40
        Kwota B 8,00% | 0,40
        Podatek PTU | 5,00
        SUMA PLN | 30,00
        Gotówka | 50,00
        Reszta | 20,00
        """,
        ("30.00", "5.00"),
    ),
    (
        "CA",
        """
        Quincaillerie Rosemont
        Montréal QC
        2026-11-12
        Marteau | 20,00
        Clous | 10,00
        Sous-total | 30,00
        TPS 5% | 1,50
        TVQ 9,975% | 2,99
        TOTAL | 34,49 $
        Interac | 34,49
        """,
        ("34.49", "4.49"),
    ),
    (
        "CA",
        """
        Cafe Rosemont
        Vancouver BC
        2026-11-12
        Coffee | 10.00
        Subtotal | 10.00
        GST | 0.50
        PST | 0.50
        Total | $11.00
        Interac | $11.00
        """,
        ("11.00", "1.00"),
    ),
    (
        "GB",
        """
        Harbour Store Ltd
        VAT No 123 4567 89
        12/11/2026
        Book | 10.00 Z
        Lamp | 24.00 S
        Heater pad | 10.50 R
        TOTAL | £44.50
        VISA | £44.50
        VAT rate | Net | VAT | Gross
        0.00% | 10.00 | 0.00 | 10.00
        20.00% | 20.00 | 4.00 | 24.00
        5.00% | 10.00 | 0.50 | 10.50
        """,
        ("44.50", "4.50"),
    ),
    (
        "NO",
        """
        Lille Torg AS
        Org.nr 999 888 777 MVA
        12.11.2026 12:01
        Brød | 30,00
        Såpe | 50,00
        Totalt (2 varer) | 80,00
        Bank | 80,00
        Mva% Grunnlag Mva Totalt
        15,00 | 26,09 | 3,91 | 30,00
        25,00 | 40,00 | 10,00 | 50,00
        Sum | 66,09 | 13,91 | 80,00
        """,
        ("80.00", "13.91"),
    ),
    (
        "SE",
        """
        Livs AB
        Org nr 556677-8899
        2026-11-12
        Mjölk | 22,40
        Tvål | 50,00
        Totalt 2 varor | 72,40 SEK
        Moms% Moms Netto Brutto
        12,00 | 2,40 | 20,00 | 22,40
        25,00 | 10,00 | 40,00 | 50,00
        Kort | 72,40
        """,
        ("72.40", "12.40"),
    ),
    (
        "NL",
        """
        Bakkerij Jansen
        12-11-2026
        Brood | 3,27
        Zeep | 12,10
        Totaal | 15,37
        PIN | 15,37
        BTW 9% | 3,00 | 0,27
        BTW 21% | 10,00 | 2,10
        """,
        ("15.37", "2.37"),
    ),
    (
        "FR",
        """
        Bistro Martin
        SIRET 123 456 789 00012
        12/11/2026
        Plat | 33,00
        Vin | 12,00
        TOTAL TTC | 45,00 €
        Taux | HT | TVA | TTC
        10,00% | 30,00 | 3,00 | 33,00
        20,00% | 10,00 | 2,00 | 12,00
        CB | 45,00 €
        """,
        ("45.00", "5.00"),
    ),
    (
        "IN",
        """
        Hotel Sagar
        GSTIN 27ABCDE1234F1Z5
        12/11/2026
        Dosa | 339.00
        Sub Total | 339.00
        CGST 2.5% | 8.48
        SGST 2.5% | 8.48
        Round off | 0.04
        Grand Total | 356.00
        """,
        ("356.00", "16.96"),
    ),
]


@pytest.mark.parametrize(("country", "text", "amounts"), TWO_RATES)
def test_a_receipt_of_several_taxes_that_adds_up_needs_no_person(country, text, amounts):
    receipt = checked(country, text)

    assert (receipt.total.value, receipt.tax.value) == tuple(map(Decimal, amounts))
    assert is_sure(receipt)


@pytest.mark.parametrize(
    ("country", "rows", "tax"),
    [
        ("NZ", "Total | $7.50\nEFTPOS | $7.50\nGST included in total | $0.98", "0.98"),
        ("IT", "TOTALE | 23,20\ndi cui IVA | 3,20\nContanti | 23,20", "3.20"),
        ("DK", "Total | 30,00\nHeraf moms 25% | 6,00\nDankort | 30,00", "6.00"),
        ("DE", "Summe EUR | 7,56\nSumme MwSt | 0,72\nBar | 10,00\nZurück | 2,44", "0.72"),
        ("VN", "Thue GTGT 8% | 8.000\nTong cong | 108.000\nTien mat | 108.000", "8000"),
        ("PT", "Total s/ IVA | 20,00\nIVA 23% | 4,60\nTotal c/ IVA | 24,60", "4.60"),
        ("CZ", "Celkem bez DPH | 50,00\nDPH 12% | 6,00\nCelkem | 56,00\nHotově | 100,00", "6.00"),
    ],
)
def test_a_sentence_about_the_total_may_name_its_tax(country, rows, tax):
    assert checked(country, f"Linden Shop\n12/11/2026\n{rows}").tax.value == Decimal(tax)


@pytest.mark.parametrize(
    "rows",
    [
        "Zwischensumme | 25,00\nBedienung 10% | 2,50\nSumme | 27,50\nBar | 30,00\nZurück | 2,50",
        "Pasta | 11,00\nVino | 14,00\nServizio 10% | 2,50\nTOTALE | 27,50\nContanti | 30,00",
        "Menú | 25,00\nServicio 10% | 2,50\nTOTAL | 27,50\nEfectivo | 30,00\nCambio | 2,50",
        "Fish | 25.00\nSubtotal | 25.00\nService 10% | 2.50\nTotal | 27.50\nVISA | 27.50",
    ],
)
def test_a_rate_of_service_is_no_tax(rows):
    assert checked("DE", f"Linden Grill\n12.11.2026\n{rows}").tax.value is None


def test_service_and_a_tax_that_is_inside_make_up_the_total():
    rows = "Food total | £30.00\nOptional service charge 12.5% | 3.75\nTotal | £33.75"

    receipt = checked("GB", f"Linden Grill\n12/11/2026\n{rows}\nVAT included | 5.00\nVISA | £33.75")

    assert (receipt.subtotal.value, receipt.tax.value) == (Decimal("30.00"), Decimal("5.00"))
    assert is_sure(receipt)


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        ("Imponibile | 400,00\nIVA 22% | 88,00\nRitenuta | 80,00\nNetto a pagare", "408.00"),
        ("Total ilíquido | 400,00\nIVA 23% | 92,00\nRetenção | 100,00\nTotal a pagar", "392.00"),
    ],
)
def test_what_is_to_be_paid_is_the_total_also_where_a_tax_is_withheld(rows, total):
    text = f"Studio Linden\nData: 12/11/2026\n{rows} | {total.replace('.', ',')} €"

    receipt = checked("IT", text)

    assert receipt.total.value == Decimal(total)
    assert is_sure(receipt)


def test_a_column_of_rates_beside_many_items_hides_no_table_of_taxes():
    goods = "\n".join(f"Vare nummer {n} | 15% | 11,50" for n in range(24))
    text = f"""
        Lindehagen Kolonial AS
        12.11.2026 10:22
        {goods}
        Sum 24 varer | 276,00
        BANK | 276,00
        Mva% | Grunnlag | Mva | Totalt
        15,00 | 240,00 | 36,00 | 276,00
    """

    assert checked("NO", text).tax.value == 36


def test_of_two_columns_of_sums_each_label_names_its_own():
    text = """
        Linden Broadband Ltd
        Tax Invoice
        Invoice Date: 12/11/2026
        Old dues | 0.00 | Charges | 2,000.00
        To pay | 2,360.00 | CGST | 180.00
        Paid in | 0.00 | SGST | 180.00
        Balance | 2,360.00 | Total | 2,360.00
    """

    assert checked("IN", text).tax.value == 360


def test_a_cash_registers_short_words_are_read():
    rows = "Combo | 10.00\nNET | 10.00\nTXTL | .95\nTOTL | 10.95\nCASH | 11.00\nCHNG | .05"

    receipt = checked("US", f"Linden Grill\n11/12/2026\n{rows}")

    assert (receipt.total.value, receipt.tax.value) == (Decimal("10.95"), Decimal("0.95"))


@pytest.mark.parametrize(
    ("country", "rows", "amounts"),
    [
        (
            "IN",
            "Taxable | Rs.252.70\nCGST 2.5% | Rs.6.32\nSGST 2.5% | Rs.6.32\nTotal | Rs.265.34",
            ("265.34", "12.64"),
        ),
        ("DK", "Total | kr.15,15\nDankort | kr.15,15\nHeraf moms | kr.3,03", ("15.15", "3.03")),
        (
            "CH",
            "Total CHF | 296.40\nMWST | Netto | MWST | Total\n"
            "8.10 | 175.02 | 14.18 | 189.20\n2.60 | 104.48 | 2.72 | 107.20",
            ("296.40", "16.90"),
        ),
        (
            "PL",
            "Razem | 30,35\nKarta | 30,35\nPTU | Netto | PTU | Brutto\n"
            "23,00 | 6,98 | 1,61 | 8,59\n8,00 | 20,15 | 1,61 | 21,76",
            ("30.35", "3.22"),
        ),
        (
            "MY",
            "Subtotal | RM 27.96\nService Tax 6% | RM 1.68\nTotal | RM 29.64\nVISA | RM 29.64",
            ("29.64", "1.68"),
        ),
        (
            "CH",
            "Total CHF | 25.07\nRundung | -0.02\nTotal CHF | 25.05\n"
            "MWST | Netto | MWST | Total\n2.6% | 24.43 | 0.64 | 25.07",
            ("25.05", "0.64"),
        ),
        ("JP", "小計 | 434\n合計 | 434\nお預り | 500\nお釣り | 66\n内税 | 32", ("434", "32")),
    ],
)
def test_total_and_tax_of_many_countries(country, rows, amounts):
    receipt = checked(country, f"Linden Shop\n2026-11-12\nTea and toast\n{rows}")

    assert (receipt.total.value, receipt.tax.value) == tuple(map(Decimal, amounts))
