"""The shop's name: which line it is where logo, slogans, addresses and small print compete."""

from dataclasses import replace

import pytest

from receipts.services.extraction import ReadingContext
from receipts.services.offline.reader import read_sheet
from receipts.services.offline.vendors.choice.chains import is_chain, mend_chain
from receipts.services.offline.vendors.choice.name_joining import going_on
from receipts.services.offline.vendors.name_cleaning import clean_name
from receipts.services.offline.vendors.ocr_repair import mend_words
from receipts.services.offline.vendors.vendor_candidates import find_names
from receipts.services.offline.vendors.web_names import find_web_names, web_names_in
from receipts.tests.offline_sheets import sheet_of
from receipts.tests.test_offline_sheets import TODAY

GOODS = """
Vollkornbrot | 2,49
Butter | 1,99
SUMME EUR | 4,48
Bar | 5,00
Rückgeld | 0,52
MwSt 7% | 0,29
03.11.2026 14:05
"""


def vendor_of(text, **layout):
    sheet = sheet_of(text, **layout)
    return read_sheet(sheet, context=ReadingContext(today=TODAY), model="test").vendor


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("www.nordlicht-moebel.de", ["nordlicht-moebel"]),
        ("info@nordlicht.co.uk", ["nordlicht"]),
        ("WWW. NORDLICHT .COM", []),
        ("http://www.nordlicht.com/bon", ["nordlicht"]),
        ("Mehr auf nordlicht.de/", ["nordlicht"]),
        ("shop.nordlicht.com", ["nordlicht"]),
        ("nordlicht@gmail.com", []),
        ("TOTAL.IN 12.00", ["total"]),
        ("St.It", []),
        ("EUR 12.00.NO", []),
    ],
)
def test_a_web_address_holds_the_name_that_its_owner_chose(text, names):
    assert web_names_in(text) == names


def test_the_line_of_a_web_name_is_known():
    (found,) = find_web_names(sheet_of("Anything\nTel. 0123/45678\nwww.nordlicht.de"))

    assert (found.core, found.row) == ("NORDLICHT", 2)


def test_a_slogan_gives_way_to_the_line_that_the_web_address_repeats():
    slogan = "FRISCH UND GUT EINKAUFEN\nEINFACH BESSER LEBEN"
    shop = "Nordkauf Petersen\nHafenstr. 12\n24103 Kiel\nTel. 0431/123456\nwww.nordkauf-petersen.de"

    assert vendor_of(f"{slogan}\n{shop}\n{GOODS}").value == "Nordkauf Petersen"


def test_without_a_readable_logo_the_company_in_the_small_print_is_the_shop():
    found = vendor_of(
        f"Hafenstr. 12\n24103 Kiel\n{GOODS}\nNordkauf GmbH & Co. KG, Kiel\nwww.nordkauf.de"
    )

    assert found.value == "Nordkauf GmbH & Co. KG"


def test_a_web_address_alone_names_the_shop_and_keeps_what_is_printed():
    found = vendor_of(f"Hafenstr. 12\n24103 Kiel\nwww.nordkauf.de\n{GOODS}")

    assert (found.value, found.printed) == ("Nordkauf", "www.nordkauf.de")


def test_a_web_name_is_no_candidate_where_a_line_spells_more_of_it():
    sheet = sheet_of("Nordkauf Petersen\nwww.nordkauf.de")

    assert not [name for name in find_names(sheet) if name.is_from_web]


def test_a_misread_logo_is_spelt_as_in_the_web_address():
    found = vendor_of(f"NRDLICHT\nHafenstr. 12\n24103 Kiel\nwww.nordlicht.de\n{GOODS}", tall=(0,))

    assert (found.value, found.printed) == ("NORDLICHT", "NRDLICHT")


@pytest.mark.parametrize(
    ("logo", "web", "name"),
    [
        ("LNDE", "linde.de", "LINDE"),
        ("CLINDENHOF", "lindenhof.de", "LINDENHOF"),
        ("FERN", "linde.de", "FERN"),
    ],
)
def test_a_logo_has_lost_a_letter_or_won_one_from_its_picture(logo, web, name):
    till = f"{logo}\nHafenstr. 12\n24103 Kiel\n{GOODS}\nwww.{web}"

    assert vendor_of(till, tall=(0,)).value == name


