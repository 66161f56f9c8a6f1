"""Expense category that the offline reader chooses, by what a shop is called and what it sells."""

import pytest

from receipts.services.offline.categories import choose_category

EXPECTED = [
    # Paid in cash is no bar.
    (
        "Schreibwaren Lindner",
        ["Druckerpapier A4 5,99", "Kugelschreiber 2,49", "Bar 70,00"],
        "office",
    ),
    ("Eisen Hofer", ["Schrauben M8 4,20", "Bar 10,00", "Rückgeld 5,80"], None),
    ("Bar Centrale", ["Espresso 1,20"], "meals"),
    # One good alone says nothing, two do.
    ("Corner Shop", ["Batteries 3.00", "Gum 0.80"], None),
    ("Corner Shop", ["Notebook A5 3.00", "Ballpoint pen 1.20"], "office"),
    ("Nimbus Ltd", ["Web hosting, yearly 96.00", "Domain 12.00"], "office"),
    ("City Cabs", ["Ride 14.00"], "travel"),
    ("NCP", ["Car Park Ticket", "2 hours 4.50"], "vehicle"),
    ("Stadtbad", ["Parkschein 3,00"], "vehicle"),
    ("KIOSK AM MARKT", ["Zeitung 2,00", "Batterien 4,00"], None),
    ("Foto Berger", ["Cleaning kit 12,00"], "office"),
    ("Apotheke am Tor", ["Ibuprofen 400 5,95"], "health"),
    ("Farmacia Sol", ["Crema 8,00"], "health"),
    ("Trattoria da Gino", ["2 coperti 4,00"], "meals"),
    ("Zum Anker", ["Tisch 4", "Schnitzel 14,90"], "meals"),
    ("Stacja Paliw Nowa", ["Benzyna 95 120,00"], "vehicle"),
    ("Supermercado Luna", ["Leche 1,10"], "groceries"),
    ("Obst Meier", ["Äpfel 2,00"], "groceries"),
    ("Deutsche Post", ["Porto 1,60"], "services"),
    # A tax invoice is no taxi.
    ("Harbour Trading", ["TAXINVOICE", "Rope 10 m 8.00"], None),
]


@pytest.mark.parametrize(("vendor", "lines", "slug"), EXPECTED)
def test_category_by_the_words_of_shop_and_goods(
    vendor: str, lines: list[str], slug: str | None
) -> None:
    assert choose_category(vendor, lines) == slug
