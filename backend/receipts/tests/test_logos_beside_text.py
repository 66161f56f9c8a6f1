"""Names in logos, which are recognised, beside the text that a PDF says itself; and its dates."""

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader

from receipts.tests.test_text_layer import pdf, read

AMOUNTS = (
    ("Schnitthecke", "100,00 €"),
    ("MwSt. 19 %", "19,00 €"),
    ("Gesamtbetrag", "119,00 €"),
)


def letter(logo: str, rows, *, title=""):
    """A page with a picture of the logo on top of its text, in which the title is large."""

    def draw(canvas):
        picture = Image.new("L", (1000, 160), 255)
        ImageDraw.Draw(picture).text((10, 10), logo, fill=0, font=ImageFont.load_default(110))
        canvas.drawImage(ImageReader(picture), 40, 355, 162, 26)
        for number, (left, right) in enumerate(rows):
            canvas.setFont("Helvetica", 13 if left == title else 9)
            canvas.drawString(40, 330 - 15 * number, left)
            canvas.drawRightString(360, 330 - 15 * number, right)

    return pdf(draw)


def test_a_logo_is_spelt_as_the_text_of_the_page_spells_it():
    """The sign before the name was read as its first letter once more."""
    rows = (
        ("Rechnung 118", "14.11.2026"),
        ("Kunde", ""),
        ("Atelier Nordwind", ""),
        ("VORLO Schere", "100,00 €"),
        *AMOUNTS[1:],
    )
    assert read(letter("VVorlo", rows)).vendor.value == "Vorlo"


def test_a_name_that_the_text_spells_as_the_logo_does_stays():
    rows = (("Rechnung 118", "14.11.2026"), ("Vorlo und VVorlo sind Marken", ""), *AMOUNTS)
    assert read(letter("VVorlo", rows)).vendor.value == "VVorlo"


@pytest.mark.parametrize("department", ["Service Abonnés", "Customer Service", "Kundenservice"])
def test_a_department_below_the_logo_is_not_the_name(department):
    rows = (
        (f"Lumo {department}", ""),
        ("75371 Paris Cedex 08", ""),
        ("Facture n°562 du 14/11/2026", ""),
        *AMOUNTS,
    )
    assert read(letter("Lumo", rows)).vendor.value == "Lumo"


def test_a_shop_below_the_logo_that_is_called_so_is_the_name():
    rows = (("Lumo Garden Restaurant", ""), ("14.11.2026", ""), *AMOUNTS)
    assert read(letter("Lumo", rows)).vendor.value == "Lumo Garden Restaurant"


COMPANY = (
    ("TAX INVOICE", "NORDWIND DATA NETWORKS LIMITED"),
    ("Mira Example", "12 Harbour Block"),
    ("4 Garden Row", "Ph.No : 9000012345"),
    ("", "E-mail : help@nordwind.example"),
    ("Invoice Date 14/11/2026", ""),
    *AMOUNTS,
)


def test_the_company_that_the_text_names_with_its_numbers_goes_before_a_brand_in_a_picture():
    vendor = read(letter("SPEEDLINE", COMPANY)).vendor
    assert vendor.value == "NORDWIND DATA NETWORKS LIMITED"


def test_a_company_without_any_number_may_be_the_customer():
    rows = (("Invoice", ""), ("Atelier Nordwind Limited", ""), ("12 Harbour Block", ""), *AMOUNTS)
    assert read(letter("SPEEDLINE", rows)).vendor.value == "SPEEDLINE"


@pytest.mark.parametrize(
    ("title", "issued_on"),
    [
        ("Facture du 29/10/2026", "2026-10-29"),
        ("Facture n°562044387 du 29 Octobre 2026", "2026-10-29"),
        ("Rechnung LH-17 vom 29.10.2026", "2026-10-29"),
        ("Détail de votre facture du 29/10/2026", "2026-10-29"),
    ],
)
def test_a_title_that_says_of_which_day_it_is_names_the_date(title, issued_on):
    rows = (
        ("Gartenbau Lindner GmbH", ""),
        ("Du 02/09/2026 au 04/09/2026", ""),
        (title, ""),
        ("28/11/2026", ""),
        *AMOUNTS,
    )
    purchased_on = read(letter("Lindner", rows, title=title)).purchased_on
    assert purchased_on.value == issued_on
    assert purchased_on.confidence == 0.98


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ("Rechnung LH-17 vom 29.10.2026", "Zahlungserinnerung"),
        ("Gutschrift zu Rechnung 17 vom 29.10.2026", "Gutschrift zu Rechnung 17 vom 29.10.2026"),
        ("Facture du 29/10/2026 au 28/11/2026", "Facture du 29/10/2026 au 28/11/2026"),
    ],
)
def test_the_day_of_another_paper_or_the_first_of_a_period_is_not_named(row, title):
    rows = (("Gartenbau Lindner GmbH", ""), (row, ""), *AMOUNTS)
    assert read(letter("Lindner", rows, title=title)).purchased_on.confidence != 0.98