def test_the_name_on_top_that_an_address_repeats_goes_before_others():
    till = f"NRDLICHT\nMein Drogeriemarkt\n03.11.2026 15:56\n{GOODS}\nmehr auf nordlicht.de/"

    assert vendor_of(till, tall=(0, 1)).value == "NORDLICHT"


def test_an_address_that_the_customer_has_as_well_names_no_shop():
    letter = "INVOICE\nTom Linden\ntlinden@mailfern.com\nBill To:\nAda Willow\nawillow@mailfern.com"
    sheet = sheet_of(f"{letter}\n{GOODS}")

    assert not [name for name in find_names(sheet) if name.is_from_web]
    assert vendor_of(f"{letter}\n{GOODS}").value == "Tom Linden"


def test_small_print_spells_the_name_of_a_logo_in_pieces():
    till = f"INVOICE\nLinden\nLinden Designs\nDesigns Co.\n12 Mill Road\n{GOODS}"

    assert vendor_of(till, tall=(1, 3)).value == "Linden Designs"


def test_a_zero_in_a_danish_name_is_its_own_letter():
    danish = "Rugbrød | 24,95\nTOTAL DKK | 24,95\nHeraf moms 25% | 4,99\nDankort | 24,95"

    assert vendor_of(f"S0LINDE K0BMAND\nHavnegade 4\n{danish}").value == "SØLINDE KØBMAND"


@pytest.mark.parametrize(
    ("below", "name"),
    [
        ("Lotusgold Garden Restaurant", "Lotusgold Garden Restaurant"),
        ("Lotusgold Springfield", "LOTUSGOLD"),
    ],
)
def test_a_logo_goes_on_in_small_print_with_the_kind_of_shop(below, name):
    till = f"LOTUSGOLD\nFine cooking\n{below}\n12 Mill Road\nSpringfield, IL 62701\n{GOODS}"

    assert vendor_of(till, tall=(0,)).value == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("C0FFEE HOUSE", "COFFEE HOUSE"),
        ("Li1ly O'Harra", "Lilly O'Harra"),
        ("0'Harra's", "O'Harra's"),
        ("1DEAL HOME", "IDEAL HOME"),
        ("Old Mill Gril1", "Old Mill Grill"),
        ("Old Mill Gri11", "Old Mill Grill"),
        ("Fr1es", "Fries"),
        ("Lotus-f11-O", "Lotus-fil-O"),
        ("F1sh Bar", "Fish Bar"),
        ("C1ub", "Club"),
        ("A11 Stars", "All Stars"),
        ("A11 STARS", "ALL STARS"),
        ("Gate A11", "Gate A11"),
        ("LOTUS FOD 8 CATERING", "LOTUS FOOD & CATERING"),
        ("Pier 8 Grill", "Pier 8 Grill"),
        ("LOTUS COFEE", "LOTUS COFFEE"),
        ("LOTUS DRIVE IN", "LOTUS DRIVE IN"),
        ("N or d ma r kt GmbH", "Nordmarkt GmbH"),
        ("Bar 10", "Bar 10"),
        ("NINE STAR NART", "NINE STAR MART"),
        ("Lotus Resounces", "Lotus Resources"),
        ("H2O SPA", "H2O SPA"),
        ("B2B SUPPLY", "B2B SUPPLY"),
        ("TERMINAL 1", "TERMINAL 1"),
        ("ROUTE101", "ROUTE101"),
        ("MARI CAFE", "MARI CAFE"),
        ("HOTEL MOTEL", "HOTEL MOTEL"),
    ],
)
def test_letters_are_mended_where_words_settle_it(printed, name):
    assert mend_words(printed) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Thank you for shopping at Old Mill", "Old Mill"),
        ("Vielen Dank für Ihren Einkauf bei Nordkauf", "Nordkauf"),
        ("Unit of: Golden Lotus Foods LLP", "Golden Lotus Foods LLP"),
        ("Dimiliki Oleh : Golden Lotus SDN BHD", "Golden Lotus SDN BHD"),
        ("Unity Of Taste", "Unity Of Taste"),
    ],
)
def test_words_in_front_of_a_name_are_no_part_of_it(printed, name):
    assert clean_name(printed) == name


