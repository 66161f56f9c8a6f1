"""Which amount a paper comes to: deposits, earlier balances, discounts, what is rounded."""

from datetime import date
from decimal import Decimal

import pytest

from receipts.services.currencies import currency_of_country
from receipts.services.data_validator import validate_reading
from receipts.services.extraction import ReadingContext
from receipts.services.offline.reader import read_sheet
from receipts.tests.offline_sheets import sheet_of


def checked(country, rows):
    context = ReadingContext(
        today=date(2026, 11, 22),
        country=country,
        home_currency=currency_of_country(country),
        date_order="dmy",
    )
    text = f"Linden Works\n12/11/2026\n{rows}"
    return validate_reading(
        read_sheet(sheet_of(text), context=context, model="test"), context=context
    )


@pytest.mark.parametrize(
    ("country", "rows", "total"),
    [
        (
            "GB",
            "Subtotal | 1,000.00\nVAT 20% | 200.00\nTotal | £1,200.00\nDeposit paid | -£300.00\n"
            "Amount due | £900.00",
            "1200.00",
        ),
        (
            "GB",
            "Service | 100.00\nVAT 20% | 20.00\nTotal | £120.00\nCredit from last month | -£20.00\n"
            "Amount due | £100.00",
            "120.00",
        ),
        (
            "DE",
            "Netto | 4.000,00\nMwSt 19% | 760,00\nGesamtbetrag | 4.760,00 EUR\n"
            "abzgl. Anzahlung | -1.000,00 EUR\nRestbetrag | 3.760,00 EUR",
            "4760.00",
        ),
        (
            "FR",
            "Total HT | 1 000,00\nTVA 20% | 200,00\nTotal TTC | 1 200,00 €\n"
            "Acompte versé | -300,00 €\nReste à payer | 900,00 €",
            "1200.00",
        ),
        (
            "IT",
            "Imponibile | 1.000,00\nIVA 22% | 220,00\nTotale fattura | 1.220,00 €\n"
            "Acconto | -300,00 €\nSaldo | 920,00 €",
            "1220.00",
        ),
        (
            "DE",
            "Nettobetrag | 400,00\nUSt 19% | 76,00\nBruttobetrag | 476,00 EUR\n"
            "Zahlbar mit 2% Skonto: | 466,48 EUR",
            "476.00",
        ),
        (
            "GB",
            "Room | 120.00\nBreakfast | 15.00\nTotal charges | £135.00\nVISA | -£135.00\n"
            "Balance | £0.00",
            "135.00",
        ),
    ],
)
def test_what_was_paid_before_takes_nothing_from_the_total(country, rows, total):
    receipt = checked(country, rows)

    assert receipt.total.value == Decimal(total)
    assert receipt.total.confidence >= 0.95
    assert receipt.blocking_checks == ()


@pytest.mark.parametrize(
    ("country", "rows", "total"),
    [
        (
            "GB",
            "Previous balance | £80.00\nNew charges | 100.00\nVAT 5% | 5.00\n"
            "Total new charges | £105.00\nTotal amount due | £185.00",
            "105.00",
        ),
        (
            "DE",
            "Netto | 100,00\nMwSt 19% | 19,00\nRechnungsbetrag | 119,00 EUR\n"
            "Offener Saldo aus Vormonat | 80,00 EUR\nZu zahlender Betrag | 199,00 EUR",
            "119.00",
        ),
        (
            "ES",
            "Base imponible | 100,00\nIVA 21% | 21,00\nTotal factura | 121,00 €\n"
            "Saldo anterior | 80,00 €\nTotal a pagar | 201,00 €",
            "121.00",
        ),
    ],
)
def test_what_is_owed_from_before_is_not_bought_again(country, rows, total):
    receipt = checked(country, rows)

    assert receipt.total.value == Decimal(total)
    assert receipt.blocking_checks == ()


def test_what_an_invoice_comes_to_may_be_called_charges():
    rows = "Balance forward | £80.00\nService | 100.00\nVAT 5% | 5.00\nCurrent charges | £105.00"

    receipt = checked("GB", f"{rows}\nTotal due | £185.00")

    assert receipt.total.value == Decimal("105.00")


@pytest.mark.parametrize(
    ("country", "rows", "total"),
    [
        ("CH", "Total CHF | 3.42\nRundung | -0.02\nZu zahlen | 3.40\nBar | 5.00", "3.40"),
        ("NO", "Totalt | 39,50\nØresavrunding | 0,50\nÅ betale | 40,00\nKontant | 50,00", "40.00"),
        ("DK", "I alt | 39,75\nAfrunding | 0,25\nAt betale | 40,00\nKontant | 50,00", "40.00"),
        ("CZ", "Celkem | 39,50\nZaokrouhlení | 0,50\nK úhradě | 40,00 Kč", "40.00"),
        ("MY", "Sub Total | 5.33\nRounding | 0.02\nTOTAL | RM 5.35\nCASH | 10.00", "5.35"),
        ("HU", "Tea | 692 Ft\nÖsszesen | 692 Ft\nKerekítés | -2 Ft\nFizetendő | 690 Ft", "690"),
    ],
)
def test_a_total_is_what_is_paid_once_it_is_rounded(country, rows, total):
    receipt = checked(country, f"Tea\n{rows}")

    assert receipt.total.value == Decimal(total)
    assert "total_mismatch" not in {check.code for check in receipt.checks}


def test_what_was_handed_over_is_no_total_though_it_is_called_one():
    rows = """
        Toast | 300.00
        Coffee | 299.99
        Total Amount | 599.99
        VAT Amount | 75.00
        Net Invoice Amount | 674.99
        Rounded Off Invoice Amount | 675.00
        Cash | 1000.00
        Total Amount | 1000.00
        Amount Repaid | 325.00
    """

    assert checked("IN", rows).total.value == 675


def test_a_sentence_about_another_papers_day_leaves_the_named_one():
    rows = """
        Invoice date: 01/09/2026
        Total | 590.00
        This is issued on request of the customer against the tax invoice issued on 26/10/2026
    """

    assert checked("IN", rows).purchased_on.value == date(2026, 9, 1)
