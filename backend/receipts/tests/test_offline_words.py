"""Labels and names are understood with and without spaces, accents and misread letters."""

import pytest

from receipts.services.offline.amounts.labels import kinds_of
from receipts.services.offline.vendors.name_cleaning import clean_name


@pytest.mark.parametrize(
    ("label", "kinds"),
    [
        ("GRAND TOTAL", {"total"}),
        ("T0TAL", {"total"}),
        ("ZU ZAHLEN EUR", {"total"}),
        ("Sub Total", {"subtotal"}),
        ("SUBTOTAL", {"subtotal"}),
        ("TAX1", {"tax"}),
        ("VAT9%", {"tax"}),
        ("MwSt 19%", {"tax"}),
        *[(label, {"tax"}) for label in ("Total Tax", "Summe MwSt", "Totaal BTW", "KDV toplam")],
        *[(label, {"total"}) for label in ("Totaal incl. BTW", "Celkem s DPH", "Netto a pagare")],
        *[(label, {"subtotal"}) for label in ("Total sin IVA", "Total s/ IVA", "Celkem bez DPH")],
        ("Total incl. GST", {"total"}),
        ("Total euros IVA incluido", {"total"}),
        ("Exclusiva", set()),
        ("Rückgeld", {"tender"}),
        ("VISA", {"tender"}),
        ("Barbecue platter", set()),
        ("合計", {"total"}),
        ("합계", {"total"}),
        ("부가세", {"tax"}),
        ("Do zapłaty", {"total"}),
        ("Tip", {"tip"}),
        ("TOTAL SAVINGS", {"discount"}),
        ("Total after discount", {"total", "discount"}),
    ],
)
def test_a_label_says_what_its_amount_is(label, kinds):
    assert kinds_of(label) == kinds


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("GOLDEN LOTUS SDN BHD (123456-X)", "GOLDEN LOTUS SDN BHD"),
        ("GOLDEN LOTUS 5DN BHD", "GOLDEN LOTUS SDN BHD"),
        ("GOLDEN LOTUSSDNBHD", "GOLDEN LOTUS SDN BHD"),
        ("MINI MART 5/B (S12345-X)", "MINI MART S/B"),
        ("LOTUS CO. (M) BHD (126-H", "LOTUS CO. (M) BHD (126-H)"),
        ("** Corner Bakery **", "Corner Bakery"),
        ("WELCOME TO Corner Bakery", "Corner Bakery"),
        ("Studio 1999", "Studio 1999"),
        ("Lotus Kitchen (030)", "Lotus Kitchen"),
        ("ROUTE 66 DINER", "ROUTE 66 DINER"),
        ("...", "..."),
    ],
)
def test_a_name_loses_its_number_and_keeps_itself(printed, name):
    assert clean_name(printed) == name