@pytest.mark.parametrize(
    "customer",
    [
        *["Bill to:\nFern Studio Ltd\n2 Elm Road", "Rechnungsempfänger: Fern Studio GmbH"],
        *["Customer: Fern Studio Ltd", "Nabywca\nFern Studio Sp. z o.o."],
    ],
)
def test_the_customer_is_not_the_shop(customer):
    assert vendor_of(f"INVOICE\n{customer}\nSold by: Linden Paper Ltd\n{GOODS}").value == (
        "Linden Paper Ltd"
    )


@pytest.mark.parametrize(
    "heading", ["RECEIPT", "Facture", "PAID", "Company Reg. No. 2008186", "Bon"]
)
def test_a_heading_is_nobodys_name(heading):
    assert vendor_of(f"{heading}\nLinden Bakery\n{GOODS}").value == "Linden Bakery"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Linden Sp. z 0.0", "Linden Sp. z o.o"),
        ("Linden sp. z.o. o. sp. k.", "Linden Sp. z o.o. sp. k"),
        ("Sold By : Linden Paper Ltd", "Linden Paper Ltd"),
        ("From: Linden Paper Ltd", "Linden Paper Ltd"),
        ("From Farm to Table", "From Farm to Table"),
        ("Tienda Linda SA de CV", "Tienda Linda SA de CV"),
    ],
)
def test_a_name_is_spelt_as_it_is_written(printed, name):
    assert clean_name(printed) == name


def test_a_chain_is_sure_wherever_it_stands_on_top():
    surer = vendor_of(f"Gut fuer alle\nLIDL\nAm Brunnen 4\n34117 Kassel\n{GOODS}")
    other = vendor_of(f"LIDLINGER HOF\nAm Brunnen 4\n34117 Kassel\n{GOODS}")

    assert surer.value == "LIDL"
    assert surer.confidence > 0.95
    assert other.value == "LIDLINGER HOF"


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("LIDL", True),
        ("Lidl Vertriebs GmbH", True),
        ("Lidl Stiftung & Co. KG", True),
        ("WALMART #1234", True),
        ("McDonald's Restaurant #12345", True),
        ("C&A", True),
        ("CA", False),
        ("CA Nails", False),
        ("THE HOME DEPOT Leeds", True),
        ("Manor House Hotel", False),
        ("Prisma Optik", False),
        ("Hilton Nails", False),
        ("LIDLINGER HOF", False),
    ],
)
def test_a_word_that_is_a_chain_may_begin_another_name(name, is_one):
    assert is_chain(name) is is_one


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("WALCREENS 1234", "WALGREENS 1234"),
        ("Burger Kinq", "Burger King"),
        ("Starbuck Coffee", "Starbucks Coffee"),
        ("Burger Rings", "Burger Rings"),
        ("Lidi", "Lidi"),
        ("Linden Corner", "Linden Corner"),
    ],
)
def test_a_misread_letter_of_a_long_chain_is_mended(printed, name):
    assert mend_chain(printed) == name


@pytest.mark.parametrize("place", [0, 8])
def test_a_chain_may_stand_anywhere_above_the_goods(place):
    survey = "TELL US HOW WE DID\nGET A FREE FERN\nOR A LINDEN TEA\nand tell us of your visit\n" * 2
    rows = survey.splitlines()
    top = "\n".join([*rows[:place], "Five Guys", *rows[place:]])

    assert vendor_of(f"{top}\n12 Mill Road\nSpringfield, IL 62701\n{GOODS}").value == "Five Guys"


def test_a_chain_among_the_goods_is_not_the_shop():
    found = vendor_of(f"12 Mill Road\nLinden Gifts\nPen | 2,10\nSTARBUCKS CARD\nSTARBUCKS\n{GOODS}")

    assert found.value == "Linden Gifts"


def test_of_two_chains_on_top_neither_is_sure():
    alone = vendor_of(f"Fresh daily\nLIDL\n12 Mill Road\n{GOODS}")
    beside = vendor_of(f"Fresh daily\nLIDL\nFive Guys\n12 Mill Road\n{GOODS}")

    assert beside.confidence < 0.95 < alone.confidence


@pytest.mark.parametrize(
    "rows",
    [
        "Pay with\nSTARBUCKS\nFern Leaf Cafe\n12 Mill Road",
        "STARBUCKS\nGift cards sold here\nFern Leaf Cafe\n12 Mill Road",
        "Backhaus Sonnenkorn\nFiliale im\nKAUFLAND\nAm Brunnen 4\n34117 Kassel",
        "Boulangerie du Lac\ndans\nCARREFOUR\n12 rue du Lac",
        "Malerbetrieb Kranich, Weg 4, 34117 Kassel\nREWE\nAm Brunnen 4\n34117 Kassel",
    ],
)
def test_a_chain_that_a_paper_only_names_is_not_sure(rows):
    found = vendor_of(f"{rows}\n{GOODS}")

    assert found.confidence < 0.95 or not is_chain(found.value)


def test_a_chain_keeps_its_sign_where_the_foot_names_the_company():
    till = f"REWE\nAm Brunnen 4\n34117 Kassel\n{GOODS}\nREWE Markt GmbH\nwww.rewe.de"

    assert vendor_of(till, tall=(0,)).value == "REWE"


def test_a_name_on_top_is_surer_than_the_same_in_the_middle():
    top = vendor_of(f"Linden Corner\nAm Brunnen 4\n34117 Kassel\n{GOODS}")

    assert top.value == "Linden Corner"
    assert top.confidence >= 0.95


@pytest.mark.parametrize(
    "place",
    ["KALEA, HAWAII", "SPRINGFIELD", "Springfield, IL", "At the Fern Hotel", "Near Fern Pump"],
)
@pytest.mark.parametrize("order", [0, 1])
def test_a_place_beside_the_name_is_not_the_name(place, order):
    lines = [place, "Lotus Corner"] if order else ["Lotus Corner", place]
    till = "\n".join([*lines, "12 Mill Road", "Springfield, IL 62701", GOODS])

    assert vendor_of(till).value == "Lotus Corner"


def test_a_shop_may_be_called_by_its_town_where_nothing_else_names_it():
    assert vendor_of(f"KASSEL\nBrunnenstr. 4\n34117 Kassel\n{GOODS}").value == "KASSEL"


@pytest.mark.parametrize("kind", ["Family Restaurant", "Fine Thai Dining", "Bar Reslaurant"])
def test_words_for_a_kind_of_shop_alone_are_no_name(kind):
    till = f"Old Mill\n{kind}\n12 Mill Road\nSpringfield, IL 62701\n(555) 555-0142\n{GOODS}"
    alone = f"{kind}\n12 Mill Road\nSpringfield, IL 62701\n{GOODS}"

    assert vendor_of(till, tall=(0,)).value.startswith("Old Mill")
    assert vendor_of(alone).value == mend_words(kind)


@pytest.mark.parametrize("greeting", ["WELCOME TO\n0UR STORE", "Welcome\nOur Store"])
def test_a_shop_that_welcomes_to_itself_is_not_called_our_store(greeting):
    till = f"{greeting}\nLinden Fuel\n12 Mill Road\nSpringfield, IL 62701\n{GOODS}"

    assert vendor_of(till).value == "Linden Fuel"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Linden SARL - 12 chemin du Lac - 84340 Orme - France", "Linden SARL"),
        ("Linden Papier | Am Brunnen 4 | 34117 Kassel", "Linden Papier"),
        ("Linden Corner (555) 734 - 8451 Tom Fern", "Linden Corner"),
        ("Linden Corner Tel: 030 5550142", "Linden Corner"),
        ("Linden Diner2000 We Deliver", "Linden Diner2000"),
        ("Linden Bakery Est. 1921", "Linden Bakery"),
        ("LINDEN SDN BHD (1U79369-P)", "LINDEN SDN BHD"),
        ("Linden - Fern", "Linden - Fern"),
        ("Linden - Since 1984", "Linden - Since 1984"),
        ("Cinema 1984", "Cinema 1984"),
        ("Hotel 555", "Hotel 555"),
    ],
)
def test_address_and_telephone_behind_a_name_are_no_part_of_it(printed, name):
    assert clean_name(printed) == name


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ("Linden\n& Sons Bakery", "Linden & Sons Bakery"),
        ("Linden Bakery\nof Springfield", "Linden Bakery of Springfield"),
        ("Linden and\nFern", "Linden and Fern"),
        ("Linden Bakery\nOffice Supplies", "Linden Bakery"),
        ("Linden Burgers\nFries\n& Shakes", "Linden Burgers Fries & Shakes"),
        ("Linden Sushi & Asian\nFusion", "Linden Sushi & Asian Fusion"),
        ("Linden Italian\nSpringfield", "Linden Italian"),
    ],
)
def test_a_name_goes_on_where_a_word_joins_two_rows(rows, name):
    till = f"{rows}\n12 Mill Road\nSpringfield, IL 62701\n(555) 555-0142\n{GOODS}"

    assert vendor_of(till, tall=(0,)).value == name


def test_a_scribble_above_a_name_is_not_joined_to_it():
    scribble = sheet_of("fern lund", tall=(0,)).rows[0].cells[0]
    till = f"\n& Sons Bakery\n12 Mill Road\nSpringfield, IL 62701\n{GOODS}"
    sheet = sheet_of(f"fern lund{till}")
    names = find_names(sheet)
    scribbled = [
        replace(c, lines=(replace(scribble, height=4.0), *c.lines[1:])) if c.first_row == 0 else c
        for c in names
    ]
    name = next(c for c in names if c.name.startswith("& Sons"))

    assert going_on(name, names).name == "fern lund & Sons Bakery"
    assert going_on(name, scribbled) is name


def test_a_company_form_set_apart_belongs_to_the_name():
    name = "LINDENHOF-LADENBAU AM NORDTEICH"
    found = vendor_of(f"{name} | GmbH\nAm Brunnen 4\n34117 Kassel\n{GOODS}")

    assert found.value == f"{name} GmbH"


def test_a_shop_is_not_where_its_goods_are_delivered_to():
    sold = "Linden SARL - 12 chemin du Lac - 84340 Orme\nInvoice 17\nDelivery Address\nFern Studio"

    assert vendor_of(f"{sold}\n2 Elm Road\n{GOODS}").value == "Linden SARL"


@pytest.mark.parametrize("label", ["Sold by", "Venduto da", "Vendu par", "Sprzedawca:"])
def test_who_is_said_to_have_sold_it_goes_before_any_other_name(label):
    order = f"Payment reference\n17ABCXYZ\n{label} Linden Paper, Branch North\nFERN WILLOW"

    assert vendor_of(f"{order}\n2 Elm Road\n{GOODS}").value == "Linden Paper, Branch North"


def test_the_word_seller_heads_a_column_as_well():
    assert vendor_of(f"Linden Corner\nSeller 12\n{GOODS}").value == "Linden Corner"


@pytest.mark.parametrize("line", ["MID 354", "TID: 0045", "Customer-activated Purchase"])
def test_what_a_terminal_prints_on_top_is_no_name(line):
    till = f"{line}\nLinden Fuel\n12 Mill Road\nSpringfield, IL 62701\n{GOODS}"

    assert vendor_of(till).value == "Linden Fuel"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("WHOLE FOODS\nMARKET", "WHOLE FOODS MARKET"),
        ("WHOLE FOODS\nFERN", "WHOLE FOODS"),
        ("MERCADONA S.A.", "MERCADONA S.A"),
    ],
)
def test_a_chain_has_the_whole_of_its_name(printed, name):
    assert vendor_of(f"{printed}\n12 Mill Road\nSpringfield, IL 62701\n{GOODS}").value == name


def test_a_misread_french_form_is_written_right():
    assert clean_name("Linden EU S.\u00e0 r.I.") == "Linden EU S.\u00e0 r.l"
